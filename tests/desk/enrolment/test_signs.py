"""Members whom the register shows as dead, gone, employed or over the age: found, never ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.world import FULUR, World

from payung.base.ui.todo import Harm, tasks_for
from payung.desk.enrolment.leaving import tasks
from payung.programme.membership.actions import end_membership, enrol
from payung.programme.membership.models import Membership
from payung.programme.membership.signs import Sign, sign_counts
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db
SIGNS = {"meninggal": 0, "pindah": 1, "asn": 2, "usia": 3}


@pytest.fixture
def members(world: World, lists: Lists) -> list[Membership]:
    """Six members of Kewar: dead, moved, civil servant, 66 years old, and two who are well."""
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=6))
    rows = list(Membership.objects.select_related("person").order_by("pk"))
    year = timezone.localdate().year
    for row, change in zip(
        rows,
        (
            {"life_status": "dead"}, {"life_status": "moved"}, {"occupation": 5},
            {"birth_date": date(year - 66, 1, 1)},
        ),
        strict=False,
    ):  # fmt: skip
        Person.objects.filter(pk=row.person_id).update(**change)
    return rows


@pytest.mark.parametrize(("sign", "place"), SIGNS.items())
def test_the_list_shows_who_carries_a_sign(
    world: World, members: list[Membership], sign: str, place: int
) -> None:
    page = world.client("op_kewar").get("/iuran/peserta/", {"tanda": sign})
    assert [row.pk for row in page.context["page"]] == [members[place].pk]
    html = page.content.decode()
    assert "1 peserta" in html
    assert str(Sign(sign).label) in html
    own = world.client("op_kewar").get(f"/iuran/peserta/{members[place].pk}/").content.decode()
    assert f"<strong>{Sign(sign).label}</strong>" in own
    assert "tidak mengakhiri apa pun" in own


def test_a_search_keeps_the_sign(world: World, members: list[Membership]) -> None:
    answer = world.client("op_kewar").post("/iuran/peserta/", {"cari": "", "tanda": "asn"})
    assert answer["Location"] == "/iuran/peserta/?tanda=asn"


def test_tasks_for_who_may_end_a_membership(world: World, members: list[Membership]) -> None:
    found = {task.url.partition("tanda=")[2]: task for task in tasks(world.actor("dpmd_belu"))}
    assert {sign: task.count for sign, task in found.items()} == dict.fromkeys(SIGNS, 1)
    assert found["meninggal"].harm is Harm.FAMILY
    assert found["meninggal"].title == "1 peserta aktif tercatat meninggal"
    for name in ("op_kewar", "dpmd_bulukumba", "inspektorat_belu"):
        assert not list(tasks(world.actor(name)))
    assert found["meninggal"] in tasks_for(world.actor("dpmd_belu"))


def test_an_act_counts_anew_and_rest_costs_one_statement(
    world: World, members: list[Membership], django_assert_num_queries: object
) -> None:
    actor, today = world.actor("dpmd_belu"), timezone.localdate()
    assert sign_counts(actor, today)[Sign.DIED] == 1
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert sign_counts(actor, today)[Sign.DIED] == 1
    end_membership(
        by=actor, membership=members[0], on=today, reason="died", paper="Akta kematian 1"
    )
    assert sign_counts(actor, today)[Sign.DIED] == 0


def test_the_boundary_is_the_districts_own(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(FULUR, 1))
    year = timezone.localdate().year
    Person.objects.update(birth_date=date(year - 62, 1, 1))
    client = world.client("dpmd_belu")
    assert not list(client.get("/iuran/peserta/?tanda=usia").context["page"])
    lists.setting("age_boundary", 60)
    assert len(list(client.get("/iuran/peserta/?tanda=usia").context["page"])) == 1
