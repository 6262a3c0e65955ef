from __future__ import annotations

from typing import TYPE_CHECKING

from payung.base.territory.actor import Right
from payung.base.territory.visibility import TerritoryQuerySet

if TYPE_CHECKING:
    from payung.base.journal.models import Event  # noqa: F401


class EventQuerySet(TerritoryQuerySet["Event"]):
    area_field = "area"
    view_right = Right.VIEW_JOURNAL
