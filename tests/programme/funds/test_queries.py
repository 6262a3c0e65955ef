"""Which fund pays where, and who reads it."""

from __future__ import annotations

import pytest
from tests.rosters import give, make_fund
from tests.world import BELU, BIALO, FULUR, KEWAR, World

from payung.programme.funds.queries import UnknownFund, for_village, fund_of, readable_by, share_of

pytestmark = pytest.mark.django_db


def test_a_village_has_its_own_and_its_regency_s_funds(world: World) -> None:
    fund = make_fund(world)
    own = make_fund(world, code="pades", name="PADes Kewar", area=KEWAR)
    assert set(for_village(KEWAR)) == {fund, own}
    assert set(for_village(FULUR)) == {fund}
    assert not for_village(BIALO).exists()


def test_the_nearest_fund_of_a_code_wins(world: World) -> None:
    make_fund(world)
    near = make_fund(world, area=KEWAR)
    assert fund_of(KEWAR, "add") == near
    with pytest.raises(UnknownFund, match="tidak ada"):
        fund_of(BIALO, "add")


@pytest.mark.parametrize(
    ("name", "reads"),
    [("op_kewar", True), ("dpmd_belu", True), ("provinsi_ntt", True), ("op_bialo", False)],
)
def test_who_reads_a_regency_s_fund(world: World, name: str, reads: bool) -> None:
    make_fund(world, area=BELU)
    assert readable_by(world.actor(name)).exists() == reads


def test_a_share_or_none(world: World) -> None:
    fund = make_fund(world)
    assert share_of(fund, KEWAR, 2026) is None
    assert share_of(fund, KEWAR, 2026) != give(world, fund)
    assert share_of(fund, KEWAR, 2026) is not None
