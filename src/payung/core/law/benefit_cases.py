"""A benefit case: an event in the life of a member, brought to the law's words or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from payung.core.calendar import Month, add_months
from payung.core.law.cases import Money, chosen, known_amount, known_programmes, known_segment
from payung.core.law.engines.shown import Exact
from payung.core.law.law import Law
from payung.core.law.outputs import check_began, check_offered
from payung.core.law.refusal import LawRefusal
from payung.core.law.settings import chosen_flag
from payung.core.law.vocabulary import CLASSES, EVENTS, FACTS, LEVELS

CLOCKS = ("calendar_months", "days_90")
CLOCK_SCOPES = ("bpu", "all")
EVENTS_OF: dict[str, tuple[str, ...]] = {
    "jkm": ("death",),
    "jkk": ("death", "total-disability", "partial-disability", "temporary-inability"),
    "jht": ("old-age", "death", "total-disability", "job-loss", "partial-withdrawal"),
    "jp": ("old-age", "death", "total-disability"),
    "jkp": ("job-loss",),
}


@dataclass(frozen=True)
class BenefitCase:
    """One claim. `on` is the day of the event; `member_since` begins the present spell of cover.

    `months_paid` defaults to the whole months between the two. `percent` is a disability or loss
    of function in percent; `children` lists the school years ahead of each child by level (sd, smp,
    sma, pt). `clock` (calendar_months, days_90) and `clock_scope` (bpu, all) are the district's
    reading of the JKM waiting time; unstated, its settings decide, else the first of each. Amounts
    are rupiah; `balance` includes the returns.
    """

    programme: str
    event: str
    on: date
    segment: str
    member_since: date
    wage: Money | None = None
    income: Money | None = None
    months_paid: int | None = None
    percent: str | int | Decimal | None = None
    part: str | None = None
    days: int | None = None
    balance: Money | None = None
    average_wage: Money | None = None
    survivor: str = "spouse"
    children: Sequence[Mapping[str, int]] = field(default_factory=tuple)
    clock: str | None = None
    clock_scope: str | None = None


@dataclass(frozen=True)
class ReadyClaim:
    """A benefit case in the law's own words."""

    programme: str
    event: str
    day: date
    segment: str
    facts: dict[str, Exact]
    case: BenefitCase


def ready_claim(case: BenefitCase, law: Law) -> ReadyClaim:
    """Check a benefit case. Raises LawRefusal with the reason and, where known, the article."""
    (programme,) = _one(known_programmes([case.programme]))
    event = chosen(case.event, EVENTS, "unknown_event", ("Kejadian", "event"))
    segment = known_segment(case.segment)
    check_offered(segment, programme)
    if event not in EVENTS_OF[programme]:
        raise LawRefusal(
            "event_not_covered",
            f"{programme.upper()} tidak membayar manfaat untuk kejadian “{event}”.",
            f"{programme.upper()} pays no benefit for the event “{event}”.",
        )
    check_began(law, programme, case.on)
    if case.on < case.member_since:
        raise LawRefusal(
            "not_a_member",
            f"Kejadian {case.on.isoformat()} mendahului kepesertaan sejak "
            f"{case.member_since.isoformat()}.",
            f"The event of {case.on.isoformat()} is before membership since "
            f"{case.member_since.isoformat()}.",
        )
    return ReadyClaim(programme, event, case.on, segment, _facts(case, segment, law), case)


def _one(programmes: tuple[str, ...]) -> tuple[str]:
    return (programmes[0],)


def _facts(case: BenefitCase, segment: str, law: Law) -> dict[str, Exact]:
    member = _count(whole_months(case.member_since, case.on), "months_member")
    paid = member if case.months_paid is None else _count(case.months_paid, "months_paid")
    return {
        "segment": segment,
        "months_member": Fraction(member),
        "months_paid": Fraction(paid),
        "months_clock": Fraction(min(member, paid)),
        "days_member": Fraction((case.on - case.member_since).days),
        "clock_by_days": _reading(case.clock, "days_90", law, "jkm_clock_by_days", case.on),
        "clock_for_all": _reading(case.clock_scope, "all", law, "jkm_clock_for_all", case.on),
        "children": Fraction(len(case.children)),
    }


def _reading(stated: str | None, word: str, law: Law, setting: str, day: date) -> Fraction:
    """A reading as a flag: as the case states it, else as the district has settled it."""
    if stated is None:
        return chosen_flag(law, setting, day)
    return Fraction(int(stated == word))


def whole_months(start: date, end: date) -> int:
    """Whole months from one day to another; the last of a month stands for later days.

    >>> whole_months(date(2025, 1, 31), date(2025, 4, 30)), whole_months(
    ...     date(2025, 7, 1), date(2025, 9, 30))
    (3, 2)
    """
    months = Month.of(end) - Month.of(start)
    return months if add_months(start, months) <= end else months - 1


def _count(number: int, name: str) -> int:
    fact = FACTS[name]
    if not fact.low <= number <= fact.high:
        raise LawRefusal(
            f"{name}_out_of_range",
            f"{fact.label_id.capitalize()} {number} di luar batas {fact.low} sampai {fact.high}.",
            f"{fact.label_en.capitalize()} of {number} is not between {fact.low} and {fact.high}.",
        )
    return number


def needed_count(number: int | None, name: str) -> Fraction:
    """A count that the claim cannot do without, one or more. Raises LawRefusal."""
    fact = FACTS[name]
    if number is None or number < 1:
        raise LawRefusal(
            f"{name}_missing", f"Sebutkan {fact.label_id}.", f"State the {fact.label_en}."
        )
    return Fraction(_count(number, name))


def needed_amount(raw: Money | None, name: str) -> Fraction:
    """An amount of money that the claim cannot do without. Raises LawRefusal."""
    return known_amount(raw, name)


def known_percent(raw: str | int | Decimal) -> Fraction:
    """A percentage above 0 and up to 100, in tenths. Raises LawRefusal.

    >>> known_percent("4.5")
    Fraction(9, 200)
    """
    try:
        percent = Fraction(Decimal(str(raw).removesuffix("%"))) / 100
    except (InvalidOperation, ValueError, OverflowError):
        percent = Fraction(0)
    if 0 < percent <= 1 and (percent * FACTS["percent"].den).denominator == 1:
        return percent
    raise LawRefusal(
        "percent_invalid",
        f"Persentase “{raw}” harus di atas 0 sampai 100, paling banyak satu desimal.",
        f"The percentage “{raw}” must be above 0 and up to 100, with one decimal at most.",
    )


def known_class(raw: str, name: str) -> str:
    """A class of a closed list, by the fact that takes it. Raises LawRefusal."""
    fact = FACTS[name]
    allowed = CLASSES[fact.class_name] or ()
    return chosen(raw, allowed, f"unknown_{name}", (fact.label_id.capitalize(), fact.label_en))


def parse_children(text: str) -> list[dict[str, int]]:
    """Children as the command line writes them. Raises LawRefusal.

    >>> parse_children("sma:2+pt:5,sd:6")
    [{'sma': 2, 'pt': 5}, {'sd': 6}]
    """
    return [_child(child) for child in text.split(",") if child.strip()]


def _child(text: str) -> dict[str, int]:
    years: dict[str, int] = {}
    for stage in text.split("+"):
        level, _, number = stage.strip().lower().partition(":")
        level = {"tk": "sd", "tk-sd": "sd"}.get(level, level)
        if level not in LEVELS or not number.isdecimal() or level in years or int(number) > 100:
            raise LawRefusal(
                "children_invalid",
                f"Anak “{text.strip()}” tidak terbaca; tulis jenjang:tahun, misalnya sma:2+pt:5 "
                "(jenjang sd, smp, sma, pt).",
                f"The child “{text.strip()}” cannot be read; write level:years, for example "
                "sma:2+pt:5 (levels sd, smp, sma, pt).",
            )
        years[level] = int(number)
    return years
