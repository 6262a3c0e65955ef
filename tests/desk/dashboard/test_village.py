"""The page of a village, and the names behind each of its numbers."""

from __future__ import annotations

import re

import pytest
from tests.covered import HEADS
from tests.world import BELU, FULUR, KEWAR, World

from payung.desk.dashboard.names import STAGES
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person

URL = f"/monev/{KEWAR}/"


def names_url(village: str, stage: str) -> str:
    return f"/monev/{village}/nama/{stage}/"


def test_the_village_in_one_sentence(covered: World) -> None:
    html = covered.client("op_kewar").get(URL).content.decode()
    assert "Desa Kewar: 5 peserta aktif (target minimal 4), lunas s.d. November 2026." in html
    fulur = covered.client("op_fulur").get(f"/monev/{FULUR}/").content.decode()
    assert "lunas s.d. September 2026" in fulur
    assert "3 orang kehilangan perlindungan dalam 30 hari" in fulur


def test_lists_and_decrees_are_linked(covered: World) -> None:
    html = covered.client("op_kewar").get(URL).content.decode()
    assert re.search(r'href="/penetapan/\d+/"', html)
    assert re.search(r'href="/penetapan/sk/\d+/"', html)


@pytest.mark.parametrize("village", [KEWAR, FULUR])
@pytest.mark.parametrize("stage", STAGES)
def test_the_number_is_the_number_of_names(covered: World, village: str, stage: str) -> None:
    client = covered.client("dpmd_belu")
    own = client.get(f"/monev/{village}/").context["village"]
    numbers = (own.proposed, own.valid, own.decreed, own.active, own.lapsing)
    number = dict(zip(STAGES, numbers, strict=True))[stage]
    answer = client.get(names_url(village, stage))
    html = answer.content.decode()
    table = html[html.index("<tbody>") : html.index("</tbody>")] if "<tbody>" in html else ""
    assert table.count("<tr>") == number == answer.context["page"].count


def test_who_has_moved_is_still_this_village_s_member(covered: World) -> None:
    member = Membership.objects.filter(village=KEWAR).select_related("person").first()
    assert member is not None
    Person.objects.filter(pk=member.person_id).update(village=FULUR)
    client = covered.client("op_kewar")
    assert client.get(URL).context["village"].active == HEADS[KEWAR]
    assert member.person.name in client.get(names_url(KEWAR, "aktif")).content.decode()


@pytest.mark.parametrize(
    ("who", "masked"),
    [("op_kewar", False), ("dpmd_belu", False), ("dinsos_belu", True), ("disnaker_belu", True)],
)
def test_the_nik_is_masked_outside_need_to_know(covered: World, who: str, masked: bool) -> None:
    html = covered.client(who).get(names_url(KEWAR, "aktif")).content.decode()
    digits = re.sub(r"<[^>]+>", "", html)
    nik = Membership.objects.filter(village=KEWAR).first().person.nik  # type: ignore[union-attr]
    assert (nik in digits) is not masked


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("bupati_belu", names_url(KEWAR, "aktif"), 403),
        ("kejari_belu", names_url(KEWAR, "aktif"), 403),
        ("provinsi_ntt", names_url(KEWAR, "aktif"), 403),
        ("op_fulur", names_url(KEWAR, "aktif"), 404),
        ("dpmd_bulukumba", names_url(KEWAR, "aktif"), 404),
        ("dpmd_belu", names_url(KEWAR, "lain"), 404),
        ("dpmd_belu", names_url(BELU, "aktif"), 404),
    ],
)
def test_names_are_for_who_needs_them(covered: World, who: str, url: str, status: int) -> None:
    assert covered.client(who).get(url).status_code == status


def test_without_the_right_a_number_has_no_link(covered: World) -> None:
    html = covered.client("bupati_belu").get(URL).content.decode()
    assert "/nama/" not in html
    assert ".pdf" not in html
