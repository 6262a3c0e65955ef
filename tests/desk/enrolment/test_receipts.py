"""Receipts by hand on the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.world import BIALO, KEWAR, World

from payung.core.calendar import Month
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import Posting
from payung.programme.membership.queries import covered_by_village

pytestmark = pytest.mark.django_db
GOOD = {"village": KEWAR, "month": "2026-01", "paid_on": "2026-01-14", "reference": "KI-1"}


@pytest.fixture(autouse=True)
def _enrolled(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=2))


@pytest.mark.parametrize("name", ["dpmd_belu", "bpjs_belu"])
def test_a_receipt_makes_cover_once(world: World, name: str) -> None:
    client = world.client(name)
    answer = client.post("/iuran/terima/", {**GOOD, "amount": "Rp33.600"}, follow=True)
    page = answer.content.decode()
    assert "2 orang terlindungi pada bulan itu; 0 sudah tercatat" in page
    assert "KI-1" in page
    assert "Rp33.600" in page
    again = client.post("/iuran/terima/", {**GOOD, "amount": "33600"}, follow=True)
    assert "0 orang terlindungi pada bulan itu; 2 sudah tercatat" in again.content.decode()
    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"month": ""}, {"month": "x"}, {"reference": ""}, {"amount": "dua"},
        {"village": BIALO}, {"paid_on": (timezone.localdate() + timedelta(1)).isoformat()},
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(world: World, change: dict[str, str]) -> None:
    answer = world.client("bpjs_belu").post("/iuran/terima/", {**GOOD, **change})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(change)
    assert not Posting.objects.exists()


def test_too_little_is_refused_with_the_sum(world: World) -> None:
    answer = world.client("bpjs_belu").post("/iuran/terima/", {**GOOD, "amount": "33599"})
    assert answer.status_code == 422
    assert "kurang dari iuran 2 orang, Rp33.600" in answer.content.decode()


def test_taking_a_receipt_back(world: World) -> None:
    client = world.client("dpmd_belu")
    client.post("/iuran/terima/", GOOD)
    url = f"/iuran/terima/{Posting.objects.get().pk}/tarik/"
    assert "Tarik bukti KI-1" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    client.post(url, {"reason": "salah bulan"})
    assert not Posting.objects.exists()
    assert covered_by_village(world.actor("dpmd_belu"), Month(2026, 1)) == {}


@pytest.mark.parametrize("name", ["op_kewar", "kaur_kewar", "camat_lamaknen", "bupati_belu"])
def test_who_does_not_record(world: World, name: str) -> None:
    client = world.client(name)
    assert client.get("/iuran/terima/").status_code == 403
    assert client.post("/iuran/terima/", GOOD).status_code == 403


def test_the_neighbour_district_does_not_see_it(world: World) -> None:
    world.client("dpmd_belu").post("/iuran/terima/", GOOD)
    client = world.client("dpmd_bulukumba")
    assert "KI-1" not in client.get("/iuran/terima/").content.decode()
    assert client.get(f"/iuran/terima/{Posting.objects.get().pk}/tarik/").status_code == 404
