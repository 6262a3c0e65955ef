"""``payung link``: find the people of one list in another, without a database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit, say
from payung.edge.cli.progress import Bar

STEPS = {
    "read": "membaca", "clean": "membersihkan", "index": "menyusun indeks",
    "compare": "membandingkan", "write": "menulis", "done": "selesai",
}  # fmt: skip
GIGABYTE = 1024**3


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the program."""
    parser = subparsers.add_parser(
        "link",
        help="cari orang yang sama dalam dua daftar",
        description="Mencari untuk setiap baris LEFT orang yang sama dalam RIGHT (CSV atau "
        "Parquet, kolom id wajib), lalu menulis pasangan, bobot, golongan dan alasannya.",
    )
    parser.add_argument("left", type=Path, metavar="LEFT", help="daftar yang dicari")
    parser.add_argument("right", type=Path, metavar="RIGHT", help="daftar acuan")
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that link and dedupe share."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PAIRS", help="hasil, .csv atau .parquet"
    )
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="mesin")
    parser.add_argument(
        "--threshold", type=float, metavar="P", help="peluang terkecil yang ditulis (0–1)"
    )
    parser.add_argument("--points", type=Path, metavar="JSON", help="tabel poin selain bawaan")
    parser.add_argument(
        "--memory", type=float, default=4.0, metavar="GB", help="batas memori (bawaan 4)"
    )


def run(args: argparse.Namespace) -> int:
    """Link two files; 0 when done."""
    from payung.core.linkage import link_files

    with Bar(STEPS) as bar:
        summary = link_files(args.left, args.right, args.out, progress=bar, **options(args))
    return report(summary, args)


def options(args: argparse.Namespace) -> dict[str, Any]:
    """What link and dedupe hand to the library. Raises CommandError for an odd ending."""
    from payung.core.linkage import load_points

    if args.out.suffix.lower() not in (".csv", ".parquet"):
        raise CommandError(f"{args.out.name}: nama hasil perlu berakhir .csv atau .parquet.")
    return {
        "engine": args.engine,
        "threshold": args.threshold,
        "points": load_points(args.points) if args.points else None,
        "memory": int(args.memory * GIGABYTE),
    }


def report(summary: Any, args: argparse.Namespace) -> int:
    """Print what was found, and say which blocks were cut."""
    if summary.capped_blocks:
        say(
            f"{summary.capped_blocks} kelompok terlalu besar (nama dan tanggal yang terlalu umum): "
            "hanya sebagian pasangannya yang dibandingkan."
        )
    emit(summary.as_json(), as_json=args.json, text=lambda: told(summary, args.out))
    return 0


def told(summary: Any, out: Path) -> str:
    """The answer as a sentence."""
    return (
        f"{summary.matches} pasangan cocok dan {summary.reviews} perlu diperiksa, dari "
        f"{summary.rows_left} × {summary.rows_right} baris; ditulis ke {out}."
    )
