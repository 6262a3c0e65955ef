"""Frozen reports: the list, one report, its papers, and freezing another."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.web import attachment
from payung.base.journal.queries import hash_at
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.format import NONE, angka, waktu
from payung.base.ui.table import Column, Table
from payung.desk.reports.actions import freeze
from payung.desk.reports.models import Snapshot
from payung.desk.reports.periods import Period, PeriodRefused

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FreezeForm(forms.Form):
    """Which region, which period."""

    area = forms.ChoiceField(label=gettext_lazy("Kabupaten/kota"))
    period = forms.CharField(
        label=gettext_lazy("Periode"),
        max_length=7,
        help_text=gettext_lazy("Tahun, triwulan, atau bulan: 2026, 2026-Q2, 2026-06."),
    )

    def clean_period(self) -> Period:
        try:
            period = Period.parse(self.cleaned_data["period"])
            period.day_of_count(timezone.localdate())
        except PeriodRefused as error:
            raise forms.ValidationError(str(error)) from error
        return period


@acting(Right.VIEW_FIGURES)
def home(request: ActorRequest) -> HttpResponse:
    """Reports that the person may see, and a form for who may make one."""
    regencies = Area.objects.visible_to(request.actor, Right.REPORT).filter(level="regency")
    choices = [(a.code, a.title) for a in regencies]
    form = FreezeForm(request.POST or None, initial={"period": str(timezone.localdate().year)})
    form.fields["area"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        area = get_object_or_404(regencies.select_related("parent"), code=form.cleaned_data["area"])
        base = request.build_absolute_uri("/").rstrip("/")
        made = freeze(
            by=request.actor, area=area, period=form.cleaned_data["period"], base_url=base
        )
        _tell(request, made.new)
        return redirect("reports:one", made.snapshot.pk)
    if request.method == "POST":
        request.actor.require(Right.REPORT, choices[0][0] if choices else "-")
    seen = Snapshot.objects.visible_to(request.actor).select_related("area")[:100]
    return render(
        request, "reports/home.html", {"form": form if choices else None, "reports": seen}
    )


def _tell(request: ActorRequest, new: bool) -> None:
    if new:
        messages.success(request, _("Laporan dibekukan dan dicatat dalam jurnal."))
    else:
        messages.info(
            request,
            _("Angkanya tidak berubah sejak laporan ini dibekukan; laporan yang sama berlaku."),
        )


@acting(Right.VIEW_FIGURES)
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """One frozen report."""
    seen = Snapshot.objects.visible_to(request.actor).select_related("area")
    report = get_object_or_404(seen, pk=pk)
    trail = [(_("Laporan"), "/laporan/"), (report.number, "")]
    context = {
        "report": report,
        "table": _table(report),
        "denominators": _denominators(report),
        "coverage": [
            (
                line["segment"].upper(),
                Decimal(line["percent"]),
                _("%(active)s dari %(workers)s pekerja")
                % {"active": angka(line["active"]), "workers": angka(line["workers"])},
            )
            for line in report.content["coverage"]
        ],
        "facts": [
            (_("Dibekukan"), waktu(report.at)),
            (_("Oleh"), report.by_name),
            (_("Akhir jurnal"), _journal_end(report)),
            (_("Sidik isi (SHA-256)"), report.content_hash),
        ],
        "trail": trail,
    }
    return render(request, "reports/one.html", context)


def _journal_end(report: Snapshot) -> str:
    """The event that was last when the report was frozen, with its hash as printed on it."""
    return f"{angka(report.journal_seq)} · {hash_at(report.journal_seq) or NONE}"


@acting(Right.VIEW_FIGURES)
def by_hash(request: ActorRequest, digest: str) -> HttpResponse:
    """Where the QR of a printed report leads."""
    seen = Snapshot.objects.visible_to(request.actor)
    return redirect("reports:one", get_object_or_404(seen, content_hash__startswith=digest).pk)


@acting(Right.VIEW_FIGURES)
def paper(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """The report as it was printed when it was frozen."""
    report = get_object_or_404(Snapshot.objects.visible_to(request.actor), pk=pk)
    if kind not in TYPES:
        raise Http404
    return attachment(report.pdf if kind == "pdf" else report.xlsx, TYPES[kind])


def _official(text: str) -> SafeString:
    """The frozen report's own words: Indonesian on every page."""
    return format_html('<span lang="id">{}</span>', text)


def _denominators(report: Snapshot) -> Table:
    rows = [
        {
            "name": _official(d["name"]),
            "value": d["value"],
            "source": _official(d["source"]),
            "as_of": dt.date.fromisoformat(d["as_of"]),
        }
        for d in report.content["denominators"]
    ]
    columns = [
        Column("name", _("Penyebut"), header=True), Column("value", _("Nilai"), "number"),
        Column("source", _("Sumber")), Column("as_of", _("Per tanggal"), "date"),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("Penyebut"), wide=True)


def _table(report: Snapshot) -> Table:
    columns = [Column("name", _("Desa/kelurahan"), header=True), Column("district", _("Kecamatan"))]
    counts = {
        "target": _("Target minimal"), "quota": _("Kuota"), "proposed": _("Diusulkan"),
        "valid": _("Memenuhi syarat"), "decreed": _("Ditetapkan"), "active": _("Aktif"),
    }  # fmt: skip
    columns += [Column(key, label, "number") for key, label in counts.items()]
    rows = report.content["villages"]
    return Table(
        columns,
        rows,
        caption=_("Angka per desa saat dibekukan"),
        wide=True,
        sums={key: sum(r[key] for r in rows) for key in counts},
    )
