"""Making log-ins and giving roles."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from payung.base.accounts.models import Assignment, User
from payung.base.accounts.roles import ROLES
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.territory.models import Area

SYSTEM = Actor(id="system", name="Payung (pemasangan)")


@transaction.atomic
def create_user(*, by: Actor, username: str, name: str, password: str, email: str = "") -> User:
    """A log-in without any role. Only at set-up, or by who may manage accounts."""
    _may_manage(by, "")
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.save(force_insert=True)
    journal.record(
        by=by, action="accounts.user.created", subject=user, summary={"username": username}
    )
    return user


@transaction.atomic
def assign(
    *,
    by: Actor,
    user: User,
    role: str,
    area: Area,
    since: date,
    until: date | None = None,
    paper: str,
    unit: str = "",
) -> Assignment:
    """Give a role in a region, to an OPD's people for its `unit`; nobody gives one to himself.

    Raises NotAllowed, ValueError for a role that cannot sit at that level.
    """
    _may_manage(by, area.code)
    if by.id == f"user:{user.pk}":
        raise NotAllowed(
            gettext("Anda tidak dapat memberi peran kepada diri sendiri. Mintalah petugas lain.")
        )
    if ROLES[role].level != area.level:
        raise ValueError(
            gettext("Peran %(role)s tidak dapat diberikan pada %(area)s.")
            % {"role": ROLES[role].name, "area": area.title}
        )
    given = Assignment.objects.create(
        user=user, role=role, area=area, since=since, until=until, paper=paper,
        unit=unit.strip(),
    )  # fmt: skip
    journal.record(
        by=by, action="accounts.role.assigned", subject=given, area=area.code, paper=paper,
        summary={"user": user.username, "role": role, "since": since, "until": until,
                 **({"unit": given.unit} if given.unit else {})},
    )  # fmt: skip
    return given


@transaction.atomic
def end_assignment(*, by: Actor, assignment: Assignment, until: date, reason: str) -> Assignment:
    """End a role on a day; the row stays."""
    _may_manage(by, assignment.area_id)
    change = journal.changed(assignment, until=until)
    assignment.save(update_fields=["until"])
    journal.record(
        by=by, action="accounts.role.ended", subject=assignment, area=assignment.area_id,
        reason=reason, changes=[change],
    )  # fmt: skip
    return assignment


def _may_manage(by: Actor, area: str) -> None:
    if by is not SYSTEM:
        by.require(Right.MANAGE_ACCOUNTS, area) if area else _anywhere(by)


def _anywhere(by: Actor) -> None:
    areas = by.areas(Right.MANAGE_ACCOUNTS)
    by.require(Right.MANAGE_ACCOUNTS, areas[0] if areas else "-")
