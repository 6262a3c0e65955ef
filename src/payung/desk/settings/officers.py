"""Who holds which role in a region, and for which office an OPD's role acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.accounts.models import Assignment
from payung.base.accounts.roles import ROLES
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka
from payung.base.ui.table import Cell, Column, State, Table
from payung.programme.funds.models import Fund
from payung.programme.funds.queries import readable_by


def offices(actor: Actor, area: str) -> list[str]:
    """Offices that manage a fund of the region, by name; one statement."""
    named = readable_by(actor).filter(area=area).exclude(unit="")
    return sorted(set(named.values_list("unit", flat=True)))


def unbound(rows: Sequence[Assignment]) -> list[Assignment]:
    """Roles of an OPD that say no office: they reach no fund of an OPD."""
    return [row for row in rows if ROLES[row.role].by_unit and not row.unit]


def sentence(area: Area, rows: Sequence[Assignment]) -> str:
    """How many people hold a role here, and how many of an OPD's have no office yet."""
    said = _("{people} petugas memegang {roles} peran di {area}.").format(
        people=angka(len({row.user_id for row in rows})), roles=angka(len(rows)), area=area.title
    )
    if not (left := len(unbound(rows))):
        return said
    return said + " " + ngettext(
        "{n} peran OPD belum menyebut OPD-nya, sehingga tidak dapat membayar dari dana OPD.",
        "{n} peran OPD belum menyebut OPD-nya, sehingga tidak dapat membayar dari dana OPD.",
        left,
    ).format(n=angka(left))  # fmt: skip


def table(rows: Sequence[Assignment], own: str) -> Table:
    """A row for each role in force; `own` is the reader, whose own roles he does not change."""

    def bound(row: Assignment) -> Cell:
        if not ROLES[row.role].by_unit:
            return Cell("–")
        state: State | None = None if row.unit else "warning"
        return Cell(row.unit or _("belum disebut"), state, href=_opens(row, own))

    return Table(
        [
            Column("name", _("Nama"), header=True,
                   value=lambda r: Cell(r.user.name, None, r.user.username)),
            Column("role", _("Peran"), value=lambda r: str(ROLES[r.role].name)),
            Column("area", _("Wilayah"), value=lambda r: r.area.title),
            Column("unit", _("OPD"), value=bound),
            Column("since", _("Sejak"), "date"),
            Column("until", _("Sampai"), "date"),
            Column("paper", _("Dasar")),
        ],
        rows, caption=_("Petugas dan perannya"), wide=True,
        empty=_("Belum ada petugas di wilayah ini."),
    )  # fmt: skip


def _opens(row: Assignment, own: str) -> str | None:
    """Where the office of a role is named; nobody names it for himself."""
    return None if own == f"user:{row.user_id}" else reverse("settings_room:officer", args=[row.pk])


def held(actor: Actor, area: str, on: date) -> list[Assignment]:
    """Roles in force at a region and below, an OPD's first; one statement."""
    rows = Assignment.objects.visible_to(actor).in_force(on).select_related("user", "area")
    found = [r for r in rows if r.area_id == area or r.area_id.startswith(area + ".")]
    return sorted(found, key=lambda r: (
        not ROLES[r.role].by_unit, r.area_id, r.role, r.user.name, r.since,
    ))  # fmt: skip


def funds_of(actor: Actor, row: Assignment) -> list[Fund]:
    """The funds that the role reaches by its office."""
    if not row.unit:
        return []
    return list(readable_by(actor).filter(area=row.area_id, unit=row.unit).order_by("name"))


def place_of(actor: Actor, code: str) -> str:
    """Where roles are managed for a reader who stands at `code`: there, or his first region."""
    held = actor.areas(Right.MANAGE_ACCOUNTS)
    inside = any(code == a or code.startswith(a + ".") for a in held)
    return code if inside or not held else held[0]
