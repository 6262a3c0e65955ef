"""A plain sheet is read as the reader of all cells reads it; every other is left to that reader."""

import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.sheets.fixtures.make import all_fixtures

from payung.core.sheets import Unreadable
from payung.core.sheets.readers import open_book
from payung.core.sheets.readers.book import Marks
from payung.core.sheets.readers.plain_xlsx import PlainSheet
from payung.core.sheets.readers.workbook import Workbook, WorkbookSheet

TABLE = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<si><t>Maria</t></si><si><t xml:space="preserve"> Bere </t></si><si><t> Mau </t></si>'
    "<si><t></t></si><si><t>kk_level</t></si></sst>"
)
TEXTS = [
    "Maria", "João 彡", "kk_level", "A > B", "l\nm", "1", " di depan", "di belakang ", "\u00a0x",
    "a&amp;b", "_x0041_", "a\rb", "&#65;", "", "!", "Apa?",
]  # fmt: skip
NUMBERS = ["1", "007", "-2.50", "1E+20", "3204112233445566", "1234567890123456789", "0.1"]


def book(rows: str, after: str = "", table: str = TABLE) -> bytes:
    """A workbook whose one sheet holds these rows."""
    made, out = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as blank:
        sheet = blank.add_worksheet("Data")
        sheet.write_string(0, 0, "x")
        sheet.write_datetime(1, 0, date(2020, 1, 1), blank.add_format({"num_format": "dd-mm-yyyy"}))
    with zipfile.ZipFile(made) as given_, zipfile.ZipFile(out, "w") as changed:
        for name in given_.namelist():
            part = given_.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = f"<sheetData>{rows}</sheetData>{after}".encode()
                start, end = part.index(b"<sheetData>"), part.index(b"</sheetData>")
                part = part[:start] + body + part[end + len(b"</sheetData>") :]
            if name == "xl/sharedStrings.xml":
                part = table.encode()
            changed.writestr(name, part)
    return out.getvalue()


def plain(data: bytes) -> bool:
    """Whether a sheet was read as a plain one; if so, as the reader of all cells does."""
    found = False
    with_all = open_book(data)
    if not isinstance(with_all, Workbook):
        return False
    for name in with_all.sheet_names:
        sheet = with_all.sheet(name)
        if not isinstance(sheet, PlainSheet):
            continue
        other = WorkbookSheet(with_all._book.get_sheet_by_name(name), visible=True, marks=Marks())
        for _ in range(2):  # rows are read as often as wanted
            assert [(n, [*map(_told, row)]) for n, row in sheet.rows()] == [
                (n, [*map(_told, row)]) for n, row in other.rows()
            ]
        assert sheet.first_column == other.first_column
        assert sheet.marks.merged == other.marks.merged
        assert not sheet.marks.formulas
        assert not sheet.marks.hidden
        found = True
    return found


def _told(cell: object) -> tuple[type, object]:
    return type(cell), cell


def inline(at: str, text: str, keep: str = "") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t{keep}>{text}</t></is></c>'


KEEP = ' xml:space="preserve"'
ROW = f'<row r="1">{inline("A1", "NIK")}{inline("B1", "Nama")}</row>'


@pytest.mark.parametrize(
    ("rows", "is_plain"),
    [
        (ROW, True),
        ('<row r="1" spans="1:2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/></row>', True),
        (ROW + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="n"><v>-2.5</v></c></row>', True),
        (f'<row r="3">{inline("C3", "x")}</row><row r="4"/><row r="9">{inline("D9", "y")}</row>'
         '<row r="10"></row>', True),
        (f'<row r="1">{inline("A1", " x ", KEEP)}{inline("B1", "y", KEEP)}</row>', True),
        (ROW + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>', False),
        (ROW + '<row r="2"><c r="A2" s="1"><v>43831</v></c></row>', False),
        (ROW + '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row>', False),
        (ROW + '<row r="2"><c r="A2" t="b"><v>1</v></c></row>', False),
        (ROW + '<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>', False),
        (ROW + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>', False),
        (f'<row r="2">{inline("A2", "x")}</row>' + ROW, False),
        (f"<row>{inline('A1', 'x')}</row>", False),
        (f'<row r="1">{inline("A1", " x ")}</row>', False),
        (f'<row r="1">{inline("A1", "x&amp;y")}</row>', False),
        (f'<row r="1"><!--{inline("A1", "x")}-->{inline("A1", "y")}</row>', False),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>x</t></r></is></c></row>', False),
        ('<row r="1"><c r="A1" t="s"><v>77</v></c></row>', False),
        ("", False),
    ],
)  # fmt: skip
def test_which_sheets_are_plain(rows: str, is_plain: bool) -> None:
    try:
        assert plain(book(rows)) is is_plain
    except Unreadable:
        assert not is_plain


def test_merged_spans_stand_after_the_rows() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    assert plain(book(ROW, merged))


def test_a_rich_text_in_the_table_makes_no_plain_sheet() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert plain(book(row))
    rich = TABLE.replace("<t>Maria</t>", "<r><t>Ma</t></r><r><t>ria</t></r>")
    assert not plain(book(row, table=rich))


def test_a_late_row_that_is_not_plain() -> None:
    """Rows over many blocks are plain; one formula in the last sends the sheet to the other."""
    many = [f'<row r="{n}">{inline(f"A{n}", "x" * 500)}</row>' for n in range(1, 6000)]
    assert plain(book("".join(many)))
    formula = '<row r="6000"><c r="A6000"><f>1+1</f><v>2</v></c></row>'
    sheet = open_book(book("".join([*many, formula]))).sheet("Data")
    assert isinstance(sheet, WorkbookSheet)
    assert sheet.marks.formulas == {6000: {0}}
    assert [n for n, _ in sheet.rows()] == list(range(1, 6001))


cells = st.one_of(
    st.sampled_from(TEXTS).map(lambda text: f' t="inlineStr"><is><t>{text}</t></is></c>'),
    st.sampled_from(NUMBERS).map(lambda number: f"><v>{number}</v></c>"),
    st.integers(0, 4).map(lambda n: f' t="s"><v>{n}</v></c>'),
    st.sampled_from(["/>", "", ' s="1"/>']),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5), st.integers(1, 3))
def test_cells_of_any_kind(rows: list[list[str]], gap: int) -> None:
    said = []
    for n, row in enumerate(rows):
        number = 1 + n * gap
        body = "".join(f'<c r="{"BCDE"[at]}{number}"{c}' for at, c in enumerate(row) if c)
        said.append(f'<row r="{number}">{body}</row>')
    with contextlib.suppress(Unreadable):
        plain(book("".join(said)))


def test_every_fixture(tmp_path: Path) -> None:
    found = 0
    for fixture in all_fixtures().values():
        if not fixture.name.endswith(".xlsx") or fixture.name == "styled_to_the_last_row.xlsx":
            continue
        path = tmp_path / fixture.name
        fixture.write(path)
        try:
            found += plain(path.read_bytes())
        except Unreadable:
            continue
    assert found > 3
