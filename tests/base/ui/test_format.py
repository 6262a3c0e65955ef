"""Numbers and dates as people here write them."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from payung.base.ui import format as fmt

AMOUNTS = st.integers(-(10**15), 10**15)


def test_doctests() -> None:
    result = doctest.testmod(fmt)
    assert result.attempted > 10
    assert result.failed == 0


@given(AMOUNTS, st.sampled_from(["id", "en"]))
def test_rupiah_loses_no_digit(amount: int, lang: str) -> None:
    text = fmt.rupiah(amount, lang)
    digits = text.replace("Rp", "").replace(".", "").replace(",", "")
    assert int(digits) == amount


@given(AMOUNTS)
def test_the_two_languages_differ_only_in_the_mark(amount: int) -> None:
    assert fmt.rupiah(amount, "id") == fmt.rupiah(amount, "en").replace(",", ".")


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_hundred_percent_means_everybody(part: int, whole: int) -> None:
    part = min(part, whole)
    shown = fmt.percent_of(part, whole, "en")
    assert (shown == "100.0%") == (part == whole)
    assert (shown == "0.0%") == (part == 0)


@given(st.dates())
def test_a_day_names_its_month(day: date) -> None:
    assert fmt.tanggal(day, "id") == f"{day.day} {fmt.bulan(day, 'id')}"


@given(st.text("0123456789", min_size=16, max_size=16))
def test_a_masked_nik_keeps_first_six_and_last_four(number: str) -> None:
    masked = fmt.mask_nik(number)
    assert (masked[:6], masked[12:], len(masked)) == (number[:6], number[12:], 16)
    assert masked[6:12] == "••••••"


def test_the_language_of_the_request_decides() -> None:
    with override("en"):
        assert fmt.percent(92.4) == "92.4%"
    with override("id"):
        assert fmt.percent(92.4) == "92,4\u00a0%"
        assert fmt.bulan("2026-05") == "Mei 2026"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
)
def test_the_three_zones_have_their_names(zone: str, shown: str) -> None:
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert fmt.jam(moment, "id", zone).endswith(shown)
    assert fmt.waktu(moment, "id", zone).startswith("22 November 2026")


def test_absent_values_are_a_dash() -> None:
    shown = {f(None) for f in (fmt.angka, fmt.rupiah, fmt.percent, fmt.tanggal, fmt.bulan, fmt.jam)}
    assert shown == {"–"}
