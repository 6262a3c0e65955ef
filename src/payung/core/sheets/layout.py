"""Which rows are data: no titles, blanks, sums, repeated headers, notes or signatures.

One pass over the sheet also finds the keys that stand in more than one row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from payung.core.identity import read_nik
from payung.core.sheets.cells import Cell, is_empty, text_of
from payung.core.sheets.header import Header
from payung.core.sheets.readers import Sheet
from payung.core.sheets.schema import Kind, Schema, header_key

_END = "###"
_total = re.compile(r"(?:grand\s+|sub\s*)?(?:jumlah|total|subtotal|rekap\w*)\b", re.IGNORECASE)
_ordinal = re.compile(r"\(?\d{1,2}\)?\.?")
_footer = re.compile(
    r"\W*(?:mengetahui|menyetujui|disetujui|diketahui|dibuat|diperiksa|disahkan|kepala\s+desa|kades|"
    r"pj\.?\s|plt\.?\s|lurah|camat|sekretaris|sekdes|operator|kaur|kasi|ketua|catatan|keterangan|"
    r"ket\s*[:.]|nb\b|note|sumber|dicetak|nip\b|an\.|a\.n\.|ttd|tanda\s+tangan|"
    r"demikian|\*|[\w .]+,\s*(?:tanggal\s*)?\d{1,2}[\s\-/])",
    re.IGNORECASE,
)
_heading = re.compile(r"(?:dusun|rt|rw|lingkungan|kelompok|blok|desa|banjar)\b", re.IGNORECASE)


class RowKind(StrEnum):
    """What a row is that is not data."""

    TOTAL = "total"
    HEADER = "header"
    NUMBERS = "numbers"
    HEADING = "heading"
    FOOTER = "footer"
    EMPTY = "empty"
    END = "end"


@dataclass
class Survey:
    """Where the data rows of a sheet are. ``skipped`` holds rows that are filled but not data."""

    last: int = 0
    count: int = 0
    skipped: dict[int, RowKind] = field(default_factory=dict)
    shared: dict[str, list[int]] = field(default_factory=dict)
    after_end: int = 0


class _Roles:
    """Positions, in a row's list, of the columns that tell data from the rest."""

    def __init__(self, header: Header, schema: Schema, first: int) -> None:
        places = {c.field: c.index - first for c in header.columns if c.field}
        names = [f.name for f in schema.fields if f.kind is Kind.NAME]
        key = schema.by_name[schema.key] if schema.key else None
        self.key = places.get(key.name) if key else None
        self.key_is_nik = key is not None and key.kind is Kind.NIK
        self.name = next((places[n] for n in names if n in places), None)
        self.number = places.get("no_urut")
        apart = {self.key, self.name, self.number}
        self.others = [p for p in places.values() if p not in apart]
        self.second = 1 - first
        self.headers = {c.index - first: header_key(c.header) for c in header.columns}


class _Surveyor:
    def __init__(self, sheet: Sheet, header: Header, schema: Schema) -> None:
        self.sheet = sheet
        self.header = header
        self.roles = _Roles(header, schema, sheet.first_column)
        self.found = Survey()
        self.seen: dict[str, int] = {}
        self.doubtful: list[tuple[int, bool]] = []
        self.gap = False
        self.merged_rows = {low[0] + 1 for low, high in sheet.marks.merged if high[1] > low[1]}

    def run(self) -> Survey:
        """The whole sheet, once."""
        key, last_header, found = self.roles.key, self.header.last_row, self.found
        seen, shared = self.seen, self.found.shared
        for number, cells in self.sheet.rows():
            if number <= last_header:
                continue
            if not any(cells):
                self.gap = True
                continue
            value = cells[key] if key is not None and key < len(cells) else ""
            if type(value) is str and len(value) == 16 and value.isascii() and value.isdigit():
                if value in seen:
                    shared.setdefault(value, [seen[value]]).append(number)
                else:
                    seen[value] = number
                if self.doubtful:
                    self._settle(before_data=True)
                self.gap, found.last = False, number
                found.count += 1
            elif self._slow(number, cells):
                break
        self._settle(before_data=False)
        return found

    def _slow(self, number: int, cells: Sequence[Cell]) -> bool:
        """Judge a row that is not plainly data; True if it ends the data."""
        kind = self._kind(number, cells)
        if kind is RowKind.END:
            self.found.skipped[number] = kind
            self._count_rest(number)
            return True
        if kind is None:
            self._data(number, cells)
        elif kind == "doubtful":
            self.doubtful.append((number, self.gap))
        else:
            self.found.skipped[number] = RowKind(kind)
            self.gap = self.gap or kind is RowKind.EMPTY
        return False

    def _count_rest(self, end: int) -> None:
        rest = sum(1 for number, cells in self.sheet.rows() if number > end and any(cells))
        self.found.after_end = rest

    def _data(self, number: int, cells: Sequence[Cell]) -> None:
        self._settle(before_data=True)
        self.gap, self.found.last = False, number
        self.found.count += 1
        key = self.roles.key
        if key is None or key >= len(cells):
            return
        value = self._key_text(cells[key])
        if value and value in self.seen:
            self.found.shared.setdefault(value, [self.seen[value]]).append(number)
        elif value:
            self.seen[value] = number

    def _key_text(self, cell: Cell) -> str:
        if not self.roles.key_is_nik:
            return "".join(text_of(cell).split()).upper()
        reading = read_nik(cell)
        return reading.text if reading.fault is None and len(reading.text) == 16 else ""

    def _settle(self, *, before_data: bool) -> None:
        """Decide rows that hold a name and nothing else, once it is known what follows them."""
        for number, after_gap in self.doubtful:
            if before_data or not after_gap:
                self.found.count += 1
                self.found.last = max(self.found.last, number)
            else:
                self.found.skipped[number] = RowKind.FOOTER
        self.doubtful.clear()

    def _kind(self, number: int, cells: Sequence[Cell]) -> RowKind | str | None:
        """None for data, ``doubtful``, or why the row is not data."""
        texts = {i: text_of(c).strip() for i, c in enumerate(cells) if not is_empty(c)}
        if not texts:
            return RowKind.EMPTY
        if texts.get(self.roles.second) == _END:
            return RowKind.END
        if self._has_key(texts):
            return None
        if furniture := self._furniture(texts):
            return furniture
        return self._by_content(number, texts)

    def _has_key(self, texts: dict[int, str]) -> bool:
        text = texts.get(self.roles.key, "") if self.roles.key is not None else ""
        if not self.roles.key_is_nik:
            return bool(text) and not _total.match(text) and not _footer.match(text)
        digits = sum(c.isdigit() for c in text)
        letters = sum(c.isalpha() for c in text)
        return digits >= 6 and letters <= 3 and not self._is_ordinals(texts)

    def _furniture(self, texts: dict[int, str]) -> RowKind | None:
        same = sum(header_key(text) == self.roles.headers.get(i) for i, text in texts.items())
        if same >= 2 and same * 5 >= len(texts) * 3:
            return RowKind.HEADER
        if self._is_ordinals(texts):
            return RowKind.NUMBERS
        if any(_total.match(text) for text in list(texts.values())[:3]):
            return RowKind.TOTAL
        return None

    def _is_ordinals(self, texts: dict[int, str]) -> bool:
        if len(texts) < 3 or not all(_ordinal.fullmatch(text) for text in texts.values()):
            return False
        numbers = [int(text.strip("().")) for text in texts.values()]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    def _by_content(self, number: int, texts: dict[int, str]) -> RowKind | str | None:
        roles = self.roles
        name = texts.get(roles.name, "") if roles.name is not None else ""
        numbered = roles.number is not None and texts.get(roles.number, "").strip(".").isdigit()
        others = sum(1 for place in roles.others if place in texts)
        if name and numbered:
            return None
        if any(_footer.match(text) for text in texts.values()) and not numbered:
            return RowKind.FOOTER
        if (name and others >= 2) or others >= 3 or (numbered and others >= 2):
            return None
        if not name and numbered and not others:
            return RowKind.EMPTY
        if not name or number in self.merged_rows or _heading.match(name):
            return RowKind.HEADING
        return "doubtful"


def survey(sheet: Sheet, header: Header, schema: Schema) -> Survey:
    """Find the data rows of a sheet and the keys that several of them share."""
    return _Surveyor(sheet, header, schema).run()
