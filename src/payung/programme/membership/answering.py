"""BPJS's answer to an upload: KPJ given, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from payung.base import bulk
from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import seal
from payung.base.worded import worded_once
from payung.core.sipp import Answer, read_answer
from payung.programme.membership.matching import Member, Members, kpj_index, members, nik_index
from payung.programme.membership.models import ExportLine, Membership
from payung.programme.membership.reasons import AMBIGUOUS, ANSWER_REASONS, REPEATED

KEPT = ("nik", "kpj", "nama", "npp", "status", "alasan")
LINES, MEMBERS = ExportLine._meta.db_table, Membership._meta.db_table


class Sent(NamedTuple):
    """The line of an upload that a row answers."""

    pk: int
    membership_id: int
    answer: str
    answer_reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of the rows' persons."""

    members: Members
    lines: dict[int, Sent]
    owners: dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a row would write: a KPJ for the membership, an answer on its export line."""

    membership: Member
    answer: Answer
    line: Sent | None


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; four statements."""
    answers = [read_answer(row.values) for row in incoming]
    known = _known(batch.area, answers)
    met: dict[int, Answer] = {}
    return [_judge(answer, known, met) for answer in answers]


def _known(area: str, answers: Sequence[Answer]) -> Known:
    found = members(area, answers)
    ids = {m.pk for held in (found.by_kpj, found.by_nik) for rows in held.values() for m in rows}
    kpjs = {kpj_index(a.kpj) for a in answers if a.kpj}
    owners: dict[str, set[int]] = {}
    for index, person in _holders(list(kpjs)):
        owners.setdefault(index, set()).add(person)
    return Known(found, {row[1]: Sent(*row) for row in _sent(list(ids))}, owners)


@worded_once
def _sent(memberships: list[int]) -> QuerySet[ExportLine, tuple[Any, ...]]:
    """The lines of members in uploads, the last of each last; not those of leavers."""
    rows = ExportLine.objects.filter(membership__among=memberships)
    rows = rows.exclude(export__layout="sipp_na").order_by("pk")
    return rows.values_list(*Sent._fields)


@worded_once
def _holders(kpjs: list[str]) -> QuerySet[Membership, tuple[str, int]]:
    rows = Membership.objects.filter(kpj_index__among=kpjs)
    return rows.values_list("kpj_index", "person_id")


def _judge(answer: Answer, known: Known, met: dict[int, Answer]) -> Outcome:
    found = _running(answer, known)
    if fault := known.members.fault(answer, found):
        return held(fault)
    if answer.valid is None:
        return held("answer_undecided")
    membership = _meant(found, known)
    if membership is None:
        return held(AMBIGUOUS)
    if (before := met.get(membership.pk)) is not None:
        same = (before.kpj, before.valid) == (answer.kpj, answer.valid)
        return Outcome("unchanged", membership.pk) if same else held(REPEATED)
    met[membership.pk] = answer
    decided = Decided(membership, answer, known.lines.get(membership.pk))
    return _accepted(decided, known) if answer.valid else _refused(decided)


def _running(answer: Answer, known: Known) -> list[Member]:
    """Running memberships of the row's person; by NIK too where another one has the KPJ."""
    found = [m for m in known.members.of(answer) if m.ended_on is None]
    if any(_waits(m, known) for m in found):
        return found
    same = known.members.by_nik.get(nik_index(answer.nik), []) if answer.nik else []
    return found + [m for m in same if m.ended_on is None and m not in found and _waits(m, known)]


def _waits(membership: Member, known: Known) -> bool:
    line = known.lines.get(membership.pk)
    return line is not None and line.answer == ExportLine.Answer.WAITING


def _meant(found: Sequence[Member], known: Known) -> Member | None:
    """The one that waits for an answer, if several memberships of a person match."""
    if len(found) == 1:
        return found[0]
    waiting = [m for m in found if _waits(m, known)]
    if not waiting and len({m.kpj_index for m in found}) == 1:
        return found[0]
    return waiting[0] if len(waiting) == 1 else None


def _accepted(decided: Decided, known: Known) -> Outcome:
    membership, line = decided.membership, decided.line
    if not decided.answer.kpj:
        return held("kpj_missing")
    index = kpj_index(decided.answer.kpj)
    if membership.kpj_index and membership.kpj_index != index:
        return held("kpj_differs")
    if known.owners.get(index, set()) - {membership.person_id}:
        return held("kpj_taken")
    known.owners.setdefault(index, set()).add(membership.person_id)
    if membership.kpj_index and (line is None or line.answer == ExportLine.Answer.VALID):
        return Outcome("unchanged", membership.pk)
    return Outcome("new", membership.pk, None, decided)


def _refused(decided: Decided) -> Outcome:
    line, reason = decided.line, decided.answer.reason[:300]
    if line is None:
        return held("not_exported")
    if (line.answer, line.answer_reason) == (ExportLine.Answer.INVALID, reason):
        return Outcome("unchanged", decided.membership.pk)
    if line.answer == ExportLine.Answer.VALID:
        return held("kpj_differs")
    code = "refused_by_bpjs"
    told = (code, str(ANSWER_REASONS[code]))
    return Outcome("changed", decided.membership.pk, told, decided)


def held(code: str) -> Outcome:
    """A row that is kept for a person to look at."""
    return Outcome("parked", None, (code, str(ANSWER_REASONS.get(code, code))))


def apply(
    batch: Batch,  # noqa: ARG001 - every room's signature
    actor: Actor,  # noqa: ARG001 - the journal says who
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """Write KPJs and answers; two statements. The journal never holds a KPJ."""
    done = [(i, o.detail) for i, o in planned if isinstance(o.detail, Decided)]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    given = [d for _, d in done if d.answer.valid and not d.membership.kpj_index]
    bulk.update_by_id(
        MEMBERS,
        {"kpj": "bytea", "kpj_index": "text", "kpj_at": "timestamptz"},
        [
            (seal(d.answer.kpj.encode()), kpj_index(d.answer.kpj), now, d.membership.pk)
            for d in given
        ],
    )
    bulk.update_by_id(
        LINES,
        {"answer": "text", "answer_reason": "text", "answered_at": "timestamptz"},
        [(*_answer_of(d), now, d.line.pk) for _, d in done if d.line is not None],
    )
    changes = [
        RowChange(MEMBERS, str(d.membership.pk), {"answer": [None, _answer_of(d)[0]]})
        for _, d in done
    ]
    return Applied(changes, {i.number: d.membership.pk for i, d in done})


def _answer_of(decided: Decided) -> tuple[str, str]:
    if decided.answer.valid:
        return ExportLine.Answer.VALID.value, ""
    return ExportLine.Answer.INVALID.value, decided.answer.reason[:300]


def blockers(batch: Batch) -> list[str]:  # noqa: ARG001 - every room's signature
    """Nothing is built on an answer that its undoing would break."""
    return []


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Take back the KPJs of this file that still stand, and let its members wait again."""
    rows = Row.objects.filter(batch=batch, applied=True).order_by("number")
    for start in range(0, rows.count(), 500):
        yield _take_back(list(rows[start : start + 500]))


def _take_back(rows: Sequence[Row]) -> list[RowChange]:
    indexes = {
        row.subject_id: kpj_index(str(unpack(bytes(row.payload))[0].get("kpj") or ""))
        for row in rows
        if row.subject_id
    }
    standing = [
        m.pk for m in Membership.objects.filter(pk__in=indexes) if m.kpj_index == indexes[m.pk]
    ]
    Membership.objects.filter(pk__in=standing).update(kpj=b"", kpj_index="", kpj_at=None)
    last = ExportLine.objects.filter(membership__in=indexes).order_by("pk")
    lines = {line.membership_id: line.pk for line in last}
    ExportLine.objects.filter(pk__in=lines.values()).update(
        answer=ExportLine.Answer.WAITING, answer_reason="", answered_at=None
    )
    return [RowChange(MEMBERS, str(pk), {"answer": ["answered", None]}) for pk in sorted(indexes)]
