"""How fast a resident list is read and checked, beside calamine reading the same file alone.

``PYTHONPATH=src python benchmarks/check_speed.py [--rows 100000]`` makes a seeded workbook of
20 columns, then runs each side in a process of its own, in turn, and prints the best of ``--times``
runs, rows a second, peak memory, and the ratio.
"""

import argparse
import importlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HEADERS = (
    "No|Nomor KK|NIK|Nama|Jenis Kelamin|Tempat Lahir|Tanggal Lahir|Agama|Pendidikan|Pekerjaan|"
    "Status Kawin|SHDK|Kewarganegaraan|Nama Ayah|Nama Ibu|Alamat|RT|RW|Dusun|Golongan Darah"
)
NAMES = "Maria Yohanes Agustinus Bere Mau Lidia Petrus Asa Taek Manek Bria Seran Klau Lau Moruk"


def make(path: Path, rows: int) -> None:
    """A list of made-up people; one cell in two hundred is damaged."""
    import xlsxwriter

    chance = random.Random(20261121)
    names = NAMES.split()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADERS.split("|"))
        for number in range(1, rows + 1):
            sheet.write_row(number, 0, person(number, chance, names))


def person(number: int, chance: random.Random, names: list[str]) -> list[object]:
    """One row."""
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(22_000))
    female = chance.random() < 0.5
    place = chance.choice(("530401", "530402", "530403", "530404", "530405", "530412"))
    day = born.day + 40 * female
    nik = f"{place}{day:02d}{born.month:02d}{born.year % 100:02d}{chance.randrange(1, 9999):04d}"
    if number % 200 == 0:
        nik = chance.choice((f"'{nik}", nik[:15], f"{nik[:6]} {nik[6:]}"))
    return [
        *(number, f"{place}0101{number % 30:02d}{number % 9973 + 1:04d}", nik),
        *(" ".join(chance.choices(names, k=3)), "P" if female else "L", "Atambua"),
        *(f"{born:%d-%m-%Y}", "KATHOLIK", "SLTA / SEDERAJAT", "PETANI/PEKEBUN", "KAWIN"),
        *("ANAK", "WNI", " ".join(chance.choices(names, k=2)), chance.choice(names)),
        *(f"Jl. {chance.choice(names)}", f"{chance.randrange(20):03d}", "001", "Dusun I", "O"),
    ]


def read_alone(path: Path) -> int:
    """The floor: open, and turn every cell into a Python value once."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows()) - 1


def read_and_check(path: Path) -> int:
    """The whole of ``check``: hash, size checks, layout, every cell, every rule."""
    from payung.core.sheets import check_file

    return check_file(path, village="53.04.01.2001").rows


SIDES = {"calamine": read_alone, "check": read_and_check}


def measure(side: str, path: Path) -> dict[str, float]:
    """Run one side in a fresh process."""
    command = [sys.executable, __file__, "--side", side, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run_side(side: str, path: Path) -> None:
    """What the fresh process does."""
    importlib.import_module("payung.core.sheets" if side == "check" else "python_calamine")
    start, processed = time.perf_counter(), time.process_time()
    rows = SIDES[side](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.process_time() - processed
    print(json.dumps({"rows": rows, "seconds": seconds, "cpu": spent, "peak_mb": peak}))


def compare(rows: int, times: int) -> None:
    """Measure both sides in turn and print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make(path, rows)
        best: dict[str, dict[str, float]] = {}
        for _ in range(times):
            for side in SIDES:
                found = measure(side, path)
                if side not in best or found["seconds"] < best[side]["seconds"]:
                    best[side] = found
        size = path.stat().st_size / 1e6
    print(f"{rows} rows x 20 columns, {size:.1f} MB, best of {times}")
    for side, found in best.items():
        speed = found["rows"] / found["seconds"]
        print(
            f"{side:9} {found['seconds']:6.2f} s (processor {found['cpu']:.2f} s) "
            f"{speed:9.0f} rows/s {found['peak_mb']:6.0f} MB"
        )
    print(f"ratio check : calamine = {best['check']['seconds'] / best['calamine']['seconds']:.2f}")


def main() -> None:
    """Compare, or run one side when asked by the comparison itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--side", choices=sorted(SIDES))
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.side:
        run_side(args.side, args.file)
    else:
        compare(args.rows, args.times)


if __name__ == "__main__":
    main()
