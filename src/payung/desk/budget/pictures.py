"""The picture of a region's budget: heads beside the target minimal."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from payung.base.territory.models import Area
from payung.core.drawing import Bar, bars
from payung.desk.budget.need import VillageNeed
from payung.desk.budget.why import language


def heads_of(found: Sequence[VillageNeed], *, by_district: bool) -> SafeString:
    """A bar for each kecamatan (or village): heads, with the target as a tick.

    By name alone: beside a bar there is no room for the kind as well.
    """
    rows: dict[str, tuple[Area, int, int]] = {}
    for need in found:
        area = need.village.parent if by_district and need.village.parent else need.village
        _area, heads, target = rows.get(area.code, (area, 0, 0))
        rows[area.code] = (area, heads + need.heads, target + need.target)
    title = _("Orang yang dibiayai dan target minimal")
    drawn = bars(
        [
            Bar(area.name, heads, float(target), reverse("budget:region", args=[code]))
            for code, (area, heads, target) in rows.items()
        ],
        title=title,
        alt=_("{n} baris; garis tegak adalah target minimal.").format(n=len(rows)),
        unit="",
        lang=language(),
        width=720,
    )
    return mark_safe(drawn)  # noqa: S308 - SVG of core/drawing, which escapes every text
