"""`payung verify-list`: DPMD's verification of a reviewed list, or sending it back with a note."""

from __future__ import annotations

import argparse
from typing import Any

from payung.edge.cli.rosters import (
    Place,
    add_arguments,
    already,
    document_of,
    perform,
    roster_at,
)


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("verify-list", help="Verifikasi usulan satu desa sebagai DPMD")
    add_arguments(parser)
    parser.add_argument("--note", default="", metavar="TEKS", help="catatan")
    parser.add_argument(
        "--send-back", action="store_true", help="kembalikan kepada operator (perlu --note)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, lambda place: act(place, arguments))


def act(place: Place, arguments: argparse.Namespace) -> dict[str, Any]:
    """Verify the list, or return it."""
    from payung.desk.roster import actions as flow
    from payung.programme.selection.actions import Minutes
    from payung.programme.selection.states import Step

    roster = roster_at(place)
    if arguments.send_back:
        flow.send_back(by=place.actor, roster=roster, step=Step.RETURN_VERIFY, note=arguments.note)
        return document_of(roster, already_done=False)
    if already(roster, "verified"):
        return document_of(roster, already_done=True)
    flow.verify(by=place.actor, roster=roster, paper=Minutes(note=arguments.note))
    return document_of(roster, already_done=False)
