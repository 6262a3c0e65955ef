"""Small resident lists as villages send them, for tests: no real person."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from openpyxl import Workbook

HEADERS = (
    "No", "NIK", "No KK", "Nama Lengkap", "JK", "Tempat Lahir", "Tgl Lahir", "Alamat", "RT", "RW",
    "Pekerjaan", "Nama Ibu",
)  # fmt: skip


def born_on(number: int) -> date:
    """The birth date of a number: the first on 17 August 1980, each next one 37 days younger.

    People who share birth date, village and mother would be taken for one by the matching.
    """
    return date(1980, 8, 17) + timedelta(days=37 * ((number - 1) % 300))


def nik(
    serial: int,
    day: int | None = None,
    month: int | None = None,
    year: int | None = None,
    prefix: str = "530401",
) -> str:
    """A synthetic NIK, by default of the number's birth date; `day` above 40 for women."""
    born = born_on(serial)
    day, month = day or born.day, month or born.month
    return f"{prefix}{day:02d}{month:02d}{(year or born.year) % 100:02d}{serial:04d}"


def person(
    number: int,
    *,
    nik_text: str | None = None,
    name: str = "",
    sex: str = "L",
    born: str = "",
    address: str = "Jl. Nenuk",
    job: str = "Petani/Pekebun",
    mother: str = "Rosalia Hoar",
) -> list[str]:
    """One row for `HEADERS`."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    word = (
        letters[number % 26]
        + letters[number // 26 % 26].lower()
        + letters[number // 676 % 26].lower()
    )
    return [
        str(number), nik(number) if nik_text is None else nik_text,
        f"53040101018000{number % 90 + 10:02d}",
        name or f"Yohanes {word}us Bere", sex, "Kewar",
        born or f"{born_on(number):%d-%m-%Y}", address, "001", "002", job, mother,
    ]  # fmt: skip


def people(count: int, start: int = 1) -> list[list[str]]:
    return [person(n) for n in range(start, start + count)]


def xlsx(rows: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> bytes:
    """A workbook with a title, a header row and the rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DAFTAR PENDUDUK DESA KEWAR"])
    sheet.append([])
    for row in (headers, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(rows: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([headers, *rows])
    return out.getvalue().encode()
