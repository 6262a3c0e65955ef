"""Questions about two records: the queue, one pair, the answers, the search for more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.format import angka
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.desk.matching import actions
from payung.desk.matching.actions.pairs import kept_of, may_decide
from payung.desk.matching.models import Pair, PairQuerySet
from payung.desk.matching.page import tabs, trail
from payung.desk.matching.progressing import progress_of
from payung.desk.matching.queries import (
    acts_somewhere,
    elsewhere,
    last_scan,
    neighbours,
    pairs_of,
    regions_to_scan,
)
from payung.desk.matching.refusals import MatchingRefused
from payung.desk.matching.scores import hard_words, waterfall
from payung.desk.matching.sidebyside import lines, values_of
from payung.programme.people.merge_plan import dry_run
from payung.programme.people.models import Merge

VIEWS = ("buka", "saya", "belum", "putus")
SORTS = {"bobot": "weight", "nomor": "id"}


@acting(Right.VIEW_IDENTITY)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The queue: the likeliest first; how many wait, and who else must look."""
    view = request.GET.get("lihat", "buka")
    view = view if view in VIEWS else "buka"
    found = pairs_of(request.actor)
    page = keyset_page(_part(found, view, request), request.GET,
                       sort_from(request.GET, SORTS, "-bobot"), 50)  # fmt: skip
    regions = regions_to_scan(request.actor)
    scan = last_scan(regions[0].code) if regions else None
    context = {
        "tabs": tabs(request, "pairs"),
        "page": page,
        "table": _table(page),
        "open": found.open().count(),
        "decided": found.exclude(decision="").count(),
        "elsewhere": elsewhere(request.actor),
        "first": found.open().order_by("-weight", "pk").values_list("pk", flat=True).first(),
        "view": view,
        "views": _views(view),
        "regions": regions if acts_somewhere(request.actor) else [],
        "progress": progress_of(scan) if scan and scan.state != "done" else None,
        "scanned": scan if scan and scan.state == "done" else None,
    }
    return render(request, "matching/pairs.html", context)


def _part(found: PairQuerySet, view: str, request: ActorRequest) -> PairQuerySet:
    if view == "belum":
        return found.filter(decision=Pair.Decision.UNSURE)
    if view == "putus":
        return found.filter(decision__in=["same", "different"])
    waiting = found.open()
    return waiting.filter(assigned_to_id=request.actor.id) if view == "saya" else waiting


def _views(current: str) -> list[tuple[str, str, bool, None]]:
    words = {
        "buka": _("Menunggu"), "saya": _("Untuk saya"), "belum": _("Belum pasti"),
        "putus": _("Sudah diputuskan"),
    }  # fmt: skip
    return [(words[view], f"?lihat={view}", view == current, None) for view in VIEWS]


def _table(page: Page[Pair]) -> Table:
    return Table(
        [
            Column("left", _("Data pertama"), header=True, value=lambda p: p.left.name,
                   link=lambda p: reverse("matching:pair", args=[p.pk])),
            Column("right", _("Data kedua"), value=lambda p: p.right.name),
            Column("village", _("Desa"), value=_villages),
            Column("band", _("Kecocokan"), value=_band),
            Column("bobot", _("Poin"), sortable=True, value=lambda p: angka(p.weight, 1)),
            Column("state", _("Keadaan"), value=_state),
        ],
        page, caption=_("Pasangan data"), empty=_("Tidak ada pasangan di sini."),
        cards=True,
    )  # fmt: skip


def _villages(pair: Pair) -> str:
    names = dict.fromkeys((pair.left.village.title, pair.right.village.title))
    return " / ".join(names)


def _band(pair: Pair) -> Cell:
    mark = "success" if pair.band == "match" else "warning"
    return Cell(pair.get_band_display(), mark, hard_words().get(pair.hard_review))  # type: ignore[arg-type]


def _state(pair: Pair) -> str:
    if pair.merge is not None and pair.merge.state == Merge.State.PROPOSED:
        return _("Sama; menunggu persetujuan")
    if pair.decision:
        return f"{pair.get_decision_display()} ({pair.decided_by_name})"
    return pair.assigned_to_name and _("Ditugaskan: %(who)s") % {"who": pair.assigned_to_name}


def pair_or_404(request: ActorRequest, pk: int) -> Pair:
    return get_object_or_404(pairs_of(request.actor), pk=pk)


@acting(Right.VIEW_IDENTITY)
@require_GET
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """Side by side, with marks, waterfall and three buttons."""
    pair = pair_or_404(request, pk)
    return render(request, "matching/pair.html", _context(request, pair))


def _context(request: ActorRequest, pair: Pair, problem: str = "") -> dict[str, Any]:
    kept = kept_of(pair)
    keep = request.POST.get("simpan") or request.GET.get("simpan")
    if keep == str(pair.left_id if kept == pair.right else pair.right_id):
        kept = pair.left if kept == pair.right else pair.right
    gone = pair.left if kept == pair.right else pair.right
    before, after = neighbours(request.actor, pair)
    plan = None if pair.decision == Pair.Decision.SAME else dry_run(kept, gone)
    return {
        "pair": pair,
        "trail": trail(_("Pasangan %(n)s") % {"n": pair.pk}),
        "tabs": tabs(request, "pairs"),
        "kept": kept,
        "gone": gone,
        "lines": lines(values_of(pair.left), values_of(pair.right)),
        "left_title": f"{pair.left.village.title} ({pair.left_id})",
        "right_title": f"{pair.right.village.title} ({pair.right_id})",
        "steps": waterfall(pair.reasons),
        "weight": angka(pair.weight, 1),
        "hard": hard_words().get(pair.hard_review, ""),
        "plan": plan,
        "mine": may_decide(request.actor, pair),
        "problem": problem,
        "before": before,
        "after": after,
        "taken": request.POST.getlist("ambil"),
        "answers": request.POST,
    }


@acting(Right.VIEW_IDENTITY)
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """One of three answers; on to the next question."""
    pair = pair_or_404(request, pk)
    said = {"sama": "same", "lain": "different", "ragu": "unsure"}
    answer = said.get(request.POST.get("jawaban", ""))
    if answer is None:
        raise Http404
    keep = request.POST.get("simpan", "")
    answers = {
        name.removeprefix("tanya_"): text
        for name, text in request.POST.items()
        if name.startswith("tanya_")
    }
    try:
        actions.decide(
            by=request.actor, pair=pair, decision=answer, note=request.POST.get("catatan", ""),
            keep=int(keep) if keep.isdigit() else None, take=request.POST.getlist("ambil"),
            answers={k: str(v) for k, v in answers.items()},
        )  # fmt: skip
    except MatchingRefused as refused:
        context = _context(request, pair, str(refused))
        return render(request, "matching/pair.html", context, status=422)
    messages.success(request, _told(pair, answer))
    _before, after = neighbours(request.actor, pair)
    return redirect("matching:pair", after) if after else redirect("matching:pairs")


def _told(pair: Pair, answer: str) -> str:
    names = {"left": pair.left.name, "right": pair.right.name}
    if answer == "same":
        return _("%(left)s dan %(right)s dicatat sebagai satu orang.") % names
    if answer == "different":
        return _("%(left)s dan %(right)s dicatat sebagai dua orang; tidak ditanyakan lagi.") % names
    return _("%(left)s dan %(right)s disimpan sebagai belum pasti.") % names


@acting(Right.VIEW_IDENTITY)
@require_POST
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an answer back."""
    pair = pair_or_404(request, pk)
    try:
        actions.take_back(by=request.actor, pair=pair, reason=request.POST.get("catatan", ""))
    except MatchingRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Jawaban ditarik kembali."))
    return redirect("matching:pair", pk)


@acting(Right.VIEW_IDENTITY)
@require_POST
def take(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a question on oneself, or give it back."""
    pair = pair_or_404(request, pk)
    to = None if pair.assigned_to_id == request.actor.id else request.actor
    if not may_decide(request.actor, pair):
        request.actor.require(Right.REVIEW, pair.left.village_id)
    actions.assign(by=request.actor, pairs=[pk], to=to)
    return redirect("matching:pair", pk)


@acting(Right.VIEW_IDENTITY)
@require_POST
def scan(request: ActorRequest) -> HttpResponse:
    """Ask for a search through the register of a region."""
    actions.start_scan(by=request.actor, area=request.POST.get("wilayah", ""))
    return redirect("matching:pairs")


@acting(Right.VIEW_IDENTITY)
@require_GET
def scan_progress(request: ActorRequest) -> HttpResponse:
    """The fragment that the page asks for every two seconds."""
    regions = regions_to_scan(request.actor)
    job = last_scan(regions[0].code) if regions else None
    if job is None:
        return HttpResponse("")
    return render(request, "ui/progress.html", {"progress": progress_of(job)})
