"""Adopting rules and putting new versions in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.rosters import make_fund
from tests.world import PEOPLE, World

from payung.base.journal.models import Event
from payung.base.territory.actor import NotAllowed
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import RuleTerms
from payung.programme.selection.models import FundRule
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.registry import RULES

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def put(world: World, by: str = "dpmd_belu", **terms: Any) -> FundRule:
    from payung.programme.funds.models import Fund

    given: dict[str, Any] = {
        "code": "decile", "valid_from": JUNE, "regulation": "Perbup 20/2026",
        "params": {"maximum": 1},
    }  # fmt: skip
    return selection.set_rule(
        by=world.actor(by), fund=Fund.objects.get(), terms=RuleTerms(**{**given, **terms})
    )


def test_a_fund_takes_the_usual_rules_once(world: World) -> None:
    fund = make_fund(world)
    adopted = {code for code, rule in RULES.items() if rule.adopted}
    assert set(fund.rules.values_list("code", flat=True)) == adopted
    assert selection.adopt_rules(by=world.actor("dpmd_belu"), fund=fund) == []


def test_a_fund_can_choose_more_rules_and_limits(world: World) -> None:
    fund = make_fund(world)
    fund.rules.all().delete()
    selection.adopt_rules(
        by=world.actor("dpmd_belu"), fund=fund,
        params={"income": {"maximum": 1_000_000}, "decile": {"maximum": 1}},
    )  # fmt: skip
    assert fund.rules.get(code="income").params == {"maximum": 1_000_000}
    assert fund.rules.get(code="decile").params == {"maximum": 1}


def test_the_version_before_ends_the_day_before(world: World) -> None:
    make_fund(world)
    put(world)
    old, new = FundRule.objects.filter(code="decile").order_by("valid_from")
    assert (old.valid_until, new.valid_from, new.valid_until) == (date(2026, 5, 31), JUNE, None)
    assert Event.objects.filter(action="selection.rule.set", paper="Perbup 20/2026").exists()


def test_the_same_day_again_corrects_the_version(world: World) -> None:
    make_fund(world)
    put(world)
    put(world, params={"maximum": 2})
    assert FundRule.objects.get(code="decile", valid_from=JUNE).params == {"maximum": 2}


def test_only_dpmd_sets_rules(world: World) -> None:
    make_fund(world)
    for name in set(PEOPLE) - {"dpmd_belu"}:
        with pytest.raises(NotAllowed):
            put(world, by=name)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"code": "zodiac"}, "tidak dikenal"),
        ({"regulation": " "}, "dasar aturan"),
        ({"params": {"minimum": 1}}, "tidak mengenal parameter minimum"),
        ({"params": {"maximum": "x"}}, "bilangan bulat"),
        ({"params": {"maximum": -1}}, "bilangan bulat"),
        ({"params": {"maximum": True}}, "bilangan bulat"),
        ({"confidence": "sure"}, "Keyakinan"),
    ],
)
def test_what_is_refused(world: World, terms: dict[str, Any], words: str) -> None:
    make_fund(world)
    with pytest.raises(SelectionRefused, match=words):
        put(world, **terms)


def test_no_version_before_a_later_one(world: World) -> None:
    make_fund(world)
    put(world)
    with pytest.raises(SelectionRefused, match="lebih baru"):
        put(world, valid_from=date(2026, 5, 1))
