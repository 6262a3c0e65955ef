"""Cell addresses and cell texts."""

from datetime import date, datetime, time, timedelta
from functools import cache

Cell = str | int | float | bool | date | datetime | time | timedelta


@cache
def column_letter(index: int) -> str:
    """The letters of a column counted from 0.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The index from 0 of a column's letters.

    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def text_of(cell: Cell | None) -> str:
    """A cell as the person sees it, near enough: whole numbers without a point, dates dd-mm-yyyy.

    A NUL, which no database keeps, shows as the replacement character.

    >>> text_of(3.0), text_of(date(1980, 8, 17)), text_of("  x "), text_of(None), text_of(True)
    ('3', '17-08-1980', '  x ', '', 'TRUE')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.replace("\x00", "\ufffd") if "\x00" in cell else cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e17:
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell.day:02d}-{cell.month:02d}-{cell.year:04d}"
    return str(cell)


def is_empty(cell: Cell | None) -> bool:
    """Whether a cell shows nothing.

    >>> is_empty(""), is_empty("  "), is_empty(0.0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())
