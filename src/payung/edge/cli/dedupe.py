"""``payung dedupe``: find the people who are on one list twice, without a database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from payung.edge.cli.link import STEPS, add_options, options, report
from payung.edge.cli.progress import Bar


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the program."""
    parser = subparsers.add_parser(
        "dedupe",
        help="cari orang yang tercatat dua kali",
        description="Mencari orang yang tercatat lebih dari sekali dalam FILE (CSV atau Parquet, "
        "kolom id wajib), lalu menulis pasangan, bobot, golongan dan alasannya.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="daftar yang diperiksa")
    add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find doubles in a file; 0 when done."""
    from payung.core.linkage import dedupe_file

    with Bar(STEPS) as bar:
        summary = dedupe_file(args.file, args.out, progress=bar, **options(args))
    return report(summary, args)
