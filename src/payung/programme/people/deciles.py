"""Reading the deciles of families."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from payung.programme.people.models import FamilyDecile


class Decile(NamedTuple):
    """A family's decile and the day of the list that told it."""

    decile: int
    on: date


def deciles_of(cards: Iterable[str]) -> dict[str, Decile]:
    """The latest decile of each family card (blind indexes); one statement."""
    rows = FamilyDecile.objects.filter(kk_index__in=[card for card in cards if card])
    listed = rows.order_by("on", "pk").values_list("kk_index", "decile", "on")
    return {card: Decile(decile, on) for card, decile, on in listed}
