"""A person's cover: the picture of `core.drawing.timeline`, and the same as a list of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from payung.base.ui import format as fmt
from payung.core.calendar import Lang, Month
from payung.core.drawing.timeline import Event, Kind, Track, timeline

__all__ = ["CoverBar", "Event", "Track"]


def words_of(kind: Kind) -> str:
    """The state of a month in words."""
    return {
        "paid": _("terlindungi"),
        "planned": _("direncanakan"),
        "grace": _("masa tenggang"),
        "gap": _("tidak terlindungi"),
    }[kind]


@dataclass(frozen=True)
class CoverBar:
    """Months from `first` to `last`: a track per payer, events on days, and today."""

    name: str
    tracks: Sequence[Track]
    first: Month
    last: Month
    events: Sequence[Event] = ()
    today: date | None = None

    def svg(self, lang: Lang) -> str:
        """The picture, 760 units wide."""
        title = _("Masa perlindungan %(name)s") % {"name": self.name}
        return timeline(
            self.tracks,
            self.events,
            first=self.first,
            last=self.last,
            title=title,
            alt="; ".join(self.lines),
            today=self.today,
            lang=lang,
            width=760,
        )

    @property
    def lines(self) -> list[str]:
        """What the picture shows, line by line."""
        spans = [
            f"{track.label}: {_months(span.first, span.last)}, {words_of(span.kind)}"
            for track in self.tracks
            for span in track.spans
        ]
        events = sorted(self.events, key=lambda event: event.on)
        return spans + [f"{fmt.tanggal(event.on)}: {event.label}" for event in events]


def _months(first: Month, last: Month) -> str:
    if first == last:
        return fmt.bulan(first)
    return f"{fmt.bulan(first)} – {fmt.bulan(last)}"
