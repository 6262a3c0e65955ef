"""Unbroken spells of cover, from receipts in the order in which they came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from payung.core.calendar import Month
from payung.core.coverage.facts import CoverFacts, CoverRules, GraceBasis, Receipt, Segment, due_on

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Cover from a day until it lapses; ``lapses_on`` is the first day without cover.

    ``lapses_on`` is what happens if nothing more is paid; it may lie in the future.
    """

    start: dt.date
    paid: frozenset[Month]
    lapses_on: dt.date

    def paid_until(self, on: dt.date) -> Month:
        """Last month of the run of paid months that holds a day, or that ended before it.

        The month before the start if nothing so far is paid.
        """
        month = Month.of(on)
        if month in self.paid:
            while month + 1 in self.paid:
                month += 1
            return month
        return max((m for m in self.paid if m < month), default=Month.of(self.start) - 1)


def lapse_day(
    start: dt.date, paid: frozenset[Month], segment: Segment, rules: CoverRules
) -> dt.date:
    """Return the first day without cover if nothing more is paid.

    ``unpaid_months``: the day after the last of ``grace_months`` consecutive contributions fell
    due unpaid. ``end_of_protection``: that many whole months after the last day of the last paid
    month.

    >>> paid = frozenset({Month(2026, 3)})
    >>> lapse_day(dt.date(2026, 3, 2), paid, Segment.BPU, CoverRules())
    datetime.date(2026, 6, 16)
    >>> lapse_day(dt.date(2026, 3, 2), paid, Segment.PU, CoverRules())
    datetime.date(2026, 7, 16)
    >>> later = CoverRules(grace_basis=GraceBasis.END_OF_PROTECTION)
    >>> lapse_day(dt.date(2026, 3, 2), paid, Segment.BPU, later)
    datetime.date(2026, 7, 1)
    """
    last = _last_before_gap(start, paid, rules.grace_months)
    if rules.grace_basis is GraceBasis.END_OF_PROTECTION:
        return (last + rules.grace_months + 1).first_day
    return due_on(last + rules.grace_months, segment) + _DAY


def _last_before_gap(start: dt.date, paid: frozenset[Month], grace: int) -> Month:
    """Last month before the first gap of ``grace`` months; a late first payment opens no gap."""
    last = Month.of(start) - 1
    for month in sorted(paid):
        if month - last > grace:
            break
        last = max(last, month)
    return last


def spells(facts: CoverFacts, rules: CoverRules, known_on: dt.date) -> list[Spell]:
    """Return every spell of cover as known on a day, earliest first.

    Cover starts on the day when the data are complete and the first contribution is paid in full
    (PP 44/2015), never before the first day of the month that was paid. A receipt before the
    lapse lengthens the spell; one after it opens a new spell, whose waiting clock starts anew.

    >>> facts = CoverFacts(Segment.BPU, (Receipt(Month(2026, 1), dt.date(2026, 1, 20)),),
    ...                    data_complete_on=dt.date(2026, 1, 5))
    >>> [(s.start.isoformat(), s.lapses_on.isoformat())
    ...  for s in spells(facts, CoverRules(), dt.date(2026, 2, 1))]
    [('2026-01-20', '2026-04-16')]
    """
    complete_on = facts.data_complete_on
    if complete_on is None or complete_on > known_on:
        return []
    found: list[Spell] = []
    known = sorted(
        (r for r in facts.receipts if r.received_on <= known_on),
        key=lambda r: (r.received_on, r.month),
    )
    for received_on, group in groupby(known, key=lambda r: r.received_on):
        _receive(found, max(received_on, complete_on), list(group), facts.segment, rules)
    return found


def _receive(
    found: list[Spell], day: dt.date, arrived: list[Receipt], segment: Segment, rules: CoverRules
) -> None:
    """Let the receipts of one day lengthen the running spell or open a new one."""
    months = frozenset(r.month for r in arrived)
    heals = any(r.restores for r in arrived)
    start: dt.date | None = None
    while found and (day < found[-1].lapses_on or (heals and start is None)):
        last = found.pop()
        months |= last.paid
        if last.start <= day:
            start = last.start
    if start is None:
        if found:  # arrears of a lapsed spell are no new start
            months = frozenset(m for m in months if m >= Month.of(day) - 1)
        if not months:
            return
        start = max(day, min(months).first_day)
    _lay(found, start, months, segment, rules)


def _lay(
    found: list[Spell],
    start: dt.date,
    months: frozenset[Month],
    segment: Segment,
    rules: CoverRules,
) -> None:
    """Append the spells that these months make; a gap as long as the grace splits them."""
    while months:
        last = _last_before_gap(start, months, rules.grace_months)
        lapses_on = lapse_day(start, months, segment, rules)
        rest = frozenset(m for m in months if m > last)
        if start < lapses_on:  # not so where the data came later than the months that were paid
            found.append(Spell(start, months - rest, lapses_on))
        months = rest
        if rest:
            start = max(start, lapses_on, min(rest).first_day)
