"""Putting people on a list, moving them, and one candidate's page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.paging import keyset_page, sort_from
from payung.core.identity import search_form
from payung.desk.roster import actions as flow
from payung.desk.roster import words
from payung.desk.roster.fetch import candidate_of, roster_of
from payung.desk.roster.forms import DescribeForm, PlaceForm
from payung.desk.roster.page import verdicts_of
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.pool import pool, workers
from payung.programme.selection.refusals import SelectionRefused

SEVERITY = ("fail", "unknown", "warn", "pass")
SORTS = {"nama": "name_key", "lahir": "birth_date"}


@require_POST
@acting(Right.VIEW_PEOPLE)
def place(request: ActorRequest, pk: int) -> HttpResponse:
    """Move the ticked names."""
    roster = roster_of(request.actor, pk)
    form = PlaceForm(request.POST)
    ids = _ids(request.POST.getlist("calon"))
    back = redirect("roster:one", pk)
    if not ids or not form.is_valid():
        messages.error(request, _("Centang dahulu nama yang akan dipindahkan."))
        return back
    try:
        moved = selection.place(by=request.actor, roster=roster, ids=ids, **form.cleaned_data)
    except SelectionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("{n} nama dipindahkan.").format(n=moved))
    return back


@acting(Right.PROPOSE)
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose residents for a draft list."""
    roster = roster_of(request.actor, pk)
    request.actor.require(Right.PROPOSE, roster.village_id)
    if request.method == "POST":
        return _added(request, roster)
    everyone = request.GET.get("semua") == "1"
    try:
        found = (
            pool(request.actor, roster)
            if everyone
            else workers(request.actor, roster, timezone.localdate())
        )
    except SelectionRefused as refused:
        messages.error(request, str(refused))
        return redirect("roster:one", pk)
    if start := search_form(request.GET.get("cari", "")):
        found = found.filter(name_key__gte=start, name_key__lt=start + "\uffff")
    sort = sort_from(request.GET, SORTS, default="nama")
    context = {
        "roster": roster,
        "page": keyset_page(found.defer("kk", "mother_name", "phone"), request.GET, sort, size=100),
        "everyone": everyone,
        "search": request.GET.get("cari", ""),
        "posts": Candidate.Post.choices,
        "is_pu": roster.segment == Roster.Segment.PU,
        "trail": _trail(roster, _("Tambah calon")),
    }
    return render(request, "roster/add.html", context)


def _added(request: ActorRequest, roster: Roster) -> HttpResponse:
    post = request.POST.get("jabatan", Candidate.Post.VULNERABLE)
    try:
        if "semua_pekerja" in request.POST:
            found = workers(request.actor, roster, timezone.localdate())
            ids = list(found.values_list("pk", flat=True))
        else:
            ids = _ids(request.POST.getlist("orang"))
        if post not in Candidate.Post.values:
            raise SelectionRefused(_("Jabatan tidak dikenal."))
        done = selection.add_candidates(
            by=request.actor, roster=roster, people=[NewCandidate(i, post=post) for i in ids]
        )
        flow.assess(by=request.actor, roster=roster)
    except SelectionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("{n} calon ditambahkan dan dinilai.").format(n=done.added))
    return redirect("roster:one", roster.pk)


@acting(Right.VIEW_PEOPLE)
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """One candidate: every rule's verdict, its reason and regulation; what the operator knows."""
    candidate = candidate_of(request.actor, pk)
    roster = candidate.roster
    may_edit = roster.state == Roster.State.DRAFT and request.actor.may(
        Right.PROPOSE, roster.village_id
    )
    form = DescribeForm(request.POST or None, initial=_known(candidate)) if may_edit else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            selection.describe_candidate(
                by=request.actor, candidate=candidate, values=form.cleaned_data
            )
            flow.assess(by=request.actor, roster=roster)
        except SelectionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Keterangan disimpan dan calon dinilai ulang."))
            return redirect("roster:candidate", pk)
    context = {
        "candidate": candidate,
        "roster": roster,
        "person": candidate.person,
        "outcome": words.OUTCOMES[candidate.outcome],
        "place": words.PLACES[candidate.place],
        "verdicts": sorted(
            verdicts_of(candidate, get_language() or "id"),
            key=lambda v: SEVERITY.index(v["result"]),
        ),
        "form": form,
        "masked": not request.actor.may(Right.VIEW_IDENTITY, roster.village_id),
        "trail": _trail(roster, candidate.person.name),
    }
    return render(request, "roster/candidate.html", context)


def _ids(texts: list[str]) -> list[int]:
    """Those that can be the number of a row."""
    return [int(text) for text in texts if text.isdecimal() and len(text) < 19]


def _known(candidate: Candidate) -> dict[str, object]:
    return {name: getattr(candidate, name) for name in DescribeForm.base_fields}


def _trail(roster: Roster, last: str) -> list[tuple[str, str]]:
    return [
        (_("Penetapan"), "/penetapan/"),
        (f"{roster.village.title} {roster.year}", f"/penetapan/{roster.pk}/"),
        (last, ""),
    ]
