"""One person's cover along the months: a bar per payer, gaps in red, events as marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from payung.core.calendar import NAMES, Lang, Month
from payung.core.drawing.legend import extra_rows, legend
from payung.core.drawing.svg import (
    AMBER,
    GREY,
    INK,
    LINE,
    RED,
    STEPS,
    TEAL,
    esc,
    fitted,
    frame,
    hatch,
    mark_of,
    tag,
    text,
)

Kind = Literal["paid", "planned", "grace", "gap"]

_KINDS: Final[dict[Lang, dict[Kind, str]]] = {
    "id": {
        "paid": "Terlindungi",
        "planned": "Direncanakan",
        "grace": "Masa tenggang",
        "gap": "Putus",
    },
    "en": {"paid": "Covered", "planned": "Planned", "grace": "Grace", "gap": "Gap"},
}
_TODAY: Final[dict[Lang, str]] = {"id": "hari ini", "en": "today"}


@dataclass(frozen=True, slots=True)
class Span:
    """Months from `first` to `last`, both included."""

    first: Month
    last: Month
    kind: Kind


@dataclass(frozen=True, slots=True)
class Track:
    """The months that one payer bears."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day: joined, died, claimed."""

    on: dt.date
    label: str


def timeline(
    tracks: Sequence[Track],
    events: Sequence[Event] = (),
    *,
    first: Month,
    last: Month,
    title: str,
    alt: str,
    today: dt.date | None = None,
    lang: Lang = "id",
    width: float = 360,
) -> str:
    """One bar per payer, gaps in red with diagonal lines, events as numbered marks.

    Months outside `first` to `last` are cut off. Raises ValueError when `last` is before `first`.
    """
    if last < first:
        raise ValueError("the last month is before the first")
    name = mark_of("time", title, alt, first, last, *tracks, *events)
    scale = _Scale(first, last, 4, width - 8)
    shown = [event for event in sorted(events, key=lambda e: e.on) if scale.holds(event.on)]
    out, y = [_red_hatch(name), _ticks(scale, lang, 12)], 22.0
    for track in tracks:
        out.append(tag("rect", x=4, y=y + 16, width=width - 8, height=14, fill="#f5f7f8"))
        out.extend(_span(span, scale, y + 16, name, lang) for span in track.spans)
        y += 38
    bottom = y
    lines = "".join(f"M{scale.day(event.on):.1f} 18V{bottom + 9:.1f}" for event in shown)
    out.append(tag("path", d=lines, stroke=INK) if lines else "")
    out.append(_track_labels(tracks, width))
    if today is not None and scale.holds(today):
        out.append(_today(scale.day(today), bottom, lang, width))
    for i, event in enumerate(shown, 1):
        out.append(_mark(scale.day(event.on), bottom + 9, i, event, lang))
    y = bottom + (26 if shown else 4)
    for i, event in enumerate(shown, 1):
        label = (
            f"{i}. {event.on.day} {NAMES[lang][event.on.month - 1]} {event.on.year}: {event.label}"
        )
        out.append(text(fitted(label, width - 8, 11), 4, y + 8, size=11))
        y += 15
    kinds = [k for k in _KINDS[lang] if any(s.kind == k for t in tracks for s in t.spans)]
    out.append(legend([(_KINDS[lang][k], _swatch(k, name)) for k in kinds], y + 6, width))
    height = y + 6 + (20 if kinds else 0) + 18 * extra_rows([_KINDS[lang][k] for k in kinds], width)
    return frame(
        "".join(out), width=width, height=height, title=title, alt=alt, linked=False, name=name
    )


class _Scale:
    """Days and months to positions."""

    def __init__(self, first: Month, last: Month, x: float, room: float) -> None:
        self.first, self.last, self.x = first, last, x
        self.step = room / (last - first + 1)

    def month(self, month: Month) -> float:
        """Left edge of a month."""
        return self.x + (month - self.first) * self.step

    def day(self, day: dt.date) -> float:
        """Position of a day."""
        month = Month.of(day)
        return self.month(month) + self.step * (day.day - 1) / month.days

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the picture."""
        return self.first <= Month.of(day) <= self.last


def _ticks(scale: _Scale, lang: Lang, y: float) -> str:
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120) if n * scale.step >= 34 or n == 120)
    out, month = [], scale.first
    while month <= scale.last:
        if (month.ordinal - Month(month.year, 1).ordinal) % min(every, 12) == 0:
            year = month.number == 1 or month == scale.first
            if every < 12 or (month.number == 1 and month.year % (every // 12) == 0):
                word = str(month.year) if year else NAMES[lang][month.number - 1][:3]
                x = scale.month(month)
                out.append(tag("path", d=f"M{x:.1f} {y - 10:.1f}v14", stroke=LINE))
                out.append(text(word, x + 3, y, size=10, fill=GREY, weight="600" if year else None))
        month = month + 1
    return "".join(out)


def _span(span: Span, scale: _Scale, y: float, name: str, lang: Lang) -> str:
    first, last = max(span.first, scale.first), min(span.last, scale.last)
    if last < first:
        return ""
    months = f"{span.first.label(lang)} – {span.last.label(lang)}"
    label = tag("title", esc(f"{_KINDS[lang][span.kind]}: {months}"))
    box: dict[str, Any] = {
        "x": scale.month(first),
        "y": y,
        "width": (last - first + 1) * scale.step,
        "height": 14.0,
    }
    return tag("g", label + tag("rect", **_paint(span.kind, name, inset=True), **box))


def _paint(kind: Kind, name: str, *, inset: bool) -> dict[str, Any]:
    if kind == "paid":
        return {
            "fill": TEAL,
            "stroke": "#fff" if inset else None,
            "stroke_width": 0.8 if inset else None,
        }
    if kind == "planned":
        return {"fill": STEPS[0], "stroke": TEAL, "stroke_width": 1.2, "stroke_dasharray": "3 2"}
    if kind == "grace":
        return {"fill": "#fff4d6", "stroke": AMBER, "stroke_width": 1.2}
    return {"fill": f"url(#{name}g)", "stroke": RED, "stroke_width": 1.4}


def _red_hatch(name: str) -> str:
    return "<defs>" + hatch(name + "g").replace("#8b939c", RED) + "</defs>"


def _today(x: float, bottom: float, lang: Lang, width: float) -> str:
    anchor = "end" if x > width - 60 else "start"
    return tag("path", d=f"M{x:.1f} 16V{bottom:.1f}", stroke=INK, stroke_dasharray="2 2") + _haloed(
        text(_TODAY[lang], x + (-3 if anchor == "end" else 3), 25, size=9.5, anchor=anchor)
    )


def _mark(x: float, y: float, number: int, event: Event, lang: Lang) -> str:
    day = f"{event.on.day} {NAMES[lang][event.on.month - 1]} {event.on.year}"
    return tag(
        "g",
        tag("title", esc(f"{day}: {event.label}"))
        + tag("circle", cx=x, cy=y, r=7, fill=INK)
        + text(str(number), x, y + 3.4, size=9.5, fill="#fff", anchor="middle", weight="600"),
    )


def _track_labels(tracks: Sequence[Track], width: float) -> str:
    words = "".join(
        text(fitted(track.label, width - 8, 11), 4, 33 + 38 * i, size=11, weight="600")
        for i, track in enumerate(tracks)
    )
    return _haloed(words) if words else ""


def _haloed(content: str) -> str:
    """Text that stays readable over lines."""
    return tag("g", content, stroke="#fff", stroke_width=2.6, paint_order="stroke")


def _swatch(kind: Kind, name: str) -> str:
    return tag("rect", x=0, y=0, width=18, height=12, **_paint(kind, name, inset=False))
