"""Correcting staged rows in the browser: new cell texts, checked again at once."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.staging import packs
from payung.base.staging.accepting import verdict_counts
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import key_index, unpack
from payung.base.staging.reading import COLUMNS, Stager
from payung.base.staging.registry import ListKind, kind_of
from payung.base.staging.states import S, StateRefused
from payung.base.territory.actor import Actor
from payung.core.sheets import CheckedRow, Checker, Column, Table
from payung.core.sheets.cells import Cell, text_of
from payung.core.sheets.layout import Survey
from payung.core.sheets.readers.book import Marks

DROPPED = "row_dropped"
#: Columns that a correction writes anew, with their PostgreSQL types.
KINDS = {
    "content_hash": "text", "key_index": "text", "verdict": "text", "problems": "jsonb",
    "codes": "text", "payload": "bytea", "subject_id": "bigint",
}  # fmt: skip
Cells = list[Cell]


class _Page:
    """A sheet that holds no rows: the cells are handed to the checker one by one."""

    name = ""
    visible = True

    def __init__(self, first_column: int) -> None:
        self.first_column = first_column
        self.marks = Marks()

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        return iter(())


class _NoBook:
    """What stands behind the page: nothing to close."""

    def close(self) -> None:
        return None


def _checker(batch: Batch, kind: ListKind, shared: dict[str, list[int]]) -> Checker:
    columns = tuple(
        Column(c["index"], c["header"], c["field"], tuple(c["guesses"]), c["twin_of"])
        for c in batch.columns
    )
    first = batch.columns[0]["index"] - batch.columns[0]["place"] if batch.columns else 0
    table = Table(
        file=batch.file.name, sha256=batch.file.sha256, size=batch.file.size, schema=kind.schema,
        container="", format=batch.format, sheet=batch.sheet, header_row=batch.header_row or 0,
        columns=columns, count=0, problems=[], survey=Survey(shared=shared),
        addressed=bool(batch.sheet), epoch_1904=False, source=_Page(first),
        _book=_NoBook(),  # type: ignore[arg-type]
    )  # fmt: skip
    today = timezone.localtime(batch.at).date()
    return Checker(table, today=today, village=batch.area or None)


@transaction.atomic
def fix_row(*, by: Actor, batch: Batch, number: int, texts: Mapping[str, str]) -> Row:
    """Put new texts into cells of a row (by field) and check it again, with the rows it touches.

    Raises NotAllowed, StateRefused (the row is in, or the batch is being worked on).
    """
    batch = _open_for_fixing(by, batch)
    row = _fixable(batch, number)
    cells = _with_texts(batch, unpack(bytes(row.payload))[1], texts)
    _restage(by, batch, {number: cells})
    return batch.rows.get(number=number)


@transaction.atomic
def fix_alike(*, by: Actor, batch: Batch, field: str, was: str, now: str) -> int:
    """Put one text in place of another in a column of every row that was kept out; how many."""
    batch = _open_for_fixing(by, batch)
    rejected = batch.rows.filter(verdict=Row.Verdict.REJECTED, applied=False).exclude(
        codes__contains=f" {DROPPED} "
    )
    found: dict[int, Cells] = {}
    for number, payload in rejected.values_list("number", "payload"):
        cells = unpack(bytes(payload))[1]
        if cells and raw_text(batch, cells, field) == was:
            found[number] = _with_texts(batch, cells, {field: now})
    _restage(by, batch, found)
    return len(found)


@transaction.atomic
def drop_row(*, by: Actor, batch: Batch, number: int) -> None:
    """Leave a row out for good: it stays among the rejected and no longer counts as a double."""
    batch = _open_for_fixing(by, batch)
    row = _fixable(batch, number)
    key = row.key_index
    before = row.codes.split()
    row.problems, row.codes, row.key_index = [{"code": DROPPED}], f" {DROPPED} ", ""
    row.verdict, row.subject_id = Row.Verdict.REJECTED, None
    row.save(update_fields=["problems", "codes", "key_index", "verdict", "subject_id"])
    journal.record(
        by=by, action=f"{batch.kind}.row.dropped", subject=row, area=batch.area,
        summary={"batch": batch.pk, "row": number},
    )  # fmt: skip
    recount(batch, before, [DROPPED])
    if key:
        _restage(by, batch, _doubles(batch, key))


def alike(batch: Batch, row: Row, field: str, code: str) -> int:
    """How many other rows kept out with the same problem hold the same text in that column.

    Opens every row with that problem: for the page of one row, not for lists.
    """
    was = raw_text(batch, unpack(bytes(row.payload))[1], field)
    others = batch.rows.filter(
        verdict=Row.Verdict.REJECTED, applied=False, codes__contains=f" {code} "
    )
    payloads = others.exclude(pk=row.pk).values_list("payload", flat=True)
    return sum(1 for p in payloads if raw_text(batch, unpack(bytes(p))[1], field) == was)


def place_of(batch: Batch, field: str) -> int | None:
    """Where a field's cell stands in a row's list."""
    return next((c["place"] for c in batch.columns if c["field"] == field), None)


def raw_text(batch: Batch, cells: Sequence[Cell], field: str) -> str:
    """A cell as it came, as text; '' if there is none."""
    place = place_of(batch, field)
    return text_of(cells[place]) if place is not None and place < len(cells) else ""


def _open_for_fixing(by: Actor, batch: Batch) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("file").get(pk=batch.pk)
    by.require(kind_of(batch.kind).right, batch.area)
    if batch.state not in {S.PREVIEWED, S.ACCEPTED}:
        raise StateRefused(
            gettext("Berkas ini %(state)s; tunggu sebentar.")
            % {"state": Batch.State(batch.state).label.lower()}
        )
    return batch


def _fixable(batch: Batch, number: int) -> Row:
    row = batch.rows.get(number=number)
    if row.applied:
        raise StateRefused(gettext("Baris ini sudah masuk. Ubah data orangnya pada halaman warga."))
    return row


def _with_texts(batch: Batch, cells: Sequence[Cell], texts: Mapping[str, str]) -> Cells:
    new = list(cells)
    for field, text in texts.items():
        place = place_of(batch, field)
        if place is None:
            continue
        new += [""] * (place + 1 - len(new))
        if text != text_of(new[place]):  # an untouched number stays a number, which is its fault
            new[place] = text
    return new


def _restage(by: Actor, batch: Batch, changed: dict[int, Cells]) -> None:
    """Check rows again, with those that shared or now share their key, and keep the results."""
    if not changed:
        return
    kind = kind_of(batch.kind)
    checker = _checker(batch, kind, {})
    own = {
        n: checker.check(n, cells).values.get(kind.schema.key or "") for n, cells in changed.items()
    }
    keys = set(batch.rows.filter(number__in=changed).values_list("key_index", flat=True))
    keys |= {key_index(kind.key_subject or f"key:{kind.code}", value) for value in own.values()}
    holders: dict[str, list[int]] = {str(v): [] for v in own.values() if v}
    for number, value in own.items():
        if value:
            holders[str(value)].append(number)
    todo = dict(changed)
    for row in batch.rows.filter(key_index__in=keys - {""}).exclude(number__in=changed):
        values, cells = unpack(bytes(row.payload))
        holders.setdefault(str(values[kind.schema.key or ""]), []).append(row.number)
        if cells and not row.applied:
            todo[row.number] = cells
    for packed in packs.holders(batch, keys - {""}):
        holders.setdefault(str(packed.values[kind.schema.key or ""]), []).append(packed.number)
    shared = {value: sorted(rows) for value, rows in holders.items() if len(rows) > 1}
    _write(by, batch, kind, todo, shared)


def _doubles(batch: Batch, key: str) -> dict[int, Cells]:
    rows = batch.rows.filter(key_index=key, applied=False).exclude(key_index="")
    found = {row.number: unpack(bytes(row.payload))[1] for row in rows}
    return {number: cells for number, cells in found.items() if cells}


def _write(
    by: Actor, batch: Batch, kind: ListKind, changed: dict[int, Cells], shared: dict[str, list[int]]
) -> None:
    rows = {r.number: r for r in batch.rows.filter(number__in=changed)}
    checker = _checker(batch, kind, shared)
    checked: list[CheckedRow] = [checker.check(n, cells) for n, cells in sorted(changed.items())]
    staged = Stager(batch, kind, set(), keep_cells=True).stage(checked)
    updates, changes, old_codes, new_codes = [], [], [], []
    for values in staged:
        new = dict(zip(COLUMNS, values, strict=True))
        row = rows[new["number"]]
        old_codes += row.codes.split()
        new_codes += new["codes"].split()
        updates.append((*(new[name] for name in KINDS), row.pk))
        changes.append(_change(row, new))
    bulk.update_by_id(Row._meta.db_table, KINDS, updates)
    recount(batch, old_codes, new_codes)
    journal.record(
        by=by, action=f"{batch.kind}.corrected", subject=batch, area=batch.area,
        paper=batch.file.name, changes=changes, summary={"batch": batch.pk, "rows": len(changes)},
    )  # fmt: skip


def _change(row: Row, new: Mapping[str, Any]) -> journal.RowChange:
    sealed = [base64.b64encode(bytes(p)).decode() for p in (row.payload, new["payload"])]
    fields = {"verdict": [row.verdict, new["verdict"]], "payload": sealed}
    return journal.RowChange(Row._meta.db_table, str(row.pk), fields)


def recount(batch: Batch, old: Iterable[str], new: Iterable[str]) -> None:
    """Counts by verdict anew; counts by problem by what these rows lost and got."""
    problems = Counter(batch.problem_counts)
    problems.subtract(old)
    problems.update(new)
    batch.problem_counts = {code: n for code, n in problems.most_common() if n > 0}
    batch.counts = verdict_counts(batch)
    batch.save(update_fields=["problem_counts", "counts"])
