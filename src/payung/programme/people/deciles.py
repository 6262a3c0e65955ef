"""Reading the deciles of families."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from payung.base.worded import worded_once
from payung.programme.people.models import FamilyDecile


class Decile(NamedTuple):
    """A family's decile and the day of the list that told it."""

    decile: int
    on: date


def deciles_of(cards: Iterable[str]) -> dict[str, Decile]:
    """The latest decile of each family card (blind indexes); one statement."""
    listed = _told([card for card in cards if card])
    return {card: Decile(decile, on) for card, decile, on in listed}


@worded_once
def _told(cards: list[str]) -> QuerySet[FamilyDecile, tuple[str, int, date]]:
    rows = FamilyDecile.objects.filter(kk_index__among=cards).order_by("on", "pk")
    return rows.values_list("kk_index", "decile", "on")
