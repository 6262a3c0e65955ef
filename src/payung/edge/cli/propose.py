"""`payung propose`: put residents on a village's list, have them judged, and hand it in."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.edge.cli.errors import CommandError
from payung.edge.cli.rosters import Place, add_arguments, already, document_of, perform

if TYPE_CHECKING:
    from payung.programme.selection.actions import NewCandidate
    from payung.programme.selection.models import Roster

YES = frozenset({"1", "y", "ya", "yes", "true", "ada"})


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("propose", help="Usulkan calon peserta satu desa")
    add_arguments(parser)
    parser.add_argument(
        "--minutes", required=True, metavar="NOMOR", help="nomor berita acara musyawarah desa"
    )
    parser.add_argument(
        "--minutes-date", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD"
    )
    parser.add_argument(
        "--candidates",
        type=Path,
        metavar="CSV",
        help="kolom nik; boleh juga jabatan, penghasilan, desil, pernyataan, alasan",
    )
    parser.add_argument(
        "--add-workers",
        action="store_true",
        help="tambahkan semua penduduk yang usia dan pekerjaannya sesuai aturan dana",
    )
    parser.add_argument(
        "--choose", type=int, metavar="N", help="pilih N orang menurut urutan kebutuhan"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, lambda place: propose(place, arguments))


def propose(place: Place, arguments: argparse.Namespace) -> dict[str, Any]:
    """Open the list, add, judge, take out who is barred, hand in."""
    from django.db import transaction

    from payung.desk.roster import actions as flow
    from payung.programme.selection import actions as selection
    from payung.programme.selection.actions import Minutes

    with transaction.atomic():
        roster = selection.open_roster(
            by=place.actor, village=place.village, fund=place.fund, year=place.year,
            segment=place.segment,
        )  # fmt: skip
        if already(roster, "proposed"):
            return document_of(roster, already_done=True)
        people, refused = _people(place, roster, arguments)
        selection.add_candidates(by=place.actor, roster=roster, people=people)
        flow.assess(by=place.actor, roster=roster)
        flow.exclude_ineligible(by=place.actor, roster=roster)
        if arguments.choose is not None:
            flow.rank(by=place.actor, roster=roster, heads=arguments.choose)
        minutes = Minutes(number=arguments.minutes, on=arguments.minutes_date)
        flow.propose(by=place.actor, roster=roster, minutes=minutes)
    return document_of(roster, already_done=False, refused=refused)


def _people(
    place: Place, roster: Roster, arguments: argparse.Namespace
) -> tuple[list[NewCandidate], list[dict[str, Any]]]:
    from django.utils import timezone

    from payung.programme.selection.actions import NewCandidate
    from payung.programme.selection.pool import workers

    people: list[NewCandidate] = []
    refused: list[dict[str, Any]] = []
    if arguments.candidates is not None:
        people, refused = _from_file(place, arguments.candidates)
    if arguments.add_workers:
        found = workers(place.actor, roster, timezone.localdate()).values_list("pk", flat=True)
        known = {p.person_id for p in people}
        people += [NewCandidate(pk) for pk in found if pk not in known]
    return people, refused


def _from_file(place: Place, path: Path) -> tuple[list[NewCandidate], list[dict[str, Any]]]:
    """Rows of a CSV met with the village's register by NIK; what is not found is refused."""
    from payung.base.territory.actor import Right
    from payung.programme.people.columns import nik_index
    from payung.programme.people.models import Person

    rows = _rows(path)
    keys = [nik_index(row.get("nik", "").strip()) for row in rows]
    found: dict[str, list[int]] = {}
    for key, pk in (
        Person.objects.visible_to(place.actor, Right.PROPOSE)
        .active()
        .filter(village=place.village, nik_index__in=set(keys) - {""})
        .values_list("nik_index", "pk")
    ):
        found.setdefault(key, []).append(pk)
    people: list[NewCandidate] = []
    refused: list[dict[str, Any]] = []
    for number, (row, key) in enumerate(zip(rows, keys, strict=True), 2):
        held = found.get(key, [])
        if len(held) == 1:
            people.append(_candidate(held[0], row, number))
        else:
            why = "ada pada lebih dari satu penduduk" if held else "tidak ada dalam data desa ini"
            refused.append({"row": number, "reason": f"Baris {number}: NIK {why}."})
    return people, refused


def _candidate(person: int, row: dict[str, str], number: int) -> NewCandidate:
    from payung.programme.selection.actions import NewCandidate

    return NewCandidate(
        person,
        post=row.get("jabatan", "").strip() or "rentan",
        base=_number(row, "penghasilan", number),
        decile=_number(row, "desil", number),
        working_statement=row.get("pernyataan", "").strip().lower() in YES,
        override_reason=row.get("alasan", "").strip(),
    )


def _number(row: dict[str, str], column: str, number: int) -> int | None:
    text = row.get(column, "").strip().replace(".", "")
    if not text:
        return None
    if not text.isdecimal():
        raise CommandError(f"Baris {number}, kolom {column}: {text!r} bukan bilangan bulat.")
    return int(text)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Berkas {path} tidak dapat dibaca: {error}") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if "nik" not in names:
        raise CommandError(f"Berkas {path}: kolom nik tidak ada pada baris pertama.")
    reader.fieldnames = names
    return [{k: v or "" for k, v in row.items() if isinstance(k, str)} for row in reader]
