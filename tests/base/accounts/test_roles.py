"""Who may do what: the table of roles, held to the separation of hands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.world import BELU, BULUKUMBA, FULUR, KEWAR, World

from payung.base.accounts import actions as accounts
from payung.base.accounts.queries import UnknownUser, actor_for, actor_named
from payung.base.accounts.roles import ROLES
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area

HANDS = [Right.PROPOSE, Right.REVIEW, Right.VERIFY, Right.DECREE, Right.DECREE_DISTRICT]


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda r: r.code)
def test_no_role_holds_two_hands(role: object) -> None:
    assert sum(right in role.rights for right in HANDS) <= 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["inspektorat", "province", "kejari", "outsider"])
def test_who_only_reads_writes_nothing(code: str) -> None:
    reads = {Right.VIEW_FIGURES, Right.VIEW_PEOPLE, Right.VIEW_IDENTITY, Right.VIEW_BUDGET,
             Right.VIEW_JOURNAL, Right.REPORT, Right.VIEW_CLAIMS,
             Right.VIEW_HEALTH}  # fmt: skip
    assert ROLES[code].rights <= reads


def test_province_sees_no_names() -> None:
    assert Right.VIEW_PEOPLE not in ROLES["province"].rights


def test_the_reach_of_a_village_operator_ends_at_the_village(world: World) -> None:
    actor = world.actor("op_kewar")
    assert actor.may(Right.PROPOSE, KEWAR)
    assert not actor.may(Right.PROPOSE, FULUR)
    assert not actor.may(Right.PROPOSE, BELU)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        actor.require(Right.PROPOSE, FULUR)


def test_areas_are_seen_by_territory(world: World) -> None:
    seen = Area.objects.visible_to(world.actor("camat_lamaknen"))
    assert set(seen.values_list("level", flat=True)) == {"district", "village"}
    assert not seen.in_area(BULUKUMBA).exists()
    assert not Area.objects.visible_to(world.actor("orang_luar")).exists()


def test_a_role_ends_with_its_day(world: World) -> None:
    user = world.user("op_kewar")
    yesterday = date.today() - timedelta(days=1)
    accounts.end_assignment(
        by=accounts.SYSTEM, assignment=user.assignments.get(), until=yesterday, reason="berhenti"
    )
    assert actor_for(user).grants == ()
    assert actor_for(user, on=yesterday).grants != ()


def test_a_role_sits_only_at_its_level(world: World) -> None:
    with pytest.raises(ValueError, match="Kepala desa"):
        accounts.assign(
            by=accounts.SYSTEM, user=world.user("op_kewar"), role="kades",
            area=Area.objects.get(code=BELU), since=date(2026, 1, 1), paper="SK",
        )  # fmt: skip


def test_dpmd_gives_roles_only_at_home(world: World) -> None:
    giver = world.actor("dpmd_belu")
    user = world.user("orang_luar")
    accounts.assign(
        by=giver, user=user, role="village_operator", area=Area.objects.get(code=KEWAR),
        since=date(2026, 1, 1), paper="SK 2",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        accounts.assign(
            by=giver, user=user, role="village_operator",
            area=Area.objects.get(code="73.02.01.2004"), since=date(2026, 1, 1), paper="SK 2",
        )  # fmt: skip


def test_a_clerk_makes_no_accounts(world: World) -> None:
    with pytest.raises(NotAllowed):
        accounts.create_user(by=world.actor("op_kewar"), username="baru", name="Baru", password="x")


def test_unknown_user_is_a_sentence(world: World) -> None:
    with pytest.raises(UnknownUser, match="tidak ada"):
        actor_named("siapa")


def test_nobody_gives_himself_a_role(world: World) -> None:
    with pytest.raises(NotAllowed, match="diri sendiri"):
        accounts.assign(
            by=world.actor("dpmd_belu"), user=world.user("dpmd_belu"), role="kades",
            area=Area.objects.get(code=KEWAR), since=date(2026, 1, 1), paper="SK 1",
        )  # fmt: skip
