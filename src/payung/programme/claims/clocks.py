"""Clocks of an event: what is due when, what happens if it passes, and who is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from payung.core.calendar import add_months
from payung.core.holidays import Reckoned, after_working_days
from payung.core.law import LawRefusal, current_law
from payung.core.law.duties import Deadline, claim_expires, payment_working_days
from payung.programme.claims.cover import Cover
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.rules import Rules
from payung.programme.claims.states import OPEN

S = Claim.State


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline. `done` when it no longer runs; `due` is a moment in local time."""

    code: str
    title: str
    due: dt.datetime
    done: bool
    consequence: str
    reference: str
    confidence: str
    claim: int | None = None

    def hours_left(self, now: dt.datetime | None = None) -> int:
        """Whole hours until it is due; below zero when it has passed."""
        return int((self.due - (now or timezone.now())).total_seconds() // 3600)

    def overdue(self, now: dt.datetime | None = None) -> bool:
        """Whether it has passed without being done."""
        return not self.done and self.hours_left(now) < 0


def clocks_of(
    event: Event, claims: list[Claim], covers: list[Cover], rules: Rules | None = None
) -> list[Clock]:
    """Every clock of an event, the next due first; one statement if no rules are given."""
    rules = rules or Rules.of([event.village_id])
    found = [*_report(event, claims, rules), *_arrears(event, claims, covers, rules)]
    names = _names(claims)
    for claim in claims:
        name = names[claim.pk]
        found += [*_expiry(event, claim, name, rules), *_payment(event, claim, name, rules)]
    return sorted(found, key=lambda c: (c.done, c.due))


def _names(claims: list[Claim]) -> dict[int, str]:
    """The programme, and where two registrations claim it, the registration beside it."""
    met = Counter(c.programme for c in claims if c.state != S.WITHDRAWN)
    return {
        c.pk: f"{c.programme.upper()} ({c.membership.segment.upper()})"
        if met[c.programme] > 1
        else c.programme.upper()
        for c in claims
    }


def _moment(day: dt.date, time: dt.time | None = None) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time or dt.time()))


def _end(day: dt.date) -> dt.datetime:
    return _moment(day, dt.time(23, 59, 59))


def _report(event: Event, claims: list[Claim], rules: Rules) -> list[Clock]:
    """2 × 24 hours to report a work accident; without an hour it runs from midnight."""
    jkk = [c for c in claims if c.programme == Claim.Programme.JKK and c.state != S.WITHDRAWN]
    if not jkk:
        return []
    decided = rules.at("jkk_report_hours", event.village_id, event.occurred_on)
    dated = current_law().parameters["jkk_report_hours"].at(event.occurred_on)
    hours = decided.value
    if hours is None:
        if dated is None:
            return []
        hours = int(dated.value)  # type: ignore[arg-type]
    due = _moment(event.occurred_on, event.occurred_at) + dt.timedelta(hours=int(hours))
    own = decided.value is not None or dated is None
    return [
        Clock(
            "report",
            gettext("Lapor kecelakaan kerja ke BPJS"),
            due,
            event.notified_at is not None or all(c.state not in OPEN for c in jkk),
            _late_report(jkk),
            decided.reference if own else dated.reference,  # type: ignore[union-attr]
            decided.confidence if own else dated.confidence,  # type: ignore[union-attr]
        )
    ]


def _late_report(claims: list[Claim]) -> str:
    said = []
    segments = {c.membership.segment for c in claims}
    if "pu" in segments:
        said.append(
            gettext(
                "Untuk PU: bila terlambat, manfaat menjadi kewajiban pemberi kerja (desa), yang "
                "kemudian dapat meminta penggantian."
            )
        )
    if "bpu" in segments:
        said.append(
            gettext("Untuk BPU: wadah atau fasilitas kesehatan juga boleh melapor; lapor hari ini.")
        )
    return " ".join(said)


def _arrears(event: Event, claims: list[Claim], covers: list[Cover], rules: Rules) -> list[Clock]:
    held = {c.membership_id for c in claims if c.state in OPEN}
    return [
        Clock(
            "arrears",
            gettext("Lunasi iuran yang menunggak"),
            _end(cover.pay_by),
            False,
            gettext("Tanpa pelunasan dalam masa tenggang, klaim dapat ditolak."),
            rule.reference,
            rule.confidence,
        )
        for cover in covers
        if cover.membership.pk in held and cover.pay_by and cover.now.state == "in_grace"
        for rule in [rules.at("grace_months", event.village_id, event.occurred_on)]
    ]


def expiry_of(
    programme: str, happened: dt.date, village: str, rules: Rules | None = None
) -> Deadline | None:
    """The day on which the right to claim lapses, as the region decided or by law; None: unknown.

    No source says when JHT and JP lapse: until a district sets it with its paper, nobody knows.
    """
    rules = rules or Rules.of([village])
    own = rules.at("claim_expiry_years", village, happened, programme)
    if own.decided and own.value:
        day = add_months(happened, 12 * int(own.value))
        return Deadline(day, own.reference, own.confidence)
    try:
        return claim_expires(programme, happened)
    except LawRefusal:
        return None


def expiry_unknown(event: Event, claims: list[Claim], rules: Rules | None = None) -> list[str]:
    """Programmes still to be claimed of which no source says when the right lapses."""
    rules = rules or Rules.of([event.village_id])
    waiting = {c.programme for c in claims if c.state in (S.PREPARED, S.GATHERING)}
    return [
        programme.upper()
        for programme in sorted(waiting)
        if expiry_of(programme, event.occurred_on, event.village_id, rules) is None
    ]


def _expiry(event: Event, claim: Claim, name: str, rules: Rules) -> list[Clock]:
    """The clock of the right to claim, where its day is known."""
    if claim.state == S.WITHDRAWN:
        return []
    found = expiry_of(claim.programme, event.occurred_on, event.village_id, rules)
    if found is None:
        return []
    whose = gettext("keluarga") if event.fatal else gettext("peserta")
    return [
        Clock(
            "expiry",
            gettext("Hak klaim %(programme)s gugur") % {"programme": name},
            _end(found.day),
            claim.state not in (S.PREPARED, S.GATHERING),
            gettext("Sesudah hari ini hak %(whose)s gugur.") % {"whose": whose},
            found.reference,
            found.confidence,
            claim.pk,
        )
    ]


def _payment(event: Event, claim: Claim, name: str, rules: Rules) -> list[Clock]:
    """How long BPJS may take from a complete file to the money."""
    if claim.submission is None:
        return []
    sent = claim.submission.sent_on
    own = rules.at("claim_payment_days", event.village_id, sent, claim.programme)
    dated = current_law().parameters["payment_working_days"].at(sent)
    try:
        decided = own.decided and own.value
        days = int(own.value) if decided else payment_working_days(claim.programme, sent)
    except LawRefusal:
        return []
    reference = own.reference if decided or dated is None else dated.reference
    confidence = own.confidence if decided or dated is None else dated.confidence
    found = after_working_days(sent, days, rules.holidays(event.village_id, sent))
    return [
        Clock(
            "payment",
            gettext("BPJS membayar %(programme)s") % {"programme": name},
            _end(found.day),
            claim.state in (S.PAID, S.HANDED_OVER, S.REFUSED, S.WITHDRAWN),
            gettext("Dihitung sejak berkas lengkap; bila terlambat, tanyakan cabang BPJS.")
            + " "
            + _calendar(found),
            reference,
            max(confidence, found.confidence, key=("high", "medium", "low").index),
            claim.pk,
        )
    ]


def _calendar(found: Reckoned) -> str:
    """Which calendar of holidays a deadline in working days rests on, in a sentence."""
    said = (
        [gettext("Hari libur menurut %(decree)s.") % {"decree": "; ".join(found.references)}]
        if found.references
        else []
    )
    said += [
        gettext(
            "Hari libur nasional %(year)s belum tercatat: baru Sabtu dan Minggu yang dilewati. "
            "Catat SKB-nya di Aturan."
        )
        % {"year": year}
        for year in found.unknown
    ]
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Stillness:
    """How long a claim has not moved, and to whom that is told."""

    days: int
    level: str
    limit: int


def stillness(
    claim: Claim, last_move: dt.datetime, on: dt.date | None = None, rules: Rules | None = None
) -> Stillness:
    """Whether a claim lies still too long: '' the village, 'camat', or 'dpmd' after twice that."""
    today = on or timezone.localdate()
    rules = rules or Rules.of([claim.village_id])
    limit = int(rules.at("claim_escalation_days", claim.village_id, today).value)
    days = (today - timezone.localtime(last_move).date()).days
    level = "dpmd" if days >= 2 * limit else "camat" if days >= limit else ""
    return Stillness(days, level if claim.state in OPEN else "", limit)
