"""Putting previewed rows into the register, and taking them out again: long jobs.

Each chunk is one transaction: the register's rows, the marks on the staged rows, the journal and
the job's checkpoint. Every row is planned again inside it, because the register may have moved on
since the preview.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.jobs.models import Job
from payung.base.jobs.registry import handler
from payung.base.jobs.run import Refused, Run
from payung.base.journal import actions as journal
from payung.base.staging import packs as packing
from payung.base.staging.models import Batch, Pack, Row
from payung.base.staging.payloads import body, encode, unpack
from payung.base.staging.registry import Incoming, ListKind, Outcome, kind_of
from payung.base.staging.states import S, move
from payung.base.vault.crypto import Vault, current
from payung.core.sheets import CODES

ACCEPT, UNDO = "staging.accept", "staging.undo"
CHUNK = 10_000
#: Packs put in together: as many rows as `CHUNK`.
PACKS = 5
#: Rows after which a step takes one portion more, and how many it takes at most.
GROWS, MOST = 50_000, 8
STAGED = (
    "id", "number", "content_hash", "key_index", "verdict", "payload", "decision", "subject_id",
    "codes",
)  # fmt: skip
#: Columns of a row that leaves its pack.
LEFT = (
    "number", "content_hash", "key_index", "verdict", "problems", "codes", "payload", "subject_id",
    "applied",
)  # fmt: skip
Told = Mapping[int, Outcome]
Staged = tuple[int, int, str, str, str, bytes, str, int | None, str]


@handler(ACCEPT)
def accept_rows(run: Run) -> dict[str, Any]:
    """The job: portion after portion, then the new counts and the state."""
    with bulk.roomy():
        return _accept(run)


def _accept(run: Run) -> dict[str, Any]:
    batch = Batch.objects.get(pk=run.params["batch"])
    kind = kind_of(batch.kind)
    run.actor.require(kind.right, batch.area)
    total = run.checkpoint.get("total") or _waiting(batch).count() + _packed(batch)
    more = True
    while more:
        with bulk.without_collector():
            more = _next(run, batch, kind, total)
    return _finish(run, batch, run.checkpoint.get("done", 0), total)


def _waiting(batch: Batch) -> QuerySet[Row]:
    return batch.rows.filter(applied=False).exclude(verdict=Row.Verdict.REJECTED)


def _next(run: Run, batch: Batch, kind: ListKind, total: int) -> bool:
    """Put the next rows in; False if there were none.

    The more are in, the more go in at once: in one transaction, portion after portion, for each
    transaction writes about as many pages as it has rows, or all pages of an index.
    All that is made for them is gone at the end, so that the collector finds nothing to walk.
    """
    mark = run.checkpoint
    done, last, pack = mark.get("done", 0), mark.get("last", 0), mark.get("pack", 0)
    portions: list[Portion] = []
    for _ in range(min(1 + done // GROWS, MOST)):
        if (portion := _portion(batch, last, pack)) is None:
            break
        portions.append(portion)
        done, last, pack = done + portion.size, portion.last, portion.pack or pack
    if not portions:
        return False
    mark = {"total": total, "done": done, "last": last, "pack": pack}
    with run.step(done=done, total=total, checkpoint=mark):
        bulk.one_writer(kind.lock)
        for portion in portions:
            put_in(run, batch, kind, portion)
    return True


def _packed(batch: Batch) -> int:
    return batch.packs.filter(applied=False).aggregate(n=Sum("count"))["n"] or 0


class Portion(NamedTuple):
    """What one step puts in: single rows up to a number, and packs up to one."""

    rows: list[Staged]
    packs: list[Pack]
    last: int
    pack: int

    @property
    def size(self) -> int:
        return len(self.rows) + sum(pack.count for pack in self.packs)


def _portion(batch: Batch, last: int, pack: int) -> Portion | None:
    """The next packs with the single rows that stand among them, or else the next single rows."""
    sealed = list(batch.packs.filter(applied=False, pk__gt=pack).order_by("pk")[:PACKS])
    rows: Any = _waiting(batch).filter(number__gt=last)
    if len(sealed) == PACKS:
        rows = rows.filter(number__lte=sealed[-1].last)
    rows = rows.order_by("number").values_list(*STAGED)[:CHUNK]
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        found: list[Staged] = list(cursor.fetchall())
    if not found and not sealed:
        return None
    end = found[-1][1] if found else last
    return Portion(found, sealed, end, sealed[-1].pk if sealed else 0)


def put_in(run: Run, batch: Batch, kind: ListKind, portion: Portion) -> None:
    """Decide on a portion against the register of this moment and write what follows from it."""
    vault = current()
    opened = [packing.opened(pack, vault) for pack in portion.packs]
    incoming = [*chain.from_iterable(opened), *single_rows(portion.rows, kind, vault)]
    in_order = sorted(incoming, key=itemgetter(0))
    said = dict(zip(map(itemgetter(0), in_order), kind.plan(batch, in_order), strict=True))
    applied = kind.apply(batch, run.actor, [(each, said[each.number]) for each in incoming])
    _mark(portion.rows, [said[row[1]] for row in portion.rows], applied.subjects)
    for pack, rows in zip(portion.packs, opened, strict=True):
        _settle(pack, rows, said, applied.subjects)
    if applied.changes:
        verdicts = Counter([outcome.verdict for outcome in said.values()])
        journal.record(
            by=run.actor, action=f"{batch.kind}.imported", subject=batch, area=batch.area,
            paper=batch.file.name, changes=applied.changes,
            summary={
                "batch": batch.pk, "file": batch.file.sha256,
                "rows": [in_order[0].number, in_order[-1].number], **verdicts,
            },
        )  # fmt: skip


def single_rows(rows: Sequence[Staged], kind: ListKind, vault: Vault) -> list[Incoming]:
    """Staged rows with their values opened and what was said of them."""
    return [
        Incoming(
            n, unpack(p, vault)[0], h, k, met if said == "same" else None, said == "other",
            met if codes and not said and not kind.doubts.isdisjoint(codes.split()) else None,
        )
        for _, n, h, k, _, p, said, met, codes in rows
    ]  # fmt: skip


def _settle(pack: Pack, rows: Sequence[Incoming], said: Told, made: Mapping[int, int]) -> None:
    """After its rows met the register: those that turned out otherwise become single rows."""
    stay = [row for row in rows if said[row.number].verdict == pack.verdict]
    this = Pack.objects.filter(pk=pack.pk)
    if len(stay) < len(rows):
        leave = [row for row in rows if said[row.number].verdict != pack.verdict]
        bulk.insert(
            Row._meta.db_table, LEFT, [_left(row, said[row.number], made) for row in leave],
            {"batch_id": pack.batch_id, "decision": ""},
        )  # fmt: skip
    if not stay:
        this.delete()
        return
    new = packing.packed(pack.verdict, stay, current()) if len(stay) < len(rows) else None
    this.update(
        applied=stay[0].number in made, **dict(zip(packing.COLUMNS, new or (), strict=False))
    )


def _left(row: Incoming, outcome: Outcome, made: Mapping[int, int]) -> tuple[Any, ...]:
    """A row that leaves its pack, in the order of `LEFT`."""
    code = outcome.reason[0] if outcome.reason else ""
    return (
        row.number, row.content_hash, row.key_index, outcome.verdict,
        encode([{"code": code}] if code else []), f" {code} " if code else "",
        current().seal(body(row.values)), made.get(row.number, outcome.subject_id),
        row.number in made,
    )  # fmt: skip


def _mark(rows: Sequence[Staged], outcomes: Sequence[Outcome], subjects: dict[int, int]) -> None:
    """Write on the staged rows what became of them."""
    applied, turned, other = [], [], []
    for (pk, number, _, _, before, *_), outcome in zip(rows, outcomes, strict=True):
        if number in subjects and outcome.verdict == before:
            applied.append((True, subjects[number], pk))
        elif number in subjects:
            turned.append((True, outcome.verdict, subjects[number], pk))
        elif outcome.verdict != before:
            reasons = [{"code": outcome.reason[0]}] if outcome.reason else []
            codes = f" {outcome.reason[0]} " if outcome.reason else ""
            other.append((outcome.verdict, outcome.subject_id, json.dumps(reasons), codes, pk))
    table = Row._meta.db_table
    bulk.update_by_id(table, {"applied": "boolean", "subject_id": "bigint"}, applied)
    bulk.update_by_id(
        table, {"applied": "boolean", "verdict": "text", "subject_id": "bigint"}, turned
    )
    bulk.update_by_id(
        table,
        {"verdict": "text", "subject_id": "bigint", "problems": "jsonb", "codes": "text"},
        other,
    )


def _finish(run: Run, batch: Batch, done: int, total: int) -> dict[str, Any]:
    counts, problems = verdict_counts(batch), problem_counts(batch)
    with run.step(done=done, total=total):
        batch.refresh_from_db(fields=["state"])
        if batch.state == S.ACCEPTING:
            move(
                batch, S.ACCEPTED, counts=counts, problem_counts=problems,
                accepted_at=timezone.now(),
            )  # fmt: skip
            journal.record(
                by=run.actor, action=f"{batch.kind}.accepted", subject=batch, area=batch.area,
                paper=batch.file.name, summary={"batch": batch.pk, **counts},
            )  # fmt: skip
    return {"batch": batch.pk, **counts}


def verdict_counts(batch: Batch) -> dict[str, int]:
    """Rows by verdict; two statements."""
    found = batch.rows.order_by().values_list("verdict").annotate(n=Count("id"))
    return dict(sorted((packing.verdicts(batch) + Counter(dict(found))).items()))


def problem_counts(batch: Batch) -> dict[str, int]:
    """Rows by problem once the good ones are in: what the sheet says as it was read, and why rows
    are held or left out as it is now. One statement."""
    told = Q(applied=False) | Q(verdict=Row.Verdict.CHANGED, decision="")
    left = batch.rows.filter(told).exclude(codes="").order_by()
    found = Counter({code: n for code, n in batch.problem_counts.items() if code in CODES})
    for codes, rows in left.values_list("codes").annotate(n=Count("id")):
        found.update({code: rows for code in codes.split() if code not in CODES})
    return dict(found.most_common())


@handler(UNDO)
def undo_rows(run: Run) -> dict[str, Any]:
    """The job: everything or nothing, in one transaction; refused if something is built on it."""
    batch = Batch.objects.get(pk=run.params["batch"])
    kind = kind_of(batch.kind)
    run.actor.require(kind.right, batch.area)
    if batch.state == S.UNDONE:
        return {"batch": batch.pk}
    _refuse_if_built_on(run, batch, kind)
    with run.step(done=1, total=1):
        bulk.one_writer(kind.lock)
        total = _take_back(run, batch, kind)
        Row.objects.filter(batch=batch, applied=True).update(applied=False)
        batch.packs.update(applied=False)
        move(batch, S.UNDONE, undone_at=timezone.now())
        journal.record(
            by=run.actor, action=f"{batch.kind}.undone", subject=batch, area=batch.area,
            paper=batch.file.name, reason=run.params.get("reason", ""),
            summary={"batch": batch.pk, "rows": total},
        )  # fmt: skip
    return {"batch": batch.pk, "rows": total}


def _refuse_if_built_on(run: Run, batch: Batch, kind: ListKind) -> None:
    if reasons := kind.blockers(batch):
        back = S.ACCEPTED if batch.accepted_at else S.PREVIEWED
        with run.step(done=0):
            move(batch, back)
        raise Refused(gettext("Impor ini tidak dapat dibatalkan. ") + " ".join(reasons))


def _take_back(run: Run, batch: Batch, kind: ListKind) -> int:
    total = 0
    for changes in kind.undo(batch, run.actor):
        total += len(changes)
        if changes:
            journal.record(
                by=run.actor, action=f"{batch.kind}.withdrawn", subject=batch, area=batch.area,
                paper=batch.file.name, changes=changes, summary={"batch": batch.pk},
            )  # fmt: skip
    return total


def job_of(batch: Batch) -> Job | None:
    """The batch's latest job."""
    return batch.job
