"""A number with its noun."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from payung.base.ui.counting import NOUNS, counted


def test_one_and_many_in_both_languages() -> None:
    with override("id"):
        assert (counted("baris", 1), counted("baris", 1234)) == ("1 baris", "1.234 baris")
    with override("en"):
        assert (counted("baris", 1), counted("baris", 1234)) == ("1 row", "1,234 rows")


@pytest.mark.parametrize("noun", NOUNS)
def test_english_knows_every_noun_in_one_and_in_many(noun: str) -> None:
    with override("en"):
        one, many = counted(noun, 1), counted(noun, 2)
    assert one.removeprefix("1 ") != many.removeprefix("2 ")
    assert noun not in f"{one} {many}"
