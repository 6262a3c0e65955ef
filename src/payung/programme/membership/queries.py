"""Reading memberships: who waits for what, who is covered, and where one person stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from payung.base.policy.queries import all_in_force
from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, Standing, standing
from payung.programme.membership.models import (
    CoverMonth,
    Employer,
    ExportLine,
    Membership,
)
from payung.programme.selection.models import Decree

_COVER_SETTINGS = ("grace_months", "grace_basis", "jkm_clock", "jkm_clock_scope")


def cover_rules(area: str, on: date) -> CoverRules:
    """The readings of grace and waiting clock in force in a region; one statement."""
    found = all_in_force(_COVER_SETTINGS, area=area, on=on)
    return CoverRules.from_settings({code: one.value for code, one in found.items()})


def cover_facts(memberships: Iterable[Membership]) -> dict[int, CoverFacts]:
    """Months and receipts of memberships, by their id; one statement.

    Data count as complete on the day of the KPJ, or of the first receipt if that came earlier:
    BPJS posts nothing for somebody whom it has not registered.
    """
    rows = {row.pk: row for row in memberships}
    planned: dict[int, set[Month]] = defaultdict(set)
    receipts: dict[int, list[Receipt]] = defaultdict(list)
    months = CoverMonth.objects.filter(membership__in=rows).select_related("posting", "fund")
    for month in months.order_by("month"):
        planned[month.membership_id].add(month.month)
        if month.posting is not None:
            receipts[month.membership_id].append(
                Receipt(month.month, month.posting.paid_on, month.fund.name)
            )
    return {
        pk: CoverFacts(
            segment=Segment(row.segment),
            receipts=tuple(receipts[pk]),
            planned=frozenset(planned[pk]),
            data_complete_on=_complete_on(row, receipts[pk]),
            ended_on=row.ended_on,
            end_reason=row.get_end_reason_display() if row.end_reason else "",
        )
        for pk, row in rows.items()
    }


def _complete_on(row: Membership, receipts: list[Receipt]) -> date | None:
    days = [receipt.received_on for receipt in receipts]
    if row.kpj_at is not None:
        days.append(timezone.localdate(row.kpj_at))
    return min(days, default=None)


def standings(
    memberships: Iterable[Membership], rules: CoverRules, on: date
) -> dict[int, Standing]:
    """Where each membership stands on a day; one statement for all of them."""
    return {pk: standing(facts, rules, on) for pk, facts in cover_facts(memberships).items()}


def waiting_for_export(
    actor: Actor, *, segment: str, area: str, employer: Employer | None = None
) -> QuerySet[Membership]:
    """Running memberships without a KPJ that wait in no file, by village and name."""
    sent = ExportLine.objects.filter(membership=OuterRef("pk")).exclude(
        answer=ExportLine.Answer.INVALID
    )
    rows = (
        Membership.objects.visible_to(actor, Right.EXPORT_BPJS)
        .in_area(area)
        .filter(segment=segment, ended_on=None, kpj_index="")
        .exclude(Exists(sent))
        .select_related("person", "village", "employer")
    )
    if employer is not None and segment == Membership.Segment.PU:
        rows = rows.filter(employer=employer)
    return rows.order_by("village_id", "person__name_key", "pk")


def decrees_to_enrol(actor: Actor, area: str = "") -> QuerySet[Decree]:
    """Decrees in reach with their heads and how many of them are enrolled; one statement."""
    enrolled = Count("lines", filter=Q(lines__months__isnull=False), distinct=True)
    return (
        Decree.objects.visible_to(actor)
        .filter(within("roster__village_id", (area,)))
        .select_related("roster__village", "roster__fund")
        .annotate(heads=Count("lines", distinct=True), enrolled=enrolled)
        .order_by("roster__village_id", "date", "pk")
    )


def covered_by_village(actor: Actor, month: Month, area: str = "") -> dict[str, int]:
    """Persons with a recorded contribution for a month, by village code; one statement.

    A person with two memberships counts once.
    """
    rows = (
        Membership.objects.visible_to(actor, Right.VIEW_FIGURES)
        .in_area(area)
        .filter(months__month=month, months__posting__isnull=False)
        .values("village_id")
        .annotate(heads=Count("person", distinct=True))
    )
    return {row["village_id"]: row["heads"] for row in rows}


def enrolled_by_village(actor: Actor, month: Month, area: str = "") -> dict[str, int]:
    """Persons with a planned or covered month, by village code; one statement."""
    rows = (
        Membership.objects.visible_to(actor, Right.VIEW_FIGURES)
        .in_area(area)
        .filter(months__month=month)
        .values("village_id")
        .annotate(heads=Count("person", distinct=True))
    )
    return {row["village_id"]: row["heads"] for row in rows}


def payers_of(people: Iterable[int], months: Iterable[Month]) -> Mapping[int, set[str]]:
    """Codes of the funds that already pay a BPU month of these persons; one statement.

    For the selection of another fund: whoever is in here has another payer.
    """
    found: dict[int, set[str]] = defaultdict(set)
    rows = CoverMonth.objects.filter(
        membership__person__in=list(people), membership__segment=Membership.Segment.BPU,
        month__in=list(months),
    )  # fmt: skip
    for person, fund in rows.values_list("membership__person_id", "fund__code").distinct():
        found[person].add(fund)
    return found
