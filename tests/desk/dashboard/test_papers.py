"""The noticeboard list and the members' cards."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.world import BELU, FULUR, KEWAR, World

from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person

BOARD = f"/monev/{KEWAR}/papan-pengumuman.pdf"
CARDS = f"/monev/{KEWAR}/kartu-peserta.pdf"


def text_of(world: World, who: str, url: str) -> str:
    answer = world.client(who).get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_board_shows_names_and_no_whole_nik(covered: World) -> None:
    text = squeezed(text_of(covered, "op_kewar", BOARD))
    for person in Person.objects.filter(village=KEWAR):
        assert squeezed(person.name) in text
        assert person.nik not in text
    for person in Person.objects.filter(village=FULUR):
        assert squeezed(person.name) not in text or person.name in set(
            Person.objects.filter(village=KEWAR).values_list("name", flat=True)
        )


def test_a_card_for_each_member_who_is_covered(covered: World) -> None:
    text = squeezed(text_of(covered, "op_kewar", CARDS))
    assert text.count("terlindungisampai30November2026") == 5
    assert "Rp42.000.000" in text
    nik = Membership.objects.filter(village=KEWAR).first().person.nik  # type: ignore[union-attr]
    assert nik not in text


def test_without_cover_there_is_no_card_but_a_sentence(covered: World) -> None:
    Membership.objects.filter(village=KEWAR).update(history=None)
    CoverMonth.objects.filter(membership__village=KEWAR).update(posting=None)
    answer = covered.client("op_kewar").get(CARDS, follow=True)
    assert "Belum ada peserta yang terlindungi" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("dinsos_belu", BOARD, 200),
        ("dinsos_belu", CARDS, 403),
        ("bupati_belu", BOARD, 403),
        ("bupati_belu", CARDS, 403),
        ("op_fulur", BOARD, 404),
        ("op_fulur", CARDS, 404),
        ("dpmd_bulukumba", CARDS, 404),
        ("dpmd_belu", f"/monev/{BELU}/papan-pengumuman.pdf", 404),
    ],
)
def test_who_gets_which_paper(covered: World, who: str, url: str, status: int) -> None:
    assert covered.client(who).get(url).status_code == status
