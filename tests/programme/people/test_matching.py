"""Names that may belong to one person, and names that contradict each other."""

from __future__ import annotations

import pytest

from payung.programme.people.matching import names_agree

AGREE = [
    ("MARIA BERE", "Maria  Bere"),
    ("Maria M. Bere", "MARIA BERE"),
    ("M. Bere", "Maria Bere"),
    ("Yohanis Mau", "YOHANES MAU"),
    ("Bere Maria", "Maria Bere"),
    ("José Ximenes", "Jose Ximenes"),
    ("Suharto", "Suharto"),
    ("Maria D'Rosari", "MARIA DROSARI"),
]
CONTRADICT = [
    ("MARIA BERE", "YOHANES BERE"),
    ("Maria Bere", "Agustina Mali"),
    ("Ana", "Ani"),
    ("Suharto", "Sumarno"),
    ("Maria Bere Mau", "Maria Bere Luan"),
]


@pytest.mark.parametrize(("left", "right"), AGREE)
def test_agree_both_ways(left: str, right: str) -> None:
    assert names_agree(left, right)
    assert names_agree(right, left)


@pytest.mark.parametrize(("left", "right"), CONTRADICT)
def test_contradict_both_ways(left: str, right: str) -> None:
    assert not names_agree(left, right)
    assert not names_agree(right, left)
