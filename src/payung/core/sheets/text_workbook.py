"""Workbooks of nothing but text, at a tenth of what a writer of every kind of cell costs.

Upload files and lists are such: thousands of rows in which every cell is a text.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from payung.core.sheets.cells import column_letter

_STAMP = (1980, 1, 1, 0, 0, 0)  # fixed, so that equal content is equal bytes
_LONGEST = 32_767
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>'
    '<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" '
    'borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A sheet; `width` in characters makes its columns cells of the format Text (@)."""

    name: str
    rows: Sequence[Sequence[str]]
    width: int | None = None


def text_workbook(sheets: Sequence[TextSheet]) -> bytes:
    """An .xlsx whose cells are these texts, never formulas or numbers. Empty texts make no cell.

    >>> from payung.core.sheets.readers import open_book
    >>> book = open_book(text_workbook([TextSheet("Data", [["NIK"], ["0012"]])]))
    >>> [row for _number, row in book.sheet("Data").rows()]
    [('NIK',), ('0012',)]
    """
    texts: dict[str, int] = {}
    pages = [_sheet(sheet, texts) for sheet in sheets]
    parts = {
        "[Content_Types].xml": _types(len(pages)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(pages) + 1)),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        **{f"xl/worksheets/sheet{n}.xml": page for n, page in enumerate(pages, 1)},
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": _strings(texts),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, (_HEAD + text).encode())
    return out.getvalue()


def _sheet(sheet: TextSheet, texts: dict[str, int]) -> str:
    wide = max((len(row) for row in sheet.rows), default=0)
    heads = _heads(wide, sheet.width is not None)
    place = texts.setdefault
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        end = f'{number}"'
        cells = [
            f"{head[0]}{end}{head[1]}{place(text, len(texts))}</v></c>"
            for head, text in zip(heads, row, strict=False)
            if text
        ]
        if cells:
            rows.append(f'<row r="{end}>{"".join(cells)}</row>')
    columns = ""
    if sheet.width is not None and wide:
        spec = f'min="1" max="{wide}" width="{sheet.width}" style="1" customWidth="1"'
        columns = f"<cols><col {spec}/></cols>"
    last = f"{column_letter(max(wide, 1) - 1)}{max(len(sheet.rows), 1)}"
    return (
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/>{columns}'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


@cache
def _heads(wide: int, styled: bool) -> tuple[tuple[str, str], ...]:
    """What stands in a cell of each column before and after the number of its row."""
    style = ' s="1"' if styled else ""
    return tuple((f'<c r="{column_letter(at)}', f'{style} t="s"><v>') for at in range(wide))


def _strings(texts: Iterable[str]) -> str:
    items = [_item(text) for text in texts]
    return f'<sst xmlns="{_MAIN}" uniqueCount="{len(items)}">{"".join(items)}</sst>'


def _item(text: str) -> str:
    said = escape(_UNFIT.sub(_named, text[:_LONGEST]))
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<si><t{kept}>{said}</t></si>"


def _named(sign: re.Match[str]) -> str:
    """A sign that XML cannot hold, or that would be taken for the name of one, by its number."""
    code = ord(sign.group())
    return f"_x{code:04X}_" if code < 0xD800 else "?"


def _book(sheets: Sequence[TextSheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _types(pages: int) -> str:
    kinds = [
        ("/xl/workbook.xml", "sheet.main"),
        *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, pages + 1)),
        ("/xl/styles.xml", "styles"),
        ("/xl/sharedStrings.xml", "sharedStrings"),
    ]
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{_KIND}{kind}+xml"/>' for name, kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
