"""Who in the register is likely the person of a row: blocks by indexed columns, then the score.

Candidates share the NIK, or the family card and a name token, or the birth date (day and month in
either order) and a name token; without a birth date, village and name. Where a day is crowded
(1 January) only the same village is looked at. The sealed columns of what is left are opened and
scored by `core/linkage`, which is loaded only when there is something to score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from payung.base import bulk
from payung.core.identity import search_form
from payung.programme.people.columns import kk_index, nik_index
from payung.programme.people.models import Person
from payung.programme.people.points import points_in_force

if TYPE_CHECKING:
    from payung.base.staging.models import Batch
    from payung.base.staging.registry import Incoming
    from payung.core.linkage import Points, Record, Scored

CROWD, MOST = 400, 40
"""A birth date of more persons is looked at in one village only; candidates scored per row."""
LIVE = "FROM people_person WHERE withdrawn_at IS NULL AND "
NAMED = "SELECT id, {key}, name_key, village_id " + LIVE
BY_NIK = NAMED.format(key="nik_index") + "nik_index {within}"
BY_KK = NAMED.format(key="kk_index") + "kk_index {within}"
CROWDED = (
    "SELECT birth_date, COUNT(*) FROM people_person WHERE birth_date {within} GROUP BY birth_date"
)
BY_BIRTH = NAMED.format(key="birth_date") + "birth_date {within}"
BY_BIRTH_HERE = BY_BIRTH + " AND village_id = %s"
BY_NAME = NAMED.format(key="name_key") + "name_key {within} AND village_id = %s"
#: Field of a list → column of a person, of what is compared.
COMPARED = {
    "nama": "name", "tanggal_lahir": "birth_date", "nik": "nik", "no_kk": "kk",
    "jenis_kelamin": "sex", "nama_ibu": "mother_name", "tempat_lahir": "birth_place",
    "alamat": "address",
}  # fmt: skip
COLUMNS = (
    "id", "village_id", "nik", "name", "sex", "birth_place", "birth_date", "mother_name", "kk",
    "address",
)  # fmt: skip
_ALIKE = str.maketrans("FVZQYJC", "PPSKIIK", "H")


class Wanted(NamedTuple):
    """A row in search of its person; `columns` as for a person (see `columns_of`).

    `nobody_has_nik`: the NIK was looked up already, in vain.
    """

    number: int
    columns: Mapping[str, Any]
    village: str = ""
    nobody_has_nik: bool = False


def wanted_of(
    number: int, values: Mapping[str, Any], village: str = "", *, nobody_has_nik: bool = False
) -> Wanted:
    """A row of a list in search of its person."""
    columns = {column: values[name] for name, column in COMPARED.items() if values.get(name)}
    return Wanted(number, columns, village, nobody_has_nik)


@dataclass(frozen=True, slots=True)
class Likely:
    """A registered person with the score against a row."""

    person: int
    village: str
    scored: Scored


class _Candidate(NamedTuple):
    id: int
    key: str
    name_key: str
    village: str


def likely(
    wanted: Sequence[Wanted], *, least: float | None = None, points: Points | None = None,
    limit: int = 5,
) -> dict[int, list[Likely]]:  # fmt: skip
    """By row, the persons whose weight (log-odds) is at least `least`, the likeliest first.

    `least` is the points table's floor unless told. Whatever the register's size: five statements
    for all rows, one more for crowded birth dates, one per village of rows without a birth date.
    """
    pairs = candidates(wanted)
    if not any(pairs.values()):
        return {}
    table = points or points_in_force()
    found = _scored(wanted, pairs, table)
    floor = table.floor if least is None else least
    return {
        number: sorted(
            (each for each in rows if each.scored.weight >= floor),
            key=lambda each: (-each.scored.weight, each.person),
        )[:limit]
        for number, rows in found.items()
    }


def candidates(wanted: Sequence[Wanted]) -> dict[int, list[int]]:
    """Persons worth scoring, by row."""
    blocks = _Blocks(wanted)
    return {each.number: blocks.of(each) for each in wanted}


class _Blocks:
    """What the register has under the keys of some rows."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.by_nik = _grouped(bulk.matching(BY_NIK, {nik_of(w) for w in wanted} - {""}))
        self.by_kk = _grouped(bulk.matching(BY_KK, {kk_of(w) for w in wanted} - {""}))
        self.by_birth = self._births(wanted)
        self.by_name: dict[str, list[_Candidate]] = {}
        villages: dict[str, set[str]] = defaultdict(set)
        for each in wanted:
            if not each.columns.get("birth_date") and each.village:
                villages[each.village].add(name_of(each))
        for village, names in villages.items():
            self.by_name |= _grouped(bulk.matching(BY_NAME, names, village))

    @staticmethod
    def _births(wanted: Sequence[Wanted]) -> dict[str, list[_Candidate]]:
        days = {day for each in wanted for day in both_orders(each.columns.get("birth_date"))}
        counts = {str(day): n for day, n in _on_days(CROWDED, days)}
        crowded = {day for day, n in counts.items() if n > CROWD}
        found = _grouped(_on_days(BY_BIRTH, counts.keys() - crowded))
        here: dict[str, set[str]] = defaultdict(set)
        for each in wanted:
            if each.village and (own := set(both_orders(each.columns.get("birth_date"))) & crowded):
                here[each.village] |= own
        for village, own in here.items():
            for key, rows in _grouped(_on_days(BY_BIRTH_HERE, own, village)).items():
                found.setdefault(key, []).extend(rows)
        return found

    def of(self, each: Wanted) -> list[int]:
        """Candidates of one row, the likelier blocks first; at most `MOST`."""
        tokens = tokens_of(name_of(each))
        found = [c.id for c in self.by_nik.get(nik_of(each), ())]
        near = list(self.by_kk.get(kk_of(each), ()))
        for day in both_orders(each.columns.get("birth_date")):
            near += self.by_birth.get(day, ())
        near += self.by_name.get(name_of(each), ())
        near.sort(key=lambda c: c.village != each.village)
        found += [c.id for c in near if not tokens or tokens & tokens_of(c.name_key)]
        return list(dict.fromkeys(found))[:MOST]


def both_orders(born: Any) -> tuple[str, ...]:
    """A day as ISO text, and the same with day and month exchanged where that is a day.

    >>> both_orders("1980-08-17"), both_orders("1980-08-09"), both_orders(None)
    (('1980-08-17',), ('1980-08-09', '1980-09-08'), ())
    """
    text = str(born or "")
    if len(text) != 10:
        return ()
    year, month, day = text.split("-")
    if month == day or int(day) > 12:
        return (text,)
    return text, f"{year}-{day}-{month}"


@lru_cache(maxsize=50_000)
def tokens_of(name_key: str) -> frozenset[str]:
    """What a name's words look like to an ear: first letters after the old spelling.

    >>> sorted(tokens_of("YOSEF BERE")), tokens_of("JOSEPH BERE") == tokens_of("YOSEF BERE")
    (['BER', 'IOS'], True)
    """
    plain = name_key.replace("OE", "U").replace("DJ", "J").replace("TJ", "C").translate(_ALIKE)
    return frozenset(word[:3] for word in plain.split())


def nik_of(each: Wanted) -> str:
    """The blind index of a row's NIK; '' for none."""
    if each.nobody_has_nik:
        return ""
    nik = str(each.columns.get("nik") or "")
    return nik_index(nik) if nik and not nik.startswith("0") else ""


def kk_of(each: Wanted) -> str:
    """The blind index of a row's family card; '' for none."""
    kk = str(each.columns.get("kk") or "")
    return kk_index(kk) if kk else ""


def name_of(each: Wanted) -> str:
    """A row's name as the register folds it."""
    return search_form(str(each.columns.get("name") or ""))[:150]


def _on_days(sql: str, days: Iterable[str], *more: Any) -> list[tuple[Any, ...]]:
    """As `bulk.matching`, for a column of dates."""
    if connection.vendor == "postgresql":
        sql = sql.replace("{within}", "= ANY(%s::date[])")
    return bulk.matching(sql, days, *more)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[_Candidate]]:
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for pk, key, name, village in rows:
        found[str(key)].append(_Candidate(pk, str(key), name, village))
    return found


def _scored(
    wanted: Sequence[Wanted], pairs: Mapping[int, Sequence[int]], points: Points
) -> dict[int, list[Likely]]:
    """Every pair scored in one call of the kernel."""
    import numpy as np

    from payung.core.linkage import default_rarity
    from payung.core.linkage.encode import encode_records
    from payung.core.linkage.kernel import levels_of_pairs
    from payung.core.linkage.scoring import scored

    rows = [each for each in wanted if pairs[each.number]]
    people = records_of({pk for each in rows for pk in pairs[each.number]})
    places = {pk: n for n, pk in enumerate(people)}
    flat = [
        (n, each.number, pk)
        for n, each in enumerate(rows)
        for pk in pairs[each.number]
        if pk in places
    ]
    rarity = default_rarity()
    left = encode_records([record_of(each) for each in rows], rarity)
    right = encode_records([record for record, _village in people.values()], rarity)
    levels = levels_of_pairs(
        left, right, np.array([n for n, _, _ in flat], np.int64),
        np.array([places[pk] for _, _, pk in flat], np.int64),
    )  # fmt: skip
    found: dict[int, list[Likely]] = defaultdict(list)
    for (_n, number, pk), each in zip(flat, levels, strict=True):
        found[number].append(Likely(pk, people[pk][1], scored(each, points)))
    return found


def compared(batch: Batch, incoming: Incoming, person: int) -> list[str]:
    """The level of each comparison of a row with a registered person; [] if the person is gone.

    Codes of `core/linkage` such as `name:near:3`: they hold nothing of either.
    """
    wanted = wanted_of(incoming.number, incoming.values, batch.area)
    found = _scored([wanted], {incoming.number: [person]}, points_in_force())
    scored = [each.scored for each in found.get(incoming.number, ())]
    return [reason.code for each in scored for reason in each.reasons[1:]]


def record_of(each: Wanted) -> Record:
    """A row as linkage reads it."""
    from payung.core.linkage import Record

    get = each.columns.get
    return Record(
        str(each.number), get("nik"), get("name"), get("sex"), get("birth_place"),
        str(get("birth_date") or "") or None, get("mother_name"), get("kk"), get("address"),
        each.village or None,
    )  # fmt: skip


def records_of(people: Iterable[int]) -> dict[int, tuple[Record, str]]:
    """Persons as linkage reads them, with their village, by id; one statement, opens three seals.

    Withdrawn persons as well: what was merged away is still what it was.
    """
    from payung.core.linkage import Record

    rows = Person.objects.filter(pk__in=list(people)).order_by("pk").values_list(*COLUMNS)
    return {
        pk: (
            Record(str(pk), nik, name, sex, place, str(born), mother, kk, address, village),
            village,
        )
        for pk, village, nik, name, sex, place, born, mother, kk, address in rows
    }
