"""What `propose`, `review`, `verify-list` and `decree` share: arguments, errors, the answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor
    from payung.base.territory.models import Area
    from payung.programme.funds.models import Fund
    from payung.programme.selection.models import Roster

ORDER = ("draft", "proposed", "reviewed", "verified", "decreed")


@dataclass(frozen=True, slots=True)
class Place:
    """Who acts, on which village, fund and year."""

    actor: Actor
    village: Area
    fund: Fund
    year: int
    segment: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command on a list."""
    parser.add_argument("--village", required=True, metavar="KODE", help="kode desa, 53.04.01.2001")
    parser.add_argument("--fund", required=True, metavar="KODE", help="kode dana, misalnya add")
    parser.add_argument("--year", required=True, type=int, metavar="TAHUN", help="tahun anggaran")
    parser.add_argument("--segment", choices=["bpu", "pu"], default="bpu", help="bawaan: bpu")
    parser.add_argument("--as", dest="user", required=True, metavar="NAMA", help="yang bertindak")


def perform(arguments: argparse.Namespace, act: Callable[[Place], dict[str, Any]]) -> int:
    """Find the place, act, and print; every refusal becomes a sentence and exit 2.

    The document's `refused` decides between exit 0 and 1.
    """
    setup_django(arguments)
    from payung.base.accounts.queries import UnknownUser
    from payung.base.files.actions import FileRefused
    from payung.base.territory.actor import NotAllowed
    from payung.programme.funds.queries import UnknownFund
    from payung.programme.selection.refusals import SelectionRefused

    try:
        document = act(_place(arguments))
    except (UnknownUser, UnknownFund, NotAllowed, SelectionRefused, FileRefused) as error:
        raise CommandError(str(error)) from error
    emit(document, as_json=arguments.json, text=lambda: as_text(document))
    return 1 if document["refused"] else 0


def _place(arguments: argparse.Namespace) -> Place:
    from payung.base.accounts.queries import actor_named
    from payung.base.territory.models import Area
    from payung.programme.funds.queries import fund_of

    actor = actor_named(arguments.user)
    village = Area.objects.filter(code=arguments.village, level=Area.Level.VILLAGE).first()
    if village is None:
        raise CommandError(
            f"Kode desa {arguments.village!r} tidak dikenal. Tulis seperti 53.04.01.2001."
        )
    fund = fund_of(village.code, arguments.fund)
    return Place(actor, village, fund, arguments.year, arguments.segment)


def roster_at(place: Place) -> Roster:
    """The last round of the list, which must exist and be readable by the actor."""
    from payung.programme.selection.models import Roster

    found = (
        Roster.objects.visible_to(place.actor)
        .filter(village=place.village, fund=place.fund, year=place.year, segment=place.segment)
        .select_related("fund", "village")
        .order_by("-round")
        .first()
    )
    if found is None:
        raise CommandError(
            f"Belum ada daftar {place.village.title} untuk dana {place.fund.code} tahun "
            f"{place.year}. Mulailah dengan ./payung propose."
        )
    return found


def already(roster: Roster, state: str) -> bool:
    """Whether the list has this state or a later one, so that the command has nothing to do."""
    return ORDER.index(roster.state) >= ORDER.index(state)


def document_of(
    roster: Roster, *, already_done: bool, refused: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """The JSON of a list after a command."""
    from payung.programme.selection.checks import tally

    roster.refresh_from_db()
    counted = tally(roster)
    return {
        "village": roster.village_id,
        "fund": roster.fund.code,
        "year": roster.year,
        "segment": roster.segment,
        "round": roster.round,
        "state": roster.state,
        "already_done": already_done,
        "members": counted.members,
        "reserves": counted.reserves,
        "excluded": counted.excluded,
        "eligible": counted.eligible,
        "check": counted.check,
        "ineligible": counted.ineligible,
        "quota": counted.quota,
        "target_minimum": counted.target_minimum,
        "refused": refused or [],
    }


def as_text(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    opening = "Sudah pernah dikerjakan. " if document["already_done"] else ""
    lines = [
        f"{opening}Daftar {document['village']} tahun {document['year']}: "
        f"{STATES[document['state']]}; {document['members']} peserta, "
        f"{document['reserves']} cadangan, {document['excluded']} tidak diusulkan."
    ]
    if document["ineligible"]:
        lines.append(f"{document['ineligible']} peserta belum memenuhi syarat wajib.")
    if "number" in document:
        lines.append(
            f"SK {document['number']} tanggal {document['date']}: {document['heads']} orang, "
            f"Rp{document['total']:,}".replace(",", ".")
        )
    lines += [f"- {item['reason']}" for item in document["refused"]]
    return "\n".join(lines)


STATES = {
    "draft": "masih disusun",
    "proposed": "sudah diusulkan",
    "reviewed": "sudah ditelaah camat",
    "verified": "sudah diverifikasi DPMD",
    "decreed": "sudah ditetapkan",
}
