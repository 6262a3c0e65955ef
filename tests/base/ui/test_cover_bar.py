"""A person's cover: the picture says the same as its list of words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils.translation import override

from payung.base.ui.cover import CoverBar, Event, Track
from payung.core.calendar import Month
from payung.core.drawing.svg import STEPS
from payung.core.drawing.timeline import Span

BAR = CoverBar(
    "Maria <Bere>",
    [
        Track(
            "Desa Kewar",
            (
                Span(Month(2025, 1), Month(2025, 6), "paid"),
                Span(Month(2025, 7), Month(2025, 7), "gap"),
            ),
        )
    ],
    Month(2025, 1),
    Month(2025, 12),
    [Event(date(2025, 3, 4), "terdaftar")],
)


def test_the_words_say_what_the_picture_shows() -> None:
    with override("id"):
        html = Template("{% load ui %}{% cover bar %}").render(Context({"bar": BAR}))
    for line in (
        "Desa Kewar: Januari 2025 – Juni 2025, terlindungi",
        "Desa Kewar: Juli 2025, tidak terlindungi",
        "4 Maret 2025: terdaftar",
    ):
        assert f"<li>{line}</li>" in html
    assert "Maria &lt;Bere&gt;" in html
    assert "style=" not in html


def test_the_page_speaks_the_reader_s_language() -> None:
    with override("en"):
        html = Template("{% load ui %}{% cover bar %}").render(Context({"bar": BAR}))
    assert "January 2025 – June 2025" in html


def test_the_stylesheet_uses_the_steps_of_the_drawings() -> None:
    found = finders.find("ui/payung.css")
    assert found
    css = Path(found).read_text()
    for step in STEPS:
        assert step in css
