"""All lists, one list, a new list; judging and ranking it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.paging import keyset_page, sort_from
from payung.desk.roster import actions as flow
from payung.desk.roster import tables, words
from payung.desk.roster.fetch import roster_of
from payung.desk.roster.forms import NewListForm, RankForm
from payung.desk.roster.page import roster_context
from payung.programme.funds.queries import for_village, readable_by
from payung.programme.selection import actions as selection
from payung.programme.selection.models import Roster
from payung.programme.selection.queries import waiting_for, with_counts
from payung.programme.selection.refusals import SelectionRefused

SORTS = {"desa": "village_id", "tahun": "year", "status": "state"}


@acting(Right.VIEW_FIGURES)
def home(request: ActorRequest) -> HttpResponse:
    """Which lists wait for whom; those that wait for this person first."""
    visible = Roster.objects.visible_to(request.actor)
    waiting = waiting_for(request.actor)
    mine = with_counts(waiting.order_by("village_id", "pk")[:50])
    sort = sort_from(request.GET, SORTS, default="desa")
    page = keyset_page(with_counts(visible), request.GET, sort, size=100)
    running = visible.exclude(state=Roster.State.DECREED).count()
    context = {
        "line": words.of_home(waiting.count(), running),
        "mine": tables.roster_table(mine, _("Menunggu Anda")) if mine else None,
        "page": page,
        "table": tables.roster_table(page, _("Semua daftar"), sort=sort, params=request.GET),
        "regent": request.actor.may_somewhere(Right.DECREE_DISTRICT),
        "may_start": request.actor.may_somewhere(Right.PROPOSE),
    }
    return render(request, "roster/home.html", context)


@acting(Right.PROPOSE)
def new(request: ActorRequest) -> HttpResponse:
    """Begin a list of one's own village."""
    areas = Area.objects.visible_to(request.actor, Right.PROPOSE).filter(level="village")
    villages = [(a.code, a.title) for a in areas.order_by("code")]
    form = NewListForm(
        villages, readable_by(request.actor), request.POST or None, initial=_asked(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        village = Area.objects.get(code=data["village"])
        try:
            if not for_village(village.code).filter(pk=data["fund"].pk).exists():
                raise SelectionRefused(_("Dana itu bukan untuk desa ini."))
            roster = selection.open_roster(
                by=request.actor, village=village, fund=data["fund"], year=data["year"],
                segment=data["segment"], amending=data["amending"],
            )  # fmt: skip
        except SelectionRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("roster:one", roster.pk)
    return render(request, "roster/new.html", {"form": form, "trail": _trail(_("Daftar baru"))})


@acting(Right.VIEW_FIGURES)
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """A list: a sentence, where it stands, what it costs, the names with their verdicts."""
    roster = roster_of(request.actor, pk)
    context = roster_context(request, roster)
    context["trail"] = _trail(f"{roster.village.title} {roster.year}")
    return render(request, "roster/one.html", context)


@require_POST
@acting()
def assess(request: ActorRequest, pk: int) -> HttpResponse:
    """Judge the list again."""
    roster = roster_of(request.actor, pk)
    try:
        found = flow.assess(by=request.actor, roster=roster)
    except SelectionRefused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Dinilai ulang: {a} memenuhi syarat, {b} perlu diperiksa, {c} tidak memenuhi.")
        messages.success(request, said.format(a=found.eligible, b=found.check, c=found.ineligible))
    return redirect("roster:one", pk)


@require_POST
@acting(Right.PROPOSE)
def rank(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose members by need."""
    roster = roster_of(request.actor, pk)
    form = RankForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Isi jumlah peserta dengan bilangan bulat mulai dari 1."))
        return redirect("roster:one", pk)
    try:
        members = flow.rank(
            by=request.actor, roster=roster, heads=form.cleaned_data["heads"],
            on=timezone.localdate(),
        )  # fmt: skip
    except SelectionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("{n} orang dipilih menurut urutan kebutuhan; lainnya cadangan.").format(n=members),
        )
    return redirect("roster:one", pk)


def _asked(request: ActorRequest) -> dict[str, object]:
    """What a link to the form already knows: fund, year, and that the list amends another."""
    known = {name: request.GET.get(name, "") for name in ("fund", "year", "segment")}
    found: dict[str, object] = {name: value for name, value in known.items() if value}
    return {**found, "amending": request.GET.get("amending") == "1"}


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("Penetapan"), "/penetapan/"), (last, "")]
