"""Enrolling: from a decreed list to memberships with planned months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.core.calendar import Month
from payung.programme.membership.models import CoverMonth, Employer, Membership
from payung.programme.membership.planning import Planned, plan
from payung.programme.selection.models import Decree

NEW = {
    "kpj": b"", "kpj_index": "", "kpj_at": None, "ended_on": None, "end_reason": "",
    "end_paper": "", "replaces_id": None, "history_id": None, "double": False,
}  # fmt: skip
"""What a new membership does not have yet."""
MONTH_COLUMNS = (
    "membership_id", "month", "fund_id", "decree_line_id", "programmes", "base", "amount", "law_id",
)  # fmt: skip


class MembershipRefused(Exception):
    """Not done; a sentence with the reason and the way out."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Heads of one decree: newly enrolled or given more months, unchanged, held back."""

    decree: Decree
    added: tuple[Planned, ...]
    unchanged: tuple[Planned, ...]
    held: tuple[Planned, ...]
    months: int


@transaction.atomic
def enrol(*, by: Actor, decree: Decree) -> Enrolled:
    """Turn the lines of a decree into memberships with planned months; again: adds nothing.

    A person with a running membership keeps it, with its KPJ and its JKM clock, and only gets the
    months that no fund pays yet. Its statements do not grow with the heads.
    """
    by.require(Right.ENROL, decree.roster.village_id)
    decree = Decree.objects.select_for_update().get(pk=decree.pk)
    lines = plan(decree)
    added = tuple(line for line in lines if line.verdict == "new")
    if added:
        memberships = _memberships(decree, added)
        count = _months(decree, added, memberships)
        _journal(by, decree, added, memberships, count)
    return Enrolled(
        decree,
        added,
        tuple(line for line in lines if line.verdict == "enrolled"),
        tuple(line for line in lines if line.verdict == "held"),
        sum(len(line.months) for line in added),
    )


def _memberships(decree: Decree, added: tuple[Planned, ...]) -> dict[int, int]:
    """The membership of each person by its number: the running one, or a new one."""
    roster = decree.roster
    employer = None
    if roster.segment == Membership.Segment.PU:
        employer = (
            Employer.objects.filter(area=roster.village_id, kind=Employer.Kind.EMPLOYER)
            .order_by("id")
            .first()
        )
    running = {line.person.pk: line.membership.pk for line in added if line.membership is not None}
    new = [line for line in added if line.membership is None]
    fresh = [
        (pk, line.person.pk, min(m.month for m in line.months).first_day)
        for pk, line in zip(bulk.take_ids(Membership, len(new)), new, strict=True)
    ]
    same = {
        **NEW, "village_id": roster.village_id, "segment": roster.segment,
        "employer_id": employer.pk if employer else None,
        "created_at": bulk.moment(timezone.now()),
    }  # fmt: skip
    try:
        with transaction.atomic():
            bulk.insert(Membership._meta.db_table, ("id", "person_id", "since"), fresh, same)
    except IntegrityError as error:
        raise MembershipRefused(
            gettext(
                "Seseorang dari daftar ini baru saja didaftarkan dari daftar lain. "
                "Ulangi sekali lagi."
            )
        ) from error
    return running | {person: pk for pk, person, _since in fresh}


def plan_months(rows: Sequence[tuple[Any, ...]]) -> int:
    """Write planned months in the order of `MONTH_COLUMNS`; one statement. Returns their number."""
    bulk.insert(CoverMonth._meta.db_table, MONTH_COLUMNS, rows)
    return len(rows)


def _months(decree: Decree, added: tuple[Planned, ...], memberships: dict[int, int]) -> int:
    fund = decree.roster.fund_id
    return plan_months(
        [
            (
                memberships[line.person.pk], str(m.month), fund, line.line.pk,
                line.line.programmes, line.line.base, m.amount, line.line.law_id,
            )
            for line in added
            for m in line.months
        ]
    )  # fmt: skip


def _journal(
    by: Actor, decree: Decree, added: tuple[Planned, ...], memberships: dict[int, int],
    months: int,
) -> None:  # fmt: skip
    journal.record(
        by=by,
        action="membership.enrolled",
        subject=decree,
        area=decree.roster.village_id,
        paper=f"{decree.number}, {decree.date.isoformat()}",
        summary={"heads": len(added), "months": months, "fund": decree.roster.fund.code},
        changes=[
            RowChange(
                Membership._meta.db_table,
                str(memberships[line.person.pk]),
                {"planned": [None, _span(line)], "person": [None, line.person.pk]},
            )
            for line in added
        ],
    )


def _span(line: Planned) -> str:
    months: list[Month] = [m.month for m in line.months]
    return f"{min(months)}..{max(months)}"


@transaction.atomic
def register_employer(
    *, by: Actor, area: str, npp: str, name: str, kind: str = Employer.Kind.EMPLOYER
) -> Employer:
    """Keep the NPP of an employer (PU) or of a wadah (BPU); the same again changes nothing."""
    by.require(Right.ENROL, area)
    number = npp.strip().upper()
    if not number or not number.isalnum():
        raise MembershipRefused(
            gettext("NPP hanya berisi huruf dan angka. Lihat pada sertifikat BPJS.")
        )
    if not name.strip():
        raise MembershipRefused(
            gettext("Tulis nama pemberi kerja atau wadah seperti pada sertifikat.")
        )
    row, created = Employer.objects.get_or_create(
        npp=number, defaults={"area_id": area, "name": name.strip(), "kind": kind}
    )
    if row.area_id != area or row.kind != kind:
        raise MembershipRefused(
            gettext("NPP %(number)s sudah dipakai %(name)s. Periksa nomornya.")
            % {"number": number, "name": row.name}
        )
    if created:
        journal.record(
            by=by, action="membership.employer_registered", subject=row, area=area,
            summary={"npp": number, "name": row.name, "kind": kind},
        )  # fmt: skip
    return row
