"""A decreed list: people, fund, roster, decree, as the rooms to the left leave them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.world import BELU, KEWAR, World

from payung.base.files import actions as files
from payung.base.policy import actions as policy
from payung.base.territory.actor import contains
from payung.base.vault.crypto import blind_index
from payung.core.calendar import Month, months_between
from payung.core.identity import search_form
from payung.programme.funds.models import Fund
from payung.programme.membership.models import Employer
from payung.programme.people.models import Person
from payung.programme.selection.annex import annex_hash
from payung.programme.selection.models import Candidate, Decree, DecreeLine, Roster
from payung.programme.selection.pricing import price_members

NAMES = ("Maria Bere", "Yosef Bau", "Agustina Mau", "Petrus Seran", "Rosalia Hoar", "Domi Lesu")


def make_person(village: str, number: int, **values: object) -> Person:
    """A resident with a well-formed, made-up NIK."""
    nik = str(values.pop("nik", f"{village[:8].replace('.', '')}150585{number:04d}"))
    name = str(values.pop("name", f"{NAMES[number % len(NAMES)]} {chr(65 + number % 26)}"))
    temporary = nik.startswith("0")
    given: dict[str, object] = {
        "village_id": village, "name": name, "name_key": search_form(name), "sex": "L",
        "birth_place": "Atambua", "birth_date": date(1985, 5, 15), "nik": nik,
        "nik_index": "" if temporary else blind_index("nik", nik), "nik_tail": "",
        "nik_state": "temporary" if temporary else "given", "kk": "", "mother_name": "Ibu Uji",
        "address": "Dusun Satu", "rt": "02", "rw": "01", "marital_status": 2, "occupation": 9,
    }  # fmt: skip
    return Person.objects.create(**{**given, **values})  # type: ignore[misc]


def make_fund(code: str = "add-kewar", area: str = KEWAR, kind: str = "apbdes") -> Fund:
    return Fund.objects.get_or_create(
        code=code, area=area,
        defaults={
            "name": f"Dana {code}", "kind": kind, "payer_level": "village",
            "regulation": "Perdes 1/2026", "valid_from": date(2026, 1, 1),
        },
    )[0]  # fmt: skip


@dataclass
class Lists:
    """Makes decreed lists; `decree(…)` is what most tests want."""

    world: World

    def decree(
        self, village: str = KEWAR, count: int = 3, *, segment: str = "bpu", start: int = 1,
        fund: Fund | None = None, months: tuple[str, str] = ("2026-01", "2026-12"),
        people: list[Person] | None = None, base: int = 1_000_000, reserves: int = 0,
        round_: int = 1, post: str = "rentan",
    ) -> Decree:  # fmt: skip
        owner = "dpmd_belu" if contains(BELU, village) else "dpmd_bulukumba"
        by = self.world.actor(owner)
        if segment == "pu":
            policy.decide(
                by=by,
                code="wage_base",
                area=village,
                scope=post,
                value=base,
                valid_from=date(2026, 1, 1),
                paper="Perbup 1/2026",
            )
        fund = fund or make_fund(f"add-{village}", village)
        roster = Roster.objects.create(
            village_id=village, fund=fund, year=2026, segment=segment, state="decreed",
            programmes="jkk,jkm", round=round_,
        )  # fmt: skip
        paper = files.store(by=by, content=b"%PDF uji", name="sk.pdf", purpose="decree")
        decree = Decree.objects.create(
            roster=roster, number=f"SK/{roster.pk}/2026", date=date(2026, 1, 2),
            signer_name="Kepala Desa", signer_post="Kepala Desa", annex_hash="0" * 64,
            pdf=paper, xlsx=paper, by_id=by.id, by_name=by.name,
        )  # fmt: skip
        wanted = list(months_between(*map(Month.parse, months)))
        people = people or [make_person(village, n) for n in range(start, start + count)]
        for position, person in enumerate(people, start=1):
            candidate = Candidate.objects.create(
                roster=roster, person=person, base=base, place="member", rank=position, post=post
            )
            priced = price_members(roster, [candidate], wanted)[candidate.pk]
            DecreeLine.objects.create(
                decree=decree, candidate=candidate, position=position, name=person.name, post=post,
                programmes=",".join(priced.programmes), base=priced.base, month_from=wanted[0],
                month_to=wanted[-1], amounts=list(priced.amounts), monthly=priced.amounts[0],
                total=priced.total, law_id=priced.law_id,
            )  # fmt: skip
        decree.annex_hash = annex_hash(decree.lines.order_by("position"))
        decree.save(update_fields=["annex_hash"])
        for n in range(reserves):
            Candidate.objects.create(
                roster=roster, person=make_person(village, start + 500 + n), base=base,
                place="reserve", rank=count + n + 1,
            )  # fmt: skip
        return decree

    def employer(self, village: str = KEWAR, npp: str = "NP000001") -> Employer:
        return Employer.objects.create(area_id=village, npp=npp, name="Desa Uji", kind="employer")

    def setting(self, code: str, value: object, area: str = BELU, scope: str = "") -> None:
        policy.decide(
            by=self.world.actor("dpmd_belu"), code=code, area=area, value=value, scope=scope,
            valid_from=date(2026, 1, 1), paper="Surat cabang 1/2026",
        )  # fmt: skip


@pytest.fixture
def lists(world: World) -> Lists:
    return Lists(world)


@pytest.fixture
def statements() -> Callable[..., object]:
    """How many statements a block sends to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)
