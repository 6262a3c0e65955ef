"""Members as the forms of BPJS ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from payung.core.calendar import Month
from payung.core.sheets.codes import OCCUPATION
from payung.core.sipp import Worker
from payung.programme.membership.models import CoverMonth, Membership
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


def _months(ids: list[int]) -> dict[int, list[CoverMonth]]:
    found: dict[int, list[CoverMonth]] = {}
    rows = CoverMonth.objects.filter(membership__in=ids).select_related(
        "decree_line__candidate", "decree_line__decree"
    )
    for row in rows.order_by("membership_id", "month"):
        found.setdefault(row.membership_id, []).append(row)
    return found


def _worker(row: Membership, months: list[CoverMonth]) -> Worker:
    person, village = row.person, row.village
    paid = row.segment == Membership.Segment.PU
    first = months[0] if months else None
    line = next((m.decree_line for m in months if m.decree_line), None)
    post = line.candidate.post if line else ""
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
        address=_address(person.address, person.hamlet, person.rt, person.rw, village.name),
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


def _month(first: CoverMonth | None) -> Month | None:
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
    return "" if post in ("", Candidate.Post.VULNERABLE) else str(Candidate.Post(post).label)


def _address(street: str, hamlet: str, rt: str, rw: str, village: str) -> str:
    parts = [street]
    if hamlet and hamlet.lower() not in street.lower():
        parts.append(hamlet if hamlet.lower().startswith("dusun") else f"Dusun {hamlet}")
    if (rt or rw) and "rt" not in street.lower():
        parts.append(f"RT {rt or '-'} RW {rw or '-'}")
    return ", ".join(part for part in [*parts, village] if part)
