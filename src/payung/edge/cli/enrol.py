"""`payung enrol`: decreed people become members with planned months."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor
    from payung.programme.membership.actions import Enrolled


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "enrol",
        help="Daftarkan yang sudah ditetapkan",
        epilog="Aman diulang: yang sudah terdaftar tidak berubah.",
    )
    add_arguments(parser)
    parser.add_argument("--year", type=int, metavar="TAHUN", help="hanya keputusan tahun ini")
    parser.add_argument("--decree", type=int, metavar="ID", help="hanya keputusan ini")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(
        arguments, "enrol", lambda by, area: act(by, area, arguments.year, arguments.decree), told
    )


def act(by: Actor, area: str, year: int | None, decree: int | None) -> dict[str, Any]:
    """Enrol the decrees of a region."""
    from payung.desk.enrolment.actions import enrol_all
    from payung.programme.membership.queries import decrees_to_enrol

    decrees = decrees_to_enrol(by, area)
    if year is not None:
        decrees = decrees.filter(roster__year=year)
    if decree is not None:
        decrees = decrees.filter(pk=decree)
    done = [document(one) for one in enrol_all(by=by, decrees=decrees)]
    names = ("enrolled", "unchanged", "months", "refused")
    return {"area": area, **{n: sum(d[n] for d in done) for n in names}, "decrees": done}


def document(done: Enrolled) -> dict[str, Any]:
    """One decree as JSON; names stay out, lines are known by their position."""
    roster = done.decree.roster
    return {
        "decree": done.decree.pk,
        "number": done.decree.number,
        "village": roster.village_id,
        "fund": roster.fund.code,
        "segment": roster.segment,
        "enrolled": len(done.added),
        "unchanged": len(done.unchanged),
        "refused": len(done.held),
        "months": done.months,
        "held": [
            {"position": line.line.position, "code": hold.code.value, "message": hold.text()}
            for line in (*done.held, *done.added)
            for hold in line.holds
        ],
    }


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    lines = [
        f"{document['enrolled']} orang didaftarkan ({document['months']} bulan direncanakan), "
        f"{document['unchanged']} sudah terdaftar, {document['refused']} ditahan."
    ]
    lines += [
        f"- {one['village']}, {one['number']}, nomor {hold['position']}: {hold['message']}"
        for one in document["decrees"]
        for hold in one["held"]
    ]
    return "\n".join(lines)
