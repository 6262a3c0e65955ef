"""An event comes in: reported by a person, or prepared by a match and then vouched for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import tanggal
from payung.base.vault.crypto import blind_index
from payung.core.identity import search_form
from payung.programme.claims.actions.stepping import move
from payung.programme.claims.benefits import programmes_for, set_estimate
from payung.programme.claims.cover import Cover, covers_on
from payung.programme.claims.deciding import Answers, decide
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import SENT, Step, check_state
from payung.programme.claims.who import check_may
from payung.programme.membership.models import Membership
from payung.programme.people.actions import record_death
from payung.programme.people.models import Person

JKK_OR_JKM = (Claim.Programme.JKK, Claim.Programme.JKM)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What the first questions answer. `occurred_at`, place and story may come later.

    Amounts are rupiah; `part` is a class of the law's disability table, `percent` the doctor's.
    """

    kind: str
    occurred_on: dt.date
    occurred_at: dt.time | None = None
    at_work: str = ""
    collapsed: str = ""
    commuting: str = ""
    road: str = ""
    outcome: str = ""
    part: str = ""
    percent: str = ""
    days: int | None = None
    balance: int | None = None
    average_wage: int | None = None
    purpose: str = ""
    place: str = ""
    story: str = ""
    doctor: str = ""
    reporter: str = Event.Reporter.VILLAGE
    reporter_name: str = ""
    source: str = ""


PLAIN = [f.name for f in fields(NewEvent) if f.name not in {"story", "doctor"}]


@transaction.atomic
def report(*, by: Actor, person: Person, told: NewEvent) -> Event:
    """Report an event that the reporter vouches for; claims open on every cover that stands.

    Raises ClaimRefused with the reason: a date that cannot be, no membership, told before.
    """
    by.require(Right.REPORT_CLAIM, person.village_id)
    event, covers = _new(by, person, told)
    event.confirmed_at, event.confirmed_by_id = timezone.now(), by.id
    event.confirmed_by_name = by.name
    _save(event)
    _register(by, event)
    claims = _open_claims(event, covers, Claim.State.GATHERING)
    journal.record(
        by=by, action="claims.event.reported", subject=event, area=event.village_id,
        summary=_summary(event, claims),
    )  # fmt: skip
    return event


@transaction.atomic
def prepare(
    *, by: Actor, person: Person, kind: str = Event.Kind.DEATH, occurred_on: dt.date, source: str,
    reporter: str = Event.Reporter.MATCH,
) -> Event:  # fmt: skip
    """Prepare an event that a list told of; it waits until a named human confirms or dismisses it.

    `source` names list and row. The same event again returns the one that waits or stands already
    (a death: of any day). A machine run may call this; nothing is sent before the confirmation.
    Raises ClaimRefused for a date that cannot be, or a person who never was a member.
    """
    known = Event.objects.standing().filter(person=person, kind=kind)
    if kind != Event.Kind.DEATH:
        known = known.filter(occurred_on=occurred_on)
    if (before := known.first()) is not None:
        return before
    told = NewEvent(kind, occurred_on, reporter=reporter, source=source.strip())
    if not told.source:
        raise ClaimRefused(gettext("Sebutkan daftar dan baris yang menjadi sumbernya."))
    event, covers = _new(by, person, told)
    _save(event)
    claims = _open_claims(event, covers, Claim.State.PREPARED)
    journal.record(
        by=by, action="claims.event.prepared", subject=event, area=event.village_id,
        paper=event.source, summary=_summary(event, claims),
    )  # fmt: skip
    return event


@transaction.atomic
def confirm(*, by: Actor, event: Event, told: NewEvent | None = None) -> Event:
    """A named human vouches for a prepared event, with better answers if there are any."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    row = Event.objects.select_for_update().get(pk=event.pk)
    if not row.waiting:
        raise ClaimRefused(gettext("Kejadian ini sudah dibenarkan atau ditolak petugas lain."))
    if told is not None:
        _fill(row, told)
    _check_dates(row.person, row.kind, row.occurred_on)
    row.confirmed_at, row.confirmed_by_id, row.confirmed_by_name = timezone.now(), by.id, by.name
    _save(row)
    _register(by, row)
    for claim in row.claims.select_for_update().select_related("event"):
        move(by=by, claim=claim, step=Step.CONFIRM)
    claims = _again(row, Claim.State.GATHERING)
    journal.record(
        by=by, action="claims.event.confirmed", subject=row, area=row.village_id,
        summary=_summary(row, claims),
    )  # fmt: skip
    return row


@transaction.atomic
def dismiss(*, by: Actor, event: Event, reason: str) -> Event:
    """A named human says that a prepared event is not true (another person, alive), and why."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    if not reason.strip():
        raise ClaimRefused(gettext("Tuliskan alasannya, misalnya: orangnya masih hidup."))
    row = Event.objects.select_for_update().get(pk=event.pk)
    if not row.waiting:
        raise ClaimRefused(gettext("Kejadian ini sudah dibenarkan atau ditolak petugas lain."))
    row.dismissed_at, row.dismissed_by_id, row.dismissed_by_name = timezone.now(), by.id, by.name
    row.dismissed_reason = reason.strip()[:300]
    row.save()
    for claim in row.claims.select_for_update().select_related("event"):
        move(by=by, claim=claim, step=Step.DISMISS, note=row.dismissed_reason)
    journal.record(
        by=by, action="claims.event.dismissed", subject=row, area=row.village_id,
        reason=row.dismissed_reason,
    )  # fmt: skip
    return row


@transaction.atomic
def correct(*, by: Actor, event: Event, told: NewEvent) -> Event:
    """Write better answers into an event whose claims are not sent; benefits are reckoned anew.

    A death that proves to be from work turns its JKM claims into JKK, and the other way round.
    """
    by.require(Right.REPORT_CLAIM, event.village_id)
    row = Event.objects.select_for_update().get(pk=event.pk)
    if row.dismissed_at is not None:
        raise ClaimRefused(gettext("Kejadian ini sudah dinyatakan tidak benar."))
    sent = row.claims.filter(state__in=SENT).exists()
    if sent and (told.occurred_on, told.kind) != (row.occurred_on, row.kind):
        raise ClaimRefused(
            gettext("Klaim sudah dikirim; tanggal dan jenis kejadian tidak dapat diubah lagi.")
        )
    _check_dates(row.person, told.kind, told.occurred_on)
    before = {name: getattr(row, name) for name in PLAIN}
    _fill(row, told)
    change = {n: [before[n], getattr(row, n)] for n in PLAIN if before[n] != getattr(row, n)}
    _save(row)
    _register(by, row)
    claims = _again(row, Claim.State.PREPARED if row.waiting else Claim.State.GATHERING)
    journal.record(
        by=by, action="claims.event.corrected", subject=row, area=row.village_id,
        summary=_summary(row, claims),
        changes=[journal.RowChange(Event._meta.db_table, str(row.pk), change)],
    )  # fmt: skip
    return row


@transaction.atomic
def open_claim(*, by: Actor, event: Event, membership: Membership, programme: str) -> Claim:
    """Claim also on a membership that did not stand covered: BPJS decides, not Payung."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    if event.waiting or event.dismissed_at is not None:
        raise ClaimRefused(gettext("Benarkan dahulu kejadiannya."))
    cover = next(
        (c for c in covers_on(event.person_id, event.occurred_on) if c.membership == membership),
        None,
    )
    if cover is None or programme not in cover.programmes:
        raise ClaimRefused(gettext("Kepesertaan itu tidak mengikuti program yang dipilih."))
    if Claim.objects.filter(event=event, membership=membership, programme=programme).exists():
        raise ClaimRefused(gettext("Klaim itu sudah dibuka."))
    claim = _open(event, cover, programme, Claim.State.GATHERING)
    journal.record(
        by=by, action="claims.opened", subject=claim, area=claim.village_id,
        summary={"event": event.pk, "programme": programme, "covered": cover.active},
    )  # fmt: skip
    return claim


@transaction.atomic
def withdraw(*, by: Actor, claim: Claim, note: str) -> Claim:
    """Take back a claim that was not sent, with the reason."""
    row = Claim.objects.select_for_update().select_related("event").get(pk=claim.pk)
    check_may(by, row, Step.WITHDRAW)
    check_state(row.state, Step.WITHDRAW)
    move(by=by, claim=row, step=Step.WITHDRAW, note=note)
    return row


def _new(by: Actor, person: Person, told: NewEvent) -> tuple[Event, list[Cover]]:
    _check_dates(person, told.kind, told.occurred_on)
    covers = covers_on(person.pk, told.occurred_on)
    if not covers:
        raise ClaimRefused(
            gettext(
                "%(name)s tidak tercatat sebagai peserta. Bila keluarga memegang kartu peserta, "
                "mintalah DPMD mencocokkan KPJ-nya."
            )
            % {"name": person.name}
        )
    begins = [d for c in covers if (d := c.since or c.membership.since)]
    if begins and told.occurred_on < min(begins):
        raise ClaimRefused(
            gettext(
                "Kejadian %(day)s mendahului kepesertaan, yang baru mulai %(since)s. Periksa "
                "tanggalnya."
            )
            % {"day": tanggal(told.occurred_on), "since": tanggal(min(begins))}
        )
    event = Event(person=person, village_id=person.village_id, by_id=by.id, by_name=by.name)
    _fill(event, told)
    return event, covers


def _fill(event: Event, told: NewEvent) -> None:
    for name in PLAIN:
        if name in {"reporter", "reporter_name", "source"} and event.pk:
            continue
        setattr(event, name, getattr(told, name))
    event.story, event.doctor = told.story.strip(), told.doctor.strip()
    event.doctor_index = blind_index("doctor", search_form(told.doctor)) if told.doctor else ""


def _check_dates(person: Person, kind: str, on: dt.date) -> None:
    if kind not in Event.Kind.values:
        raise ClaimRefused(gettext("Pilih jenis kejadian dari daftar."))
    if on > timezone.localdate():
        raise ClaimRefused(gettext("Tanggal kejadian belum tiba. Periksa tanggal dan tahunnya."))
    if on < person.birth_date:
        raise ClaimRefused(
            gettext("Tanggal kejadian %(day)s mendahului tanggal lahir (%(born)s).")
            % {"day": tanggal(on), "born": tanggal(person.birth_date)}
        )
    death = Event.objects.standing().filter(person=person, kind=Event.Kind.DEATH).first()
    if death is not None and kind != Event.Kind.DEATH and on > death.occurred_on:
        raise ClaimRefused(
            gettext("Orang ini tercatat meninggal %(day)s, sebelum kejadian itu.")
            % {"day": tanggal(death.occurred_on)}
        )


def _save(event: Event) -> None:
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        raise ClaimRefused(
            gettext(
                "Kejadian ini sudah dilaporkan. Buka klaim yang ada; satu kematian hanya satu "
                "kejadian, juga bila ada dua kepesertaan."
            )
        ) from error


def _register(by: Actor, event: Event) -> None:
    """A death that a named human vouches for comes into the register, with its day and source."""
    if not event.fatal or event.confirmed_at is None:
        return
    with override("id"):  # kept in the register as it was said
        told = filter(None, (str(event.get_reporter_display()), event.reporter_name))
        source = event.source or gettext("Laporan klaim nomor %(n)s: %(who)s") % {
            "n": event.pk, "who": ", ".join(told),
        }  # fmt: skip
    record_death(by=by, person=event.person, on=event.occurred_on, source=source)
    event.person.refresh_from_db(fields=["life_status"])


def _open_claims(event: Event, covers: list[Cover], state: str) -> list[Claim]:
    chosen = decide(_answers(event)).programme
    return [
        _open(event, cover, programme, state)
        for cover in covers
        if cover.active
        for programme in programmes_for(event, chosen, cover.programmes)
    ]


def _answers(event: Event) -> Answers:
    return Answers(event.at_work, event.collapsed, event.commuting, event.road)


def _open(event: Event, cover: Cover, programme: str, state: str) -> Claim:
    claim = Claim(
        event=event, membership=cover.membership, village_id=event.village_id,
        programme=programme, state=state,
    )  # fmt: skip
    claim.save()
    set_estimate(claim, cover)
    claim.save()
    return claim


def _again(event: Event, state: str) -> list[Claim]:
    """Turn, open and reckon the claims that are not sent, after the event has changed."""
    covers = {c.membership.pk: c for c in covers_on(event.person_id, event.occurred_on)}
    chosen = decide(_answers(event)).programme
    open_ = event.claims.exclude(state__in=(*SENT, Claim.State.WITHDRAWN))
    if event.kind == Event.Kind.DEATH:
        for claim in open_.filter(programme__in=JKK_OR_JKM).exclude(programme=chosen):
            cover = covers.get(claim.membership_id)
            twin = event.claims.filter(membership=claim.membership_id, programme=chosen)
            if cover and chosen in cover.programmes and not twin.exists():
                claim.programme = chosen
                claim.save(update_fields=["programme"])
    for claim in open_.select_related("event"):
        set_estimate(claim, covers.get(claim.membership_id))
        claim.save()
    held = set(event.claims.values_list("membership_id", "programme"))
    for cover in covers.values():
        for programme in programmes_for(event, chosen, cover.programmes) if cover.active else ():
            if (cover.membership.pk, programme) not in held:
                _open(event, cover, programme, state)
    return list(event.claims.all())


def _summary(event: Event, claims: list[Claim]) -> dict[str, object]:
    """What the journal keeps: no health data."""
    return {
        "kind": event.kind,
        "claims": [[c.programme, c.membership_id, c.total] for c in claims],
        "law_id": next((c.law_id for c in claims if c.law_id), ""),
    }
