"""Where a membership stands on a day: covered or not, until when, why, and what mends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from payung.core.calendar import Month, months_between
from payung.core.coverage.clock import JkmClock, jkm_clock
from payung.core.coverage.facts import (
    CoverFacts,
    CoverRules,
    Segment,
    State,
    due_on,
)
from payung.core.coverage.spells import Spell, spells

_DAY = dt.timedelta(days=1)


class Why(StrEnum):
    """The one reason behind a state."""

    PAID = "paid"
    NOT_DUE = "not_due"
    UNPAID = "unpaid"
    DATA_INCOMPLETE = "data_incomplete"
    NEVER_PAID = "never_paid"
    BEGINS_LATER = "begins_later"
    ENDED = "ended"


class Mend(StrEnum):
    """The one thing to do about it."""

    NOTHING = "nothing"
    PAY_ARREARS = "pay_arrears"
    PAY_FIRST = "pay_first"
    PAY_AGAIN = "pay_again"
    COMPLETE_DATA = "complete_data"
    WAIT = "wait"
    ENROL_AGAIN = "enrol_again"


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one membership on one day.

    ``covered_until`` is the last day that recorded payments protect; ``since`` the first day of
    the state; ``lapses_on`` the first day without cover if nothing more is paid; ``unpaid`` the
    months of the gap so far, the running one included.
    """

    on: dt.date
    segment: Segment
    state: State
    why: Why
    mend: Mend
    since: dt.date | None
    covered_until: dt.date | None
    paid_through: Month | None
    lapses_on: dt.date | None
    unpaid: tuple[Month, ...]
    payer: str
    clock: JkmClock | None
    restarts: int
    end_reason: str = ""

    @property
    def active(self) -> bool:
        """Whether the membership still stands: covered, or within the grace."""
        return self.state in (State.COVERED, State.IN_GRACE)


def standing(
    facts: CoverFacts, rules: CoverRules, on: dt.date, known_on: dt.date | None = None
) -> Standing:
    """Return where the membership stands on a day, with what was known on another.

    ``known_on`` (default ``on``) later than ``on`` answers a claim: arrears paid within the grace
    rescue the days before they came.
    """
    found = spells(facts, rules, known_on or on)
    last_day = min(on, facts.ended_on or on)
    begun = [s for s in found if s.start <= last_day]
    if facts.ended_on is not None and on > facts.ended_on:
        return _ended(facts, on, begun, facts.ended_on)
    if not begun:
        return _not_begun(facts, on, found)
    spell, clock = begun[-1], jkm_clock(begun[-1].start, facts.segment, rules)
    make = _lapsed if on >= spell.lapses_on else _running
    return make(facts, on, spell, clock, len(begun) - 1)


def covered_until(spell: Spell, segment: Segment, on: dt.date) -> dt.date:
    """Return the last day that the payments protect, as seen from a day.

    A PU contribution is only due in the month after, so a PU member is protected until the first
    unpaid one falls due; a BPU member until the last paid month ends.
    """
    last = spell.paid_until(on)
    return due_on(last + 1, segment) if segment is Segment.PU else last.last_day


def _running(
    facts: CoverFacts, on: dt.date, spell: Spell, clock: JkmClock, restarts: int
) -> Standing:
    until = covered_until(spell, facts.segment, on)
    unpaid = _unpaid(spell, Month.of(on))
    covered = on <= until
    arrears = not covered or any(due_on(m, facts.segment) < on for m in unpaid)
    return Standing(
        on=on,
        segment=facts.segment,
        state=State.COVERED if covered else State.IN_GRACE,
        why=Why.UNPAID if arrears else (Why.NOT_DUE if unpaid else Why.PAID),
        mend=Mend.PAY_ARREARS if arrears else Mend.NOTHING,
        since=spell.start if covered else max(spell.start, until + _DAY),
        covered_until=until,
        paid_through=spell.paid_until(on),
        lapses_on=spell.lapses_on,
        unpaid=unpaid,
        payer=_payer(facts, on),
        clock=clock,
        restarts=restarts,
    )


def _lapsed(
    facts: CoverFacts, on: dt.date, spell: Spell, clock: JkmClock, restarts: int
) -> Standing:
    last_day = spell.lapses_on - _DAY
    return Standing(
        on=on,
        segment=facts.segment,
        state=State.LAPSED,
        why=Why.UNPAID,
        mend=Mend.PAY_AGAIN,
        since=spell.lapses_on,
        covered_until=covered_until(spell, facts.segment, last_day),
        paid_through=spell.paid_until(last_day),
        lapses_on=spell.lapses_on,
        unpaid=_unpaid(spell, Month.of(on)),
        payer=_payer(facts, on),
        clock=clock,
        restarts=restarts,
    )


def _not_begun(facts: CoverFacts, on: dt.date, later: list[Spell]) -> Standing:
    why, mend = Why.NEVER_PAID, Mend.PAY_FIRST
    if later:
        why, mend = Why.BEGINS_LATER, Mend.WAIT
    elif facts.data_complete_on is None or facts.data_complete_on > on:
        why, mend = Why.DATA_INCOMPLETE, Mend.COMPLETE_DATA
    return Standing(
        on=on,
        segment=facts.segment,
        state=State.PLANNED,
        why=why,
        mend=mend,
        since=later[0].start if later else None,
        covered_until=None,
        paid_through=None,
        lapses_on=None,
        unpaid=tuple(sorted(m for m in facts.planned if m <= Month.of(on))),
        payer="",
        clock=None,
        restarts=0,
    )


def _ended(facts: CoverFacts, on: dt.date, begun: list[Spell], ended_on: dt.date) -> Standing:
    spell = begun[-1] if begun else None
    return Standing(
        on=on,
        segment=facts.segment,
        state=State.ENDED,
        why=Why.ENDED,
        mend=Mend.ENROL_AGAIN,
        since=ended_on + _DAY,
        covered_until=min(ended_on, spell.lapses_on - _DAY) if spell else None,
        paid_through=spell.paid_until(ended_on) if spell else None,
        lapses_on=None,
        unpaid=(),
        payer="",
        clock=None,
        restarts=max(0, len(begun) - 1),
        end_reason=facts.end_reason,
    )


def _unpaid(spell: Spell, until: Month) -> tuple[Month, ...]:
    return tuple(m for m in months_between(Month.of(spell.start), until) if m not in spell.paid)


def _payer(facts: CoverFacts, on: dt.date) -> str:
    """Whoever paid the latest month that is not later than the day's own, else the first."""
    months = sorted(facts.receipts, key=lambda r: r.month)
    past = [r for r in months if r.month <= Month.of(on)]
    chosen = past[-1] if past else (months[0] if months else None)
    return chosen.payer if chosen else ""


def month_states(facts: CoverFacts, rules: CoverRules, on: dt.date) -> Mapping[Month, State]:
    """Return each month that was planned, paid or missed with its state as known on a day.

    A month is cover only once a receipt is recorded for it; an unpaid month is in grace while the
    membership stands, lapsed when it does not.

    >>> from payung.core.coverage.facts import Receipt
    >>> facts = CoverFacts(Segment.BPU, (Receipt(Month(2026, 1), dt.date(2026, 1, 2)),),
    ...     frozenset(months_between(Month(2026, 1), Month(2026, 4))), dt.date(2026, 1, 1))
    >>> [s.value for s in month_states(facts, CoverRules(), dt.date(2026, 3, 20)).values()]
    ['covered', 'in_grace', 'in_grace', 'planned']
    """
    found = spells(facts, rules, on)
    paid = {m for s in found for m in s.paid}
    months = set(facts.planned) | paid
    if months:
        months |= set(months_between(min(months), min(max(months), Month.of(on))))
    return {m: _month_state(m, facts, found, paid, on) for m in sorted(months)}


def _month_state(
    month: Month, facts: CoverFacts, found: list[Spell], paid: set[Month], on: dt.date
) -> State:
    if facts.ended_on is not None and month.first_day > facts.ended_on:
        return State.ENDED
    if month in paid:
        return State.COVERED
    if month > Month.of(on) or not found or month < Month.of(found[0].start):
        return State.PLANNED
    if facts.segment is Segment.PU and on <= due_on(month, facts.segment):
        return State.PLANNED
    spell = [s for s in found if Month.of(s.start) <= month][-1]
    return State.IN_GRACE if min(month.last_day, on) < spell.lapses_on else State.LAPSED
