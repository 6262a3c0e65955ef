"""The map and the funnel of a region, drawn by core/drawing."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from payung.core.calendar import Lang
from payung.core.coverage import Funnel
from payung.core.drawing import Step, choropleth, funnel
from payung.core.drawing.boundaries import available, load_boundaries
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


def map_of(figures: RegionFigures) -> SafeString | None:
    """Coverage of the target by village; None where no boundaries are delivered."""
    regency = figures.area.code[:5]
    if regency not in available():
        return None
    within = {v.code: v for v in figures.villages}
    values = {code: v.of_target for code, v in within.items()}
    title = _("Peserta aktif dibanding target minimal, %(area)s") % {"area": figures.area.title}
    drawn = choropleth(
        load_boundaries(regency),
        values,
        title=title,
        alt=_("Angka yang sama ada dalam tabel di bawah peta."),
        below={v.code for v in figures.below_target},
        hrefs={code: reverse("dashboard:region", args=[code]) for code in within},
        districts={v.code[:8]: v.district for v in figures.villages},
        lang=language(),
        width=640,
    )
    return mark_safe(drawn)  # noqa: S308 - core/drawing escapes every text


def funnel_of(funnel_: Funnel, title: str) -> SafeString:
    """From quota to active, with what is lost between."""
    steps = [Step(str(_(label)), getattr(funnel_, key)) for key, label in NAMES]
    drawn = funnel(
        steps, title=title, alt=_("Angka yang sama ada dalam tabel."), lang=language(), width=420
    )
    return mark_safe(drawn)  # noqa: S308 - core/drawing escapes every text
