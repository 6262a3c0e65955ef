"""A fund, a share and a list of Desa Kewar, as most tests of selection need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.world import BELU, KEWAR, World

from payung.base.territory.models import Area
from payung.base.vault.crypto import blind_index
from payung.core.calendar import Month
from payung.desk.roster import actions as flow
from payung.programme.funds import actions as funds
from payung.programme.funds.models import Allotment, Fund
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, Minutes, NewCandidate
from payung.programme.selection.models import Decree, Roster

TODAY = date(2026, 1, 5)
MINUTES = Minutes(number="BA 1/MUSDES/2026", on=date(2026, 1, 3))
PAPER = DecreePaper(number="SK 7/2026", on=TODAY)
DPMD = "dpmd_belu"


def person(number: int = 1, *, village: str = KEWAR, **values: Any) -> Person:
    """A farmer born in 1980 whose NIK ends in the number; `nik` may be given."""
    nik = values.pop("nik", f"530401010180{number:04d}")
    kk = values.pop("kk", f"530401010120{number:04d}")
    name = values.pop("name", f"Maria Bere {number:04d}")
    defaults: dict[str, Any] = {
        "name": name, "name_key": name.upper(), "sex": "P", "birth_date": date(1980, 1, 1),
        "nik": nik, "nik_index": blind_index("nik", nik),
        "nik_tail": blind_index("nik_tail", nik[-4:]),
        "nik_state": "given", "kk": kk, "kk_index": blind_index("kk", kk), "occupation": 9,
        "occupation_text": "Petani", "hamlet": "Webora", "rt": "003", "rw": "001",
    }  # fmt: skip
    return Person.objects.create(village_id=village, **{**defaults, **values})


def make_fund(world: World, **values: Any) -> Fund:
    """The villages' ADD of Belu with its usual rules; income reported Rp1.000.000."""
    terms: dict[str, Any] = {
        "code": "add", "name": "Alokasi Dana Desa", "kind": Fund.Kind.APBDES, "area": BELU,
        "payer_level": Area.Level.VILLAGE, "regulation": "Perbup Belu 3/2026",
        "valid_from": date(2026, 1, 1), "income_base": 1_000_000,
    }  # fmt: skip
    fund = funds.make_fund(by=world.actor(DPMD), terms=funds.FundTerms(**{**terms, **values}))
    selection.adopt_rules(by=world.actor(DPMD), fund=fund)
    return fund


def give(world: World, fund: Fund, village: str = KEWAR, **values: Any) -> Allotment:
    """A share of the fund: target 100, quota 150, the whole of 2026."""
    share: dict[str, Any] = {
        "year": 2026, "month_from": Month(2026, 1), "month_to": Month(2026, 12),
        "paper": "SE Bupati 1/2026", "target_minimum": 100, "quota": 150,
    }  # fmt: skip
    return funds.set_allotment(
        by=world.actor(DPMD), fund=fund, village=Area.objects.get(code=village),
        share=funds.Share(**{**share, **values}),
    )  # fmt: skip


@dataclass
class Listed:
    """A list with its people, and its people of the workflow by step."""

    world: World
    fund: Fund
    roster: Roster
    people: list[Person]

    def fresh(self) -> Roster:
        return Roster.objects.select_related("fund", "village").get(pk=self.roster.pk)

    def propose(self) -> None:
        flow.propose(by=self.world.actor("op_kewar"), roster=self.roster, minutes=MINUTES, on=TODAY)

    def review(self) -> None:
        flow.review(by=self.world.actor("camat_lamaknen"), roster=self.roster, on=TODAY)

    def verify(self) -> None:
        flow.verify(by=self.world.actor(DPMD), roster=self.roster, on=TODAY)

    def decree(self, paper: DecreePaper = PAPER) -> Decree:
        return flow.decree(
            by=self.world.actor("kades_kewar"), roster=self.roster, paper=paper, on=TODAY
        )

    def bring_to(self, state: str) -> Roster:
        """Take the forward steps until the list has the state."""
        steps = (self.propose, self.review, self.verify, self.decree)
        order = ("draft", "proposed", "reviewed", "verified", "decreed")
        for n in range(order.index(self.fresh().state), order.index(state)):
            steps[n]()
            assert self.fresh().state == order[n + 1]
        return self.fresh()


def listed(world: World, heads: int = 3, **share: Any) -> Listed:
    """A draft list of Kewar with this many farmers, judged."""
    fund = make_fund(world)
    give(world, fund, **share)
    operator = world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=fund, year=2026
    )
    people = [person(n) for n in range(1, heads + 1)]
    selection.add_candidates(
        by=operator, roster=roster,
        people=[NewCandidate(p.pk, working_statement=True, decile=2) for p in people],
    )  # fmt: skip
    flow.assess(by=operator, roster=roster, on=TODAY)
    return Listed(world, fund, roster, people)
