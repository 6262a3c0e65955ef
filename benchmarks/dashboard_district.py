"""The district that `benchmarks.dashboard_speed` measures: a regency filled by bulk SQL."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

REGENCY = "62.03"
MONTHS = 11
TODAY = date.today()


def fill(members: int) -> None:
    """Rows for a whole regency, by bulk SQL."""
    from django.core.management import call_command

    patient()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    from payung.base.accounts import actions as accounts
    from payung.base.territory.actions import packaged_areas
    from payung.base.territory.actor import contains
    from payung.base.territory.models import Area

    wanted = [a for a in packaged_areas() if contains(REGENCY, a.code) or contains(a.code, REGENCY)]
    Area.objects.bulk_create(sorted(wanted, key=lambda a: len(a.code)))
    villages = [a.code for a in wanted if a.level == "village"]
    user = accounts.create_user(
        by=accounts.SYSTEM, username="dpmd", name="DPMD", password=secrets.token_hex(8)
    )
    accounts.assign(
        by=accounts.SYSTEM, user=user, role="dpmd", area=Area.objects.get(code=REGENCY),
        since=date(2020, 1, 1), paper="benchmark",
    )  # fmt: skip
    Filler(members, villages).fill()


def patient() -> None:
    """Filling and the naive way may take longer than a page is allowed to."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")


class Filler:
    """One row of each table through the models, the rest like it."""

    def __init__(self, members: int, villages: list[str]) -> None:
        self.members, self.villages = members, villages

    def fill(self) -> None:
        from payung.base.territory.models import Area
        from payung.programme.funds.models import Allotment, Fund
        from payung.programme.membership.models import Employer
        from payung.programme.selection.models import Roster

        self.fund = Fund.objects.create(
            code="add", name="ADD", kind="apbdes", area=REGENCY, payer_level="village",
            regulation="Perbup", valid_from=date(2026, 1, 1),
        )  # fmt: skip
        self.employer, self.bpu, self.pu = {}, {}, {}
        for number, code in enumerate(self.villages):
            village = Area(code=code)
            Allotment.objects.create(
                fund=self.fund, village=village, year=TODAY.year, month_from="2026-01", paper="SE",
                month_to="2026-12", target_minimum=1200, quota=1400,
            )  # fmt: skip
            self.employer[code] = Employer.objects.create(
                area=village, npp=f"N{number:06}", name="Desa", kind="employer"
            )
            for segment, kept in (("bpu", self.bpu), ("pu", self.pu)):
                kept[code] = Roster.objects.create(
                    village=village,
                    fund=self.fund,
                    year=TODAY.year,
                    segment=segment,
                    state="decreed",
                )
        self._people()
        self._analyse()

    def _people(self) -> None:
        from django.db import transaction

        from payung.base import bulk
        from payung.programme.membership.models import CoverMonth, Membership
        from payung.programme.people.models import Person
        from payung.programme.selection.models import Candidate

        person = Person(village_id="", name="Maria Bere", name_key="", sex="P",
                        birth_date=date(1980, 1, 1), nik_state="missing")  # fmt: skip
        candidate = Candidate(base=1_000_000, outcome="eligible", judged_on=date(2026, 1, 5))
        member = Membership(segment="bpu", since=date(2026, 1, 1))
        month = CoverMonth(programmes="jkk,jkm", base=1_000_000, amount=16_800, law_id="x",
                           month="2026-01", fund=self.fund)  # fmt: skip
        receipts = self._receipts()
        with transaction.atomic():
            for model, shape, rows in (
                (Person, person, self._person_rows()),
                (Candidate, candidate, self._candidate_rows()),
                (Membership, member, self._member_rows(receipts)),
                (CoverMonth, month, self._month_rows(receipts)),
            ):
                columns, write = template(model, shape)
                bulk.insert(model._meta.db_table, columns, map(write, rows))

    def _receipts(self) -> dict[tuple[str, int], tuple[str, list[int]]]:
        """Per village three histories: which months are paid, on which days."""
        from payung.core.calendar import Month
        from payung.programme.membership.histories import key_of, written
        from payung.programme.membership.models import PaidHistory, Posting

        found = {}
        for number, village in enumerate(self.villages):
            postings = [
                Posting.objects.create(
                    area=village,
                    month=str(month),
                    reference=str(month),
                    by_id="",
                    by_name="",
                    paid_on=min(month.first_day + timedelta(days=number % 20), TODAY),
                )
                for month in months()
            ]
            for kind, until in enumerate((MONTHS, MONTHS, 9)):
                held = postings[:until] if kind != 1 else postings[1:until]
                text = written((Month.parse(str(p.month)), p.paid_on) for p in held)
                key = key_of(text)
                PaidHistory.objects.get_or_create(key=key, defaults={"text": text})
                found[village, kind] = key, [p.pk for p in held]
        return found

    def _each(self) -> Any:
        for number in range(1, self.members + 1):
            yield number, self.villages[number % len(self.villages)], number % 10 == 0

    def _person_rows(self) -> Any:
        for number, village, _pu in self._each():
            yield {"id": number, "village_id": village, "name_key": f"MARIA BERE {number:07}"}

    def _candidate_rows(self) -> Any:
        for number, village, pu in self._each():
            roster = (self.pu if pu else self.bpu)[village].pk
            yield {"id": number, "person_id": number, "roster_id": roster, "rank": number}

    def _member_rows(self, receipts: Any) -> Any:
        for number, village, pu in self._each():
            yield {
                "id": number, "person_id": number, "village_id": village,
                "segment": "pu" if pu else "bpu", "history_id": receipts[village, number % 3][0],
                "employer_id": self.employer[village].pk if pu else None,
            }  # fmt: skip

    def _month_rows(self, receipts: Any) -> Any:
        pk, names = 0, [str(month) for month in months()]
        for number, village, _pu in self._each():
            kind = number % 3
            held = receipts[village, kind][1]
            for n, posting in enumerate(held, start=2 if kind == 1 else 1):
                pk += 1
                yield {
                    "id": pk, "membership_id": number, "posting_id": posting,
                    "month": names[n - 1],
                }  # fmt: skip

    def _analyse(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("VACUUM" if connection.vendor == "postgresql" else "SELECT 1")
            cursor.execute("ANALYZE")


def months() -> list[Any]:
    """The last months, the running one included."""
    from payung.core.calendar import Month

    return [Month.of(TODAY) - n for n in reversed(range(MONTHS))]


def template(model: Any, shape: Any) -> tuple[list[str], Callable[[dict[str, Any]], list[Any]]]:
    """The columns of a table, and a writer of rows that differ from `shape` in some of them."""
    from django.db import connection

    fields = list(model._meta.concrete_fields)
    columns = [f.column for f in fields]
    base = [
        None if f.primary_key or (f.is_relation and getattr(shape, f.attname) is None)
        else f.get_db_prep_save(f.pre_save(shape, True), connection)
        for f in fields
    ]  # fmt: skip
    places = {column: n for n, column in enumerate(columns)}

    def write(changes: dict[str, Any]) -> list[Any]:
        row = base.copy()
        for column, value in changes.items():
            row[places[column]] = value
        return row

    return columns, write
