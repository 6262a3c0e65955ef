"""Merges: what waits for second eyes, what was done, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.desk.matching.page import tabs, trail
from payung.desk.matching.queries import merges_of
from payung.desk.matching.sidebyside import lines, values_of
from payung.programme.people.actions import (
    MergeRefused,
    approve_merge,
    refuse_merge,
    unmerge,
)
from payung.programme.people.merge_plan import MergePlan, dry_run, may_merge, unmerge_blockers
from payung.programme.people.models import Merge

S = Merge.State
MARKS = {S.PROPOSED: "warning", S.DONE: "success", S.REFUSED: None, S.UNDONE: None}


@acting(Right.VIEW_IDENTITY)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Every merge in reach, newest first; how many wait for somebody else's eyes."""
    found = merges_of(request.actor)
    waiting = found.filter(state=S.PROPOSED)
    page = keyset_page(found, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 50)
    context = {
        "tabs": tabs(request, "merges"),
        "page": page,
        "table": _table(page),
        "waiting": waiting.count(),
        "mine": waiting.filter(proposed_by_id=request.actor.id).count(),
    }
    return render(request, "matching/merges.html", context)


def _table(page: Page[Merge]) -> Table:
    return Table(
        [
            Column("proposed_at", _("Diusulkan"), "time"),
            Column("kept", _("Dipertahankan"), header=True, value=lambda m: m.kept.name,
                   link=lambda m: reverse("matching:merge", args=[m.pk])),
            Column("gone", _("Dilebur"), value=lambda m: m.gone.name),
            Column("village", _("Desa"), value=lambda m: m.kept.village.title),
            Column("by", _("Oleh"), value=lambda m: m.proposed_by_name),
            Column("state", _("Keadaan"),
                   value=lambda m: Cell(m.get_state_display(), MARKS[m.state])),  # type: ignore[arg-type]
        ],
        page, caption=_("Penggabungan"), empty=_("Belum ada data yang digabung."),
        cards=True,
    )  # fmt: skip


def merge_or_404(request: ActorRequest, pk: int) -> Merge:
    return get_object_or_404(merges_of(request.actor), pk=pk)


@acting(Right.VIEW_IDENTITY)
@require_GET
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """Both records, what moves or moved, and who said so."""
    return render(request, "matching/merge.html", _context(request, merge_or_404(request, pk)))


def _context(request: ActorRequest, merge: Merge, problem: str = "") -> dict[str, Any]:
    waiting = merge.state == S.PROPOSED
    plan: MergePlan | None = dry_run(merge.kept, merge.gone) if waiting else None
    here = may_merge(request.actor, merge.kept_area, merge.gone_area)
    return {
        "merge": merge,
        "tabs": tabs(request, "merges"),
        "trail": trail(_("Penggabungan %(n)s") % {"n": merge.pk}, "merges", _("Penggabungan")),
        "lines": lines(values_of(merge.kept), values_of(merge.gone)),
        "plan": plan,
        "moved": _moved(merge),
        "may": here,
        "own": merge.proposed_by_id == request.actor.id,
        "blockers": unmerge_blockers(merge) if merge.state == S.DONE else [],
        "problem": problem,
    }


def _moved(merge: Merge) -> list[tuple[str, int, int]]:
    """(relation, rows moved, rows that stay) of a merge that was carried out."""
    from payung.programme.people.relations import all_relations

    words = {r.model._meta.label: str(r.label) for r in all_relations()}
    found: dict[str, list[int]] = {}
    for move in merge.moves.all():
        label = words.get(move.model, move.model)
        found.setdefault(label, [0, 0])[int(move.stays)] += 1
    return [(label, went, stayed) for label, (went, stayed) in found.items()]


@acting(Right.VIEW_IDENTITY)
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Approve, refuse, or part again."""
    merge = merge_or_404(request, pk)
    reason, act = request.POST.get("alasan", ""), request.POST.get("langkah", "")
    try:
        if act == "setuju":
            approve_merge(by=request.actor, merge=merge)
            messages.success(request, _("Kedua data sudah digabung."))
        elif act == "tolak":
            refuse_merge(by=request.actor, merge=merge, reason=reason)
            messages.success(request, _("Usul penggabungan ditolak."))
        elif act == "pisah":
            unmerge(by=request.actor, merge=merge, reason=reason)
            messages.success(request, _("Kedua data dipisahkan kembali."))
    except MergeRefused as refused:
        merge.refresh_from_db()
        context = _context(request, merge, str(refused))
        return render(request, "matching/merge.html", context, status=422)
    return redirect("matching:merge", pk)
