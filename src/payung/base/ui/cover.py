"""The bar of a person's cover: lanes of months for each payer, gaps, marks, today."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from payung.base.ui import format as fmt
from payung.base.ui.nav import Text

State = Literal["active", "planned", "grace", "gap"]
LEFT, WIDTH, LANE, TOP = 170, 790, 30, 26


@dataclass(frozen=True)
class Segment:
    """``months`` months from the month of ``start``, all of one state."""

    start: date
    months: int
    state: State


@dataclass(frozen=True)
class Lane:
    """What one payer carried."""

    label: Text
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Mark:
    """An event on a day."""

    day: date
    label: Text


class Box(NamedTuple):
    """A rectangle of the drawing with what it says."""

    x: float
    y: int
    width: float
    state: State
    title: str


class Dot(NamedTuple):
    """An event of the drawing."""

    x: float
    title: str


class Tick(NamedTuple):
    """A label of the axis."""

    x: float
    label: str


def _words(state: State) -> str:
    return {
        "active": _("terlindungi"),
        "planned": _("direncanakan"),
        "grace": _("masa tenggang"),
        "gap": _("tidak terlindungi"),
    }[state]


@dataclass(frozen=True)
class CoverBar:
    """``months`` months from the month of ``start``; the picture and its words."""

    start: date
    months: int
    lanes: Sequence[Lane]
    marks: Sequence[Mark] = ()
    today: date | None = None
    name: Text = field(default="")

    @property
    def height(self) -> int:
        """Height of the drawing in its own units."""
        return TOP + LANE * len(self.lanes) + 30

    @property
    def bottom(self) -> int:
        """Where the lanes end."""
        return TOP + LANE * len(self.lanes)

    def x(self, day: date) -> float:
        """Horizontal place of a day."""
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        part = months + (day.day - 1) / 31
        return round(LEFT + (WIDTH - LEFT) * min(max(part, 0), self.months) / self.months, 1)

    @property
    def rows(self) -> list[tuple[Text, int, list[Box]]]:
        """Label, baseline and boxes of each lane."""
        return [
            (lane.label, TOP + LANE * place + 19, [self._box(seg, place) for seg in lane.segments])
            for place, lane in enumerate(self.lanes)
        ]

    def _box(self, seg: Segment, place: int) -> Box:
        left = self.x(seg.start.replace(day=1))
        right = self.x(_later(seg.start, seg.months))
        first, last = fmt.bulan(seg.start), fmt.bulan(_later(seg.start, seg.months - 1))
        span = first if first == last else f"{first} – {last}"
        return Box(
            left,
            TOP + LANE * place + 5,
            round(right - left, 1),
            seg.state,
            f"{span}: {_words(seg.state)}",
        )

    @property
    def ticks(self) -> list[Tick]:
        """Labels of the axis, at most eight."""
        step = max(1, -(-self.months // 8))
        step = next((size for size in (1, 2, 3, 4, 6, 12) if size >= step), -(-step // 12) * 12)
        days = [_later(self.start, place) for place in range(0, self.months, step)]
        return [Tick(self.x(day), f"{fmt.bulan(day)[:3]} {day.year}") for day in days]

    @property
    def dots(self) -> list[Dot]:
        """Events."""
        return [
            Dot(self.x(mark.day), f"{fmt.tanggal(mark.day)}: {mark.label}") for mark in self.marks
        ]

    @property
    def today_x(self) -> float | None:
        """Where today stands."""
        return self.x(self.today) if self.today else None

    @property
    def states(self) -> list[tuple[State, str]]:
        """The states that occur, for the legend."""
        seen = {seg.state for lane in self.lanes for seg in lane.segments}
        order: tuple[State, ...] = ("active", "planned", "grace", "gap")
        return [(state, _words(state)) for state in order if state in seen]


def _later(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
