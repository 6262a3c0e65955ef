"""Members with any history of payments, as the rooms to the left would leave it."""

from __future__ import annotations

from datetime import date

from tests.members import make_fund, make_person
from tests.world import KEWAR

from payung.core.calendar import Month, months_between
from payung.programme.membership.histories import rebuild
from payung.programme.membership.models import CoverMonth, Employer, Membership, Posting
from payung.programme.people.models import Person


def insured(
    number: int, since: date, until: date, *, segment: str = "bpu", base: int = 1_000_000,
    programmes: str = "jkk,jkm", village: str = KEWAR, person: Person | None = None,
    amount: int = 16_800,
) -> Membership:  # fmt: skip
    """A membership paid each month from `since`, the first on that day, to `until`'s month."""
    person = person or make_person(village, number)
    employer = None
    if segment == "pu":
        employer = Employer.objects.get_or_create(
            npp=f"NP{number:06d}", defaults={"area_id": village, "name": "Desa Uji",
                                             "kind": "employer"}
        )[0]  # fmt: skip
    row = Membership.objects.create(
        person=person, village_id=village, segment=segment, employer=employer, since=since
    )
    fund = make_fund(f"add-{village}", village)
    for month in months_between(Month.of(since), Month.of(until)):
        posting = Posting.objects.create(
            area=village, month=month, paid_on=max(since, month.first_day), amount=amount,
            reference=f"KI-{row.pk}-{month}", by_id="user:0", by_name="BPJS",
        )  # fmt: skip
        CoverMonth.objects.create(
            membership=row, month=month, fund=fund, programmes=programmes, base=base,
            amount=amount, law_id="uji", posting=posting,
        )  # fmt: skip
    rebuild([row.pk])
    return row
