"""A synthetic resident list of any length for benchmarks: 20 columns, every NIK valid and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import xlsxwriter

HEADERS = (
    "No", "NIK", "No KK", "Nama Lengkap", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir",
    "Alamat", "Dusun", "RT", "RW", "Agama", "Pendidikan", "Pekerjaan", "Status Kawin",
    "Hubungan Keluarga", "Kewarganegaraan", "Nama Ibu", "Nama Ayah", "No HP",
)  # fmt: skip
BORN = HEADERS.index("Tanggal Lahir")
GIVEN = (
    "Maria", "Yohanes", "Yosefina", "Petrus", "Agustina", "Dominikus", "Rosalia", "Gabriel",
    "Kristina", "Markus", "Helena", "Stefanus",
)  # fmt: skip
CLAN = ("Bere", "Mau", "Luan", "Hoar", "Seran", "Taek", "Asa", "Mali", "Lelo", "Bau", "Fahik")
JOBS = ("PETANI/PEKEBUN", "NELAYAN/PERIKANAN", "BURUH HARIAN LEPAS", "PEDAGANG", "SOPIR")


def row(number: int) -> tuple[str, ...]:
    """The same person for the same number, always."""
    day, month = number % 28 + 1, number // 28 % 12 + 1
    year = 1955 + (number // 336 + number) % 55  # ages mixed as in a real list, and no NIK twice
    female = number % 2
    serial = number // 336 // 55 % 9000 + 1
    prefix = 530401 + number // (336 * 55 * 9000)
    given, clan = GIVEN[number % 12], CLAN[number // 12 % 11]
    return (
        str(number + 1), f"{prefix}{day + 40 * female:02d}{month:02d}{year % 100:02d}{serial:04d}",
        f"53040101{number // 4 % 12 + 1:02d}{number // 48 % 20:02d}{number // 4 % 9999 + 1:04d}",
        f"{given} {CLAN[number // 132 % 11]} {clan}", "LP"[female], "Kewar",
        f"{day:02d}-{month:02d}-{year}", f"Jalan Nenuk {number % 200}",
        f"Dusun {number % 6 + 1}", f"{number % 12 + 1:03d}", f"{number % 4 + 1:03d}", "KATHOLIK",
        "TAMAT SD / SEDERAJAT", JOBS[number % 5], "KAWIN", "ISTRI" if female else "KEPALA KELUARGA",
        "WNI", f"{GIVEN[(number + 5) % 12]} {clan}", f"{GIVEN[(number + 3) % 12]} {clan}",
        f"0812{number % 100_000_000:08d}",
    )  # fmt: skip


def rows(count: int) -> Iterator[tuple[str, ...]]:
    return (row(number) for number in range(count))


def write_xlsx(path: Path, count: int, *, dated: bool = False) -> Path:
    """A workbook with a header in row 1 and `count` rows, all text; or birth dates as dates."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Penduduk")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, HEADERS)
        for place, cells in enumerate(rows(count), start=1):
            for column, text in enumerate(cells):
                if dated and column == BORN:
                    born = datetime.strptime(text, "%d-%m-%Y")  # noqa: DTZ007
                    sheet.write_datetime(place, column, born, day)
                else:
                    sheet.write_string(place, column, text)
    return path
