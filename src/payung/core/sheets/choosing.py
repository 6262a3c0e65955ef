"""Which sheet of a book is the list, and what is said of the others."""

from collections.abc import Mapping
from itertools import islice

from payung.core.sheets.errors import Unreadable
from payung.core.sheets.header import SEARCHED_ROWS, Header, find_header
from payung.core.sheets.problems import Problem
from payung.core.sheets.readers import Book, Sheet
from payung.core.sheets.schema import Schema, header_key

_NOT_LISTS = (
    *("kodedata", "petunjuk", "instruksi", "panduan", "readme", "carapengisian", "caramengisi"),
    *("referensi", "lokasipekerjaan", "daftarkode", "instruction", "keterangan", "aturandata"),
)


def choose(
    book: Book,
    schema: Schema,
    mapping: Mapping[str, str] | None,
    wanted: str | None,
    header_row: int | None,
) -> tuple[Sheet, Header, list[Problem]]:
    """The sheet whose header names most fields, visible ones first; ``wanted`` settles it.

    Raises :class:`Unreadable` if no sheet has a header row.
    """
    names = [wanted] if wanted in book.sheet_names else _likely(book)
    best: tuple[tuple[int, int, int], Sheet, Header] | None = None
    others: list[tuple[str, bool, bool]] = []
    for name in names:
        sheet = book.sheet(name)
        depth = max(SEARCHED_ROWS, header_row or 0) + 1
        peek = list(islice(sheet.rows(), depth))
        visible = book.is_visible(name)
        header = find_header(peek[: depth - (header_row is None)], sheet.first_column, schema,
                             mapping, header_row)  # fmt: skip
        filled = any(any(cells) for _, cells in peek)
        if filled:
            others.append((name, visible, header is not None))
        if header is None:
            continue
        below = any(number > header.last_row and any(cells) for number, cells in peek)
        rank = (int(visible), header.score, int(below))
        if best is None or rank > best[0]:
            best = (rank, sheet, header)
    if best is None:
        raise _no_table(schema)
    _, chosen, header = best
    return chosen, header, _about_sheets(chosen, others)


def _likely(book: Book) -> list[str]:
    names = [n for n in book.sheet_names if not header_key(n).startswith(_NOT_LISTS)]
    return names or list(book.sheet_names)


def _no_table(schema: Schema) -> Unreadable:
    labels = [schema.by_name[name].label for name in schema.anchors]
    return Unreadable(
        "no_table",
        what=schema.title["id"],
        what_en=schema.title["en"],
        example=", ".join(label["id"] for label in labels),
        example_en=", ".join(label["en"] for label in labels),
    )


def _about_sheets(chosen: Sheet, others: list[tuple[str, bool, bool]]) -> list[Problem]:
    problems = []
    if not chosen.visible:
        facts = {"sheet": chosen.name, "read": " tetapi tetap dibaca", "read_en": " but was read"}
        problems.append(Problem("sheet_hidden", facts=facts))
    for name, visible, has_header in others:
        if name == chosen.name:
            continue
        why = (" karena tersembunyi", " because it is hidden") if not visible else ("", "")
        if visible and has_header:
            why = (", padahal juga tampak sebagai daftar", ", though it looks like a list too")
        facts = {"sheet": name, "why": why[0], "why_en": why[1]}
        problems.append(Problem("sheet_not_read", facts=facts))
    return problems
