"""The page on which earlier months are mended: first looked at, then written."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.world import KEWAR, World

from payung.core.calendar import Month
from payung.programme.billing.actions import issue_bills
from payung.programme.billing.models import Bill
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import Correction, Membership

pytestmark = pytest.mark.django_db
FORM = {"month_from": "Maret 2026", "month_to": "2026-03", "what": "wage", "base": "3.000.000",
        "paper": "SK 9/2026"}  # fmt: skip


@pytest.fixture
def path(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """An official of Kewar, billed for March; today is June."""
    lists, dpmd = Lists(world), world.actor("dpmd_belu")
    lists.employer(KEWAR)
    decree = lists.decree(KEWAR, 1, segment="pu", base=2_500_000, post="perangkat")
    enrol(by=dpmd, decree=decree)
    issue_bills(by=dpmd, area=KEWAR, month=Month(2026, 3))
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 6, 10))
    return f"/iuran/tagihan/koreksi/{Membership.objects.get().pk}/"


def test_looked_at_first_then_written(world: World, path: str) -> None:
    client = world.client("dpmd_belu")
    assert "diperbaiki dengan baris baru" in client.get(path).content.decode()
    text = client.post(path, FORM).content.decode()
    assert "Koreksi ini menambah Rp2.700 pada tagihan" in text
    assert not Correction.objects.exists()
    text = client.post(path, FORM | {"simpan": "1"}, follow=True).content.decode()
    assert "1 tagihan koreksi terbit, Rp2.700" in text
    assert Bill.objects.filter(kind="correction", period="2026-06").count() == 1
    again = client.post(path, FORM | {"simpan": "1"})
    assert (again.status_code, "sudah seperti ini" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"base": ""}, "Isi nilai yang benar"),
        ({"month_to": "kapan"}, "Tulis bulan seperti"),
        ({"paper": ""}, "error-summary"),
        ({"book_in": "2026-02", "month_from": "2025-03"}, "tidak direncanakan"),
    ],
)
def test_what_is_wrong_comes_back_with_its_reason(
    world: World, path: str, wrong: dict[str, str], said: str
) -> None:
    answer = world.client("dpmd_belu").post(path, FORM | wrong | {"simpan": "1"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Correction.objects.exists()


def test_others_may_not(world: World, path: str) -> None:
    for name in ("kades_kewar", "kaur_kewar", "bpjs_belu", "bud_belu"):
        assert world.client(name).post(path, FORM).status_code == 403
    assert world.client("dpmd_bulukumba").post(path, FORM).status_code == 404
