"""The map and the funnel of a region, drawn by core/drawing."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from payung.base.territory.models import Area
from payung.core.calendar import Lang
from payung.core.drawing import Step, choropleth, funnel
from payung.core.drawing.boundaries import available, load_boundaries
from payung.desk.dashboard.places import address
from payung.programme.membership.figures import RegionFigures

NAMES = (
    ("quota", gettext_noop("Kuota")),
    ("proposed", gettext_noop("Diusulkan")),
    ("valid", gettext_noop("Memenuhi syarat")),
    ("decreed", gettext_noop("Ditetapkan")),
    ("active", gettext_noop("Aktif")),
)


def language() -> Lang:
    return "en" if (get_language() or "id").startswith("en") else "id"


def map_of(figures: RegionFigures) -> str:
    """Coverage of the target by village; '' where no boundaries are delivered. Drawn once."""
    key = ("map", language())
    if key not in figures.drawn:
        figures.drawn[key] = _map_of(figures)
    return figures.drawn[key]


def _map_of(figures: RegionFigures) -> str:
    code = figures.area.code
    if code[:5] not in available():
        return ""
    whole = load_boundaries(code[:5])
    is_district = figures.area.level == Area.Level.DISTRICT
    try:
        drawn = whole.within(code + ".") if is_district else whole
    except KeyError:
        return ""
    return choropleth(
        drawn,
        {v.code: v.of_target for v in figures.villages},
        title=_("Pekerja rentan aktif dibanding target minimal, %(area)s")
        % {"area": figures.area.title},
        alt=_("Angka yang sama ada dalam tabel di bawah peta."),
        below={v.code for v in figures.below_target},
        hrefs={v.code: address(v.code) for v in figures.villages},
        districts={} if is_district else {v.code[:8]: v.district for v in figures.villages},
        lang=language(),
        width=480,
    )


def funnel_of(figures: RegionFigures) -> str:
    """From quota to active, with what is lost between."""
    whole = figures.funnel
    steps = [Step(str(_(label)), getattr(whole, key)) for key, label in NAMES]
    return funnel(
        steps,
        title=_("Dari kuota sampai aktif"),
        alt=_("Angka yang sama ada dalam tabel."),
        lang=language(),
        width=360,
    )
