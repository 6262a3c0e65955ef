"""The regent's decree: verified lists that district money pays, fixed with one paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.files.web import attachment
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka
from payung.base.ui.table import Column, Table
from payung.desk.roster import actions as flow
from payung.desk.roster.forms import RegentForm
from payung.desk.roster.views.decrees import TYPES
from payung.programme.selection.actions import DecreePaper
from payung.programme.selection.decree_paper import DEFAULT_BASIS, authority_of
from payung.programme.selection.models import DistrictDecree, Roster
from payung.programme.selection.queries import for_regent, with_counts
from payung.programme.selection.refusals import SelectionRefused

READERS = (Right.DECREE_DISTRICT, Right.VIEW_IDENTITY)


@acting(Right.DECREE_DISTRICT)
def home(request: ActorRequest) -> HttpResponse:
    """Lists that wait for the regent; those that are ticked are decreed together."""
    regency = _regency(request)
    waiting = list(with_counts(for_regent(request.actor).order_by("fund__name", "village_id")))
    form = RegentForm(
        [(str(r.pk), _label(r)) for r in waiting],
        request.POST or None,
        initial={
            "lists": [str(r.pk) for r in _alike(waiting)],
            "on": timezone.localdate(),
            "signer_name": request.actor.name,
            "basis": "\n".join(DEFAULT_BASIS),
        },
    )
    if request.method == "POST" and form.is_valid() and _decreed(request, regency, waiting, form):
        return redirect("roster:regent")
    made = DistrictDecree.objects.visible_to(request.actor).in_area(regency.code)
    context = {
        "office": authority_of(regency),
        "waiting": len(waiting),
        "heads": sum(r.members for r in waiting),  # type: ignore[attr-defined]
        "form": form,
        "table": _table(list(made.order_by("-pk")[:50])),
        "trail": [(_("Penetapan"), reverse("roster:home")), (authority_of(regency), "")],
    }
    return render(request, "roster/regent.html", context, status=422 if form.errors else 200)


def _regency(request: ActorRequest) -> Area:
    found = Area.objects.visible_to(request.actor, Right.DECREE_DISTRICT)
    regency = found.filter(level=Area.Level.REGENCY).order_by("code").first()
    if regency is None:
        raise Http404
    return regency


def _label(roster: Roster) -> str:
    heads = angka(roster.members)  # type: ignore[attr-defined]
    told = _("%(fund)s: %(village)s %(year)s, %(heads)s orang")
    return told % {
        "fund": roster.fund.name, "village": roster.village.title, "year": roster.year,
        "heads": heads,
    }  # fmt: skip


def _alike(waiting: Sequence[Roster]) -> list[Roster]:
    """Those of the first year and segment: one paper holds no others."""
    if not waiting:
        return []
    kind = min((r.year, r.segment) for r in waiting)
    return [r for r in waiting if (r.year, r.segment) == kind]


def _decreed(
    request: ActorRequest, regency: Area, waiting: Sequence[Roster], form: RegentForm
) -> bool:
    data = dict(form.cleaned_data)
    chosen = set(data.pop("lists"))
    rosters = [roster for roster in waiting if str(roster.pk) in chosen]
    url = request.build_absolute_uri(reverse("roster:regent"))
    try:
        flow.decree_together(
            by=request.actor, regency=regency, rosters=rosters,
            paper=DecreePaper(**data, url=url),
        )  # fmt: skip
    except (SelectionRefused, FileRefused, NotAllowed) as refused:
        form.add_error(None, str(refused))
        return False
    told = ngettext(
        "%(n)s daftar ditetapkan dengan satu keputusan.",
        "%(n)s daftar ditetapkan dengan satu keputusan.", len(rosters),
    )  # fmt: skip
    messages.success(request, told % {"n": len(rosters)})
    return True


def _table(rows: Sequence[DistrictDecree]) -> Table:
    return Table(
        [
            Column("number", _("Nomor"), header=True,
                   link=lambda d: reverse("roster:regent_paper", args=[d.pk, "pdf"])),
            Column("date", _("Tanggal"), "date"),
            Column("year", _("Tahun"), value=lambda d: str(d.year)),
            Column("signer_name", _("Penanda tangan")),
            Column("xlsx", _("Lampiran"), value=lambda _d: "XLSX",
                   link=lambda d: reverse("roster:regent_paper", args=[d.pk, "xlsx"])),
        ],
        rows,
        caption=_("Keputusan yang sudah dibuat"),
        empty=_("Belum ada keputusan."),
    )  # fmt: skip


@acting(Right.VIEW_FIGURES)
def paper(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """The whole paper, for who may read the names of the whole region."""
    row = get_object_or_404(DistrictDecree.objects.visible_to(request.actor), pk=pk)
    if not any(request.actor.may(right, row.area_id) for right in READERS):
        request.actor.require(Right.VIEW_IDENTITY, row.area_id)
    if kind not in TYPES:
        raise Http404
    return attachment(row.pdf if kind == "pdf" else row.xlsx, TYPES[kind])
