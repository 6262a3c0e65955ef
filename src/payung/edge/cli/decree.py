"""`payung decree`: the village head fixes a verified list."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.core.calendar import Month
from payung.edge.cli.errors import CommandError
from payung.edge.cli.rosters import (
    Place,
    add_arguments,
    already,
    document_of,
    perform,
    roster_at,
)

if TYPE_CHECKING:
    from payung.programme.selection.models import Decree


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("decree", help="Tetapkan daftar dengan SK Kepala Desa")
    add_arguments(parser)
    parser.add_argument("--number", required=True, metavar="NOMOR", help="nomor SK")
    parser.add_argument("--date", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--month-from", type=Month.parse, metavar="YYYY-MM", help="bulan iuran pertama"
    )
    parser.add_argument("--signer", default="", metavar="NAMA", help="bawaan: nama yang bertindak")
    parser.add_argument("--pdf", type=Path, metavar="BERKAS", help="simpan SK ke berkas ini")
    parser.add_argument("--xlsx", type=Path, metavar="BERKAS", help="simpan lampiran ke berkas ini")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, lambda place: act(place, arguments))


def act(place: Place, arguments: argparse.Namespace) -> dict[str, Any]:
    """Decree the list (once) and write its papers where asked."""
    from payung.desk.roster import actions as flow
    from payung.programme.selection.actions import DecreePaper

    roster = roster_at(place)
    done = already(roster, "decreed")
    if not done:
        paper = DecreePaper(
            number=arguments.number, on=arguments.date, signer_name=arguments.signer,
            month_from=arguments.month_from,
        )  # fmt: skip
        flow.decree(by=place.actor, roster=roster, paper=paper)
    roster = roster_at(place)
    document = document_of(roster, already_done=done)
    return {**document, **_decreed(roster.decree, arguments)}


def _decreed(decree: Decree, arguments: argparse.Namespace) -> dict[str, Any]:
    from django.db.models import Count, Sum

    from payung.base.files import actions as files

    sums = decree.lines.aggregate(heads=Count("id"), total=Sum("total"))
    for path, file in ((arguments.pdf, decree.pdf), (arguments.xlsx, decree.xlsx)):
        if path is not None:
            _write(path, files.read(file))
    return {
        "number": decree.number,
        "date": decree.date,
        "heads": sums["heads"],
        "total": sums["total"],
        "annex_hash": decree.annex_hash,
        "pdf": str(arguments.pdf) if arguments.pdf else None,
        "xlsx": str(arguments.xlsx) if arguments.xlsx else None,
    }


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Berkas {path} tidak dapat ditulis: {error.strerror}") from error
