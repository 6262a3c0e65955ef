"""When a village's money comes: tranches of ADD and Dana Desa, and siltap, as dated settings.

A day is decided for a village, a kecamatan or the whole district, on a paper; the nearest region
decides, and of one region the latest decision. Without one nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from payung.base.policy.models import Setting
from payung.base.policy.queries import ancestors
from payung.base.territory.visibility import within
from payung.programme.funds.models import Fund

SETTING = "tranche_day"
ADD, DD, SILTAP = "add", "dd", "siltap"
MOST = 4
LABELS: Mapping[str, Promise] = {
    ADD: gettext_lazy("ADD"), DD: gettext_lazy("Dana Desa"), SILTAP: gettext_lazy("Siltap"),
}  # fmt: skip
SOURCES: Mapping[str, str] = {Fund.Kind.APBDES: ADD, Fund.Kind.DANA_DESA: DD}
"""Which tranche a village's fund waits for; money that is not the village's waits for none."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """One expected day: of which money, which turn of the year, on which paper."""

    village: str
    kind: str
    turn: int
    day: date
    paper: str
    area: str
    """The region that decided it: the village itself or one that holds it."""

    @property
    def label(self) -> str:
        return f"{LABELS[self.kind]} {self.turn}"


def scope_of(year: int, kind: str, turn: int) -> str:
    """How a tranche is named in the settings.

    >>> scope_of(2027, "add", 1)
    '2027/add/1'
    """
    if kind not in LABELS or not 1 <= turn <= MOST:
        raise ValueError(f"{kind} {turn}")
    return f"{year}/{kind}/{turn}"


def calendar(area: str, years: Iterable[int], villages: Iterable[str], on: date) -> list[Tranche]:
    """Every tranche of these villages as decided on a day, by village and day; one statement."""
    here = Q(area__in=ancestors(area)) | within("area", (area,))
    of_years = Q(pk__in=[])
    for year in years:
        of_years |= Q(scope__startswith=f"{year}/")
    rows = list(Setting.objects.filter(here, of_years, code=SETTING, valid_from__lte=on))
    found = []
    for village in villages:
        near = set(ancestors(village))
        best: dict[str, Setting] = {}
        for row in rows:
            held = best.get(row.scope)
            if row.area in near and (held is None or _order(held) < _order(row)):
                best[row.scope] = row
        for scope, row in best.items():
            _year, kind, turn = scope.split("/")
            day = date.fromisoformat(str(row.value))
            found.append(Tranche(village, kind, int(turn), day, row.paper, row.area))
    return sorted(found, key=lambda t: (t.village, t.day, t.kind, t.turn))


def _order(row: Setting) -> tuple[int, date]:
    return len(row.area), row.valid_from


def waits_for(fund_kind: str, segment: str) -> tuple[str, ...]:
    """Tranches that must come before a fund of a village pays; the officials' also for siltap.

    >>> waits_for("apbdes", "pu"), waits_for("dana-desa", "bpu"), waits_for("csr", "bpu")
    (('add', 'siltap'), ('dd',), ())
    """
    source = SOURCES.get(fund_kind)
    if source is None:
        return ()
    return (source, SILTAP) if segment == "pu" else (source,)


def first_day(tranches: Iterable[Tranche], kinds: Iterable[str]) -> date | None:
    """The day from which all of these have come for the first time; None if it is not known.

    A siltap that nobody wrote down is taken to come with the village's tranche.
    """
    held, found = list(tranches), []
    for kind in kinds:
        days = [t.day for t in held if t.kind == kind]
        if days:
            found.append(min(days))
        elif kind != SILTAP:
            return None
    return max(found, default=None)


def next_after(tranches: Iterable[Tranche], on: date, kinds: Iterable[str]) -> Tranche | None:
    """The next tranche of any of these kinds on or after a day."""
    wanted = set(kinds)
    return min(
        (t for t in tranches if t.kind in wanted and t.day >= on), key=lambda t: t.day, default=None
    )
