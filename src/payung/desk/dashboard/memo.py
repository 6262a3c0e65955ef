"""Figures of a region, counted again only when something has happened.

Every act is journalled, so the end of the journal's chain is the version of everything that is
counted. A process keeps the figures of the last regions asked for, each with its version.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock

from payung.base.territory.actor import Actor, Right
from payung.base.ui.version import Version
from payung.desk.dashboard.places import Place
from payung.programme.membership.figures import RegionFigures, region_figures

KEPT = 200
_kept: OrderedDict[tuple[object, ...], RegionFigures] = OrderedDict()
_lock = Lock()


def figures_of(
    actor: Actor, place: Place, *, year: int, on: dt.date, version: Version
) -> RegionFigures:
    """The figures of a place that the actor may see: no statement, or those of `region_figures`.

    Two actors who see the same regions are given the same figures; do not change them.
    """
    key = (version, actor.areas(Right.VIEW_FIGURES), place.area.code, year, on)
    with _lock:
        if known := _kept.get(key):
            _kept.move_to_end(key)
            return known
    figures = region_figures(actor, place.area, year=year, on=on, places=place.below)
    with _lock:
        _kept[key] = figures
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return figures
