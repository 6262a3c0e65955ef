"""Reading an uploaded table into staged rows: a long job that may be killed and goes on.

A table that cannot be read, or whose headers must be mapped by hand, is a state of the batch with
a sentence, not a failure of the job.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils import timezone

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.jobs.registry import handler
from payung.base.jobs.run import Run
from payung.base.staging import packs
from payung.base.staging.models import Batch, Pack, RememberedMapping, Row
from payung.base.staging.payloads import body, content_hasher, encode
from payung.base.staging.registry import Incoming, ListKind, Outcome, kind_of
from payung.base.staging.states import S, move
from payung.base.staging.titles import UNMAPPED, labels_of
from payung.base.vault.crypto import current
from payung.core.sheets import (
    CheckedRow,
    Checker,
    Column,
    Kind,
    Problem,
    Table,
    Unreadable,
    open_table,
)
from payung.core.sheets.cells import text_of

READ = "staging.read"
CHUNK = 2000
CODES_LENGTH = 200
COLUMNS = (
    "number", "content_hash", "key_index", "verdict", "problems", "codes", "subject_id", "payload",
)  # fmt: skip
Met = tuple[CheckedRow, Incoming, Outcome | None]
Packed = tuple[Any, ...]
VERDICT, CODES = COLUMNS.index("verdict"), COLUMNS.index("codes")


@handler(READ)
def read_batch(run: Run) -> dict[str, Any]:
    """The job: recognise the table, then check and stage its rows chunk by chunk."""
    batch = Batch.objects.select_related("file").get(pk=run.params["batch"])
    kind = kind_of(batch.kind)
    run.actor.require(kind.right, batch.area)
    if batch.state != S.READING:
        return {"batch": batch.pk, "state": batch.state}
    try:
        with _open(batch, kind) as table:
            if missing := unmapped(table):
                return _needs_mapping(run, batch, table, missing)
            return _stage(run, batch, kind, table)
    except Unreadable as reason:
        return _unreadable(run, batch, reason)
    except files.FileRefused as reason:
        with run.step(done=0):
            move(batch, S.UNREADABLE, message=str(reason))
        return {"batch": batch.pk, "state": batch.state}


def _open(batch: Batch, kind: ListKind) -> Table:
    given = RememberedMapping.objects.filter(kind=batch.kind, area=batch.area)
    return open_table(
        files.read(batch.file),
        schema=kind.schema,
        mapping={**dict(given.values_list("header", "field")), **batch.mapping},
        header_row=batch.header_row,
        file_name=batch.file.name,
    )


def unmapped(table: Table) -> list[str]:
    """Anchor fields without a column, if some unknown column might be theirs."""
    fields = {column.field for column in table.columns}
    lacking = [name for name in table.schema.anchors if name not in fields]
    return lacking if any(c.header for c in table.unknown_columns) else []


def _needs_mapping(run: Run, batch: Batch, table: Table, missing: Sequence[str]) -> dict[str, Any]:
    columns = labels_of(table.schema, list(missing), "id")
    with run.step(done=0):
        move(
            batch, S.NEEDS_MAPPING, **_found(table),
            message=UNMAPPED % {"columns": columns},
        )  # fmt: skip
    return {"batch": batch.pk, "state": batch.state}


def _unreadable(run: Run, batch: Batch, reason: Unreadable) -> dict[str, Any]:
    to = S.NEEDS_MAPPING if reason.code == "no_table" else S.UNREADABLE
    with run.step(done=0):
        move(
            batch, to, message=f"{reason.message()} {reason.way_out()}",
            notes=[problem_dict(reason.problem())],
        )  # fmt: skip
    return {"batch": batch.pk, "state": batch.state}


def _found(table: Table) -> dict[str, Any]:
    return {
        "format": table.format,
        "sheet": (table.sheet or "")[:100],
        "header_row": table.header_row,
        "columns": [_column(c, table.first_column) for c in table.columns],
        "notes": [problem_dict(p) for p in table.problems],
    }  # fmt: skip


def _column(column: Column, first: int) -> dict[str, Any]:
    return {
        "place": column.index - first,
        "index": column.index,
        "letter": column.letter,
        "header": column.header,
        "field": column.field,
        "guesses": list(column.guesses),
        "twin_of": column.twin_of,
    }


def _stage(run: Run, batch: Batch, kind: ListKind, table: Table) -> dict[str, Any]:
    mark = run.checkpoint
    done = mark.get("done", 0)
    counts, problems = Counter(mark.get("counts", {})), Counter(mark.get("problems", {}))
    seen = _seen(batch) if done else set()
    stager = Stager(batch, kind, seen)
    today = timezone.localtime(batch.at).date()
    rows = islice(Checker(table, today=today, village=batch.area or None).rows(), done, None)
    if not done:
        Batch.objects.filter(pk=batch.pk).update(**_found(table))
    while chunk := _chunk(rows):
        with bulk.without_collector():
            staged, packed = stager.pack(chunk)
            counts.update([s[VERDICT] for s in staged])
            counts.update({pack[0]: pack[3] for pack in packed})
            problems.update([code for s in staged if s[CODES] for code in s[CODES].split()])
            done += len(chunk)
            mark = {"done": done, "counts": dict(counts), "problems": dict(problems)}
            with run.step(done=done, total=table.count, checkpoint=mark):
                _write(stager, staged, packed)
    with run.step(done=done):
        move(
            batch, S.PREVIEWED, rows_read=done, counts=dict(sorted(counts.items())),
            problem_counts=dict(problems.most_common()),
        )  # fmt: skip
    return {"batch": batch.pk, "state": batch.state, "rows": done, **counts}


def _write(stager: Stager, rows: Sequence[tuple[Any, ...]], packed: Sequence[Packed]) -> None:
    if rows:
        bulk.insert(Row._meta.db_table, COLUMNS, rows, stager.same)
    if packed:
        same = {"batch_id": stager.batch.pk, "applied": False}
        bulk.insert(Pack._meta.db_table, packs.COLUMNS, packed, same)


def _chunk(rows: Iterator[CheckedRow]) -> list[CheckedRow]:
    with bulk.without_collector():
        return list(islice(rows, CHUNK))


def _seen(batch: Batch) -> set[str]:
    """Contents already staged of rows that nothing but their content tells apart."""
    keyless = batch.rows.filter(key_index="").exclude(verdict=Row.Verdict.REJECTED)
    return set(keyless.values_list("content_hash", flat=True))


class Stager:
    """Turns checked rows into rows of the staging table."""

    def __init__(
        self, batch: Batch, kind: ListKind, seen: set[str], *, keep_cells: bool = False
    ) -> None:
        self.batch, self.kind, self.seen = batch, kind, seen
        self.keep_cells = keep_cells
        self.vault = current()
        self.same = {"batch_id": batch.pk, "applied": False, "decision": ""}
        self.key = kind.schema.key or ""
        self.content_hash = content_hasher(kind.code, batch.area, kind.kept, self.vault)
        self.key_index = self.vault.indexer(kind.key_subject or f"key:{kind.code}")
        self.dates = [f.name for f in kind.schema.fields if f.kind is Kind.DATE]
        self.months = [f.name for f in kind.schema.fields if f.kind is Kind.MONTH]

    def stage(self, rows: Sequence[CheckedRow]) -> list[tuple[Any, ...]]:
        """Database rows in the order of `COLUMNS`; the accepted ones met the register."""
        return self.single(self.meet(rows))

    def pack(self, rows: Sequence[CheckedRow]) -> tuple[list[tuple[Any, ...]], list[Packed]]:
        """The same, with the clean rows in packs if the kind allows it."""
        met = self.meet(rows)
        if not self.kind.packs:
            return self.single(met), []
        clean: dict[str, list[Incoming]] = {}
        for row, each, outcome in met:
            if outcome and not row.problems and not outcome.reason and each.key_index:
                clean.setdefault(outcome.verdict, []).append(each)
        made = [
            pack
            for verdict, each in clean.items()
            if verdict in packs.VERDICTS and len(each) >= packs.LEAST
            if (pack := packs.packed(verdict, each, self.vault))
        ]
        gone = {row.number for pack in made for row in clean[pack[0]]}
        return self.single([each for each in met if each[0].number not in gone]), made

    def meet(self, rows: Sequence[CheckedRow]) -> list[Met]:
        """Each row as the kind takes it, and what it would do to the register."""
        incoming = [self.incoming(row) for row in rows]
        good = [each for each, row in zip(incoming, rows, strict=True) if row.accepted]
        planned = iter(self.kind.plan(self.batch, good))
        return [
            (row, each, next(planned) if row.accepted else None)
            for row, each in zip(rows, incoming, strict=True)
        ]

    def single(self, met: Sequence[Met]) -> list[tuple[Any, ...]]:
        """Rows that are kept one by one, in the order of `COLUMNS`."""
        heads, bodies = [], []
        for row, each, outcome in met:
            problems, head = self.head(row, each, outcome)
            raw = [_cell(c) for c in row.cells] if problems or self.keep_cells else None
            heads.append(head)
            bodies.append(body(each.values, raw))
        sealed = self.vault.seal_many(bodies)
        return [(*head, payload) for head, payload in zip(heads, sealed, strict=True)]

    def incoming(self, row: CheckedRow) -> Incoming:
        """A checked row as the kind meets it."""
        values = self.plain(row.values)
        key = values.get(self.key)
        index = self.key_index(str(key)) if key and key != "0" else ""
        return Incoming(row.number, values, self.content_hash(values), index)

    def plain(self, values: dict[str, Any]) -> dict[str, Any]:
        """Values as JSON can hold them, empty ones left out."""
        found = {**values}
        if None in found.values():
            found = {name: value for name, value in values.items() if value is not None}
        for name in self.dates:
            if name in found:
                found[name] = found[name].isoformat()
        for name in self.months:
            if name in found:
                found[name] = str(found[name])
        return found

    def head(
        self, row: CheckedRow, incoming: Incoming, outcome: Outcome | None
    ) -> tuple[list[dict[str, Any]], tuple[Any, ...]]:
        """What is wrong with a row, and its database row but for the payload."""
        index = incoming.key_index
        problems = [problem_dict(p) for p in row.problems]
        verdict, subject = Row.Verdict.REJECTED.value, None
        if outcome is not None:
            verdict, subject = outcome.verdict, outcome.subject_id
            if verdict == "new" and not index:
                verdict = self._first(incoming.content_hash, verdict)
            if outcome.reason:
                problems.append({"code": outcome.reason[0]})
        return problems, (
            row.number, incoming.content_hash, index, verdict,
            encode(problems) if problems else "[]", _codes(problems), subject,
        )  # fmt: skip

    def _first(self, content: str, verdict: str) -> str:
        if content in self.seen:
            return Row.Verdict.UNCHANGED.value
        self.seen.add(content)
        return verdict


def _cell(cell: Any) -> Any:
    """A cell for keeping: numbers stay numbers, for a number is a fault of its own."""
    return cell if isinstance(cell, str | int | float) else text_of(cell)


def _codes(problems: Iterable[dict[str, Any]]) -> str:
    if not problems:
        return ""
    text = " "
    for code in dict.fromkeys(p["code"] for p in problems):
        if len(text) + len(code) < CODES_LENGTH:
            text += code + " "
    return text


def problem_dict(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept: value masked; its sentence is made in the reader's language."""
    found = {
        "code": problem.code,
        "column": problem.column,
        "cell": problem.cell,
        "value": problem.shown_value(),
        "facts": {k: v if isinstance(v, str | int) else str(v) for k, v in problem.facts.items()},
    }
    return {k: v for k, v in found.items() if v}
