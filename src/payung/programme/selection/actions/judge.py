"""Judging all candidates of a list; only what changed is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import CharField, ExpressionWrapper, F, Field, IntegerField, QuerySet
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.worded import worded_once
from payung.programme.selection.checks import need_share
from payung.programme.selection.judging import Judged, Outside, judged
from payung.programme.selection.models import Candidate, Roster, Verdict
from payung.programme.selection.rules.outcome import outcome

HANDS = (Right.PROPOSE, Right.REVIEW, Right.VERIFY, Right.DECREE)
FIELDS = ("rule", "version", "hard", "result", "reason", "reason_en", "regulation")


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    """Candidates by outcome after judging, and verdicts that changed."""

    eligible: int
    check: int
    ineligible: int
    changed: int


def may_judge(by: Actor, roster: Roster) -> bool:
    """Whoever takes a step with the list; the regent only with lists of the district's money."""
    hands = (*HANDS, Right.DECREE_DISTRICT) if roster.fund.by_regent else HANDS
    return any(by.may(right, roster.village_id) for right in hands)


@transaction.atomic
def judge(*, by: Actor, roster: Roster, outside: Mapping[int, Outside], on: date) -> JudgeSummary:
    """Apply the fund's rules to every candidate. Raises NotAllowed, SelectionRefused.

    About fifteen statements, whatever the number of candidates. A decreed
    list is never judged again: its verdicts are evidence.
    """
    if not may_judge(by, roster):
        raise NotAllowed(
            gettext("Anda (%(by)s) tidak bertugas menilai daftar wilayah ini.") % {"by": by.name}
        )
    roster = Roster.objects.select_for_update(of=("self",)).select_related("fund").get(pk=roster.pk)
    if roster.state == Roster.State.DECREED:
        return _summary(list(roster.candidates.all()), 0)
    return judge_held(by=by, roster=roster, outside=outside, on=on)


def judge_held(
    *, by: Actor, roster: Roster, outside: Mapping[int, Outside], on: date
) -> JudgeSummary:
    """The same, for an action that holds the roster's lock and has checked its own rights."""
    results = judged(roster, need_share(roster), outside, on)
    return settle(by=by, roster=roster, results=results, on=on)


def settle(*, by: Actor, roster: Roster, results: list[Judged], on: date) -> JudgeSummary:
    """Write what judging found, for an action that holds the roster's lock and its own rights."""
    changed = _write_verdicts(roster, results)
    _write_outcomes(results, on)
    if changed:
        outcomes = Counter(result.candidate.outcome for result in results)
        journal.record(
            by=by, action="selection.roster.judged", subject=roster, area=roster.village_id,
            summary={"verdicts": changed, "on": on, "outcomes": outcomes},
        )  # fmt: skip
    return _summary([r.candidate for r in results], changed)


def _summary(candidates: list[Candidate], changed: int) -> JudgeSummary:
    found = Counter(c.outcome for c in candidates)
    outcomes = Candidate.Outcome
    return JudgeSummary(
        found[outcomes.ELIGIBLE], found[outcomes.CHECK], found[outcomes.INELIGIBLE], changed
    )


def _write_verdicts(roster: Roster, results: list[Judged]) -> int:
    old = {(row[0], row[2]): row for row in _known(roster.pk)}
    fresh: list[tuple[object, ...]] = []
    stale: list[int] = []
    for result in results:
        for held, ruling in result.rulings:
            values = (
                held.rule.code, held.version, held.hard, ruling.result, ruling.reason_id,
                ruling.reason_en, held.regulation,
            )  # fmt: skip
            before = old.pop((result.candidate.pk, held.rule.code), None)
            if before is not None and before[2:] == values:
                continue
            if before is not None:
                stale.append(before[1])
            fresh.append((result.candidate.pk, *values))
    stale += [row[1] for row in old.values()]
    if stale:
        Verdict.objects.filter(pk__in=stale).delete()
    if fresh:
        bulk.insert(Verdict._meta.db_table, ("candidate_id", *FIELDS), fresh)
    return len(fresh) + len(old)


@worded_once
def _known(roster: int) -> QuerySet[Verdict, tuple[Any, ...]]:
    """Verdicts as the driver gives them, which is enough for columns that are only compared."""
    plain: dict[str, Field[Any, Any]] = {"version": CharField(), "hard": IntegerField()}
    kept = [ExpressionWrapper(F(n), plain[n]) if n in plain else F(n) for n in FIELDS]
    return Verdict.objects.filter(candidate__roster=roster).values_list("candidate_id", "pk", *kept)


def _write_outcomes(results: list[Judged], on: date) -> None:
    groups: dict[str, list[int]] = {}
    for result in results:
        found: str = outcome((ruling.result, held.hard) for held, ruling in result.rulings)
        candidate = result.candidate
        if candidate.outcome != found or candidate.judged_on != on:
            groups.setdefault(found, []).append(candidate.pk)
            candidate.outcome, candidate.judged_on = found, on
    for found, keys in groups.items():
        Candidate.objects.filter(pk__in=keys).update(outcome=found, judged_on=on)
