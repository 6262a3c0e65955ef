"""What the law gives on an event: the case of a claim, its reckoning, and a second opinion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.policy.law import law_in
from payung.base.ui.format import language
from payung.core.law import Benefit, BenefitCase, LawRefusal, benefit
from payung.core.law.benefit_cases import parse_children
from payung.programme.claims.cover import Cover
from payung.programme.claims.models import Claim, Event

LAW_EVENT: dict[str, str] = {
    Event.Kind.DEATH: "death",
    Event.Kind.DISABILITY: "total-disability",
    Event.Kind.OLD_AGE: "old-age",
    Event.Kind.TERM_ENDED: "job-loss",
    Event.Kind.JOB_LOSS: "job-loss",
    Event.Kind.WITHDRAWAL: "partial-withdrawal",
}
PROGRAMMES: dict[str, tuple[str, ...]] = {
    Event.Kind.ACCIDENT: ("jkk",),
    Event.Kind.ILLNESS: ("jkk",),
    Event.Kind.DISABILITY: ("jht", "jp"),
    Event.Kind.OLD_AGE: ("jht", "jp"),
    Event.Kind.TERM_ENDED: ("jht",),
    Event.Kind.WITHDRAWAL: ("jht",),
    Event.Kind.JOB_LOSS: ("jkp", "jht"),
}


class NotReckoned(Exception):
    """Why there is no sum yet; a sentence with what is missing."""


@dataclass(frozen=True, slots=True)
class Other:
    """What a second opinion assumes instead; None leaves the fact as it is."""

    on: dt.date | None = None
    amount: int | None = None
    member_since: dt.date | None = None
    programme: str = ""
    months_paid: int | None = None


def law_event(event: Event) -> str:
    """The event in the law's words; '' while the outcome of an accident is unknown."""
    return LAW_EVENT.get(event.kind, event.outcome)


def case_of(
    event: Event, programme: str, cover: Cover, children: Sequence[str] = ()
) -> BenefitCase:
    """The facts of a claim under the names of the law.

    Months unpaid within the grace count as paid: the claim stands only when they are.
    Raises NotReckoned with what is missing.
    """
    if not cover.active or cover.since is None:
        raise NotReckoned(gettext("Tidak terlindungi pada hari kejadian; keputusan pada BPJS."))
    if not law_event(event):
        raise NotReckoned(
            gettext("Hasil pengobatan belum diketahui; lengkapi setelah ada surat dokter.")
        )
    segment = str(cover.membership.segment)
    case = BenefitCase(
        programme, law_event(event), event.occurred_on, segment, cover.since,
        months_paid=cover.months + len(cover.owed),
        percent=event.percent or None,
        part=_part(event),
        days=event.days,
        balance=event.balance,
        average_wage=event.average_wage,
        children=[child for text in children for child in parse_children(text)],
    )  # fmt: skip
    return _with_amount(case, cover.base)


def _part(event: Event) -> str | None:
    if event.kind == Event.Kind.WITHDRAWAL:
        return event.purpose or "other"
    return event.part or None


def _with_amount(case: BenefitCase, amount: int | None) -> BenefitCase:
    if case.segment == "bpu":
        return replace(case, income=amount)
    return replace(case, wage=amount)


def reckon(case: BenefitCase, area: str) -> Benefit:
    """The answer of the law as the region decided it. Raises NotReckoned with its reason."""
    try:
        return benefit(case, law_in(area))
    except LawRefusal as refusal:
        raise NotReckoned(refusal.text(language())) from refusal


def estimate(
    event: Event, programme: str, cover: Cover, children: Sequence[str] = ()
) -> tuple[Benefit, BenefitCase]:
    """Reckon a claim. Raises NotReckoned."""
    case = case_of(event, programme, cover, children)
    return reckon(case, event.village_id), case


def second_opinion(
    event: Event, programme: str, cover: Cover, other: Other, children: Sequence[str] = ()
) -> Benefit:
    """The same claim under another wage, day or clock; nothing is saved. Raises NotReckoned."""
    case = case_of(event, other.programme or programme, cover, children)
    if other.on is not None:
        case = replace(case, on=other.on, months_paid=None)
    if other.member_since is not None:
        case = replace(case, member_since=other.member_since, months_paid=None)
    if other.months_paid is not None:
        case = replace(case, months_paid=other.months_paid)
    if other.amount is not None:
        case = _with_amount(case, other.amount)
    return reckon(case, event.village_id)


def frozen(found: Benefit, case: BenefitCase) -> dict[str, Any]:
    """The benefit with the facts it rests on, as it is kept."""
    return found.as_json() | {
        "case": {
            "programme": case.programme,
            "event": case.event,
            "on": case.on.isoformat(),
            "segment": case.segment,
            "member_since": case.member_since.isoformat(),
            "months_paid": case.months_paid,
            "amount": str(case.income if case.segment == "bpu" else case.wage or ""),
        }
    }


def set_estimate(claim: Claim, cover: Cover | None) -> None:
    """Write the law's present answer into the claim's columns; the caller saves."""
    claim.estimate, claim.total, claim.scholarship, claim.law_id = None, None, None, ""
    claim.unreckoned, claim.reckoned_at = "", timezone.now()
    with override("id"):  # kept as the message's own text, so that a page can translate it
        _reckon_into(claim, cover)


def _reckon_into(claim: Claim, cover: Cover | None) -> None:
    children = list(claim.children.order_by("birth_date").values_list("ahead", flat=True))
    try:
        if cover is None:
            raise NotReckoned(gettext("Kepesertaan tidak ditemukan."))
        found, case = estimate(claim.event, claim.programme, cover, [c for c in children if c])
    except NotReckoned as reason:
        claim.unreckoned = str(reason)[:500]
        return
    claim.estimate, claim.law_id = frozen(found, case), found.law_id
    claim.total, claim.scholarship = found.total, found.scholarship


def programmes_for(event: Event, chosen: str, insured: Sequence[str]) -> list[str]:
    """Programmes to claim on an event among those that the membership holds.

    `chosen` is JKK or JKM for a death; savings and pension follow where they were paid.
    """
    wanted = PROGRAMMES.get(event.kind, (chosen, "jht", "jp"))
    return [p for p in wanted if p in insured]
