"""Lists from outside: the dead, civil servants, deciles; doubles; what was planted and found.

Every list is sent by the office that keeps it, as a file; what it says waits for people. Each row
is written a little differently from the register, as another office would know the person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from random import Random
from typing import Any

from django.db.models import Q

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.desk.matching import actions as matching
from payung.desk.matching.models import Finding, Pair
from payung.edge.demo.layouts import VillageFile, plain, xlsx
from payung.edge.demo.people import Resident
from payung.edge.demo.plan import KEWAR, REGENCY, SEED, Plan, Village
from payung.edge.demo.register import NEWCOMERS, maker_of, taken_in
from payung.edge.demo.staff import Staff
from payung.programme.membership.models import Membership
from payung.programme.people.columns import nik_index
from payung.programme.people.models import Person

K = Finding.Kind
DEATHS = ("No", "NIK", "Nama", "Tgl Lahir", "Nama Ibu", "Tgl Meninggal", "No Akta Kematian", "Desa")
SERVANTS = (
    "No", "NIP", "NIK", "Nama Pegawai", "Tgl Lahir", "Status Pegawai", "TMT", "Unit Kerja", "Desa",
)  # fmt: skip
DECILES = (
    "id_keluarga", "nomor_kartu_keluarga", "nomor_induk_kependudukan", "desil_nasional",
)  # fmt: skip
SERVING = ("PNS", "PPPK", "PPPK Paruh Waktu")
#: People whom no register of the district knows.
STRANGERS = ("SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN")
LATE = " susulan.xlsx"
EVERY = 5
"""Every fifth desa has a dead member, a new civil servant, a double and so on."""


def lists_from_outside(plan: Plan, staff: Staff) -> dict[str, Any]:
    """Send the lists, search for doubles, confirm one death; returns what was planted and found."""
    villages = [v for v in plan.villages if v.is_desa][1::EVERY]
    planted: dict[str, Any] = _doubles(plan, staff, villages)
    chosen = _members(villages)
    planted |= _deaths(plan, staff, chosen)
    planted |= _servants(plan, staff, chosen)
    planted |= _deciles(staff, chosen)
    job = matching.start_scan(by=staff.dpmd, area=REGENCY)
    run_here(by=staff.dpmd, job=job)
    _one_is_confirmed(staff, villages)
    people, pairs, held = (planted.pop(name) for name in ("_people", "_pairs", "_held"))
    told = found(people, pairs) | {"known_with_mistyped_nik": held}
    batches = Batch.objects.filter(kind="residents", file__name__endswith=LATE)
    newcomers = sum(int(batch.counts.get("new", 0)) for batch in batches)
    return {"planted": planted, "found": told, "newcomers": newcomers}


def _members(villages: Sequence[Village]) -> dict[str, list[Person]]:
    """The last eight BPU members of each village: the first are in the later lists."""
    found = {}
    living = Q(person__life_status=Person.LifeStatus.ALIVE, person__claim_events=None)
    told = Q(person__in=Finding.objects.filter(kind=K.DIED).values("person"))
    for village in villages:
        rows = Membership.objects.filter(
            living | told, village=village.area, segment=Membership.Segment.BPU, ended_on=None
        )
        rows = rows.select_related("person").order_by("-pk")
        found[village.area.code] = [row.person for row in rows[:8]]
    return found


def _doubles(plan: Plan, staff: Staff, villages: Iterable[Village]) -> dict[str, Any]:
    """Late lists: a newcomer written twice, and somebody known with a mistyped NIK."""
    held = 0
    pairs: list[frozenset[str]] = []
    for village in villages:
        if village.area.code == KEWAR:
            continue
        maker = maker_of(plan, village)
        known = maker.residents(village.residents)
        new = maker.residents(NEWCOMERS)[:4]
        grown = (r for r in known[40:] if r.age(plan.today) > 25)
        again = next(r for r in grown if _registered(village, r))
        double = _mistyped(new[0])
        rows = [*new, double, _mistyped(again)]
        content = plain(village.place, rows).content
        batch = taken_in(staff, village, VillageFile(f"{village.place.name}{LATE}", content))
        pairs.append(frozenset(map(nik_index, (new[0].nik, double.nik))))
        held += batch.rows.filter(codes__contains=" person_likely ").count()
    counts = {"doubles": len(pairs), "known_with_mistyped_nik": len(pairs)}
    return {**counts, "_pairs": pairs, "_held": held}


def _registered(village: Village, r: Resident) -> bool:
    """Whether the village's file, some of whose rows are spoiled, brought the person in."""
    living = Person.objects.active().filter(life_status=Person.LifeStatus.ALIVE)
    return living.filter(village=village.area, nik_index=nik_index(r.nik)).exists()


def _mistyped(r: Resident) -> Resident:
    """The same person as another hand writes it: digits of the serial exchanged, a word less."""
    nik = r.nik[:14] + r.nik[15] + r.nik[14] if r.nik[14] != r.nik[15] else r.nik[:15] + "9"
    words = r.name.split()
    name = " ".join(words[:2]) if len(words) > 2 else r.name.replace("y", "i").replace("f", "p")
    return replace(r, nik=nik, name=name.upper(), faults=[])


def _spelt(name: str, rng: Random) -> str:
    """A name as an office writes it."""
    words = name.upper().split()
    if len(words) > 2 and rng.random() < 0.5:
        return " ".join([words[0], words[1][:1] + ".", *words[2:]])
    return " ".join(words)


def _deaths(plan: Plan, staff: Staff, chosen: dict[str, list[Person]]) -> dict[str, Any]:
    """One member a village, some with a wrong digit or no NIK, and strangers."""
    rng = Random(f"deaths:{SEED}")  # noqa: S311 - a spread, not a key
    rows: list[list[str]] = []
    dead = [people[0] for people in chosen.values() if people]
    for n, person in enumerate(dead, 1):
        day = _died_on(plan, n)
        nik = str(person.nik)
        nik = ["", nik[:15] + str((int(nik[15]) + 1) % 10), nik, nik][n % 4]
        rows.append(
            [
                str(n), nik, _spelt(person.name, rng), f"{person.birth_date:%d-%m-%Y}",
                str(person.mother_name), f"{day:%d-%m-%Y}", f"5304-KM-{day:%d%m%Y}-{n:04}",
                person.village_id and _village(plan, person.village_id),
            ]
        )  # fmt: skip
    for n, word in enumerate(STRANGERS, 1):
        rows.append(
            [
                str(len(rows) + 1), f"530490{n + 10:02}0160{n:04}", f"ORANG LUAR {word}",
                f"{n + 10:02}-01-1960", "", f"{_died_on(plan, n):%d-%m-%Y}", "", "",
            ]
        )  # fmt: skip
    _take(staff.known["dukcapil"], "dukcapil_deaths", DEATHS, rows, "Kematian Dukcapil.xlsx")
    return {"deaths_of_members": len(dead), "_people": {K.DIED.value: {p.pk for p in dead}}}


def _died_on(plan: Plan, n: int) -> dt.date:
    """Some day of the last weeks."""
    return max(dt.date(plan.year, 1, 1), plan.today - dt.timedelta(days=12 + 3 * n % 40))


def _village(plan: Plan, code: str) -> str:
    return plan.village(code).place.name


def _servants(plan: Plan, staff: Staff, chosen: dict[str, list[Person]]) -> dict[str, Any]:
    """A member a village became PNS, PPPK, or part-time PPPK, in turn."""
    rng = Random(f"servants:{SEED}")  # noqa: S311 - a spread, not a key
    serving = [people[2] for people in chosen.values() if len(people) > 2]
    since = Month.of(plan.today).first_day
    rows = [
        [
            str(n), f"{person.birth_date:%Y%m%d}{since:%Y%m}1{n:03}", str(person.nik),
            _spelt(person.name, rng), f"{person.birth_date:%d-%m-%Y}", SERVING[n % 3],
            f"{since:%d-%m-%Y}", "Dinas Pendidikan", _village(plan, person.village_id),
        ]
        for n, person in enumerate(serving, 1)
    ]  # fmt: skip
    _take(staff.known["bkpsdm"], "bkpsdm_asn", SERVANTS, rows, "ASN dan PPPK.xlsx")
    counts = {f"became_{word}": 0 for word in ("pns", "pppk", "pppk_part_time")}
    for n in range(1, len(serving) + 1):
        counts[list(counts)[n % 3]] += 1
    return counts


def _deciles(staff: Staff, chosen: dict[str, list[Person]]) -> dict[str, Any]:
    """The families of some members, one of each village above the limit of the fund."""
    rows: list[list[str]] = []
    above = 0
    for people in chosen.values():
        for n, person in enumerate(people[3:8]):
            high = n == 0
            above += high
            rows.append(
                [f"K{len(rows) + 1:06}", str(person.kk), str(person.nik), "9" if high else "2"]
            )
    _take(staff.known["dinsos"], "dinsos_dtsen", DECILES, rows, "DTSEN desil.xlsx")
    return {"families_above_decile": above}


def _take(
    by: Actor, kind: str, headers: Sequence[str], rows: Sequence[Sequence[str]], name: str
) -> Batch:
    """Send a list and record what it says; one that was cut off goes on."""
    waiting = (S.READING, S.PREVIEWED, S.ACCEPTING)
    batch = Batch.objects.filter(kind=kind, state__in=waiting).order_by("pk").first()
    if batch is None:
        done = Batch.objects.filter(kind=kind, state=S.ACCEPTED).order_by("pk").first()
        if done is not None:
            return done
        content = xlsx([list(headers), *map(list, rows)], "Data")
        return matching.take_list(by=by, kind=kind, area=REGENCY, content=content, name=name)
    finish(by, batch)
    if batch.state == S.PREVIEWED:
        staging.accept(by=by, batch=batch)
        finish(by, batch)
    return batch


def _one_is_confirmed(staff: Staff, villages: Sequence[Village]) -> None:
    """The operator of one village has asked the family: it was so; the claim is prepared."""
    codes = [v.area.code for v in villages]
    rows = Finding.objects.filter(kind=K.DIED, state=Finding.State.OPEN, band="match")
    if Finding.objects.filter(kind=K.DIED, state=Finding.State.CONFIRMED).exists():
        return
    for finding in islice(rows.filter(person__village__in=codes).order_by("pk"), 1):
        village = next(v for v in villages if v.area.code == finding.person.village_id)
        matching.confirm(
            by=staff.operator(village), finding=finding, steps=["register", "claim"],
            reason="Keluarga ditanya; akta kematian dilihat", paper=finding.detail,
        )  # fmt: skip


def found(people: dict[str, set[int]], pairs: Iterable[frozenset[str]]) -> dict[str, int]:
    """What the matcher made of it."""
    kinds = Finding.objects.values_list("kind", "person_id")
    by_kind: dict[str, set[int]] = {}
    for kind, person in kinds:
        by_kind.setdefault(kind, set()).add(person)
    asked = Pair.objects.values_list("left__nik_index", "right__nik_index")
    told = {frozenset(pair) for pair in asked}
    return {
        "deaths_of_members": len(by_kind.get(K.DIED, set()) & people[K.DIED]),
        "deaths_of_others": len(by_kind.get(K.DIED, set()) - people[K.DIED]),
        "became_pns": len(by_kind.get(K.ASN, ())),
        "became_pppk": len(by_kind.get(K.PPPK, ())),
        "became_pppk_part_time": len(by_kind.get(K.PPPK_PART, ())),
        "families_above_decile": len(by_kind.get(K.DECILE, ())),
        "families_of_servants": len(by_kind.get(K.FAMILY_ASN, ())),
        "doubles": len(told & set(pairs)),
        "pairs_asked": len(told),
    }
