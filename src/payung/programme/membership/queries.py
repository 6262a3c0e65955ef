"""Reading memberships: who waits for what, who is covered, and where one person stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from payung.base.policy.queries import all_in_force
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, Standing, standing
from payung.core.identity import search_form
from payung.programme.funds.models import Fund
from payung.programme.membership.matching import kpj_index, nik_index
from payung.programme.membership.models import (
    CoverMonth,
    Employer,
    Export,
    ExportLine,
    Membership,
    Posting,
)
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate, Decree

_COVER_SETTINGS = ("grace_months", "grace_basis", "jkm_clock", "jkm_clock_scope")


def cover_rules(area: str, on: date) -> CoverRules:
    """The readings of grace and waiting clock in force in a region; one statement."""
    found = all_in_force(_COVER_SETTINGS, area=area, on=on)
    return CoverRules.from_settings({code: one.value for code, one in found.items()})


def cover_facts(memberships: Iterable[Membership]) -> dict[int, CoverFacts]:
    """Months and receipts of memberships, by their id; one statement, two without villages.

    Data count as complete on the day of the KPJ, or of the first receipt if that came earlier:
    BPJS posts nothing for somebody whom it has not registered.
    """
    rows = {row.pk: row for row in memberships}
    prefetch_related_objects(list(rows.values()), "village")
    planned: dict[int, set[Month]] = defaultdict(set)
    receipts: dict[int, list[Receipt]] = defaultdict(list)
    months = CoverMonth.objects.filter(membership__in=rows).select_related("posting", "fund")
    for month in months.order_by("month"):
        planned[month.membership_id].add(month.month)
        if month.posting is not None:
            receipts[month.membership_id].append(
                Receipt(
                    month.month,
                    month.posting.paid_on,
                    payer_of(month.fund, rows[month.membership_id].village),
                )
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


def payer_of(fund: Fund, village: Area) -> str:
    """Who pays, as people say it: the village with its source, or the fund's own name."""
    if fund.payer_level == Area.Level.VILLAGE:
        return f"{village.title} ({fund.source or fund.get_kind_display()})"
    return fund.name


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


KNOWN_BY_KPJ = Exists(Membership.objects.filter(person=OuterRef("person")).exclude(kpj_index=""))
"""Memberships of persons whom BPJS knows by a KPJ already."""


def waiting_for_export(
    actor: Actor, *, segment: str, area: str, employer: Employer | None = None
) -> QuerySet[Membership]:
    """Running memberships without a KPJ that wait in no file, by village and name."""
    sent = (
        ExportLine.objects.filter(membership=OuterRef("pk"))
        .exclude(answer=ExportLine.Answer.INVALID)
        .exclude(export__layout="sipp_na")
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


def decrees_to_enrol(
    actor: Actor, area: str = "", right: Right = Right.VIEW_FIGURES
) -> QuerySet[Decree]:
    """Decrees in reach; one statement.

    `heads` are decreed, `enrolled` have planned months, `waiting` could be enrolled now: neither
    enrolled nor known as dead or gone.
    """
    planned = Exists(CoverMonth.objects.filter(decree_line=OuterRef("lines__pk")))
    here = Q(
        lines__candidate__person__life_status=Person.LifeStatus.ALIVE,
        lines__candidate__person__withdrawn_at=None,
    )
    return (
        Decree.objects.visible_to(actor, right)
        .filter(within("roster__village_id", (area,)))
        .select_related("roster__village", "roster__fund")
        .annotate(
            heads=Count("lines"),
            enrolled=Count("lines", filter=planned),
            waiting=Count("lines", filter=here & Q(~planned)),
        )
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
        membership__person__in=list(people),
        membership__segment=Membership.Segment.BPU,
        month__in=list(months),
    )
    for person, fund in rows.values_list("membership__person_id", "fund__code").distinct():
        found[person].add(fund)
    return found


def search_members(*, actor: Actor, area: str, text: str = "") -> QuerySet[Membership]:
    """Memberships in a region by how a name begins, or by a whole NIK or KPJ.

    Numbers are searched only where the actor may see identities.
    """
    found = (
        Membership.objects.visible_to(actor)
        .in_area(area)
        .select_related("person", "village", "employer")
    )
    digits = "".join(c for c in text if c.isdigit())
    if digits and not any(c.isalpha() for c in text):
        seen = found.visible_to(actor, Right.VIEW_IDENTITY)
        return seen.filter(Q(person__nik_index=nik_index(digits)) | Q(kpj_index=kpj_index(digits)))
    if key := search_form(text)[:150]:
        found = found.filter(person__name_key__gte=key, person__name_key__lt=key + chr(0x10FFFF))
    return found


def reserves_for(membership: Membership) -> QuerySet[Candidate]:
    """Reserves of the list from which a membership came, in their order, not members yet."""
    rosters = CoverMonth.objects.filter(membership=membership).values(
        "decree_line__decree__roster_id"
    )
    taken = Membership.objects.filter(segment=membership.segment, ended_on=None).values("person_id")
    return (
        Candidate.objects.filter(roster__in=rosters, place=Candidate.Place.RESERVE)
        .exclude(person__in=taken)
        .filter(person__life_status="alive", person__withdrawn_at=None)
        .select_related("person", "roster__fund")
        .order_by("rank", "pk")
    )


def employers_with_waiting(actor: Actor, area: str) -> QuerySet[Employer]:
    """Employers in reach with their members that wait to be sent; one statement.

    `waiting` are new to BPJS, `known` have a KPJ, `left` are leavers to be told.
    """
    answered = ExportLine.objects.exclude(answer=ExportLine.Answer.INVALID)
    leavers = answered.filter(export__layout="sipp_na")
    sent = answered.exclude(export__layout="sipp_na")
    rows = Membership.objects.filter(employer=OuterRef("pk")).order_by()
    open_ = rows.filter(ended_on=None, kpj_index="").exclude(pk__in=sent.values("membership"))
    left = rows.filter(ended_on__isnull=False).exclude(kpj_index="")
    counts = {
        "waiting": open_.exclude(KNOWN_BY_KPJ),
        "known": open_.filter(KNOWN_BY_KPJ),
        "left": left.exclude(pk__in=leavers.values("membership")),
    }
    return (
        Employer.objects.visible_to(actor, Right.EXPORT_BPJS)
        .in_area(area)
        .filter(kind=Employer.Kind.EMPLOYER)
        .select_related("area")
        .annotate(**{name: _count_of(found) for name, found in counts.items()})
        .order_by("area_id", "npp")
    )


def _count_of(rows: QuerySet[Membership]) -> Coalesce:
    counted = rows.values("employer").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted), 0)


def exports_with_answers(actor: Actor, area: str) -> QuerySet[Export]:
    """Files written for a region with the answers to their lines; one statement."""
    answers = {
        name: Count("lines", filter=Q(lines__answer=answer))
        for name, answer in zip(("valid", "invalid", "waiting"), _ANSWERS, strict=True)
    }
    return (
        Export.objects.visible_to(actor, Right.EXPORT_BPJS)
        .in_area(area)
        .select_related("file", "employer")
        .annotate(**answers)
        .order_by("-pk")
    )


_ANSWERS = (ExportLine.Answer.VALID, ExportLine.Answer.INVALID, ExportLine.Answer.WAITING)


def postings_with_heads(actor: Actor, area: str) -> QuerySet[Posting]:
    """Receipts of a region with the persons they cover; one statement."""
    return (
        Posting.objects.visible_to(actor, Right.RECORD_BPJS)
        .in_area(area)
        .annotate(heads=Count("months"))
    )
