"""Who is on the lists of a region, counted by what decides the price; one statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, Min, Value, When

from payung.core.calendar import Month
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.pricing import TRANSPORT

A_DRIVER = min(TRANSPORT)


@dataclass(frozen=True, slots=True)
class Listed:
    """People alike in price. `first`: the first month of their decree, if decreed."""

    segment: str
    post: str
    base: int
    transport: bool
    programmes: str
    heads: int
    basis: str
    first: Month | None

    @property
    def occupation(self) -> int | None:
        """An occupation that the law prices like theirs."""
        return A_DRIVER if self.transport else None


def listed(area: str, year: int) -> dict[tuple[str, int], list[Listed]]:
    """Members of all lists of the year in a region, by (village, fund)."""
    rows = (
        Candidate.objects.members()
        .in_area(area)
        .filter(roster__year=year)
        .annotate(
            transport=Case(
                When(person__occupation__in=sorted(TRANSPORT), then=Value(1)), default=Value(0)
            )
        )
        .values_list(
            "roster__village_id", "roster__fund_id", "roster__segment", "post", "base",
            "transport", "roster__programmes", "roster__state",
        )
        .annotate(heads=Count("pk"), first=Min("decree_line__month_from"))
        .order_by("roster__village_id", "roster__fund_id", "roster__segment", "post", "base",
                  "transport", "roster__state")
    )  # fmt: skip
    found: dict[tuple[str, int], list[Listed]] = defaultdict(list)
    for village, fund, segment, post, base, transport, programmes, state, heads, first in rows:
        decreed = state == Roster.State.DECREED
        found[village, fund].append(
            Listed(
                segment, post, base, bool(transport), programmes, heads,
                "decree" if decreed else "list", _month(first),
            )
        )  # fmt: skip
    return dict(found)


def _month(value: Month | str | None) -> Month | None:
    return Month.parse(value) if isinstance(value, str) and value else value or None
