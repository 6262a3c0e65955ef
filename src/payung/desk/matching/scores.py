"""A score as this room keeps it, and as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from payung.base.ui.format import angka, language
from payung.desk.matching.models import Band

if TYPE_CHECKING:
    from payung.core.linkage import Scored


def reasons_of(scored: Scored) -> list[list[Any]]:
    """The waterfall as JSON."""
    return [[r.code, round(r.points, 2), r.id, r.en] for r in scored.reasons]


def band_of(scored: Scored, hard: str = "") -> str:
    """Band of a score that was worth asking about."""
    sure = scored.band == "match" and not hard
    return Band.MATCH if sure else Band.REVIEW


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: `x` and `w` are its place and width in percent of the picture.

    They are text, for SVG knows no decimal comma.
    """

    text: str
    points: float
    x: str
    w: str
    down: bool

    @property
    def shown(self) -> str:
        """The points with their sign."""
        return ("+" if self.points > 0 else "−") + angka(abs(self.points), 1)


def waterfall(reasons: list[list[Any]]) -> list[Step]:
    """The steps that add or take something, on one scale from left to right."""
    place = 3 if language() == "en" else 2
    spans, total = [], 0.0
    for reason in reasons:
        spans.append((str(reason[place]), float(reason[1]), total, total + float(reason[1])))
        total += float(reason[1])
    edges = [edge for span in spans for edge in span[2:]] or [0.0]
    low, high = min(0.0, *edges), max(0.0, *edges)
    scale = 100 / ((high - low) or 1)
    return [
        Step(
            text[:1].upper() + text[1:], points, f"{(min(a, b) - low) * scale:.1f}",
            f"{max(0.5, abs(points) * scale):.1f}", points < 0,
        )
        for text, points, a, b in spans
        if points
    ]  # fmt: skip


def hard_words() -> dict[str, str]:
    """Why a question goes to people whatever the score."""
    return {
        "nik_conflict": _("NIK sama, tetapi namanya bertentangan."),
        "twins": _("Mungkin saudara kembar: lahir pada hari yang sama di keluarga yang sama."),
        "nik_twice": _("Satu NIK tercatat pada dua data."),
        "list_without_nik": _("Daftar ini tidak memuat NIK."),
        "runner_up": _("Ada orang lain yang hampir sama miripnya."),
        "nameless": _("Namanya tidak tertulis pada salah satu data."),
        "siblings": _("Nama dan NIK tidak sama: mungkin dua bersaudara."),
        "two_niks": _("NIK-nya dua nomor yang berbeda: mungkin dua orang."),
        "nik_alone": _("NIK sama, tetapi nama hanya mirip dan tanggal lahir tidak memastikan."),
    }
