"""From a log-in to an actor."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.accounts.models import Assignment, User
from payung.base.accounts.roles import ROLES
from payung.base.territory.actor import Actor, Grant
from payung.base.worded import worded_once


class UnknownUser(Exception):
    """No active log-in of that name."""


def actor_for(user: User, on: date | None = None) -> Actor:
    """The actor of a user with the grants in force on a day (today); one statement."""
    grants = tuple(
        Grant(a.role, a.area_id, a.area.title, ROLES[a.role].rights, ROLES[a.role].name,
              a.unit if ROLES[a.role].by_unit else None)
        for a in _held(user.pk, on or timezone.localdate())
    )  # fmt: skip
    return Actor(id=f"user:{user.pk}", name=user.name, grants=grants)


@worded_once
def _held(user: int, on: date) -> QuerySet[Assignment]:
    """Asked at every request."""
    held = Assignment.objects.in_force(on).filter(user=user).select_related("area")
    return held.order_by("area_id", "role", "unit")


def actor_named(username: str, on: date | None = None) -> Actor:
    """The actor of a log-in name, for commands (`--as`). Raises UnknownUser."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise UnknownUser(
            gettext(
                "Pengguna %(username)s tidak ada atau tidak aktif. Periksa ejaannya; "
                "daftar pengguna ada pada DPMD."
            )
            % {"username": repr(username)}
        )
    return actor_for(user, on)
