"""The bar of cover: months where they belong, and the same in words."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from payung.base.ui.cover import LEFT, WIDTH, CoverBar, Lane, Mark, Segment

START = date(2025, 1, 1)


def bar(*segments: Segment, months: int = 24) -> CoverBar:
    return CoverBar(START, months, [Lane("Desa Kewar", segments)], [Mark(date(2025, 3, 4), "x")])


def test_a_full_bar_fills_the_width() -> None:
    (_, _, (box,)) = bar(Segment(START, 24, "active")).rows[0]
    assert (box.x, box.width) == (LEFT, WIDTH - LEFT)


@given(st.integers(-30, 40), st.integers(1, 60))
def test_nothing_is_drawn_outside(first: int, months: int) -> None:
    place = 2025 * 12 + first
    (_, _, (box,)) = bar(Segment(date(place // 12, place % 12 + 1, 1), months, "gap")).rows[0]
    assert LEFT <= box.x <= box.x + box.width <= WIDTH + 0.1


@given(st.integers(1, 240))
def test_the_axis_stays_readable(months: int) -> None:
    ticks = bar(months=months).ticks
    assert 1 <= len(ticks) <= 8


def test_the_words_say_what_the_picture_shows() -> None:
    with override("id"):
        html = render_to_string(
            "ui/cover.html",
            {"bar": bar(Segment(date(2025, 7, 1), 2, "gap"), Segment(START, 6, "active"))},
        )
    assert "Juli 2025 – Agustus 2025: tidak terlindungi" in html
    assert "4 Maret 2025: x" in html
    assert 'x="170.0"' in html
