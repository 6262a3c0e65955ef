"""Days and duties around the money: due dates, fines, report and claim deadlines, heirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from payung.core.calendar import Month, add_months
from payung.core.law.cases import Money, chosen, known_amount, known_segment
from payung.core.law.dated import DatedValue
from payung.core.law.engines.explain import Explainer, Step
from payung.core.law.engines.scalar import missing
from payung.core.law.engines.shown import Exact
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import LATE_PAYERS
from payung.core.law.warnings import Warned, warnings_of

SATURDAY = 5


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due, and what it rests on."""

    day: date
    reference: str
    confidence: str


@dataclass(frozen=True)
class Fine:
    """A fine in rupiah with its steps."""

    total: int
    law_id: str
    steps: tuple[Step, ...]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True)
class Heir:
    """One rank in the order of heirs."""

    rank: int
    code: str
    label_id: str
    label_en: str
    reference: str


def contribution_due(
    segment: str, month: date, holidays: Collection[date] = (), law: Law | None = None
) -> Deadline:
    """The last day to pay a month's contribution in time.

    For wage earners a Saturday, Sunday or one of `holidays` moves it to the next working day.
    Raises LawRefusal for a segment without a known due day.

    >>> contribution_due("pu", date(2026, 7, 1)).day, contribution_due("bpu", date(2026, 7, 1)).day
    (datetime.date(2026, 8, 17), datetime.date(2026, 7, 15))
    """
    law = law or current_law()
    first = month.replace(day=1)
    found = known_segment(segment)
    number, dated = _class_value(law, "due_day", found, first)
    after, _ = _class_value(law, "due_months_after", found, first)
    due = (Month.of(first) + after).day(number)
    while found == "pu" and (due.weekday() >= SATURDAY or due in holidays):
        due += timedelta(days=1)
    return Deadline(due, dated.reference, dated.confidence_of(found))


def late_fine(
    amount: Money, months_late: int, payer: str, month: date, law: Law | None = None
) -> Fine:
    """The fine on contributions of `month` that are whole months late.

    `payer` is private, state-body (a village government among them) or bpu. Raises LawRefusal.

    >>> late_fine(1_000_000, 2, "private", date(2025, 1, 1)).total
    40000
    """
    law = law or current_law()
    if months_late < 0:
        raise LawRefusal(
            "months_late_out_of_range",
            "Bulan keterlambatan tidak boleh di bawah nol.",
            "Months of delay must not be below zero.",
        )
    known = chosen(payer, LATE_PAYERS, "unknown_payer", ("Pembayar", "payer"))
    facts: dict[str, Exact] = {
        "amount_due": known_amount(amount, "amount_due"),
        "months_late": Fraction(months_late),
        "late_payer": known,
    }
    explainer = Explainer(law, facts, month.replace(day=1))
    total = int(explainer.value("late_fine"))
    steps = tuple(explainer.steps.values())
    return Fine(total, law.law_id, steps, warnings_of(steps))


def accident_report_due(happened: datetime, law: Law | None = None) -> datetime:
    """The moment until which a work accident must be reported (2 × 24 hours).

    >>> accident_report_due(datetime(2025, 5, 1, 14, 30)).isoformat()
    '2025-05-03T14:30:00'
    """
    law = law or current_law()
    hours, _ = _value(law, "jkk_report_hours", happened.date())
    return happened + timedelta(hours=hours)


def claim_expires(programme: str, happened: date, law: Law | None = None) -> Deadline:
    """The day on which the right to claim lapses (jkk, jkm). Raises LawRefusal if not known.

    >>> claim_expires("jkk", date(2021, 2, 28)).day
    datetime.date(2026, 2, 28)
    """
    law = law or current_law()
    years, dated = _class_value(law, "claim_expiry_years", programme.lower(), happened)
    day = add_months(happened, 12 * years)
    return Deadline(day, dated.reference, dated.confidence_of(programme.lower()))


def payment_working_days(programme: str, on: date, law: Law | None = None) -> int:
    """Working days from a complete file to payment (jkk, jkm). Raises LawRefusal if not known.

    >>> payment_working_days("jkm", date(2026, 1, 1))
    3
    """
    return _class_value(law or current_law(), "payment_working_days", programme.lower(), on)[0]


def heirs_order(on: date, law: Law | None = None) -> tuple[Heir, ...]:
    """Who inherits, first rank first.

    >>> [heir.code for heir in heirs_order(date(2026, 1, 1))][:2]
    ['spouse-children', 'direct-line']
    """
    law = law or current_law()
    parameter = law.parameters["heirs_rank"]
    dated = parameter.at(on) or missing(parameter, on)
    ranks = dated.value if isinstance(dated.value, Mapping) else {}
    return tuple(
        Heir(int(rank), code, *parameter.class_labels[code], dated.reference)
        for code, rank in sorted(ranks.items(), key=lambda item: item[1])
    )


def _value(law: Law, name: str, on: date) -> tuple[int, DatedValue]:
    parameter = law.parameters[name]
    dated = parameter.at(on) or missing(parameter, on)
    if not isinstance(dated.value, Fraction):
        raise TypeError(name)
    return int(dated.value), dated


def _class_value(law: Law, name: str, key: str, on: date) -> tuple[int, DatedValue]:
    parameter = law.parameters[name]
    dated = parameter.at(on) or missing(parameter, on)
    if not isinstance(dated.value, Mapping):
        raise TypeError(name)
    if key not in dated.value:
        missing(parameter, on)
    return int(dated.value[key]), dated
