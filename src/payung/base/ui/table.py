"""A table as data: columns, rows, sums; the template draws it dense, sortable by address."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from payung.base.ui import format as fmt
from payung.base.ui.nav import Text
from payung.base.ui.paging import AFTER, BEFORE, SORT, Sort
from payung.base.ui.tags.text import nik_html
from payung.core.calendar import Lang

Kind = Literal["text", "number", "rupiah", "percent", "date", "month", "time", "nik", "code"]
State = Literal["danger", "warning", "success"]
NUMERIC = frozenset({"number", "rupiah", "percent"})
SHORT = 14  # a word that would only break at a hyphen, such as a date
WORDY = 40  # from here on a cell on a phone keeps room for some words
NAMED = 20  # the same for the name of a row
LONG = 120  # from here on a cell keeps room for a sentence
ONE_LINE = frozenset({"date", "month", "nik", "code"})
WRITERS: dict[str, Callable[[Any, Lang], str]] = {
    "number": lambda value, lang: fmt.angka(value, lang=lang),
    "rupiah": fmt.rupiah,
    "percent": lambda value, lang: fmt.percent(value, lang=lang),
    "date": fmt.tanggal,
    "month": fmt.bulan,
    "time": fmt.waktu,
    "nik": lambda value, _lang: nik_html(value, masked=True),
    "code": lambda value, _lang: format_html('<span class="pu-code">{}</span>', value),
}


@dataclass(frozen=True)
class Cell:
    """A cell with something to say: a mark, a note under it, a link."""

    value: Any
    state: State | None = None
    note: Text | None = None
    href: str | None = None


@dataclass(frozen=True)
class Column:
    """One column. ``value`` reads a row (default: item or attribute ``key``).

    ``nik`` is always shown masked; put ``nik_html(value, masked=False)`` in the row where the
    reader has the right. ``header`` makes the cell the row's name; ``link`` gives its address.
    """

    key: str
    label: Text
    kind: Kind = "text"
    sortable: bool = False
    header: bool = False
    value: Callable[[Any], Any] | None = None
    link: Callable[[Any], str | None] | None = None

    @property
    def numeric(self) -> bool:
        """Right-aligned?"""
        return self.kind in NUMERIC

    def read(self, row: Any) -> Any:
        """The raw value or Cell of this column in ``row``."""
        if self.value:
            return self.value(row)
        if isinstance(row, Mapping):
            return row.get(self.key)
        return getattr(row, self.key)

    def write(self, raw: Any, lang: Lang) -> str:
        """The value as text or safe HTML."""
        if isinstance(raw, SafeString):
            return raw
        writer = WRITERS.get(self.kind)
        if raw is None or raw == "":
            return fmt.NONE
        return writer(raw, lang) if writer else str(raw)

    def cell(self, row: Any, lang: Lang) -> "Drawn":
        """The cell as drawn."""
        raw = self.read(row)
        link = self.link(row) if self.link else None
        if not isinstance(raw, Cell):
            return Drawn(
                self.write(raw, lang), self.header, self.numeric, None, None, link,
                self.kind in ONE_LINE,
            )  # fmt: skip
        return Drawn(
            self.write(raw.value, lang), self.header, self.numeric, raw.state, raw.note,
            raw.href or link, self.kind in ONE_LINE,
        )  # fmt: skip


def escaped(text: str) -> str:
    """As `conditional_escape`, for what is a text already: a table has thousands of them."""
    return text if isinstance(text, SafeString) else escape(text)


@dataclass(slots=True)
class Drawn:
    """A cell as the reader sees it. Written in Python: a template takes eight times as long."""

    text: str
    header: bool
    numeric: bool
    state: str | None = None
    note: Text | None = None
    href: str | None = None
    one_line: bool = False

    def html(self, card: Text | None = None) -> str:
        """The cell as a table element, everything escaped.

        ``card`` is the column's label in a table that becomes cards on a phone.
        """
        inside = escaped(self.text)
        if self.href:
            inside = f'<a href="{escaped(str(self.href))}">{inside}</a>'
        if self.note:
            inside += f'<span class="pu-cell__note">{escaped(str(self.note))}</span>'
        classes = ["pu-num"] if self.numeric else []
        one_line = self.one_line or (len(inside) < SHORT and " " not in inside)
        classes += ["pu-nowrap"] if one_line else []
        if len(inside) > LONG and not self.one_line:
            classes.append("pu-long")
        elif len(self.text) > (NAMED if self.header else WORDY) and "<" not in self.text:
            classes.append("pu-wordy")
        classes += [f"pu-cell--{self.state}"] if self.state else []
        about = f' class="{" ".join(classes)}"' if classes else ""
        if card is not None:
            role = "rowheader" if self.header else "cell"
            about += f' role="{role}" data-label="{escaped(str(card))}"'
        return (
            f'<th scope="row"{about}>{inside}</th>' if self.header else f"<td{about}>{inside}</td>"
        )


@dataclass(frozen=True)
class Head:
    """What the template needs of one column head."""

    label: Text
    numeric: bool
    href: str | None
    order: str | None


@dataclass(frozen=True)
class Table:
    """A list to read. ``sums``: column key → value for the last row (its first cell: "Jumlah").

    ``sort`` and ``params`` (request.GET) make sortable heads; ``wide`` scrolls sideways inside
    its box on every screen; ``roomy`` gives 44 px rows for villages; ``cards`` shows each row as a
    card on a phone, for lists that are read name by name and not compared down a column.
    ``drawn`` gives what a row remembers of being drawn, for rows that stand on page after page
    and never change.
    """

    columns: list[Column]
    rows: Iterable[Any]
    caption: Text = ""
    sort: Sort | None = None
    params: QueryDict | None = None
    sums: Mapping[str, Any] = field(default_factory=dict)
    empty: Text = ""
    wide: bool = False
    roomy: bool = False
    cards: bool = False
    drawn: Callable[[Any], dict[object, str]] | None = None

    @property
    def heads(self) -> list[Head]:
        """Column heads with the address that sorts by them."""
        return [
            Head(column.label, column.numeric, self._href(column), self._order(column))
            for column in self.columns
        ]

    @property
    def body(self) -> SafeString:
        """The rows as table elements; empty without rows."""
        lang = fmt.language()
        key = (lang, self.cards, *[column.key for column in self.columns])
        return mark_safe(  # noqa: S308  # every cell has escaped its text
            "\n".join([self._remembered(row, key, lang) for row in self.rows])
        )

    def _row(self, row: Any, lang: Lang) -> str:
        if self.cards:
            cells = [column.cell(row, lang).html(column.label) for column in self.columns]
            return f'<tr role="row">{"".join(cells)}</tr>'
        return f"<tr>{''.join([column.cell(row, lang).html() for column in self.columns])}</tr>"

    def _remembered(self, row: Any, key: object, lang: Lang) -> str:
        """The row as it was drawn before in this language with these columns."""
        if self.drawn is None:
            return self._row(row, lang)
        known = self.drawn(row)
        if key not in known:
            known[key] = self._row(row, lang)
        return known[key]

    @property
    def foot(self) -> SafeString:
        """The cells of the row of sums, without the first column; empty without sums."""
        if not self.sums:
            return SafeString()
        lang = fmt.language()
        cells = (
            Drawn(self._sum(column, lang), False, column.numeric).html(
                column.label if self.cards else None
            )
            for column in self.columns[1:]
        )
        return mark_safe("".join(cells))  # noqa: S308  # every cell has escaped its text

    def _sum(self, column: Column, lang: Lang) -> str:
        return column.write(self.sums[column.key], lang) if column.key in self.sums else ""

    def _order(self, column: Column) -> str | None:
        if not column.sortable:
            return None
        if not self.sort or self.sort.key != column.key:
            return "none"
        return "descending" if self.sort.descending else "ascending"

    def _href(self, column: Column) -> str | None:
        if not column.sortable:
            return None
        copy = self.params.copy() if self.params is not None else QueryDict(mutable=True)
        copy.pop(AFTER, None)
        copy.pop(BEFORE, None)
        copy[SORT] = f"-{column.key}" if self._order(column) == "ascending" else column.key
        return f"?{copy.urlencode()}"
