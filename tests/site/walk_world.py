"""Two districts with something of everything in them, made once by public actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.test import override_settings
from tests.importing import imported, received
from tests.resident_files import HEADERS, nik, xlsx
from tests.rosters import MINUTES, TODAY
from tests.sending import receive
from tests.site.walk_claims import build_claims
from tests.site.walk_money import build_money
from tests.site.walk_sponsors import build_pledge
from tests.world import BELU, BIALO, BULUKUMBA, KEWAR, World, load_two_regencies

from payung.base.accounts import actions as accounts
from payung.base.jobs.actions import run_here
from payung.base.policy import actions as policy
from payung.base.staging import actions as staging
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.sipp import example_layout
from payung.desk.budget import actions as budget
from payung.desk.matching.models import Finding, Pair
from payung.desk.reports.actions import freeze
from payung.desk.reports.periods import Period
from payung.desk.roster import actions as flow
from payung.programme.funds import actions as funds
from payung.programme.funds.models import Fund
from payung.programme.membership import actions as membership
from payung.programme.membership.models import Membership
from payung.programme.people.actions import propose_merge
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, NewCandidate
from payung.programme.selection.models import Decree, Roster


@dataclass(frozen=True)
class Place:
    """A district, one of its villages, and who acts there."""

    regency: str
    village: str
    operator: str
    camat: str
    head: str
    dpmd: str
    recorder: str
    family: str
    prefix: str


PLACES = (
    Place(BELU, KEWAR, "op_kewar", "camat_lamaknen", "kades_kewar", "dpmd_belu", "bpjs_belu",
          "Seran Berek", "530401"),
    Place(BULUKUMBA, BIALO, "op_bialo", "camat_gantarang", "kades_bialo", "dpmd_bulukumba",
          "dpmd_bulukumba", "Daeng Pabisa", "730201"),
)  # fmt: skip
SHARED = 7777
GIVEN = ("Maria", "Yosefina", "Agustinus", "Petrus", "Rosalina", "Dominggus", "Kornelis", "Anita")


@dataclass
class Things:
    """Ids of one district by what they are, and what must not be seen by others."""

    place: Place
    ids: dict[str, int | str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def build(world: World) -> list[Things]:
    """Both districts, and in each a list that names somebody of the other: held back."""
    made = [_Builder(world, place).all() for place in PLACES]
    for one, other in zip(made, reversed(made), strict=True):
        row = [
            "1", nik(SHARED, 17, 8, 80, other.place.prefix), "", f"Yohanes {one.place.family} Xa",
            "L", "Rumah", "17-08-1980", "Jl. Uji", "001", "002", "Petani/Pekebun", "",
        ]  # fmt: skip
        batch = received(
            world.actor(one.place.operator), xlsx([row]), one.place.village, "bertemu.xlsx"
        )
        held = batch.rows.get(verdict="parked")
        one.ids |= {"held_batch": batch.pk, "held_row": held.number}
    return made


@dataclass
class Built:
    world: World
    districts: list[Things]


@contextmanager
def built_once(blocker: Any, **changed: Any) -> Iterator[Built]:
    """Both districts for all tests of a module, taken back at its end."""
    changed = {"MFA_NOT_ENFORCED": True, **changed}
    with blocker.unblock(), override_settings(**changed), transaction.atomic():
        load_two_regencies()
        world = World()
        yield Built(world, build(world))
        transaction.set_rollback(True)


class _Builder:
    def __init__(self, world: World, place: Place) -> None:
        self.world, self.place, self.things = world, place, Things(place)
        self.ids = self.things.ids
        self.village = Area.objects.get(code=place.village)

    def all(self) -> Things:
        self._people()
        self._fund()
        self._decreed()
        self._draft()
        self._members()
        self._matching()
        self.ids |= build_money(self.world, self.place)
        self.ids["pledge"] = build_pledge(self.world, self.place, int(self.ids["person"]))
        self._officer()
        self._report()
        self.ids |= build_claims(self.world, self.place, int(self.ids["member"]))
        return self.things

    def _officer(self) -> None:
        """Somebody of an OPD whose office is not named yet."""
        code = self.place.regency
        user = accounts.create_user(
            by=accounts.SYSTEM, username=f"kpa_{code}", name="Petugas OPD", password="payung-opd-1"
        )
        self.ids["officer"] = accounts.assign(
            by=accounts.SYSTEM, user=user, role="kpa", area=Area.objects.get(code=code),
            since=date(2020, 1, 1), paper="SK uji",
        ).pk  # fmt: skip

    def _row(self, number: int, *, good: bool = True) -> list[str]:
        place = self.place
        name = f"{GIVEN[number % len(GIVEN)]} {place.family} {'ABCDEFGHIJ'[number % 10]}a"
        number_ = nik(7100 + number, 17, 8, 80, place.prefix) if good else f"{place.prefix}17088"
        card = f"{place.prefix}010190{4000 + number:04d}"
        self.things.names.append(name)
        self.things.numbers += [number_, card] if good else [card]
        return [
            str(number), number_, card, name, "L", "Rumah", "17-08-1980", "Jl. Uji", "001", "002",
            "Petani/Pekebun", f"Ibu {place.family}",
        ]  # fmt: skip

    def _people(self) -> None:
        place, operator = self.place, self.world.actor(self.place.operator)
        rows = [self._row(n) for n in range(1, 6)]
        # Somebody whose number the other district knows as well; its name stays secret.
        rows[4][1] = nik(SHARED, 17, 8, 80, place.prefix)
        self.things.numbers.remove(nik(7105, 17, 8, 80, place.prefix))
        done = imported(operator, xlsx([*rows, self._row(6, good=False)]), place.village)
        assert done.state == "accepted", done.message
        self.ids["batch"] = done.pk
        waiting = received(
            operator, xlsx([self._row(7), self._row(8, good=False)]), place.village, "kedua.xlsx"
        )
        assert waiting.state == "previewed", waiting.message
        self.ids["waiting_batch"] = waiting.pk
        self.ids["bad_row"] = waiting.rows.get(verdict="rejected").number
        odd = ["x", "kartu", "kk", "apa", "ini", "tempat", "kapan", "jalan", "a", "b", "c", "d"]
        assert len(odd) == len(HEADERS)
        unknown = received(operator, xlsx([self._row(9)], odd), place.village, "aneh.xlsx")
        assert unknown.state == "needs_mapping", unknown.state
        self.ids["unknown_batch"] = unknown.pk
        self.people = list(Person.objects.filter(village=self.village).order_by("name"))
        assert len(self.people) == 5
        self.ids["person"] = self.people[0].pk

    def _fund(self) -> None:
        dpmd = self.world.actor(self.place.dpmd)
        terms = funds.FundTerms(
            code="add", name="Alokasi Dana Desa", kind=Fund.Kind.APBDES,
            area=self.place.regency, payer_level=Area.Level.VILLAGE,
            regulation="Perbup 3/2026", valid_from=date(2026, 1, 1),
            income_base=1_000_000,
        )  # fmt: skip
        self.fund = budget.open_fund(by=dpmd, terms=terms)
        self.ids["fund"] = self.fund.pk
        for year in (2026, 2027):
            share = funds.Share(
                year=year, month_from=Month(year, 1), month_to=Month(year, 12),
                paper="SE 1/2026", target_minimum=2, quota=10,
            )  # fmt: skip
            budget.give_shares(by=dpmd, fund=self.fund, villages=[self.village], share=share)
        policy.decide(
            by=dpmd, code="bpu_layout", area=self.place.regency, value=example_layout(),
            valid_from=date(2026, 1, 1), paper="Surat cabang 1/2026",
        )  # fmt: skip

    def _list(self, year: int, people: list[Person]) -> Roster:
        operator = self.world.actor(self.place.operator)
        roster = selection.open_roster(by=operator, village=self.village, fund=self.fund, year=year)
        selection.add_candidates(
            by=operator, roster=roster,
            people=[NewCandidate(p.pk, working_statement=True, decile=2) for p in people],
        )  # fmt: skip
        flow.assess(by=operator, roster=roster, on=TODAY)
        return roster

    def _decreed(self) -> None:
        actor, place = self.world.actor, self.place
        roster = self._list(2026, self.people[:4])
        reserve = roster.candidates.order_by("-pk")[0]
        selection.place(
            by=actor(place.operator), roster=roster, ids=[reserve.pk], place="reserve", reason=""
        )
        flow.propose(by=actor(place.operator), roster=roster, minutes=MINUTES, on=TODAY)
        flow.review(by=actor(place.camat), roster=roster, on=TODAY)
        flow.verify(by=actor(place.dpmd), roster=roster, on=TODAY)
        paper = DecreePaper(number=f"SK 7/{place.village}", on=TODAY)
        decree = flow.decree(by=actor(place.head), roster=roster, paper=paper, on=TODAY)
        self.ids |= {"roster": roster.pk, "decree": decree.pk}

    def _draft(self) -> None:
        roster = self._list(2027, self.people[:2])
        self.ids |= {"draft": roster.pk, "candidate": roster.candidates.order_by("pk")[0].pk}

    def _members(self) -> None:
        actor, place = self.world.actor, self.place
        dpmd, recorder = actor(place.dpmd), actor(place.recorder)
        decree = Decree.objects.get(pk=self.ids["decree"])
        done = membership.enrol(by=dpmd, decree=decree)
        members = [line.line.candidate.person_id for line in done.added]
        rows = Membership.objects.filter(person__in=members).order_by("pk")
        assert len(rows) == 3
        self.ids["member"] = rows[0].pk
        employer = membership.register_employer(
            by=dpmd, area=place.village, npp=f"NP{place.prefix}", name="Desa Uji", kind="employer"
        )
        self.ids["employer"] = employer.pk
        written = membership.export(by=dpmd, segment="bpu", area=place.regency)
        self.ids["export"] = written.exports[0].pk
        recorded = membership.record_posting(
            by=recorder, village=place.village, month=Month(2026, 1), paid_on=date(2026, 1, 14),
            reference=f"KI-{place.prefix}",
        )  # fmt: skip
        self.ids["posting"] = recorded.posting.pk
        lines = [["NIK", "NAMA", "TOTAL"], *([p.nik, p.name, 16_800] for p in self.people)]
        batch = receive(recorder, "bpjs_posting", place.regency, lines, month=Month(2026, 2),
                        paid_on=date(2026, 2, 14), reference=f"KJ-{place.prefix}")  # fmt: skip
        assert batch.state == "previewed", batch.message
        self.ids["bpjs_batch"] = batch.pk
        unknown = receive(recorder, "bpjs_posting", place.regency,
                          [["apa", "ini"], *([p.nik, p.name] for p in self.people)])  # fmt: skip
        self.ids["bpjs_unknown"] = unknown.pk

    def _matching(self) -> None:
        """A question about two records, a merge that waits, a list of BPJS with what it says."""
        place, actor = self.place, self.world.actor
        member, *_others, reserve, free = self.people
        left, right = sorted((reserve, free), key=lambda p: p.pk)
        pair = Pair.objects.create(
            left=left, right=right, weight=3.0, band="review", points_version="uji",
            reasons=[["start", 3.0, "mulai", "start"]],
        )  # fmt: skip
        merge = propose_merge(by=actor(place.camat), kept=member, gone=free, reason="KTP-el")
        assert merge.state == "proposed"
        lines = [["KPJ", "NIK", "Nama TK"], [f"2102{place.prefix}9", member.nik, member.name]]
        batch = receive(actor(place.recorder), "bpjs_active", place.regency, lines)
        job = staging.accept(by=actor(place.recorder), batch=batch)
        done = run_here(by=actor(place.recorder), job=job)
        assert done.state == "done", (done.message, batch.counts, batch.problem_counts)
        said = list(batch.rows.values_list("number", "verdict", "codes"))
        assert Finding.objects.filter(batch=batch).count() == 1, said
        finding = Finding.objects.get(batch=batch)
        self.ids |= {"pair": pair.pk, "merge": merge.pk, "list": batch.pk, "finding": finding.pk}

    def _report(self) -> None:
        area = Area.objects.select_related("parent").get(code=self.place.regency)
        done = freeze(
            by=self.world.actor(self.place.dpmd), area=area, period=Period.parse("2026-01")
        ).snapshot
        self.ids |= {"report": done.pk, "digest": done.content_hash[:16]}
