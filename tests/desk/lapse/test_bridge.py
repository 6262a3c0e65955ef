"""Tranches later than the grace: who lapses before the money comes, and what carries them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.covered import covered, today  # noqa: F401
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.lapse.bridge import Span, bridge
from payung.programme.funds.models import Allotment

pytestmark = pytest.mark.django_db


def spans(world: World, tranche: date, **own: Any) -> dict[str, Span]:
    found = bridge(
        world.actor("dpmd_belu"), Area.objects.get(code=BELU), 2027, tranche, own.get("own")
    )
    return {span.village.code: span for span in found}


def test_money_at_the_end_of_april_comes_too_late(covered: World) -> None:  # noqa: F811
    found = spans(covered, date(2027, 4, 30))
    kewar = found[KEWAR]
    assert (kewar.heads, kewar.lapses_on) == (5, date(2027, 3, 16))
    assert kewar.months == (Month(2027, 1), Month(2027, 2))
    assert kewar.rupiah == 2 * 5 * 16_800
    assert kewar.days_short == 45


def test_money_in_february_comes_in_time(covered: World) -> None:  # noqa: F811
    assert spans(covered, date(2027, 2, 20)) == {}


def test_the_day_itself_decides(covered: World) -> None:  # noqa: F811
    assert spans(covered, date(2027, 3, 15)) == {}
    assert set(spans(covered, date(2027, 3, 16))) == {KEWAR, FULUR}


def test_a_village_may_have_a_day_of_its_own(covered: World) -> None:  # noqa: F811
    found = spans(covered, date(2027, 2, 1), own={FULUR: date(2027, 5, 31)})
    assert set(found) == {FULUR}


def test_who_could_carry_holds_the_months_in_its_share(covered: World) -> None:  # noqa: F811
    share = Allotment.objects.get(village=KEWAR)
    share.pk, share.year = None, 2027
    share.month_from, share.month_to = Month(2027, 1), Month(2027, 6)
    share.save()
    found = spans(covered, date(2027, 4, 30))
    assert found[KEWAR].carriers == (share.fund.name,)
    assert found[FULUR].carriers == ()


def test_the_page_asks_for_the_day_and_never_guesses_it(covered: World) -> None:  # noqa: F811
    client = covered.client("dpmd_belu")
    path = f"/iuran/tetap-terlindungi/{BELU}/jembatan/"
    assert "Isi hari cair" in client.get(path).content.decode()
    wrong = client.get(f"{path}?tahun=2027&cair=2026-04-30").content.decode()
    assert "Hari cair harus dalam tahun 2027" in wrong
    said = client.get(f"{path}?tahun=2027&cair=2027-04-30").content.decode()
    assert "8 peserta di 2 desa atau kelurahan gugur lebih dulu" in said
    assert "Rp268.800" in said
    assert covered.client("dpmd_bulukumba").get(path).status_code == 404
