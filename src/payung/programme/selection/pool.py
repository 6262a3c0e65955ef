"""Residents from whom an operator can choose."""

from __future__ import annotations

from datetime import date

from payung.base.policy.queries import all_in_force
from payung.base.territory.actor import Actor, Right
from payung.programme.people.models import Person, PersonQuerySet
from payung.programme.selection.checks import need_share
from payung.programme.selection.judging import enrolment_day
from payung.programme.selection.models import FundRule, Roster
from payung.programme.selection.rules.work import LISTED


def pool(by: Actor, roster: Roster) -> PersonQuerySet:
    """Living residents of the village who are not on the list yet; one WHERE."""
    return (
        Person.objects.visible_to(by, Right.PROPOSE)
        .active()
        .filter(village=roster.village_id, life_status=Person.LifeStatus.ALIVE)
        .exclude(candidacies__roster=roster)
    )


def workers(by: Actor, roster: Roster, on: date) -> PersonQuerySet:
    """Those of the pool whose age and occupation the fund's rules would pass."""
    day = enrolment_day(need_share(roster), on)
    limits = all_in_force(["age_minimum", "age_boundary"], area=roster.village_id, on=day)
    row = (
        FundRule.objects.filter(fund=roster.fund_id, code="occupation_listed", valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )
    codes = row.params.get("codes", LISTED) if row else LISTED
    return pool(by, roster).filter(
        occupation__in=codes,
        birth_date__lte=years_before(day, int(limits["age_minimum"].value)),
        birth_date__gt=years_before(day, int(limits["age_boundary"].value)),
    )


def years_before(day: date, years: int) -> date:
    """The latest birth date of who has that age on the day.

    >>> years_before(date(2024, 2, 29), 1), years_before(date(2026, 1, 5), 18)
    (datetime.date(2023, 2, 28), datetime.date(2008, 1, 5))
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
