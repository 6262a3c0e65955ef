"""Tranches later than the grace: who lapses before the money comes, and what carries them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.lapse.bridge import Bridged, Span, bridge
from payung.edge.cli.main import main
from payung.programme.funds.models import Allotment, Fund

pytestmark = pytest.mark.django_db


def spans(world: World, tranche: date, **own: Any) -> dict[str, Span]:
    found = bridge(
        world.actor("dpmd_belu"), Area.objects.get(code=BELU), 2027, tranche, own.get("own")
    )
    return {span.village.code: span for span in found.spans}


def decide(world: World, area: str, day: str, *, scope: str = "2027/add/1") -> None:
    policy.decide(
        by=world.actor("dpmd_belu"), code="tranche_day", area=area, scope=scope, value=day,
        valid_from=date(2026, 11, 1), paper="Perbup 40/2026",
    )  # fmt: skip


def of_calendar(world: World) -> Bridged:
    return bridge(world.actor("dpmd_belu"), Area.objects.get(code=BELU), 2027)


def test_the_calendar_of_a_village_decides_and_the_nearest_region_wins(
    covered: World,
) -> None:
    found = of_calendar(covered)
    assert (found.spans, [v.code for v in found.unknown]) == ((), [KEWAR, FULUR])
    decide(covered, BELU, "2027-04-30")
    decide(covered, FULUR, "2027-02-10")
    (span,) = of_calendar(covered).spans
    assert (span.village.code, span.tranche, span.paper) == (
        KEWAR, date(2027, 4, 30), "Perbup 40/2026",
    )  # fmt: skip
    typed = spans(covered, date(2027, 2, 1))
    assert set(typed) == {KEWAR}  # what is written down stands
    found = bridge(covered.actor("dpmd_belu"), Area.objects.get(code=BELU), 2027,
                   date(2027, 5, 31), for_all=True)  # fmt: skip
    assert {s.village.code for s in found.spans} == {KEWAR, FULUR}


def test_money_of_another_kind_waits_for_its_own_tranche(covered: World) -> None:
    decide(covered, BELU, "2027-02-10")
    Fund.objects.filter(code=f"add-{KEWAR}").update(kind="dana-desa")
    found = of_calendar(covered)
    assert [v.code for v in found.unknown] == [KEWAR]
    decide(covered, BELU, "2027-06-01", scope="2027/dd/1")
    assert {s.village.code for s in of_calendar(covered).spans} == {KEWAR}
    Fund.objects.filter(code=f"add-{KEWAR}").update(kind="csr")
    assert of_calendar(covered) == Bridged((), ())


def test_the_calendar_page_takes_a_day_and_the_radar_shows_it(covered: World) -> None:
    client = covered.client("dpmd_belu")
    path = f"/iuran/tetap-terlindungi/{FULUR}/kalender/"
    form = {"tahun": "2027", "dana": "add", "tahap": "1", "cair": "2027-04-30", "paper": "SE 2"}
    assert "0 dari 1 desa" in client.get(path).content.decode()
    text = client.post(path, form, follow=True).content.decode()
    assert "1 dari 1 desa di Desa Fulur sudah mempunyai hari cair 2027." in text
    assert "Di 1 desa, 3 peserta gugur sebelum tahap pertamanya." in text
    wrong = client.post(path, form | {"paper": ""}).content.decode()
    assert "error-summary" in wrong
    radar = client.get(f"/iuran/tetap-terlindungi/{FULUR}/").content.decode()
    assert "ADD 1 cair 30 April 2027, sesudah gugur" in radar
    for name in ("kaur_kewar", "camat_lamaknen", "dpmd_bulukumba"):
        assert covered.client(name).post(path, form).status_code in {403, 404}


def test_money_at_the_end_of_april_comes_too_late(covered: World) -> None:
    found = spans(covered, date(2027, 4, 30))
    kewar = found[KEWAR]
    assert (kewar.heads, kewar.lapses_on) == (5, date(2027, 3, 16))
    assert kewar.months == (Month(2027, 1), Month(2027, 2))
    assert kewar.rupiah == 2 * 5 * 16_800
    assert kewar.days_short == 45


def test_money_in_february_comes_in_time(covered: World) -> None:
    assert spans(covered, date(2027, 2, 20)) == {}


def test_the_day_itself_decides(covered: World) -> None:
    assert spans(covered, date(2027, 3, 15)) == {}
    assert set(spans(covered, date(2027, 3, 16))) == {KEWAR, FULUR}


def test_a_village_may_have_a_day_of_its_own(covered: World) -> None:
    found = spans(covered, date(2027, 2, 1), own={FULUR: date(2027, 5, 31)})
    assert set(found) == {FULUR}


def test_who_could_carry_holds_the_months_in_its_share(covered: World) -> None:
    share = Allotment.objects.get(village=KEWAR)
    share.pk, share.year = None, 2027
    share.month_from, share.month_to = Month(2027, 1), Month(2027, 6)
    share.save()
    found = spans(covered, date(2027, 4, 30))
    assert found[KEWAR].carriers == (share.fund.name,)
    assert found[FULUR].carriers == ()


def test_the_page_asks_for_the_day_and_never_guesses_it(covered: World) -> None:
    client = covered.client("dpmd_belu")
    path = f"/iuran/tetap-terlindungi/{BELU}/jembatan/"
    assert "Pilih tahun" in client.get(path).content.decode()
    wrong = client.get(f"{path}?tahun=2027&cair=2026-04-30").content.decode()
    assert "Hari cair harus dalam tahun 2027" in wrong
    said = client.get(f"{path}?tahun=2027&cair=2027-04-30").content.decode()
    assert "8 peserta di 2 desa atau kelurahan gugur lebih dulu" in said
    assert "Rp268.800" in said
    assert covered.client("dpmd_bulukumba").get(path).status_code == 404


def test_the_command_tells_the_next_tranche(
    covered: World,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask = ["lapse", "--as", "dpmd_belu", "--on", "2026-11-20", "--within", "30"]
    covered.user("dpmd_belu")

    def told(*more: str) -> str:
        assert main([*ask, *more]) == 0
        return capsys.readouterr().out

    assert json.loads(told("--json"))["villages"][0]["tranche"] is None
    assert "Desa Fulur: hari cair berikutnya belum tercatat." in told()
    decide(covered, FULUR, "2026-12-16", scope="2026/add/4")
    assert json.loads(told("--json"))["villages"][0]["tranche"] == {
        "name": "ADD 4", "day": "2026-12-16", "paper": "Perbup 40/2026", "after_lapse": True,
    }  # fmt: skip
    late = "ADD 4 baru cair 16 Desember 2026, tidak sebelum gugur 16 Desember 2026."
    assert f"Desa Fulur: {late}" in told()
    decide(covered, FULUR, "2026-12-10", scope="2026/dd/2")
    assert "Dana Desa 2 cair 10 Desember 2026, sebelum gugur" in told()
