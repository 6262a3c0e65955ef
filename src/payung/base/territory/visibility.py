"""The one way to read: everything starts at `visible_to(actor)`."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from payung.base.territory.actor import Actor, Right


def within(field: str, areas: tuple[str, ...]) -> Q:
    """Rows whose code in `field` lies in one of the regions; no region means no row.

    '/' is the character after '.', so [53.04, 53.04/) holds the district and all below it.
    """
    if not areas:
        return Q(pk__in=[])
    if "" in areas:
        return Q()
    reach = [Q(**{f"{field}__gte": area, f"{field}__lt": area + "/"}) for area in areas]
    return reduce(or_, reach)


M = TypeVar("M", bound=models.Model, covariant=True)


class TerritoryQuerySet(models.QuerySet[M]):
    """Base of every queryset of rows that lie in a region.

    Subclasses set `area_field` (a column that holds a region's code) and `view_right`.
    """

    area_field = "village_id"
    view_right = Right.VIEW_PEOPLE

    def visible_to(self, actor: Actor, right: Right | None = None) -> Self:
        """Rows in the actor's regions for the right (default: the model's own); one WHERE."""
        return self.filter(within(self.area_field, actor.areas(right or self.view_right)))

    def in_area(self, code: str) -> Self:
        """Rows within one region."""
        return self.filter(within(self.area_field, (code,)))
