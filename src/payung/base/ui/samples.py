"""Invented content for the page of components: no real person, no real figure."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from payung.base.ui.cover import CoverBar
from payung.base.ui.paging import Page, Sort, sort_from
from payung.base.ui.progress import Progress
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.core.drawing.charts import Step, funnel
from payung.core.drawing.timeline import Event, Kind, Span, Track

SAMPLE_NIK = "5304014502850003"
ROWS = [
    ("Kewar", 104, 100, 20_966_400, "danger"),
    ("Fulur", 88, 100, 17_740_800, ""),
    ("Loonuna", 100, 100, 20_160_000, ""),
    ("Lakmaras", 61, 100, 12_297_600, ""),
]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label=gettext_lazy("Nama lengkap"), help_text=gettext_lazy("Seperti pada KTP.")
    )
    number = forms.CharField(
        label="NIK",
        help_text=gettext_lazy("16 angka."),
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-20"}),
    )
    fund = forms.ChoiceField(
        label=gettext_lazy("Sumber dana"),
        choices=[("add", "ADD"), ("dd", "Dana Desa"), ("apbd", "APBD")],
    )
    payer = forms.ChoiceField(
        label=gettext_lazy("Siapa yang membayar?"),
        choices=[("desa", gettext_lazy("Desa")), ("kabupaten", gettext_lazy("Kabupaten"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"), widget=forms.Textarea({"rows": 3}), required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Daftar penduduk"),
        help_text=gettext_lazy("Excel, ODS, atau CSV; paling besar 100 MB."),
    )
    sure = forms.BooleanField(label=gettext_lazy("Saya sudah memeriksa daftar ini."))


class SampleFilter(forms.Form):
    """Two filters."""

    village = forms.ChoiceField(
        label=gettext_lazy("Desa"),
        choices=[("", gettext_lazy("Semua")), ("1", "Kewar"), ("2", "Fulur")],
        required=False,
    )
    search = forms.CharField(label=gettext_lazy("Nama"), required=False)


def _table(request: HttpRequest) -> Table:
    sort: Sort = sort_from(
        request.GET, {"desa": "desa", "aktif": "aktif", "iuran": "iuran"}, "desa"
    )
    place = {"desa": 0, "aktif": 1, "iuran": 3}[sort.key]
    rows = sorted(ROWS, key=lambda row: row[place], reverse=sort.descending)
    short = _("di bawah target 100")
    columns = [
        Column(
            "desa", _("Desa"), sortable=True, header=True,
            value=lambda row: row[0], link=lambda row: f"#{row[0]}",
        ),
        Column(
            "aktif", _("Peserta aktif"), "number", sortable=True,
            value=lambda row: Cell(row[1], "warning", short) if row[1] < row[2] else row[1],
        ),
        Column("target", _("Target"), "number", value=lambda row: row[2]),
        Column("iuran", _("Iuran setahun"), "rupiah", sortable=True, value=lambda row: row[3]),
        Column("lunas", _("Lunas sampai"), "month", value=lambda _row: date(2026, 6, 1)),
    ]  # fmt: skip
    sums = {"aktif": 353, "target": 400, "iuran": sum(row[3] for row in ROWS)}
    return Table(columns, rows, _("Desa di Kecamatan Lamaknen"), sort, request.GET, sums)


def _cover() -> CoverBar:
    def span(first: tuple[int, int], last: tuple[int, int], kind: Kind) -> Span:
        return Span(Month(*first), Month(*last), kind)

    province = Track(_("Provinsi NTT (APBD)"), (span((2025, 1), (2025, 6), "paid"),))
    village = Track(
        _("Desa Kewar (ADD)"),
        (
            span((2025, 7), (2025, 8), "gap"),
            span((2025, 9), (2026, 6), "paid"),
            span((2026, 7), (2026, 9), "grace"),
            span((2026, 10), (2026, 12), "planned"),
        ),
    )
    events = [
        Event(date(2025, 1, 6), _("terdaftar")),
        Event(date(2025, 9, 9), _("dibayar kembali")),
    ]
    first, last = Month(2025, 1), Month(2026, 12)
    return CoverBar("Maria Bere", [province, village], first, last, events, date(2026, 7, 21))


def _funnel() -> str:
    steps = [
        Step(_("Kuota"), 6_900),
        Step(_("Diusulkan"), 6_412, "#isi"),
        Step(_("Memenuhi syarat"), 6_020, "#isi"),
        Step(_("Ditetapkan"), 5_960, "#isi"),
        Step(_("Aktif"), 5_829, "#isi"),
    ]
    return funnel(
        steps,
        title=_("Dari kuota sampai aktif"),
        alt=_("Dari 6.900 kuota, 5.829 orang aktif."),
        lang="en" if (get_language() or "").startswith("en") else "id",
    )


def progress(done: int) -> Progress:
    """A job of 200 rows."""
    return Progress(
        _("Memasukkan 200 baris dari penduduk-kewar.xlsx"), done, 200,
        f"{reverse('ui:progress')}?n={done}", done >= 200, _("198 masuk, 2 perlu diperbaiki."),
        result=reverse("ui:styleguide") if done >= 200 else "",
    )  # fmt: skip


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything that the page of components shows."""
    form = SampleForm({"number": "530401", "payer": "desa"})
    form.is_valid()
    form.add_error(
        "number", _("NIK harus 16 angka; yang diisi 6 angka. Lihat KTP atau Kartu Keluarga.")
    )
    return {
        "sample_form": form,
        "clean_form": SampleForm(auto_id="bersih_%s"),
        "filter_form": SampleFilter(request.GET, auto_id="saring_%s"),
        "table": _table(request),
        "page": Page([], "?setelah=2", None, 1000, True),
        "trail": [(_("Pendataan"), reverse("ui:styleguide")), (_("Komponen"), "")],
        "tabs": [
            (_("Perlu diperiksa"), "?", True, 11),
            (_("Siap masuk"), "?tab=siap", False, 198),
            (_("Sama"), "?tab=sama", False, 5),
        ],
        "steps": [_("Unggah"), _("Cocokkan kolom"), _("Periksa"), _("Terima")],
        "facts": [
            (_("Nama"), "Maria Bere", "#isi", _("Ubah")),
            (_("Pekerjaan"), _("Petani")),
            (_("Lunas sampai"), _("Juni 2026")),
        ],
        "funnel": _funnel(),
        "cover": _cover(),
        "job": progress(60),
        "nik": SAMPLE_NIK,
        "source": _("contoh halaman komponen"),
    }


def letter() -> dict[str, Any]:
    """A letter with a register."""
    rows = [
        (number, name, SAMPLE_NIK) for number, name in enumerate(("Maria Bere", "Yosef Mau"), 1)
    ]
    columns = [
        Column("no", _("No."), "number", value=lambda row: row[0]),
        Column("nama", _("Nama"), value=lambda row: row[1]),
        Column("nik", "NIK", "nik", value=lambda row: row[2]),
    ]
    return {
        "letterhead": {
            "lines": [_("Pemerintah Kabupaten Contoh"), _("Kecamatan Contoh"), _("Desa Contoh")],
            "address": _("Jalan Contoh 1, Kode Pos 00000"),
        },
        "table": Table(columns, rows * 30, _("Lampiran")),
        "source": _("contoh halaman komponen"),
        "back_url": reverse("ui:styleguide"),
    }
