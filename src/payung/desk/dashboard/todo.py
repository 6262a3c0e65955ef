"""What of cover waits: members who lapse within thirty days, for those who can have it paid."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.journal.queries import journal_end
from payung.base.territory.actor import Actor, Right, widest
from payung.base.territory.models import Area
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.desk.dashboard.memo import figures_of
from payung.desk.dashboard.places import place_or_404

MOST, TERRITORIES = 5, 3
ACTING = (Right.ENROL, Right.REVIEW, Right.DECREE, Right.PROPOSE)
"""Who can do something about it: Dinas PMD, camat, village head, operator."""


def tasks(actor: Actor) -> Iterator[Task]:
    """One line per territory with the villages hit hardest: the figures of its page, which are
    counted again only where something happened. Two statements for each that are known."""
    reach = widest(code for right in ACTING for code in actor.areas(right) if code)
    today = timezone.localdate()
    for code in reach[:TERRITORIES]:
        if len(code) < len("53.04") or not actor.may(Right.VIEW_FIGURES, code):
            continue  # a province's page tells of its regencies, and nobody acts for one
        place = place_or_404(actor, code)
        figures = figures_of(actor, place, year=today.year, on=today, version=journal_end())
        heads = {v.name: v.lapsing for v in figures.villages if v.lapsing}
        if heads:
            yield _task(place.area, heads)


def _task(area: Area, heads: dict[str, int]) -> Task:
    worst = sorted(heads, key=lambda name: (-heads[name], name))[:MOST]
    told = ", ".join(f"{name} {angka(heads[name])}" for name in worst)
    more = len(heads) - len(worst)
    rest = _(" dan %(n)s desa lagi") % {"n": more} if more else ""
    page = reverse("dashboard:region", args=[area.code])
    return Task(
        Harm.FAMILY,
        _("%(n)s orang kehilangan perlindungan dalam 30 hari") % {"n": angka(sum(heads.values()))},
        _("Bila iuran yang terlambat tidak dibayar, keluarganya kehilangan santunan: %(villages)s.")
        % {"villages": told + rest},
        page if area.level == Area.Level.VILLAGE else f"{page}?urut=-lapsing",
        count=sum(heads.values()),
        area=area.code,
    )
