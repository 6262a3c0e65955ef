"""How the rows of a list meet the register: new, changed, the same, or held for a look.

A shared NIK alone never makes two rows one person: birth date, sex and name must agree as well.
Six statements for a chunk at most, whatever its size; a village without anybody takes fewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from payung.base import bulk
from payung.base.staging.models import Batch
from payung.base.staging.registry import Incoming, Outcome
from payung.core.identity import search_form
from payung.programme.people.columns import columns_of
from payung.programme.people.likely import likely, wanted_of
from payung.programme.people.matching import names_agree
from payung.programme.people.models import Person

NEW, CHANGED, UNCHANGED, PARKED = "new", "changed", "unchanged", "parked"
REASONS = {
    "person_elsewhere": _(
        "NIK ini sudah terdata di wilayah lain. Baris ditahan sampai diperiksa petugas yang "
        "berwenang atas kedua wilayah."
    ),
    "person_conflict": _(
        "NIK ini sudah dipakai warga lain di desa ini yang nama, tanggal lahir, atau jenis "
        "kelaminnya berbeda. Cocokkan KTP-el keduanya."
    ),
    "person_ambiguous": _(
        "NIK ini dipakai lebih dari satu warga di desa ini. Periksa mana yang dimaksud."
    ),
    "person_without_nik": _(
        "Nama, tanggal lahir, dan jenis kelamin sama dengan warga desa ini yang belum ber-NIK "
        "tetap. Periksa apakah orangnya sama."
    ),
    "person_likely": _(
        "Besar kemungkinan orang ini sudah terdata dengan NIK lain. Baris ditahan sampai diperiksa "
        "petugas yang berwenang atas kedua data."
    ),
    "nik_twice": _("NIK yang sama sudah dipakai baris lain dalam berkas ini. Periksa keduanya."),
}
# CROSS JOIN: SQLite keeps that order, and so never walks the whole village; for the same reason
# the villages of those found by origin are looked at afterwards.
LIVES = "(p.withdrawn_at IS NULL OR p.merged_into_id IS NOT NULL)"
BY_CONTENT = f"""
    SELECT s.content_hash, COALESCE(p.merged_into_id, p.id), p.village_id
    FROM people_sourced s CROSS JOIN people_person p
    WHERE s.content_hash {{within}} AND s.undone = %s AND p.id = s.person_id AND {LIVES}"""  # noqa: S608
# Whose first row cannot be found by its NIK, in the words of the index `person_content`: it gave
# none, or the person was changed since.
APART = (
    """NOT (p.origin_content = '') AND (p.nik_index = '' OR NOT (p.updated_at = p.created_at))"""
)
BY_ORIGIN = f"""
    SELECT p.origin_content, COALESCE(p.merged_into_id, p.id), p.village_id FROM people_person p
    WHERE p.origin_content {{within}} AND {APART} AND {LIVES}"""  # noqa: S608
#: Whether there is anybody, anybody of a village, a first row apart, a change by a list.
STANDING = f"""
    SELECT (SELECT 1 FROM people_person LIMIT 1),
    (SELECT 1 FROM people_person WHERE village_id = %s LIMIT 1),
    (SELECT 1 FROM people_person p WHERE {APART} ORDER BY p.origin_content LIMIT 1),
    (SELECT 1 FROM people_sourced LIMIT 1)"""  # noqa: S608
FACTS = "p.id, p.village_id, p.nik_index, p.name, p.sex, p.birth_date, p.name_key, p.nik_state"
PERSONS = f"SELECT {FACTS} FROM people_person p WHERE p.withdrawn_at IS NULL AND "  # noqa: S608
# A record that was merged is met as the person it turned out to be, by its own old identity.
MERGED = """
    SELECT g.merged_into_id, k.village_id, g.nik_index, g.name, g.sex, g.birth_date, g.name_key,
    k.nik_state FROM people_person g JOIN people_person k ON k.id = g.merged_into_id
    WHERE g.nik_index {within} AND k.withdrawn_at IS NULL ORDER BY g.id"""
#: What a row that met an old record may not change of the person it was merged into.
IDENTITY = frozenset({"name", "nik", "birth_date", "sex", "kk"})
BY_NIK = f"""
    SELECT p.origin_content, p.merged_into_id, {FACTS} FROM people_person p
    WHERE p.nik_index {{within}} AND {LIVES} ORDER BY p.id"""  # noqa: S608
NAMED = PERSONS + "p.name_key {within} AND p.village_id = %s AND "
WITHOUT_NIK = NAMED + "p.nik_state IN ('temporary', 'missing') ORDER BY p.id"
#: In the words of the index `person_without_nik`, or else SQLite walks the village.
SOME_WITHOUT_NIK = """
    SELECT 1 FROM people_person WHERE village_id = %s AND nik_state IN ('temporary', 'missing')
    LIMIT 1"""
NAMESAKES = NAMED + "p.nik_state IN ('given', 'verified') ORDER BY p.id"
#: What most rows are: somebody of whom the register knows nothing.
SOMEBODY = Outcome(NEW)
LASTING = (Person.NikState.GIVEN.value, Person.NikState.VERIFIED.value)
#: From this weight (log-odds) on a new row is held: it is likelier somebody known than not.
DOUBTFUL = 0.0
Likeness = tuple[str, str, str, bool]


class Known(NamedTuple):
    """A registered person as far as deciding needs it."""

    id: int
    village: str
    nik_index: str
    name: str
    sex: str
    birth_date: Any
    name_key: str
    nik_state: str
    merged: bool = False

    def is_same(self, columns: dict[str, Any]) -> bool:
        """Whether the row's identity agrees with this person's."""
        return (
            str(self.birth_date) == columns["birth_date"]
            and self.sex == columns["sex"]
            and names_agree(self.name, columns["name"])
        )


class Holder(NamedTuple):
    """Who holds a NIK, the fingerprint of the row that named them first, and whom a record that
    was merged turned out to be."""

    known: Known
    content: str
    merged_into: int | None

    @property
    def person(self) -> int:
        """Who that is now."""
        return self.merged_into or self.known.id


class Row(NamedTuple):
    """A row under decision, with the index of its NIK ('' if it has none at all)."""

    incoming: Incoming
    nik_index: str

    @property
    def has_nik(self) -> bool:
        """Whether it has a NIK that lasts."""
        nik = self.incoming.values.get("nik")
        return nik is not None and nik[0] != "0"

    @property
    def name_key(self) -> str:
        """Its name for searching; made when asked for, as nobody lives in a new village."""
        return search_form(self.incoming.values["nama"])[:150]

    @property
    def columns(self) -> dict[str, Any]:
        """What it gives. Made when asked for: most rows meet nobody."""
        return columns_of(self.incoming.values)

    def like(self) -> tuple[str, str, str]:
        """What a namesake born on the same day has as well."""
        values = self.incoming.values
        return self.name_key, values["tanggal_lahir"], values["jenis_kelamin"]


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do to the register as it stands now, in the order given."""
    rows = [Row(each, each.key_index) for each in incoming]
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [batch.area])
        anybody, inhabited, apart, sourced = map(bool, cursor.fetchone())
    holders = _holders(rows) if anybody else {}
    done = _by_content(batch, rows, holders, *(inhabited and each for each in (apart, sourced)))
    done |= _decided(rows, done)
    rest = [r for r in rows if r.incoming.number not in done]
    by_nik = _by_nik(rest, holders)
    unmet = [r for r in rest if r.nik_index not in by_nik] if inhabited else []
    by_name = _by_name(batch, unmet)
    met = {n: o.subject_id for n, o in done.items() if o.verdict == CHANGED and o.subject_id}
    taken: set[str] = set()
    for row in rest:
        known = by_nik.get(row.nik_index)
        outcome = _met(batch, row, known) if known else _unmet(row, by_name, taken)
        done[row.incoming.number] = outcome
        if outcome.verdict == CHANGED and outcome.subject_id is not None:
            met[row.incoming.number] = outcome.subject_id
    if anybody:
        done |= _doubtful(batch, rest, done)
    return _with_differences(batch.area, rows, done, met)


def _holders(rows: Sequence[Row]) -> dict[str, list[Holder]]:
    """Who holds the NIK of a row, or held it when the record was merged."""
    found: dict[str, list[Holder]] = {}
    for content, merged_into, *facts in bulk.matching(BY_NIK, {r.nik_index for r in rows} - {""}):
        holder = Holder(Known(*facts), content, merged_into)
        found.setdefault(holder.known.nik_index, []).append(holder)
    return found


def _by_content(
    batch: Batch, rows: Sequence[Row], holders: Mapping[str, Sequence[Holder]],
    apart: bool, sourced: bool,
) -> dict[int, Outcome]:  # fmt: skip
    """Rows whose content already went in here, or stands twice among these without a NIK.

    By the NIK, and where some cannot be found by it (`apart`, `sourced`) by content.
    """
    hashes = {r.incoming.content_hash for r in rows} if apart or sourced else set()
    found = [(h.content, h.person, h.known.village) for each in holders.values() for h in each]
    found += bulk.matching(BY_ORIGIN, hashes if apart else ())
    found += bulk.matching(BY_CONTENT, hashes if sourced else (), False)
    seen: dict[str, int | None] = {
        content: person for content, person, village in found if content and village == batch.area
    }
    done: dict[int, Outcome] = {}
    for row in rows:
        content = row.incoming.content_hash
        if content in seen:
            done[row.incoming.number] = Outcome(UNCHANGED, seen[content])
        elif not row.nik_index:
            seen[content] = None
    return done


def _decided(rows: Sequence[Row], done: dict[int, Outcome]) -> dict[int, Outcome]:
    """Held rows of which a person decided: the same one (who may move here), or somebody else."""
    found: dict[int, Outcome] = {}
    for row in rows:
        number = row.incoming.number
        if row.incoming.same_as is not None:
            found[number] = Outcome(CHANGED, row.incoming.same_as, None, row.columns)
        elif row.incoming.is_other and number not in done:
            found[number] = SOMEBODY
    return found


def _by_nik(rows: Sequence[Row], holders: Mapping[str, Sequence[Holder]]) -> dict[str, list[Known]]:
    """Who is met by NIK: those who hold it, else whom their records were merged into."""
    found: dict[str, list[Known]] = {}
    merged = set()
    for index in {r.nik_index for r in rows} & holders.keys():
        if now := [h.known for h in holders[index] if h.merged_into is None]:
            found[index] = now
        else:
            merged.add(index)
    for facts in bulk.matching(MERGED, merged):
        found.setdefault(facts[2], []).append(Known(*facts)._replace(merged=True))
    return found


def _by_name(batch: Batch, rows: Sequence[Row]) -> dict[Likeness, list[Known]]:
    """Persons of the village by name, birth date, sex, and whether they have a lasting NIK.

    Those who have one matter only to rows that have none.
    """
    bare = {r.name_key for r in rows if not r.has_nik}
    with connection.cursor() as cursor:
        cursor.execute(SOME_WITHOUT_NIK, [batch.area])
        names = {r.name_key for r in rows} if cursor.fetchone() else set()
    found: dict[Likeness, list[Known]] = {}
    alike = bulk.matching(WITHOUT_NIK, names, batch.area)
    for facts in alike + bulk.matching(NAMESAKES, bare, batch.area):
        known = Known(*facts)
        like = (known.name_key, str(known.birth_date), known.sex, known.nik_state in LASTING)
        found.setdefault(like, []).append(known)
    return found


def _unmet(row: Row, by_name: dict[Likeness, list[Known]], taken: set[str]) -> Outcome:
    """Nobody holds the NIK: a new person, unless one of the two lacks a lasting NIK."""
    if row.nik_index and row.nik_index in taken:
        return _parked("nik_twice")
    if by_name:
        like = row.like()
        alike = by_name.get((*like, False), [])
        if not row.has_nik:
            alike = alike + by_name.get((*like, True), [])
        if alike:
            return _parked("person_without_nik", alike[0].id)
    taken.add(row.nik_index)
    return SOMEBODY


def _doubtful(batch: Batch, rows: Sequence[Row], done: dict[int, Outcome]) -> dict[int, Outcome]:
    """New rows that are likely somebody whom the register knows under another number.

    Searched when a row is read or mended; at acceptance the doubt of the preview stands.
    """
    new = [r for r in rows if done[r.incoming.number].verdict == NEW]
    if batch.state == Batch.State.ACCEPTING:
        return {
            r.incoming.number: _parked("person_likely", r.incoming.doubt)
            for r in new
            if r.incoming.doubt is not None
        }
    wanted = [
        wanted_of(r.incoming.number, r.incoming.values, batch.area, nobody_has_nik=True)
        for r in new
    ]
    found = likely(wanted, least=DOUBTFUL, limit=1)
    return {n: _parked("person_likely", best[0].person) for n, best in found.items() if best}


def _met(batch: Batch, row: Row, holders: Sequence[Known]) -> Outcome:
    here = [h for h in holders if h.village == batch.area]
    same = [h for h in here if h.is_same(row.columns)]
    if len(same) == 1:
        columns = row.columns
        if same[0].merged:
            columns = {name: v for name, v in columns.items() if name not in IDENTITY}
        return Outcome(CHANGED, same[0].id, None, columns)
    if same:
        return _parked("person_ambiguous", same[0].id)
    if here:
        return _parked("person_conflict", here[0].id)
    return _parked("person_elsewhere", holders[0].id)


def _parked(code: str, subject: int | None = None) -> Outcome:
    return Outcome(PARKED, subject, (code, str(REASONS[code])))


def _with_differences(
    area: str, rows: Sequence[Row], done: dict[int, Outcome], met: dict[int, int]
) -> list[Outcome]:
    """Turn "met somebody" into what would change of that person, or into unchanged."""
    if not met:
        return [done[row.incoming.number] for row in rows]
    persons = Person.objects.in_bulk(set(met.values()))
    outcomes = []
    for row in rows:
        outcome = done[row.incoming.number]
        if row.incoming.number in met and outcome.subject_id is not None:
            person = persons[outcome.subject_id]
            new = differences(person, outcome.detail or row.columns)
            if person.village_id != area:
                new["village_id"] = area
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
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
