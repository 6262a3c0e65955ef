"""Who lapses, what is owed, what is at stake: counted by hand on 20 November 2026."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.covered import TODAY
from tests.world import BELU, BIALO, FULUR, KEWAR, World

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.lapse.handover import Outcome, handover, last_month
from payung.desk.lapse.radar import Radar, radar
from payung.edge.cli.main import main
from payung.programme.membership.models import CoverMonth, Membership

pytestmark = pytest.mark.django_db
BASE = "/iuran/tetap-terlindungi"


def look(world: World, who: str = "dpmd_belu", within: int = 30, code: str = BELU) -> Radar:
    return radar(world.actor(who), Area.objects.get(code=code), on=TODAY, within=within)


def test_fulur_lapses_on_16_december_with_two_months_owed(covered: World) -> None:
    (row,) = look(covered).falling
    assert (row.village.code, row.heads, row.lapses_on) == (FULUR, 3, date(2026, 12, 16))
    assert row.months == (Month(2026, 10), Month(2026, 11))
    assert (row.due, row.unplanned) == (3 * 2 * 16_800, 0)
    assert row.stake == 3 * 42_000_000
    assert [one.rupiah for one in row.owed] == [row.due]


def test_a_shorter_look_sees_nobody(covered: World) -> None:
    assert look(covered, within=25).heads == 0
    assert look(covered, within=26).heads == 3
    assert look(covered).lapsing_in(14) == 0


def test_a_longer_look_sees_everybody_who_is_not_paid_further(covered: World) -> None:
    assert look(covered, within=120).heads == 8


def test_months_that_nobody_planned_are_said_and_not_priced(covered: World) -> None:
    member = Membership.objects.filter(village=FULUR).first()
    CoverMonth.objects.filter(membership=member, month=Month(2026, 11)).delete()
    (row,) = look(covered).falling
    assert (row.due, row.unplanned) == (5 * 16_800, 1)


def test_who_still_waits_for_the_full_benefit_has_less_at_stake(covered: World) -> None:
    from payung.programme.membership.histories import rebuild

    late = CoverMonth.objects.filter(membership__village=FULUR, month__lt=Month(2026, 9))
    late.update(posting=None)
    rebuild(Membership.objects.filter(village=FULUR).values_list("pk", flat=True))
    (row,) = look(covered).falling
    assert row.stake in {3 * 10_000_000, 3 * 42_000_000}
    assert (row.stake == 3 * 42_000_000) == (row.lapses_on > date(2026, 12, 9))


def test_ageing_counts_members_by_unpaid_months(covered: World) -> None:
    rows = {row.village.code: row.heads for row in look(covered).ageing}
    assert rows[KEWAR]["0"] == 5
    assert sum(rows[FULUR].values()) == 3
    assert rows[FULUR]["2"] == 3


def test_whom_to_call(covered: World) -> None:
    covered.user("kades_fulur")
    assert look(covered).called == {FULUR: "Kades Fulur"}


def test_another_territory_is_not_seen(covered: World) -> None:
    assert look(covered, who="op_kewar").heads == 0
    assert look(covered, who="dpmd_bulukumba").ageing == ()


def test_the_statements_do_not_grow_with_the_villages(covered: World) -> None:
    actor, area = covered.actor("dpmd_belu"), Area.objects.get(code=BELU)
    with CaptureQueriesContext(connection) as seen:
        radar(actor, area, on=TODAY, within=120)
    assert len(seen) <= 6


@pytest.mark.parametrize("within", [-1, 367])
def test_a_look_beyond_a_year_is_refused(covered: World, within: int) -> None:
    with pytest.raises(ValueError):
        look(covered, within=within)


def test_the_command(covered: World, capsys: pytest.CaptureFixture[str]) -> None:
    covered.user("dpmd_belu")
    ask = ["lapse", "--as", "dpmd_belu", "--on", "2026-11-20", "--json"]
    assert main([*ask, "--within", "30"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (said["heads"], said["due"], said["stake"]) == (3, 100_800, 126_000_000)
    assert said["villages"][0]["months_due"] == ["2026-10", "2026-11"]
    assert said["villages"][0]["days_left"] == 26
    assert main([*ask, "--within", "400"]) == 2
    assert "antara 0 dan 366" in json.loads(capsys.readouterr().out)["error"]
    assert main([*ask, "--within", "30", "--area", BIALO]) == 2


def test_the_page_says_who_and_by_when(covered: World) -> None:
    page = covered.client("dpmd_belu").get(f"{BASE}/{BELU}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "3 orang di Kabupaten Belu kehilangan perlindungan dalam 30 hari" in text
    assert "Rp100.800" in text
    assert "Rp126.000.000" in text
    village = covered.client("kades_fulur").get(f"{BASE}/{FULUR}/?dalam=60").content.decode()
    assert "surat-1.pdf" in village


@pytest.mark.parametrize("name", ["op_kewar", "op_bialo", "dpmd_bulukumba", "orang_luar"])
def test_the_page_is_not_there_for_others(covered: World, name: str) -> None:
    for path in (f"{FULUR}/", f"{FULUR}/surat-1.pdf", f"{FULUR}/alih-dana/"):
        assert covered.client(name).get(f"{BASE}/{path}").status_code in {403, 404}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_reminder_names_the_day_and_the_sum(covered: World, step: int) -> None:
    import io

    answer = covered.client("dpmd_belu").get(f"{BASE}/{FULUR}/surat-{step}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages
    )
    assert "16 Desember 2026" in text
    assert "Rp100.800" in text


def test_no_letter_where_nothing_is_owed_or_no_such_step(covered: World) -> None:
    client = covered.client("dpmd_belu")
    assert client.get(f"{BASE}/{FULUR}/surat-4.pdf").status_code == 404
    assert client.get(f"{BASE}/53.04.01.2003/surat-1.pdf").status_code == 404
    assert client.get(f"{BASE}/{BELU}/surat-1.pdf").status_code == 404


def fund_of(village: str) -> Any:
    month = CoverMonth.objects.filter(membership__village=village).first()
    assert month is not None
    return month.fund


def test_who_has_no_payer_after_the_last_month_falls_between(covered: World) -> None:
    actor, area = covered.actor("dpmd_belu"), Area.objects.get(code=FULUR)
    fund = fund_of(FULUR)
    assert last_month(actor, area, fund, 2026) == Month(2026, 12)
    found = handover(actor, area, fund, Month(2026, 12))
    assert [p.outcome for p in found.passing] == [Outcome.FALLS] * 3
    assert found.settle_by == date(2026, 11, 17)


def test_a_later_payer_without_and_with_a_gap(covered: World) -> None:
    actor, area = covered.actor("dpmd_belu"), Area.objects.get(code=FULUR)
    fund = fund_of(FULUR)
    first, second, _third = Membership.objects.filter(village=FULUR).order_by("pk")
    model = CoverMonth.objects.filter(membership=first).first()
    assert model is not None
    for member, month in ((first, Month(2027, 1)), (second, Month(2027, 3))):
        CoverMonth.objects.create(
            membership=member, month=month, fund=fund_of(KEWAR), programmes=model.programmes,
            base=model.base, amount=model.amount, law_id=model.law_id,
        )  # fmt: skip
    found = handover(actor, area, fund, Month(2026, 12))
    assert sorted(p.outcome for p in found.passing) == [
        Outcome.FALLS, Outcome.GAP, Outcome.GOES_OVER,
    ]  # fmt: skip
    page = covered.client("dpmd_belu").get(f"{BASE}/{FULUR}/alih-dana/?dana={fund.pk}&tahun=2026")
    assert "1 beralih tanpa jeda, 1 mendapat bulan kosong, 1 belum punya pembayar" in (
        page.content.decode()
    )


def test_a_fund_that_pays_nobody_says_so(covered: World) -> None:
    client = covered.client("dpmd_belu")
    fund = fund_of(KEWAR)
    page = client.get(f"{BASE}/{BELU}/alih-dana/?dana={fund.pk}&tahun=2031").content.decode()
    assert "tidak membayar siapa pun" in page
    assert client.get(f"{BASE}/{BELU}/alih-dana/?dana=999999&tahun=2026").status_code == 200
