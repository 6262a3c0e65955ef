"""Members as the forms of BPJS ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import override

from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.core.sheets.codes import OCCUPATION
from payung.core.sipp import Worker
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.selection.annex import address_of
from payung.programme.selection.models import Candidate

MARRIED, SINGLE = 2, (1, 3, 4)
_PERMANENT = {Candidate.Post.PERANGKAT}


def workers(memberships: Iterable[Membership]) -> Iterator[Worker]:
    """One Worker per membership (with `person` and `village` at hand); one statement per 500."""
    rows = list(memberships)
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        months = _months([row.pk for row in part])
        for row in part:
            yield _worker(row, months.get(row.pk, []))


class _Planned(NamedTuple):
    """A planned month as far as a form asks for it; `post` is None without a decree's line."""

    membership_id: int
    month: Month
    base: int
    programmes: str
    post: str | None


def _months(ids: list[int]) -> dict[int, list[_Planned]]:
    """Plain rows: a model instance per month and decree would take most of the time."""
    found: dict[int, list[_Planned]] = {}
    for row in _planned(ids):
        found.setdefault(row[0], []).append(_Planned(*row))
    return found


@worded_once
def _planned(ids: list[int]) -> QuerySet[CoverMonth, tuple[Any, ...]]:
    rows = CoverMonth.objects.filter(membership__among=ids).order_by("membership_id", "month")
    return rows.values_list(
        "membership_id", "month", "base", "programmes", "decree_line__candidate__post"
    )


def _worker(row: Membership, months: list[_Planned]) -> Worker:
    person, village = row.person, row.village
    paid = row.segment == Membership.Segment.PU
    first = months[0] if months else None
    post = next((m.post for m in months if m.post is not None), "")
    return Worker(
        ref=str(row.pk),
        nik=person.nik,
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        mother_name=person.mother_name,
        no_kk=person.kk,
        phone=person.phone,
        married=_married(person.marital_status),
        wage=first.base if first and paid else None,
        income=first.base if first and not paid else None,
        address=", ".join(part for part in (address_of(person), village.name) if part),
        village=village.name,
        village_code=village.code,
        postcode=village.postal_code,
        occupation=_occupation(person.occupation, person.occupation_text, post),
        kpj=row.kpj,
        npp=row.employer.npp if row.employer else "",
        contract=("PKWTT" if post in _PERMANENT else "PKWT") if paid else "",
        work_from=row.since,
        programmes=first.programmes.upper().replace(",", "+") if first else "",
        month_from=_month(first),
        months=len(months) or None,
    )


def _month(first: _Planned | None) -> Month | None:
    return first.month if first else None


def _married(status: int | None) -> str:
    if status == MARRIED:
        return "Y"
    return "T" if status in SINGLE else ""


def _occupation(code: int | None, text: str, post: str) -> str:
    if text:
        return text
    if code is not None and (label := OCCUPATION.label(str(code))):
        return label
    if post in ("", Candidate.Post.VULNERABLE):
        return ""
    with override("id"):
        return str(Candidate.Post(post).label)
