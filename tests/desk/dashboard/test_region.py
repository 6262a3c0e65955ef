"""The page of a regency and of a kecamatan: hand-counted figures, reach, cost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.covered import HEADS, TARGET
from tests.world import BELU, BULUKUMBA, FULUR, KEWAR, LAMAKNEN, OUTSIDER, World

from payung.base.journal.actions import record
from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.membership import histories
from payung.programme.membership.actions import record_posting
from payung.programme.membership.figures import VillageFigures
from payung.programme.people.models import Person

URL = f"/monev/{BELU}/"


def page(world: World, who: str, url: str = URL) -> str:
    answer = world.client(who).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_figures_are_those_counted_by_hand(covered: World) -> None:
    figures = covered.client("dpmd_belu").get(URL).context["figures"]
    rows = {v.code: v for v in figures.villages}
    assert len(rows) == Area.objects.filter(code__startswith=BELU, level="village").count() == 81
    for village in (KEWAR, FULUR):
        row, heads = rows[village], HEADS[village]
        assert (row.target, row.quota) == (TARGET[village], 12)
        assert (row.proposed, row.decreed, row.active) == (heads, heads, heads)
    assert (rows[KEWAR].lapsing, rows[FULUR].lapsing) == (0, 3)
    assert (rows[KEWAR].of_target, rows[FULUR].of_target) == (125, 30)
    assert (figures.total("active"), figures.total("target"), figures.lapsing) == (8, 14, 3)


def test_officials_do_not_fill_the_target_of_vulnerable_workers() -> None:
    row = VillageFigures("x", "X", "desa", "Y", target=100, active=113, active_bpu=99, active_pu=14)
    assert (row.missing, row.below_target, row.of_target) == (1, True, 99)


def test_the_answer_is_a_sentence_first(covered: World) -> None:
    text = re.sub(r"<[^>]+>", "", page(covered, "dpmd_belu"))
    assert "8 peserta aktif, di antaranya 8 pekerja rentan dari target minimal 14" in text
    assert "1 desa atau kelurahan belum mencapai target; kurang 7 orang." in text
    assert "3 orang di 1 desa atau kelurahan kehilangan perlindungan dalam 30 hari" in text


def test_every_village_has_a_link_for_the_keyboard(covered: World) -> None:
    html = page(covered, "dpmd_belu")
    table = html[html.index("<tbody>") :]
    for code in Area.objects.filter(code__startswith=BELU, level="village").values_list(
        "code", flat=True
    ):
        assert f'href="/monev/{code}/"' in table
    assert 'tabindex="-1"' in html[: html.index("<tbody>")]


def test_the_page_costs_ten_statements_and_then_five(covered: World) -> None:
    client = covered.client("dpmd_belu")
    client.get("/aturan/")  # the badge is counted
    histories._texts.clear()
    with CaptureQueriesContext(connection) as first:
        client.get(URL)
    with CaptureQueriesContext(connection) as again:
        client.get(URL)
    assert len(first) <= 10
    assert len(again) <= 5


def test_figures_follow_the_next_act(covered: World) -> None:
    client = covered.client("dpmd_belu")
    before = client.get(URL).context["figures"]
    record_posting(
        by=covered.actor("bpjs_belu"), village=FULUR, month=Month(2026, 10),
        paid_on=date(2026, 11, 19), reference="KI-10",
    )  # fmt: skip
    after = client.get(URL).context["figures"]
    assert (before.lapsing, after.lapsing) == (3, 0)


@pytest.mark.parametrize("area", [BELU, ""])
def test_after_an_act_that_may_concern_all_every_row_is_counted_again(
    covered: World, area: str
) -> None:
    client = covered.client("dpmd_belu")
    client.get("/aturan/")
    before = client.get(URL)
    with transaction.atomic():
        record(by=covered.actor("dpmd_belu"), action="policy.any", subject=("x", ""), area=area)
    histories._texts.clear()
    with CaptureQueriesContext(connection) as caught:
        after = client.get(URL)
    assert len(caught) <= 10
    assert after.context["figures"] is not before.context["figures"]
    assert after.context["figures"] == before.context["figures"]
    for name in ("map", "funnel", "line"):
        assert after.context[name] == before.context[name]
    assert after.context["table"].body == before.context["table"].body


@pytest.mark.parametrize("order", ["name", "-active", "district", "lapsing", "of_target", "x"])
def test_any_order_holds_the_same_villages(covered: World, order: str) -> None:
    answer = covered.client("dpmd_belu").get(URL, {"urut": order})
    assert len(list(answer.context["table"].rows)) == 81


def test_the_furthest_from_its_target_stands_first(covered: World) -> None:
    rows = list(covered.client("dpmd_belu").get(URL).context["table"].rows)
    assert [row.code for row in rows[:2]] == [FULUR, KEWAR]


def test_no_name_and_no_number_of_a_person(covered: World) -> None:
    html = page(covered, "dpmd_belu")
    for person in Person.objects.all():
        assert person.name not in html
        assert person.nik not in html


def test_a_kecamatan_shows_its_own_villages(covered: World) -> None:
    answer = covered.client("camat_lamaknen").get(f"/monev/{LAMAKNEN}/")
    codes = {v.code for v in answer.context["figures"].villages}
    assert codes == set(
        Area.objects.filter(parent=LAMAKNEN, level="village").values_list("code", flat=True)
    )
    assert answer.context["map"].count("<path d=") >= len(codes)
    assert answer.context["figures"].total("active") == 8


def test_universal_coverage_only_with_its_denominator(covered: World) -> None:
    assert "UCJ" not in page(covered, "dpmd_belu")
    policy.decide(
        by=covered.actor("dpmd_belu"), code="workers_total", area=BELU, value="400", scope="bpu",
        valid_from=date(2026, 1, 1), paper="BPS, Sakernas Agustus 2025",
    )  # fmt: skip
    html = page(covered, "dpmd_belu")
    assert re.search(r"2,00\s%", html)
    assert (
        "8 dari 400 pekerja; penyebut: BPS, Sakernas Agustus 2025, berlaku 1 Januari 2026" in html
    )
    assert "UCJ" not in page(covered, "camat_lamaknen", f"/monev/{LAMAKNEN}/")


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("op_kewar", URL, 404),
        ("camat_lamaknen", URL, 404),
        ("dpmd_bulukumba", URL, 404),
        ("op_fulur", f"/monev/{KEWAR}/", 404),
        ("kejari_belu", URL, 200),
        ("bupati_belu", URL, 200),
        ("inspektorat_belu", URL, 200),
        ("provinsi_ntt", URL, 200),
        ("provinsi_ntt", f"/monev/{BULUKUMBA}/", 404),
        (OUTSIDER, URL, 403),
        ("dpmd_belu", "/monev/53.04.99/", 404),
        ("dpmd_belu", "/monev/99/", 404),
    ],
)
def test_who_may_see_which_region(covered: World, who: str, url: str, status: int) -> None:
    assert covered.client(who).get(url).status_code == status


def test_the_stranger_is_asked_to_log_in(client: object, db: None) -> None:
    answer = client.get(URL)  # type: ignore[attr-defined]
    assert answer.status_code == 302
    assert "/akun/" in answer["Location"]


def test_home_leads_to_where_one_stands(covered: World) -> None:
    assert covered.client("camat_lamaknen").get("/monev/")["Location"] == f"/monev/{LAMAKNEN}/"


def test_a_year_that_is_over_is_counted_on_its_last_day(covered: World) -> None:
    answer = covered.client("dpmd_belu").get(URL, {"tahun": "2025"})
    assert answer.context["figures"].on == date(2025, 12, 31)
    assert answer.context["figures"].total("active") == 0
    assert answer.context["lapsing"] == ""
