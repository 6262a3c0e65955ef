"""Reading an uploaded table into staged rows: a long job that may be killed and goes on.

A table that cannot be read, or whose headers must be mapped by hand, is a state of the batch with
a sentence, not a failure of the job.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.jobs.registry import handler
from payung.base.jobs.run import Run
from payung.base.memory import give_back
from payung.base.staging import packs
from payung.base.staging.lines import Sheaf
from payung.base.staging.models import Batch, Pack, RememberedMapping, Row
from payung.base.staging.payloads import APART, body, content_indexer, content_of, encode
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
from payung.core.sheets.cells import Cell, text_of
from payung.core.sheets.checks import Portion

READ = "staging.read"
CHUNK = 2000
CODES_LENGTH = 200
#: Bytes of a file after which freed memory is given back.
BIG = 4_000_000
COLUMNS = (
    "number", "content_hash", "key_index", "verdict", "problems", "codes", "subject_id", "payload",
)  # fmt: skip
Met = tuple[Incoming, Outcome | None, CheckedRow | None]
Packed = tuple[Any, ...]
Numbered = tuple[int, Sequence[Cell]]
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
    finally:
        if batch.file.size > BIG:
            give_back()


def _open(batch: Batch, kind: ListKind) -> Table:
    given = RememberedMapping.objects.filter(kind=batch.kind, area=batch.area)
    content = files.read(batch.file)
    mapping = {**dict(given.values_list("header", "field")), **batch.mapping}
    with bulk.without_collector():
        return open_table(
            content, schema=kind.schema, mapping=mapping, header_row=batch.header_row,
            file_name=batch.file.name,
        )  # fmt: skip


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


@dataclass
class _Tally:
    """How far a file is read, and what was found."""

    done: int
    counts: Counter[str]
    problems: Counter[str]

    def add(self, read: int, rows: Sequence[tuple[Any, ...]], packed: Sequence[Packed]) -> None:
        self.done += read
        self.counts.update([row[VERDICT] for row in rows])
        self.counts.update({pack[0]: pack[3] for pack in packed})
        self.problems.update([code for row in rows if row[CODES] for code in row[CODES].split()])

    def mark(self) -> dict[str, Any]:
        return {"done": self.done, "counts": dict(self.counts), "problems": dict(self.problems)}


def _stage(run: Run, batch: Batch, kind: ListKind, table: Table) -> dict[str, Any]:
    mark = run.checkpoint
    tally = _Tally(
        mark.get("done", 0), Counter(mark.get("counts", {})), Counter(mark.get("problems", {}))
    )
    stager = Stager(batch, kind, _seen(batch) if tally.done else set())
    today = timezone.localtime(batch.at).date()
    checker = Checker(table, today=today, village=batch.area or None)
    rows = islice(table.rows(), tally.done, None)
    if not tally.done:
        Batch.objects.filter(pk=batch.pk).update(**_found(table))
    more = True
    while more:
        with bulk.without_collector():
            more = _next(run, stager, checker, rows, tally)
    with run.step(done=tally.done):
        move(
            batch, S.PREVIEWED, rows_read=tally.done, counts=dict(sorted(tally.counts.items())),
            problem_counts=dict(tally.problems.most_common()),
        )  # fmt: skip
    return {"batch": batch.pk, "state": batch.state, "rows": tally.done, **tally.counts}


def _next(
    run: Run, stager: Stager, checker: Checker, rows: Iterator[Numbered], tally: _Tally
) -> bool:
    """Stage the next rows; False if there were none.

    All that is made for them is gone at the end, so that the collector finds nothing to walk.
    """
    chunk = list(islice(rows, CHUNK))
    if not chunk:
        return False
    staged, packed = stager.pack(checker.portion(chunk), dict(chunk))
    tally.add(len(chunk), staged, packed)
    with run.step(done=tally.done, total=checker.count, checkpoint=tally.mark()):
        _write(stager, staged, packed)
    return True


def _write(stager: Stager, rows: Sequence[tuple[Any, ...]], packed: Sequence[Packed]) -> None:
    if rows:
        bulk.insert(Row._meta.db_table, COLUMNS, rows, stager.same)
    if packed:
        same = {"batch_id": stager.batch.pk, "applied": False}
        bulk.insert(Pack._meta.db_table, packs.COLUMNS, packed, same)


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
        self.content_index = content_indexer(kind.code, batch.area, self.vault)
        self.key_index = self.vault.indexer(kind.key_subject or f"key:{kind.code}")
        self.dates = [f.name for f in kind.schema.fields if f.kind is Kind.DATE]
        self.months = [f.name for f in kind.schema.fields if f.kind is Kind.MONTH]

    def stage(self, rows: Sequence[CheckedRow]) -> list[tuple[Any, ...]]:
        """Database rows in the order of `COLUMNS`; the accepted ones met the register."""
        return self.single(self.meet(Portion((), {}, rows)), {})

    def pack(
        self, portion: Portion, cells: Mapping[int, Sequence[Cell]]
    ) -> tuple[list[tuple[Any, ...]], list[Packed]]:
        """The same, with the clean rows in packs if the kind allows it; `cells` as they came."""
        met = self.meet(portion)
        if not self.kind.packs:
            return self.single(met, cells), []
        clean: dict[str, list[Incoming]] = {verdict: [] for verdict in sorted(packs.VERDICTS)}
        single = []
        for each in met:
            incoming, outcome, row = each
            if (
                outcome is not None
                and outcome.verdict in clean
                and not outcome.reason
                and incoming.key_index
                and not (row and row.problems)
            ):
                clean[outcome.verdict].append(incoming)
            else:
                single.append(each)
        made = []
        for verdict, rows in clean.items():
            pack = packs.packed(verdict, rows, self.vault) if len(rows) >= packs.LEAST else None
            if pack:
                made.append(pack)
            else:
                ones = {incoming.number for incoming in rows}
                single += [each for each in met if each[0].number in ones]
        return self.single(single, cells), made

    def meet(self, portion: Portion) -> list[Met]:
        """Each row as the kind takes it, what it would do to the register, how it was checked."""
        rows: list[tuple[Incoming, CheckedRow | None]] = [(e, None) for e in self.lines(portion)]
        rows += [(self.incoming(row), row) for row in portion.others]
        rows.sort(key=_number)
        good = [each for each, row in rows if row is None or row.accepted]
        planned = iter(self.kind.plan(self.batch, good))
        return [
            (each, next(planned) if row is None or row.accepted else None, row)
            for each, row in rows
        ]

    def lines(self, portion: Portion) -> Iterable[Incoming]:
        """Rows that were checked column by column, as the kind meets them."""
        if not portion.numbers:
            return ()
        columns = {name: self.texts(name, column) for name, column in portion.columns.items()}
        sheaf = Sheaf(columns, len(portion.numbers))
        kept = [sheaf.column(name) for name in self.kind.kept]
        contents = map(self.content_index, map(APART.join, zip(*kept, strict=True)))
        keys = ["" if key == "0" else key for key in sheaf.column(self.key)]
        return map(Incoming, portion.numbers, sheaf.lines(), contents, map(self.key_index, keys))

    def texts(self, name: str, column: Sequence[Any]) -> Sequence[Any]:
        """A column's values as they are kept, '' for none."""
        if name in self.dates:
            return [value.isoformat() if value else "" for value in column]
        return column if all(column) else [value or "" for value in column]

    def single(
        self, met: Sequence[Met], cells: Mapping[int, Sequence[Cell]]
    ) -> list[tuple[Any, ...]]:
        """Rows that are kept one by one, in the order of `COLUMNS`."""
        heads, bodies = [], []
        for each, outcome, row in met:
            problems, head = self.head(row, each, outcome)
            raw = None
            if problems or self.keep_cells:
                raw = [_cell(c) for c in (row.cells if row else cells[each.number])]
            heads.append(head)
            bodies.append(body(each.values, raw))
        sealed = self.vault.seal_many(bodies)
        return [(*head, payload) for head, payload in zip(heads, sealed, strict=True)]

    def incoming(self, row: CheckedRow) -> Incoming:
        """A checked row as the kind meets it."""
        values = self.plain(row.values)
        key = values.get(self.key)
        index = self.key_index(str(key)) if key and key != "0" else ""
        content = self.content_index(content_of(values, self.kind.kept))
        return Incoming(row.number, values, content, index)

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
        self, row: CheckedRow | None, incoming: Incoming, outcome: Outcome | None
    ) -> tuple[list[dict[str, Any]], tuple[Any, ...]]:
        """What is wrong with a row, and its database row but for the payload."""
        index = incoming.key_index
        problems = [problem_dict(p) for p in row.problems] if row else []
        verdict, subject = Row.Verdict.REJECTED.value, None
        if outcome is not None:
            verdict, subject = outcome.verdict, outcome.subject_id
            if verdict == "new" and not index:
                verdict = self._first(incoming.content_hash, verdict)
            if outcome.reason:
                problems.append({"code": outcome.reason[0]})
        return problems, (
            incoming.number, incoming.content_hash, index, verdict,
            encode(problems) if problems else "[]", _codes(problems), subject,
        )  # fmt: skip

    def _first(self, content: str, verdict: str) -> str:
        if content in self.seen:
            return Row.Verdict.UNCHANGED.value
        self.seen.add(content)
        return verdict


def _number(pair: tuple[Incoming, CheckedRow | None]) -> int:
    return pair[0].number


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
