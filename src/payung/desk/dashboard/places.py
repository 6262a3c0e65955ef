"""A region with what holds it and what it holds, read in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from payung.base.policy.queries import ancestors
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within

L = Area.Level
SHOWN_BELOW = {L.PROVINCE: (L.REGENCY,)}
"""A province shows its regencies; everything smaller shows its villages."""


@dataclass(frozen=True, slots=True)
class Place:
    """`above` are the regions that hold it, widest first; `below` those whose figures it shows."""

    area: Area
    above: tuple[Area, ...]
    below: tuple[Area, ...]

    def trail(self, actor: Actor) -> list[tuple[str, str]]:
        """Breadcrumbs through the regions whose figures the actor may see."""
        seen = [a for a in self.above if actor.may(Right.VIEW_FIGURES, a.code)]
        return [*((a.title, address(a.code)) for a in seen), (self.area.title, "")]


@lru_cache(maxsize=20_000)
def address(code: str) -> str:
    """Where a region's page is."""
    return reverse("dashboard:region", args=[code])


def place_or_404(actor: Actor, code: str) -> Place:
    """The region if the actor may see its figures, else 404; one statement."""
    if not actor.may(Right.VIEW_FIGURES, code):
        raise Http404
    held = within("code", (code,))
    if len(code) == 2:
        held &= Q(level__in=SHOWN_BELOW[L.PROVINCE])
    rows = {a.code: a for a in Area.objects.filter(held | Q(code__in=ancestors(code)))}
    area = rows.get(code)
    if area is None:
        raise Http404
    for row in rows.values():
        row.parent = rows.get(row.parent_id or "")
    below = SHOWN_BELOW.get(L(area.level), (L.VILLAGE,))
    return Place(
        area,
        tuple(a for c, a in sorted(rows.items()) if code.startswith(c + ".")),
        tuple(a for _c, a in sorted(rows.items()) if a.level in below),
    )
