"""What `review` and `verify-list` share: pass a list on, or send it back with a note."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from payung.edge.cli.rosters import (
    Place,
    add_arguments,
    already,
    document_of,
    perform,
    roster_at,
)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a list: its command, the action of `desk.roster`, the states it leads to."""

    name: str
    help: str
    act: str
    done: str
    send_back: str


def declare(look: Look, subparsers: Any) -> None:
    """The command of a look, with its arguments."""
    parser = subparsers.add_parser(look.name, help=look.help)
    add_arguments(parser)
    parser.add_argument("--note", default="", metavar="TEKS", help="catatan")
    parser.add_argument(
        "--send-back", action="store_true", help="kembalikan kepada operator (perlu --note)"
    )
    parser.set_defaults(run=lambda given: perform(given, lambda place: _look(look, place, given)))


def _look(look: Look, place: Place, arguments: argparse.Namespace) -> dict[str, Any]:
    from payung.desk.roster import actions as flow
    from payung.programme.selection.actions import Minutes
    from payung.programme.selection.states import Step

    roster = roster_at(place)
    if arguments.send_back:
        step = Step(look.send_back)
        flow.send_back(by=place.actor, roster=roster, step=step, note=arguments.note)
        return document_of(roster, already_done=False)
    if already(roster, look.done):
        return document_of(roster, already_done=True)
    getattr(flow, look.act)(by=place.actor, roster=roster, paper=Minutes(note=arguments.note))
    return document_of(roster, already_done=False)
