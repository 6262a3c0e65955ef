"""Judging all candidates of a list; only what changed is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, F, IntegerField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.worded import worded_once
from payung.programme.selection.checks import need_share
from payung.programme.selection.judging import Judged, Outside, judged
from payung.programme.selection.models import Candidate, Roster, Verdict

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
    """Write the verdicts that differ from those kept; returns how many came, changed or went.

    What is kept comes as one text a candidate: most judgings say what the last one said.
    """
    texts = dict(_kept_texts(roster.pk))
    changed = [each for each in results if texts.pop(each.candidate.pk, "") != each.answers.text]
    if not changed:
        return 0
    kept = {tuple(row[1:]): row[0] for row in _known([each.candidate.pk for each in changed])}
    said = [
        (
            result.candidate.pk, held.rule.code, held.version.isoformat(), int(held.hard),
            ruling.result, ruling.reason_id, ruling.reason_en, held.regulation,
        )
        for result in changed
        for held, ruling in result.answers.rulings
    ]  # fmt: skip
    fresh = [values for values in said if kept.pop(values, None) is None]
    if kept:
        Verdict.objects.filter(pk__in=list(kept.values())).delete()
    if fresh:
        rows = ((*row[:2], date.fromisoformat(row[2]), bool(row[3]), *row[4:]) for row in fresh)
        bulk.insert(Verdict._meta.db_table, ("candidate_id", *FIELDS), rows)
    return len({row[:2] for row in fresh} | {row[:2] for row in kept})


def _kept_texts(roster: int) -> list[tuple[int, str]]:
    """Candidates of a list with the verdicts that are kept of each, as `Answers.text` says them.

    One statement. They are sorted by the rule's code, whose letters sort alike everywhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(TEXTS[connection.vendor], [roster])
        return list(cursor.fetchall())


_ONE = " || chr(31) || ".join(
    f"CASE WHEN v.{name} THEN '1' ELSE '0' END" if name == "hard" else f"CAST(v.{name} AS text)"
    for name in FIELDS
)
_FROM = (
    f"FROM {Verdict._meta.db_table} v JOIN {Candidate._meta.db_table} c ON c.id = v.candidate_id "
    "WHERE c.roster_id = %s"
)
_IN_TURN = (
    f"SELECT v.candidate_id AS candidate, {_ONE.replace('chr(', 'char(')} AS said {_FROM} "
    "ORDER BY v.candidate_id, v.rule"
)
TEXTS = {
    "postgresql": (
        f'SELECT v.candidate_id, string_agg({_ONE}, chr(30) ORDER BY v.rule COLLATE "C") '
        f"{_FROM} GROUP BY v.candidate_id"
    ),
    "sqlite": (
        f"SELECT candidate, group_concat(said, char(30)) FROM ({_IN_TURN}) GROUP BY candidate"  # noqa: S608
    ),
}


@worded_once
def _known(candidates: list[int]) -> QuerySet[Verdict, tuple[Any, ...]]:
    """Verdicts to be compared: days as text, for no driver makes a date of each of them."""
    plain = {"version": Cast("version", CharField()), "hard": Cast("hard", IntegerField())}
    columns = [plain.get(name, F(name)) for name in FIELDS]
    rows = Verdict.objects.filter(candidate__among=candidates)
    return rows.values_list("pk", "candidate_id", *columns)


def _write_outcomes(results: list[Judged], on: date) -> None:
    groups: dict[str, list[int]] = {}
    for result in results:
        found: str = result.answers.outcome
        candidate = result.candidate
        if candidate.outcome != found or candidate.judged_on != on:
            groups.setdefault(found, []).append(candidate.pk)
            candidate.outcome, candidate.judged_on = found, on
    for found, keys in groups.items():
        Candidate.objects.filter(pk__in=keys).update(outcome=found, judged_on=on)
