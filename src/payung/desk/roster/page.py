"""What the page of one list shows: figures, steps, names with their verdicts."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import get_language

from payung.base.accounts.web import ActorRequest
from payung.base.territory.actor import Actor, Right
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.core.identity import search_form
from payung.desk.roster import pictures, words
from payung.desk.roster.facts import released_heads
from payung.desk.roster.forms import FilterForm, PlaceForm, RankForm
from payung.programme.funds.queries import share_of
from payung.programme.selection.actions.judge import may_judge
from payung.programme.selection.checks import Tally, offers, tally
from payung.programme.selection.models import Candidate, Roster, Verdict
from payung.programme.selection.pricing import price_members
from payung.programme.selection.refusals import NoPrice
from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.states import EDITOR

SORTS = {"nama": "person__name_key", "urutan": "rank", "hasil": "outcome"}
ORDER = [s.value for s in (Roster.State.DRAFT, Roster.State.PROPOSED, Roster.State.REVIEWED,
                           Roster.State.VERIFIED, Roster.State.DECREED)]  # fmt: skip


def roster_context(request: ActorRequest, roster: Roster) -> dict[str, Any]:
    """Everything for the template; about fifteen statements for a page of a hundred names."""
    actor = request.actor
    counted = tally(roster, released=released_heads(roster))
    sees_people = actor.may(Right.VIEW_PEOPLE, roster.village_id)
    cost, no_price = _cost(roster)
    context: dict[str, Any] = {
        "roster": roster,
        "share": share_of(roster.fund, roster.village_id, roster.year),
        "counted": counted,
        "picture": pictures.heads_of(counted),
        "line": words.of_roster(roster, counted),
        "attention": words.of_attention(counted),
        "state": words.STATES[roster.state],
        "waiting": words.WAITING[roster.state],
        "steps": words.STEP_LABELS,
        "at": ORDER.index(roster.state) + 1,
        "offers": [(o, words.BUTTONS[o.step]) for o in offers(actor, roster, counted)],
        "history": roster.steps.order_by("-number"),
        "cost": cost,
        "no_price": no_price,
        "sees_people": sees_people,
        "is_draft": roster.state == Roster.State.DRAFT,
        "may_propose": actor.may(Right.PROPOSE, roster.village_id),
        "decree": getattr(roster, "decree", None),
    }
    if sees_people:
        context |= _names(request, roster, counted)
    return context


def _cost(roster: Roster) -> tuple[int | None, str]:
    """(rupiah of the members over the share's months, "") or (None, why not)."""
    share = share_of(roster.fund, roster.village_id, roster.year)
    if share is None:
        return None, ""
    members = roster.candidates.filter(place=Candidate.Place.MEMBER).select_related("person")
    try:
        prices = price_members(
            roster, members.only("post", "base", "roster_id", "person__occupation"), share.months
        )
    except NoPrice as refused:
        return None, str(refused)
    return sum(price.cost for price in prices.values()), ""


def _names(request: ActorRequest, roster: Roster, counted: Tally) -> dict[str, Any]:
    place = request.GET.get("tempat", Candidate.Place.MEMBER)
    if place not in Candidate.Place.values:
        place = Candidate.Place.MEMBER
    form = FilterForm(request.GET, lang=get_language() or "id")
    sort = sort_from(request.GET, SORTS, default="nama")
    page = keyset_page(_filtered(request.actor, roster, place, form), request.GET, sort, size=100)
    right = EDITOR.get(Roster.State(roster.state))
    return {
        "page": page,
        "rows": rows_of(page),
        "filter_form": form,
        "place": place,
        "tabs": _tabs(place, counted),
        "place_form": PlaceForm(initial={"place": Candidate.Place.EXCLUDED}),
        "rank_form": RankForm(initial={"heads": counted.quota or counted.members or 1}),
        "may_place": right is not None and request.actor.may(right, roster.village_id),
        "may_assess": roster.state != Roster.State.DECREED and may_judge(request.actor, roster),
        "masked": not request.actor.may(Right.VIEW_IDENTITY, roster.village_id),
    }


def _tabs(place: str, counted: Tally) -> list[tuple[object, str, bool, int]]:
    counts = {
        Candidate.Place.MEMBER: counted.members,
        Candidate.Place.RESERVE: counted.reserves,
        Candidate.Place.EXCLUDED: counted.excluded,
    }
    return [(words.PLACES[p], f"?tempat={p}", p == place, n) for p, n in counts.items()]


def _filtered(actor: Actor, roster: Roster, place: str, form: FilterForm) -> Any:
    rows = (
        Candidate.objects.visible_to(actor)
        .filter(roster=roster, place=place)
        .select_related("person")
        .defer("person__kk", "person__mother_name", "person__phone")
        .prefetch_related(Prefetch("verdicts", Verdict.objects.order_by("pk")))
    )
    if not form.is_valid():
        return rows
    data = form.cleaned_data
    if data["hasil"]:
        rows = rows.filter(outcome=data["hasil"])
    if data["aturan"]:
        hit = Verdict.objects.filter(rule=data["aturan"], candidate__roster=roster).exclude(
            result="pass"
        )
        rows = rows.filter(pk__in=hit.values("candidate_id"))
    if data["cari"]:
        start = search_form(data["cari"])
        rows = rows.filter(person__name_key__gte=start, person__name_key__lt=start + "\uffff")
    return rows


def rows_of(page: Page[Candidate]) -> list[dict[str, Any]]:
    """Candidates with their outcome and the verdicts that are no plain pass."""
    lang = get_language() or "id"
    return [
        {
            "candidate": candidate,
            "outcome": words.OUTCOMES[candidate.outcome],
            "judged": candidate.judged_on is not None,
            "notes": [v for v in verdicts_of(candidate, lang) if v["result"] != "pass"],
        }
        for candidate in page
    ]


def verdicts_of(candidate: Candidate, lang: str) -> list[dict[str, Any]]:
    """Every verdict in the order of the rules, in the reader's language."""
    order = {code: position for position, code in enumerate(RULES)}
    rows = sorted(candidate.verdicts.all(), key=lambda v: order.get(v.rule, len(order)))
    return [
        {
            "rule": RULES[v.rule].title(lang) if v.rule in RULES else v.rule,
            "result": v.result,
            "word": words.RESULTS[v.result],
            "hard": v.hard,
            "reason": v.reason_en if lang.startswith("en") else v.reason,
            "regulation": v.regulation,
            "version": v.version,
        }
        for v in rows
    ]
