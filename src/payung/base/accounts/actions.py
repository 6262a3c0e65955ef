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


class AssignmentRefused(Exception):
    """What was asked of a role cannot be; the sentence says why and the way out."""


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


@transaction.atomic
def bind_unit(*, by: Actor, assignment: Assignment, unit: str, paper: str) -> Assignment:
    """Say for which office (OPD) a role acts: it reaches only funds that this office manages.

    An empty unit leaves the role without any fund of an OPD. On a paper; the same unit again
    changes nothing. Nobody binds a role of his own. Raises NotAllowed, AssignmentRefused.
    """
    row = Assignment.objects.select_for_update().select_related("user").get(pk=assignment.pk)
    _may_manage(by, row.area_id)
    if by.id == f"user:{row.user_id}":
        raise NotAllowed(
            gettext("Anda tidak dapat mengubah peran Anda sendiri. Mintalah petugas lain.")
        )
    unit, paper = " ".join(unit.split()), paper.strip()
    if not ROLES[row.role].by_unit:
        raise AssignmentRefused(
            gettext("Peran %(role)s tidak terikat pada satu OPD.") % {"role": ROLES[row.role].name}
        )
    if not paper:
        raise AssignmentRefused(gettext("Sebutkan nomor dan tanggal surat penugasan."))
    if unit == row.unit:
        return row
    same = Assignment.objects.filter(
        user=row.user, role=row.role, area=row.area_id, since=row.since, unit=unit
    )
    if same.exists():
        raise AssignmentRefused(
            gettext("%(name)s sudah memegang peran ini untuk %(unit)s sejak tanggal yang sama.")
            % {"name": row.user.name, "unit": unit or "–"}
        )
    change = journal.changed(row, unit=unit)
    row.save(update_fields=["unit"])
    journal.record(
        by=by, action="accounts.role.unit_bound", subject=row, area=row.area_id, paper=paper,
        changes=[change], summary={"user": row.user.username, "role": row.role, "unit": unit},
    )  # fmt: skip
    return row


def _may_manage(by: Actor, area: str) -> None:
    if by is not SYSTEM:
        by.require(Right.MANAGE_ACCOUNTS, area) if area else _anywhere(by)


def _anywhere(by: Actor) -> None:
    areas = by.areas(Right.MANAGE_ACCOUNTS)
    by.require(Right.MANAGE_ACCOUNTS, areas[0] if areas else "-")
