"""How the rows of a list meet the register: new, changed, the same, or held for a look.

A shared NIK alone never makes two rows one person: birth date, sex and name must agree as well.
Four statements for a chunk, whatever its size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from payung.base.staging.models import Batch
from payung.base.staging.registry import Incoming, Outcome
from payung.core.identity import search_form
from payung.programme.people.columns import columns_of, nik_index, nik_state
from payung.programme.people.matching import names_agree
from payung.programme.people.models import Person, Sourced

NEW, CHANGED, UNCHANGED, PARKED = "new", "changed", "unchanged", "parked"
REASONS = {
    "person_elsewhere": (
        "NIK ini sudah terdata di wilayah lain. Baris ditahan sampai diperiksa petugas yang "
        "berwenang atas kedua wilayah."
    ),
    "person_conflict": (
        "NIK ini sudah dipakai warga lain di desa ini yang nama, tanggal lahir, atau jenis "
        "kelaminnya berbeda. Cocokkan KTP-el keduanya."
    ),
    "person_ambiguous": (
        "NIK ini dipakai lebih dari satu warga di desa ini. Periksa mana yang dimaksud."
    ),
    "person_without_nik": (
        "Nama, tanggal lahir, dan jenis kelamin sama dengan warga desa ini yang belum ber-NIK "
        "tetap. Periksa apakah orangnya sama."
    ),
    "nik_twice": "NIK yang sama sudah dipakai baris lain dalam berkas ini. Periksa keduanya.",
}
FACTS = ("id", "village_id", "nik_index", "name", "sex", "birth_date")


@dataclass(frozen=True, slots=True)
class Known:
    """A registered person as far as deciding needs it."""

    id: int
    village: str
    nik_index: str
    name: str
    sex: str
    birth_date: Any

    def is_same(self, columns: dict[str, Any]) -> bool:
        """Whether the row's identity agrees with this person's."""
        return (
            self.birth_date == columns["birth_date"]
            and self.sex == columns["sex"]
            and names_agree(self.name, columns["name"])
        )


@dataclass(slots=True)
class Row:
    """A row under decision."""

    incoming: Incoming
    columns: dict[str, Any]
    index: str


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do to the register as it stands now, in the order given."""
    rows = [_row(each) for each in incoming]
    done = _by_content(batch, rows)
    rest = [r for r in rows if r.incoming.number not in done]
    by_nik = _known(
        Person.objects.active().filter(nik_index__in={r.index for r in rest if r.index})
    )
    unmatched = [r for r in rest if r.index not in by_nik]
    by_name = _nameless(batch, unmatched)
    met: dict[int, int] = {}
    taken: set[str] = set()
    for row in rest:
        outcome = _judge(batch, row, by_nik.get(row.index, []), by_name, taken)
        done[row.incoming.number] = outcome
        if outcome.verdict == CHANGED and outcome.subject_id is not None:
            met[row.incoming.number] = outcome.subject_id
    return _with_differences(rows, done, met)


def _row(incoming: Incoming) -> Row:
    columns = columns_of(incoming.values)
    nik = columns.get("nik", "")
    return Row(incoming, columns, nik_index(nik) if nik else "")


def _by_content(batch: Batch, rows: Sequence[Row]) -> dict[int, Outcome]:
    """Rows whose content already went in here, or stands twice among these without a NIK."""
    hashes = {r.incoming.content_hash for r in rows}
    seen: dict[str, int | None] = dict(
        Sourced.objects.filter(
            content_hash__in=hashes, undone=False,
            person__withdrawn_at=None, person__village_id=batch.area,
        ).values_list("content_hash", "person_id")
    )  # fmt: skip
    done: dict[int, Outcome] = {}
    for row in rows:
        content = row.incoming.content_hash
        if content in seen:
            done[row.incoming.number] = Outcome(UNCHANGED, seen[content])
        elif not row.index:
            seen[content] = None
    return done


def _known(persons: QuerySet[Person]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for facts in persons.order_by("id").values_list(*FACTS):
        found[facts[2]].append(Known(*facts))
    return found


def _nameless(batch: Batch, rows: Sequence[Row]) -> dict[tuple[Any, ...], list[Known]]:
    """Persons of the village with the name, birth date and sex of a row, one of the two without
    a lasting NIK."""
    keys = {search_form(r.columns["name"])[:150] for r in rows}
    found: dict[tuple[Any, ...], list[Known]] = defaultdict(list)
    if not keys:
        return found
    here = Person.objects.active().filter(village_id=batch.area, name_key__in=keys)
    for *facts, key, state in here.values_list(*FACTS, "name_key", "nik_state"):
        known = Known(*facts)
        lasting = state in {Person.NikState.GIVEN, Person.NikState.VERIFIED}
        found[key, known.birth_date, known.sex, lasting].append(known)
    return found


def _judge(
    batch: Batch,
    row: Row,
    holders: Sequence[Known],
    by_name: dict[tuple[Any, ...], list[Known]],
    taken: set[str],
) -> Outcome:
    if holders:
        return _met(batch, row, holders)
    if row.index and row.index in taken:
        return _parked("nik_twice")
    like = (search_form(row.columns["name"])[:150], row.columns["birth_date"], row.columns["sex"])
    without = by_name.get((*like, False), [])
    if nik_state(row.columns.get("nik", "")) != Person.NikState.GIVEN:
        without = without + by_name.get((*like, True), [])
    if without:
        return _parked("person_without_nik", without[0].id)
    taken.add(row.index)
    return Outcome(NEW, None, None, row.columns)


def _met(batch: Batch, row: Row, holders: Sequence[Known]) -> Outcome:
    here = [h for h in holders if h.village == batch.area]
    same = [h for h in here if h.is_same(row.columns)]
    if len(same) == 1:
        return Outcome(CHANGED, same[0].id, None, row.columns)
    if same:
        return _parked("person_ambiguous", same[0].id)
    if here:
        return _parked("person_conflict", here[0].id)
    return _parked("person_elsewhere", holders[0].id)


def _parked(code: str, subject: int | None = None) -> Outcome:
    return Outcome(PARKED, subject, (code, REASONS[code]))


def _with_differences(
    rows: Sequence[Row], done: dict[int, Outcome], met: dict[int, int]
) -> list[Outcome]:
    """Turn "met somebody" into what would change of that person, or into unchanged."""
    persons = Person.objects.in_bulk(set(met.values())) if met else {}
    outcomes = []
    for row in rows:
        outcome = done[row.incoming.number]
        if row.incoming.number in met and outcome.subject_id is not None:
            new = differences(persons[outcome.subject_id], row.columns)
            outcome = Outcome(CHANGED if new else UNCHANGED, outcome.subject_id, None, new)
        outcomes.append(outcome)
    return outcomes


def differences(person: Person, columns: dict[str, Any]) -> dict[str, Any]:
    """Columns whose value is another; letter case and spaces make no other value."""
    return {
        name: value
        for name, value in columns.items()
        if _plain(getattr(person, name)) != _plain(value)
    }


def _plain(value: Any) -> Any:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
