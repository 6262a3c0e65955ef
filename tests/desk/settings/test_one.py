"""One setting: read by officers, decided by the district's own, with a paper."""

from __future__ import annotations

import pytest
from tests.world import BELU, World

from payung.base.journal.models import Event
from payung.base.policy.models import Setting

URL = f"/aturan/{BELU}/grace_months/"
GOOD = {"value": "2", "valid_from": "2026-01-01", "paper": "Perbup 4/2026", "scope": ""}


def test_dpmd_decides(world: World) -> None:
    answer = world.client("dpmd_belu").post(URL, GOOD)
    assert answer.status_code == 302
    assert Setting.objects.get().value == 2
    assert Event.objects.get(action="policy.decided").paper == "Perbup 4/2026"


@pytest.mark.parametrize(
    ("field", "value"), [("value", "dua"), ("value", "-1"), ("paper", ""), ("valid_from", "31-31")]
)
def test_a_wrong_entry_is_named(world: World, field: str, value: str) -> None:
    answer = world.client("dpmd_belu").post(URL, {**GOOD, field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not Setting.objects.exists()


@pytest.mark.parametrize("who", ["bupati_belu", "inspektorat_belu"])
def test_who_reads_does_not_decide(world: World, who: str) -> None:
    client = world.client(who)
    assert client.get(URL).status_code == 200
    assert client.post(URL, GOOD).status_code == 403
    assert not Setting.objects.exists()


@pytest.mark.parametrize("who", ["dpmd_bulukumba", "op_bialo"])
def test_another_territory_sees_nothing(world: World, who: str) -> None:
    client = world.client(who)
    assert client.get(URL).status_code == 404
    assert client.post(URL, GOOD).status_code == 404


def test_a_stranger_is_sent_to_log_in(world: World, client: object) -> None:
    assert "/akun/masuk/" in client.get(URL)["Location"]  # type: ignore[attr-defined]


def test_no_such_setting(world: World) -> None:
    assert world.client("dpmd_belu").get(f"/aturan/{BELU}/warna/").status_code == 404
