"""Figures of a region, counted again only when something has happened.

Every act is journalled, so the end of the journal's chain is the version of everything that is
counted. A process keeps the figures of the last regions asked for, each with its version; of acts
since then that name their villages, or change lists alone or members alone, only that is counted.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock

from payung.base.territory.actor import Actor, Right
from payung.base.ui.version import Version
from payung.desk.dashboard.places import Place
from payung.desk.dashboard.touched import touched
from payung.programme.membership.figures import RegionFigures, region_figures
from payung.programme.membership.recounting import recounted

KEPT = 200
_kept: OrderedDict[tuple[object, ...], tuple[Version, RegionFigures]] = OrderedDict()
_lock = Lock()


def figures_of(
    actor: Actor, place: Place, *, year: int, on: dt.date, version: Version
) -> RegionFigures:
    """The figures of a place that the actor may see: no statement, those of the journal and of
    the villages touched, or those of `region_figures`.

    Two actors who see the same regions are given the same figures; do not change them.
    """
    key = (actor.areas(Right.VIEW_FIGURES), place.area.code, year, on)
    with _lock:
        known = _kept.get(key)
        if known is not None:
            _kept.move_to_end(key)
            if known[0] == version:
                return known[1]
    figures = None
    if known is not None:
        news = touched(known[0], version, place.area.code)
        figures = recounted(actor, known[1], news) if news is not None else None
    if figures is None:
        figures = region_figures(actor, place.area, year=year, on=on, places=place.below)
    with _lock:
        _kept[key] = (version, figures)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return figures
