from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.drawing.drawing_checks import SVG, assert_sound, parsed, titles, written

from payung.core.calendar import Month
from payung.core.drawing import (
    Bar,
    Event,
    HeatRow,
    Span,
    State,
    Step,
    Track,
    bars,
    funnel,
    heat,
    sparkline,
    timeline,
)
from payung.core.drawing.svg import STEPS, esc, fitted, safe_href

NASTY = "<script>\"&'x'</script>\x00\x0b]]> عبد 名"
YEAR = [Month(2026, i) for i in range(1, 13)]
STATES = [State("paid", "Lunas", "done"), State("late", "Menunggak", "late")]


def test_funnel_says_numbers_shares_and_losses():
    steps = [Step("Kuota", 8100), Step("Diusulkan", 8642), Step("Valid", 7998), Step("Aktif", 0)]
    said = written(funnel(steps, title="Corong", alt="Dari kuota sampai aktif"))
    assert "8.642 (106,7 %)" in said
    assert "542 lebih banyak" in said
    assert "644 tidak lanjut (7,5 %)" in said
    assert "0 (0 %)" in said
    english = written(funnel(steps, title="Funnel", alt="a", lang="en"))
    assert "8,642 (106.7%)" in english
    assert "644 not carried on" in english


@given(
    st.lists(st.tuples(st.text(min_size=1), st.integers(0, 10**9)), max_size=6),
    st.sampled_from(["id", "en"]),
)
def test_any_funnel_is_sound_and_no_bar_leaves_the_picture(rows, lang):
    picture = funnel([Step(*row) for row in rows], title="t", alt="a", lang=lang)
    root = assert_sound(picture)
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= 360


def test_bars_with_target_no_data_and_long_names():
    rows = [
        Bar("Kewar", 104, 100, "/desa/1"),
        Bar("Lamaksenulu Bagian Timur Laut Sekali", None, 100),
        Bar("Makir", 0, 100),
    ]
    picture = bars(rows, title="Cakupan", alt="Cakupan tiga desa")
    root = assert_sound(picture)
    assert "tidak ada data" in written(picture)
    assert "Lamaksenulu Bagian Timur Laut Sekali: tidak ada data · target 100" in titles(picture)
    assert root.get("role") == "group"
    assert "12.500 orang" in written(bars([Bar("A", 12500)], title="t", alt="a", unit="orang"))


def test_empty_charts_are_still_pictures():
    for picture in (
        funnel([], title="t", alt="a"),
        bars([], title="t", alt="a"),
        sparkline([], title="t", alt="a"),
        sparkline([None, None], title="t", alt="a"),
        heat([], YEAR, STATES, title="t", alt="a"),
        timeline([], first=YEAR[0], last=YEAR[-1], title="t", alt="a"),
    ):
        assert assert_sound(picture).get("role") == "img"


def test_text_is_escaped_everywhere():
    spans = (Span(Month(2026, 1), Month(2026, 2), "gap"),)
    for picture in (
        funnel([Step(NASTY, 1, f"/d?{NASTY}")], title=NASTY, alt=NASTY),
        bars([Bar(NASTY, 1, note=NASTY)], title=NASTY, alt=NASTY, unit=NASTY),
        heat([HeatRow(NASTY, ("paid",) * 12)], YEAR, STATES, title=NASTY, alt=NASTY),
        timeline(
            [Track(NASTY, spans)], [Event(dt.date(2026, 2, 1), NASTY)],
            first=YEAR[0], last=YEAR[-1], title=NASTY, alt=NASTY,
        ),
        sparkline([1], title=NASTY, alt=NASTY),
    ):  # fmt: skip
        assert_sound(picture)


@given(st.text())
def test_escaped_text_reads_back_as_it_was_but_for_forbidden_signs(words):
    back = parsed(f'<a b="{esc(words)}">{esc(words)}</a>').text or ""
    legal = "".join(s for s in words if s in "\t\n\r" or ("\ud7ff" >= s >= " ") or s >= "\ue000")
    assert back == legal.replace("\r\n", "\n").replace("\r", "\n").translate(
        {0xFFFE: None, 0xFFFF: None}
    )


@pytest.mark.parametrize(
    "href",
    ["javascript:x", " JavaScript:x", "data:text/html,x", "//evil", "/\\evil", "vbscript:x", ""],
)
def test_unsafe_addresses(href):
    assert not safe_href(href)


def test_timeline_cuts_at_its_frame_and_numbers_events_in_time():
    tracks = [
        Track("Desa", (Span(Month(2020, 1), Month(2026, 6), "paid"),)),
        Track("Provinsi", (Span(Month(2030, 1), Month(2030, 2), "planned"),)),
    ]
    events = [
        Event(dt.date(2026, 5, 2), "kedua"),
        Event(dt.date(2026, 1, 2), "pertama"),
        Event(dt.date(2019, 1, 1), "di luar"),
    ]
    picture = timeline(
        tracks, events, first=YEAR[0], last=YEAR[-1], title="t", alt="a", today=dt.date(2026, 7, 1)
    )
    root = assert_sound(picture)
    said = written(picture)
    assert "1. 2 Januari 2026: pertama 2. 2 Mei 2026: kedua" in said
    assert "di luar" not in said
    assert "hari ini" in said
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= 360.1


def test_a_gap_is_red_and_hatched_and_named():
    track = Track("Desa", (Span(Month(2026, 3), Month(2026, 5), "gap"),))
    picture = timeline([track], first=YEAR[0], last=YEAR[-1], title="t", alt="a")
    assert "Putus: Maret 2026 – Mei 2026" in titles(picture)
    assert "#b3261e" in picture
    assert "<pattern" in picture


def test_timeline_backwards_is_refused():
    with pytest.raises(ValueError, match="before the first"):
        timeline([], first=YEAR[1], last=YEAR[0], title="t", alt="a")


def test_month_board_names_each_cell_and_refuses_what_it_does_not_know():
    cells = ("paid",) * 11 + (None,)
    picture = heat([HeatRow("Kewar", cells, "/d/1")], YEAR, STATES, title="t", alt="a")
    assert_sound(picture)
    assert titles(picture).count("Kewar, Januari 2026: Lunas") == 1
    assert sum(title.startswith("Kewar, ") for title in titles(picture)) == 11
    with pytest.raises(ValueError, match="undeclared"):
        heat([HeatRow("A", ("x",) * 12)], YEAR, STATES, title="t", alt="a")
    with pytest.raises(ValueError, match="one cell per month"):
        heat([HeatRow("A", ("paid",))], YEAR, STATES, title="t", alt="a")


def test_every_tone_has_a_sign_of_its_own_but_none():
    from payung.core.drawing.heat import _TONES

    signs = [path for _, _, path in _TONES.values()]
    assert len(set(signs)) == len(signs)


def lightness(colour):
    """CIE L* of a colour."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    ]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16


def test_steps_stay_apart_in_grey():
    light = [lightness(colour) for colour in STEPS]
    falls = [a - b for a, b in itertools.pairwise(light)]
    assert all(fall > 10 for fall in falls), falls


def test_sparkline_breaks_at_gaps():
    path = parsed(sparkline([1, 2, None, 3, 4], title="t", alt="a")).find(f".//{SVG}path")
    assert path is not None
    assert (path.get("d") or "").count("M") == 2


def test_fitted_text_is_never_longer():
    assert fitted("Kewar", 5) == "…"
