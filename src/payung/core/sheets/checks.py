"""Checking rows: every cell read by its kind, then the rules of the schema."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, NamedTuple

from payung.core.identity import normal_code
from payung.core.sheets.cells import Cell, column_letter
from payung.core.sheets.columns import read_column
from payung.core.sheets.draft import Draft
from payung.core.sheets.row import CheckedRow
from payung.core.sheets.schema import Field, Kind
from payung.core.sheets.table import Table
from payung.core.sheets.values import READERS, Reader

_REPEATING = {Kind.TEXT, Kind.CODE, Kind.SEX, Kind.DATE, Kind.RT_RW}
_COMBINED = {Kind.PLACE_DATE, Kind.RT_RW}
_MEMO_LIMIT = 40_000
_NEW = object()


class _Slot:
    """A mapped column: where it stands, how it is read, what was read before."""

    __slots__ = ("field", "memo", "name", "place", "read", "repeats")

    def __init__(self, field: Field, place: int) -> None:
        self.field = field
        self.name = field.name
        self.place = place
        self.read: Reader = READERS[field.kind]
        self.repeats = field.kind in _REPEATING and field.kind not in _COMBINED
        self.memo: dict[Cell, Any] = {"": None}


class Portion(NamedTuple):
    """Rows checked together: those of which nothing is to be said, by column, and the others.

    `columns` are by field in the order of a `CheckedRow`'s values, a value a number.
    """

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    others: Sequence[CheckedRow]


def _mapped(table: Table) -> dict[str, int]:
    """Column index by field; a combined column stands for what it gives, unless it has its own."""
    mapped = {c.field: c.index for c in table.columns if c.field}
    for name, index in list(mapped.items()):
        for given in table.schema.by_name[name].gives:
            mapped.setdefault(given, index)
    return mapped


class Checker:
    """Checks the rows of one table.

    ``village`` (a region code) is whose list it is: its regency is home for the NIK's prefix.
    ``today`` decides ages and what lies in the future.
    """

    def __init__(self, table: Table, *, today: date, village: str | None = None) -> None:
        self._table = table
        schema, first = table.schema, table.first_column
        mapped = _mapped(table)
        unread = {f.name for f in schema.fields if f.kind is Kind.IGNORED} | {*table.distrusted}
        own = {c.field for c in table.columns} - unread
        fields = [f for f in schema.fields if f.name in own]
        slots = [_Slot(f, mapped[f.name] - first) for f in fields]
        self._slots = [s for s in slots if s.field.kind not in _COMBINED]
        self._plan = [(s.place, s.name, s.memo if s.repeats else None, s) for s in self._slots]
        self._combined = [s for s in slots if s.field.kind in _COMBINED]
        self._places = {name: index - first for name, index in mapped.items()}
        self._width = max(self._places.values(), default=-1) + 1
        self._marks = table.source.marks
        self._draft = Draft(
            today=today,
            home=normal_code(village).replace(".", "")[:4] if village else None,
            columns={n: column_letter(i) if table.addressed else None for n, i in mapped.items()},
            shared=table.survey.shared,
            identities=frozenset(f.name for f in schema.fields if f.identity),
            epoch_1904=table.epoch_1904,
        )
        self._marked = bool(self._marks.formulas or self._marks.hidden)

    @property
    def count(self) -> int:
        """How many data rows there are."""
        return self._table.count

    def rows(self) -> Iterator[CheckedRow]:
        """Every data row, checked; holds one row at a time."""
        check = self.check
        for number, cells in self._table.rows():
            yield check(number, cells)

    def portion(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Portion:
        """The same of many rows at once: a fifth of the cost, where they are plainly in order."""
        plainly = self._table.schema.plainly
        if plainly is None or self._combined or min(len(c) for _, c in rows) < self._width:
            return Portion((), {}, [self.check(n, cells) for n, cells in rows])
        cells = list(zip(*[cells for _, cells in rows], strict=False))
        columns: dict[str, Sequence[Any]] = {}
        doubtful: set[int] = set()
        for slot in self._slots:
            columns[slot.name], places = read_column(slot, self._draft, cells[slot.place])
            doubtful.update(places)
        clean = plainly(self._draft, columns)
        if self._marked:
            told = self._marks.formulas.keys() | self._marks.hidden
            doubtful.update(place for place, (n, _) in enumerate(rows) if n in told)
        for place in doubtful:
            clean[place] = False
        others = [
            self.check(n, c) if place in doubtful else self._judge(n, c, columns, place)
            for place, (n, c) in enumerate(rows)
            if not clean[place]
        ]
        if not others:
            return Portion([n for n, _ in rows], columns, others)
        columns = {name: list(compress(column, clean)) for name, column in columns.items()}
        return Portion([n for n, _ in compress(rows, clean)], columns, others)

    def _judge(
        self, number: int, cells: Sequence[Cell], columns: Mapping[str, Sequence[Any]], place: int
    ) -> CheckedRow:
        """A row whose cells are in order, each by itself; what the rules say of it."""
        draft = self._draft
        draft.begin(number)
        draft.values = values = {name: column[place] for name, column in columns.items()}
        if self._table.schema.rules:
            self._table.schema.rules(draft)
        return CheckedRow(number, values, draft.problems, cells, self._table, self._places)

    def check(self, number: int, cells: Sequence[Cell]) -> CheckedRow:
        """One row: the cells from the table's first column on."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        draft = self._draft
        draft.begin(number)
        values = draft.values
        for place, name, memo, slot in self._plan:
            cell = cells[place]
            if memo is not None:
                value = memo.get(cell, _NEW)
                values[name] = self._first_read(slot, cell) if value is _NEW else value
            else:
                values[name] = slot.read(draft, slot.field, cell) if cell != "" else None
        if self._combined:
            self._read_combined(cells)
        if self._marked:
            self._note_marks(number)
        if self._table.schema.rules:
            self._table.schema.rules(draft)
        elif self._table.schema.key:
            self._judge_key(self._table.schema.key)
        return CheckedRow(number, values, draft.problems, cells, self._table, self._places)

    def _first_read(self, slot: _Slot, cell: Cell) -> Any:
        """Read a cell and remember it, unless there was something to note."""
        noted = len(self._draft.problems)
        value = slot.read(self._draft, slot.field, cell)
        quiet = len(self._draft.problems) == noted
        if quiet and type(cell) is str and len(slot.memo) < _MEMO_LIMIT:
            slot.memo[cell] = value
        return value

    def _read_combined(self, cells: Sequence[Cell]) -> None:
        for slot in self._combined:
            if cells[slot.place] != "":
                slot.read(self._draft, slot.field, cells[slot.place])

    def _note_marks(self, number: int) -> None:
        draft = self._draft
        if number in self._marks.hidden:
            draft.note_row("row_hidden")
        formulas = self._marks.formulas.get(number)
        if not formulas:
            return
        first = self._table.first_column
        for slot in (*self._slots, *self._combined):
            if slot.place + first in formulas:
                if slot.field.kind is Kind.NAME and draft.values.get(slot.name) is None:
                    facts = {"what": "rumus", "what_en": "a formula"}
                    draft.note("name_invalid", slot.field, None, **facts)
                draft.note("formula_value", slot.field, None)

    def _judge_key(self, key: str) -> None:
        draft, field = self._draft, self._table.schema.by_name[key]
        value = draft.values.get(key)
        if value is None:
            if not draft.has_error(key):
                label = field.label
                draft.note("key_missing", field, None, label=label["id"], label_en=label["en"])
            return
        rows = draft.shared.get("".join(str(value).split()).upper())
        if rows:
            others = [str(row) for row in rows if row != draft.number]
            draft.note("key_duplicate", field, str(value), rows=", ".join(others[:5]))
