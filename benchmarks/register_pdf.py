"""How long a register of names takes as PDF, beside a floor measured in the same run.

    PYTHONPATH=src python benchmarks/register_pdf.py [NAMES]

The floor is a bare typst table of the same cells: no heads, sums, letterhead, foot or QR. Each is
measured in a fresh process, so that nothing is in the typesetter's memory.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time

from payung.core.calendar import Month
from payung.core.papers import DecreeForm, DecreeMember, Letterhead, Provenance, Signatory
from payung.core.papers.decree import decree_data
from payung.core.papers.engine import _fonts, typeset

BARE = """#let data = json(bytes(sys.inputs.data))
#set page(width: 330mm, height: 215mm)
#set text(font: "Noto Sans", size: 8pt)
#table(columns: 11, ..data.flatten())
"""
FIRST = ("Maria", "Yohanes", "Agustinus", "Domingas", "Ferdinandus", "Kristina", "Abdul Rahman")
LAST = ("Bere", "Mau", "Bria", "Tae", "Loe", "da Costa", "Soares", "Lopes", "Manek", "Seran")


def form(names: int) -> DecreeForm:
    """A decree of so many invented people."""
    people = tuple(
        DecreeMember(
            name=f"{FIRST[i % 7]} {LAST[i % 10]} {i}",
            nik=f"530401{i % 28 + 1:02d}{i % 12 + 1:02d}{60 + i % 40}{i % 10000:04d}",
            address=f"Dusun {i % 9 + 1} RT {i % 12 + 1:03d}/RW {i % 4 + 1:03d}",
            programmes=("jkk", "jkm"),
            fund="APBDes (ADD)",
            first_month=Month(2026, 1),
            months=12,
            monthly=16800,
            occupation="Petani",
        )
        for i in range(names)
    )
    printed = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    return DecreeForm(
        letterhead=Letterhead(regency="Belu", district="Lamaknen", village="Kewar"),
        year=2026,
        members=people,
        regulations=("Undang-Undang Nomor 24 Tahun 2011;",),
        signatory=Signatory("Kepala Desa Kewar"),
        provenance=Provenance("Payung", printed, "https://payung.example/p/1"),
    )


def paper(names: int) -> tuple[float, int]:
    """Seconds and bytes of the decree, from the form to the PDF."""
    asked = form(names)
    started = time.perf_counter()
    data = decree_data(asked)
    pdf = typeset("decree", data, printed_at=asked.provenance.printed_at, rows=names)
    return time.perf_counter() - started, len(pdf)


def floor(names: int) -> tuple[float, int]:
    """Seconds and bytes of the bare table."""
    import typst

    cells = [row for page in decree_data(form(names))["register"]["pages"] for row in page["rows"]]
    started = time.perf_counter()
    pdf = typst.compile(
        BARE.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(cells)},
        pdf_tags=False,
    )
    return time.perf_counter() - started, len(pdf)


def alone(what: str, names: int) -> tuple[float, int]:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(names), what], check=True, capture_output=True, text=True
    )
    seconds, size = json.loads(done.stdout)
    return float(seconds), int(size)


def main() -> None:
    """Print both, the ratio, and whether the target of five seconds holds."""
    names = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    if len(sys.argv) > 2:
        print(json.dumps(paper(names) if sys.argv[2] == "paper" else floor(names)))
        return
    runs = [(alone("paper", names), alone("floor", names)) for _ in range(3)]
    (ours, size), (bare, bare_size) = (min(run[i] for run in runs) for i in (0, 1))
    print(f"register of {names} names, best of 3, fresh processes")
    print(f"  decree with annex  {ours:6.2f} s  {size / 1e6:.2f} MB")
    print(f"  bare typst table   {bare:6.2f} s  {bare_size / 1e6:.2f} MB  (floor)")
    print(f"  ratio              {ours / bare:6.2f}")
    print(f"  target 5 s for 5000: {'met' if ours * 5000 / names <= 5 else 'MISSED'}")


if __name__ == "__main__":
    main()
