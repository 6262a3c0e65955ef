"""Reading claims: the list, one event with all that belongs to it, what is due, school years."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.core.calendar import add_months
from payung.core.identity import search_form
from payung.programme.claims.checklist import Line, lines_of
from payung.programme.claims.clocks import Clock, Stillness, clocks_of, expiry_unknown, stillness
from payung.programme.claims.cover import Cover, covers_for, covers_of
from payung.programme.claims.heirs import Ranked, missing, open_dispute, ranked
from payung.programme.claims.models import Child, Claim, Dispute, Event, SchoolYear, Visit
from payung.programme.claims.rules import Rules
from payung.programme.claims.schooling import end_day, school_year, usual_level
from payung.programme.claims.signals import Signal, signals_of
from payung.programme.claims.states import GIVEN, OPEN
from payung.programme.membership.matching import nik_index
from payung.programme.membership.models import Membership

S = Claim.State
MOST_STILL = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one page, one tracking sheet or one command tells of an event."""

    event: Event
    claims: list[Claim]
    covers: list[Cover]
    clocks: list[Clock]
    heirs: list[Ranked]
    heirs_missing: list[str]
    dispute: Dispute | None
    papers: list[Line]
    signals: list[Signal]
    still: dict[int, Stillness]
    visits: list[Visit]
    unknown_expiry: list[str]
    children: list[Child] = field(default_factory=list)

    @property
    def live(self) -> list[Claim]:
        """Claims that were not withdrawn."""
        return [c for c in self.claims if c.state != S.WITHDRAWN]

    @property
    def total(self) -> int:
        """Cash by law over all claims, rupiah."""
        return sum(c.total or 0 for c in self.live)

    @property
    def scholarship(self) -> int:
        """The most that the children can still claim, rupiah."""
        return sum(c.scholarship or 0 for c in self.live)

    @property
    def paid(self) -> int:
        """What BPJS has paid, school years among it, rupiah."""
        years = sum(y.paid or 0 for child in self.children for y in child.years.all())
        return years + sum(c.payment.amount for c in self.live if hasattr(c, "payment"))

    @property
    def next_clock(self) -> Clock | None:
        """The deadline that comes first."""
        return next((c for c in self.clocks if not c.done), None)


def events_listed(actor: Actor, area: str = "", text: str = "") -> QuerySet[Event]:
    """Events in reach with their claims, searched by how a name begins or a whole NIK."""
    rows = (
        Event.objects.visible_to(actor)
        .in_area(area)
        .select_related("person", "village")
        .prefetch_related(Prefetch("claims", Claim.objects.select_related("membership")))
    )
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) == 16:
        return rows.visible_to(actor, Right.VIEW_IDENTITY).filter(
            person__nik_index=nik_index(digits)
        )
    if key := search_form(text)[:150]:
        rows = rows.filter(person__name_key__gte=key, person__name_key__lt=key + chr(0x10FFFF))
    return rows


def sheet_of(event: Event, *, with_signals: bool = True) -> Sheet:
    """One event with everything; some seventeen statements, whatever its size."""
    prefetch_related_objects([event], "disputes", "papers__file")
    claims = list(
        event.claims.select_related(
            "membership__person", "membership__village", "membership__employer", "submission",
            "payment", "handover__proof", "event",
        )
        .prefetch_related("steps")
        .order_by("pk")
    )  # fmt: skip
    covers, rules = covers_of(event), Rules.of([event.village_id])
    heirs = ranked(event, rules=rules) if event.fatal else []
    live = any(c.state != S.WITHDRAWN for c in claims)
    return Sheet(
        event, claims, covers, clocks_of(event, claims, covers, rules), heirs,
        missing(event, heirs) if event.fatal and live else [],
        open_dispute(event), lines_of(event, claims, heirs),
        signals_of(event, covers, rules) if with_signals else [],
        {c.pk: stillness(c, last_move(c), rules=rules) for c in claims},
        list(event.visits.order_by("months_after")),
        expiry_unknown(event, claims, rules),
        list(
            Child.objects.filter(claim__event=event).select_related("claim")
            .prefetch_related("years").order_by("birth_date")
        ),
    )  # fmt: skip


def last_move(claim: Claim) -> dt.datetime:
    """When the claim last went from one hand to another, or began."""
    steps = list(claim.steps.all())
    return steps[-1].at if steps else claim.created_at


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on a claim or event in reach."""

    event: Event
    code: str
    title: str
    due: dt.date
    days_left: int
    consequence: str


def due(actor: Actor, area: str = "", within_days: int = 30) -> list[Due]:
    """Deadlines in reach that pass within some days (or have passed), the next first.

    Some eight statements; closed claims are not looked at.
    """
    today = timezone.localdate()
    rows = (
        Event.objects.visible_to(actor)
        .in_area(area)
        .standing()
        .filter(claims__state__in=OPEN)
        .select_related("person", "village")
        .prefetch_related(
            Prefetch("claims", Claim.objects.select_related("membership", "submission"))
        )
        .distinct()
        .order_by("occurred_on", "pk")
    )
    events = list(rows)
    people = {event.person_id: event for event in events}
    rules = Rules.of({event.village_id for event in events})
    covers: dict[int, list[Cover]] = defaultdict(list)
    members = Membership.objects.filter(person__in=people).select_related("village", "employer")
    for cover in covers_for([(m, people[m.person_id].occurred_on) for m in members]):
        covers[cover.membership.person_id].append(cover)
    found: list[Due] = []
    for event in events:
        for clock in clocks_of(event, list(event.claims.all()), covers[event.person_id], rules):
            day = timezone.localtime(clock.due).date()
            left = (day - today).days
            if not clock.done and left <= within_days:
                found.append(Due(event, clock.code, clock.title, day, left, clock.consequence))
    return sorted(found, key=lambda d: (d.due, d.event.pk))


def lying_still(actor: Actor, on: dt.date | None = None) -> list[tuple[Claim, Stillness]]:
    """Open claims in reach that nobody has moved for too long; three statements.

    Each with the level that is to be told: the camat, and after twice the time DPMD.
    """
    rows = (
        Claim.objects.visible_to(actor)
        .filter(state__in=OPEN)
        .select_related("event__person")
        .prefetch_related("steps")
        .order_by("pk")
    )
    claims = list(rows[:MOST_STILL])
    rules = Rules.of({c.village_id for c in claims})
    found = [(c, stillness(c, last_move(c), on, rules)) for c in claims]
    return [(claim, still) for claim, still in found if still.level]


def visits_due(actor: Actor, area: str = "", on: dt.date | None = None) -> QuerySet[Visit]:
    """Visits to families whose day has come and that nobody has made; one statement."""
    reach = within("event__village_id", actor.areas(Right.VIEW_CLAIMS))
    return (
        Visit.objects.filter(reach & within("event__village_id", (area,)), visited_on=None)
        .filter(due_on__lte=on or timezone.localdate())
        .select_related("event__person", "event__village")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class Term:
    """One child in one school year: what there is to do."""

    child: Child
    year: int
    level: str
    record: SchoolYear | None
    until: dt.date

    @property
    def state(self) -> str:
        """to_claim, claimed or paid."""
        if self.record is None:
            return "to_claim"
        return "paid" if self.record.paid_on else "claimed"


def school_calendar(actor: Actor, area: str = "", year: int | None = None) -> list[Term]:
    """Every child in reach that may claim a school year, and how far that is; three statements.

    Children of claims that give a scholarship and are approved or paid; nobody after the end age,
    marriage or work.
    """
    chosen = school_year(timezone.localdate()) if year is None else year
    reach = within("claim__village_id", actor.areas(Right.VIEW_CLAIMS))
    rows = (
        Child.objects.filter(reach & within("claim__village_id", (area,)))
        .filter(claim__state__in=GIVEN, claim__scholarship__gt=0)
        .filter(Q(ended_on=None) | Q(ended_on__gte=dt.date(chosen, 7, 1)))
        .select_related("claim__event__person", "claim__village")
        .prefetch_related("years")
        .order_by("claim__village_id", "birth_date", "pk")
    )
    children = list(rows)
    return list(_terms(children, chosen, Rules.of({c.claim.village_id for c in children})))


def _terms(rows: Iterable[Child], year: int, rules: Rules) -> Iterable[Term]:
    for child in rows:
        on = child.claim.event.occurred_on
        end = end_day(child.birth_date, on)
        if not school_year(on) <= year or dt.date(year, 7, 1) >= end:
            continue
        record = next((y for y in child.years.all() if y.year == year), None)
        level = record.level if record else usual_level(child.birth_date, year)
        if level:
            begins = dt.date(year, 7, 1)
            window = rules.at("scholarship_window_months", child.claim.village_id, begins).value
            last = add_months(begins, int(window)) - dt.timedelta(days=1)
            yield Term(child, year, level, record, min(end, last))


def changed_since(actor: Actor) -> dt.datetime | None:
    """When a claim in reach last moved; one statement."""
    rows = Claim.objects.visible_to(actor)
    last: dt.datetime | None = rows.aggregate(last=Max("steps__at"))["last"]
    return last
