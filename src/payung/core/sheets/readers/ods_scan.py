"""What the reader of .ods does not tell, and the bounds that it does not keep.

OpenDocument repeats rows and cells by a number, so a few bytes can claim billions of cells: the
filled extent is worked out here before anything is read.
"""

from collections.abc import Callable
from xml.parsers import expat

from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits
from payung.core.sheets.readers.book import Marks
from payung.core.sheets.readers.package import Package

_MOST = 1 << 21


class _Table:
    def __init__(self) -> None:
        self.marks = Marks()
        self.rows = 0
        self.columns = 0


class _Scan:
    def __init__(self) -> None:
        self.tables: dict[str, _Table] = {}
        self.hidden_styles: set[str] = set()
        self.hidden_tables: set[str] = set()
        self._style = ""
        self._table: _Table | None = None
        self._row = self._repeat = self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        handler = _HANDLERS.get(tag)
        if handler:
            handler(self, attributes)

    def style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)

    def table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        self._table = self.tables[name] = _Table()
        self._row = self._repeat = 0
        if attributes.get("table:style-name") in self.hidden_styles:
            self.hidden_tables.add(name)

    def row(self, attributes: dict[str, str]) -> None:
        self._row += self._repeat
        self._repeat = _number(attributes.get("table:number-rows-repeated", "1"))
        self._column = 0
        if self._table and attributes.get("table:visibility", "visible") != "visible":
            last = self._row + min(self._repeat, 100_000)
            self._table.marks.hidden.update(range(self._row + 1, last + 1))

    def cell(self, attributes: dict[str, str]) -> None:
        first = self._column
        self._column += _number(attributes.get("table:number-columns-repeated", "1"))
        table = self._table
        if table is None:
            return
        if "office:value-type" in attributes or "calcext:value-type" in attributes:
            table.rows = max(table.rows, self._row + self._repeat)
            table.columns = max(table.columns, self._column)
        if "table:formula" in attributes:
            table.marks.formulas.setdefault(self._row + 1, set()).add(first)


_HANDLERS: dict[str, Callable[[_Scan, dict[str, str]], None]] = {
    "style:style": _Scan.style,
    "style:table-properties": _Scan.properties,
    "table:table": _Scan.table,
    "table:table-row": _Scan.row,
    "table:table-cell": _Scan.cell,
    "table:covered-table-cell": _Scan.cell,
}


def _number(text: str) -> int:
    return min(int(text), _MOST) if text.isdigit() else 1


def scan_content(package: Package, limits: Limits) -> tuple[dict[str, Marks], set[str]]:
    """Marks of every sheet by name, and the names of the hidden ones.

    Raises :class:`Unreadable` if a sheet reaches too far or the document is broken.
    """
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    try:
        for chunk in package.chunks("content.xml"):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("file_broken") from error
    for name, table in scan.tables.items():
        wide = table.columns > limits.columns or table.rows > limits.rows
        if wide or table.rows * table.columns > limits.area:
            raise Unreadable("sheet_too_large", sheet=name, rows=table.rows, columns=table.columns)
    return {name: table.marks for name, table in scan.tables.items()}, scan.hidden_tables
