"""The family: noting heirs, naming the payee, disputes and their end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.claims.models import Dispute, Event, Heir
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.people.models import Person


@dataclass(frozen=True, slots=True)
class NewHeir:
    """What is noted of an heir; `person` where the register knows them."""

    name: str
    relation: str
    source: str
    person: Person | None = None
    nik: str = ""
    birth_date: dt.date | None = None
    alive: bool = True
    source_paper: str = ""
    guardian: str = ""
    guardian_paper: str = ""


@transaction.atomic
def add_heir(*, by: Actor, event: Event, heir: NewHeir) -> Heir:
    """Note an heir. Raises ClaimRefused for the dead, the member, or somebody noted already."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    _check_heir(event, heir)
    try:
        with transaction.atomic():
            row = Heir.objects.create(
                event=event, person=heir.person, name=heir.name.strip(), nik=heir.nik,
                relation=heir.relation, birth_date=heir.birth_date, alive=heir.alive,
                source=heir.source, source_paper=heir.source_paper.strip(),
                guardian=heir.guardian.strip(), guardian_paper=heir.guardian_paper.strip(),
                by_id=by.id, by_name=by.name,
            )  # fmt: skip
    except IntegrityError as error:
        raise ClaimRefused(gettext("Ahli waris ini sudah dicatat.")) from error
    journal.record(
        by=by, action="claims.heir.added", subject=row, area=event.village_id,
        paper=row.source_paper, summary={"event": event.pk, "relation": row.relation},
    )  # fmt: skip
    return row


def _check_heir(event: Event, heir: NewHeir) -> None:
    if not event.fatal:
        raise ClaimRefused(gettext("Peserta masih hidup; ahli waris tidak diperlukan."))
    if not heir.name.strip():
        raise ClaimRefused(gettext("Tuliskan nama ahli waris."))
    if heir.relation not in Heir.Relation.values or heir.source not in Heir.Source.values:
        raise ClaimRefused(gettext("Pilih hubungan dan sumber dari daftar."))
    if heir.relation == Heir.Relation.WILL and not heir.source_paper.strip():
        raise ClaimRefused(gettext("Wasiat memerlukan nomor akta notaris."))
    if heir.birth_date and heir.birth_date > timezone.localdate():
        raise ClaimRefused(gettext("Tanggal lahir ahli waris belum tiba."))
    person = heir.person
    if person is None:
        return
    if person.pk == event.person_id:
        raise ClaimRefused(gettext("Peserta yang meninggal tidak dapat menjadi ahli warisnya."))
    died = Event.objects.standing().filter(person=person, kind=Event.Kind.DEATH).exists()
    if heir.alive and (died or person.life_status == Person.LifeStatus.DEAD):
        raise ClaimRefused(
            gettext(
                "%(name)s tercatat sudah meninggal. Catat sebagai “sudah meninggal”, atau perbaiki "
                "data penduduknya."
            )
            % {"name": person.name}
        )


@transaction.atomic
def remove_heir(*, by: Actor, heir: Heir, reason: str) -> None:
    """Take back a wrong note of an heir, with the reason."""
    by.require(Right.REPORT_CLAIM, heir.event.village_id)
    if not reason.strip():
        raise ClaimRefused(gettext("Tuliskan alasan ahli waris ini dihapus."))
    pk = heir.pk
    journal.record(
        by=by, action="claims.heir.removed", subject=heir, area=heir.event.village_id,
        reason=reason.strip(), summary={"event": heir.event_id, "heir": pk},
    )  # fmt: skip
    heir.delete()


@transaction.atomic
def name_payee(
    *, by: Actor, heir: Heir, power_paper: str = "", account: str = "", guardian: str = "",
    guardian_paper: str = "",
) -> Heir:  # fmt: skip
    """Choose the one who receives, with the powers of attorney of the others and the account."""
    by.require(Right.REPORT_CLAIM, heir.event.village_id)
    row = Heir.objects.select_for_update().get(pk=heir.pk)
    if not row.alive:
        raise ClaimRefused(gettext("Penerima pembayaran harus masih hidup."))
    before = Heir.objects.filter(event=row.event_id, payee=True).exclude(pk=row.pk)
    replaced = list(before.values_list("pk", flat=True))
    before.update(payee=False)
    row.payee, row.power_paper = True, power_paper.strip() or row.power_paper
    row.account = account.strip() or row.account
    row.guardian = guardian.strip() or row.guardian
    row.guardian_paper = guardian_paper.strip() or row.guardian_paper
    row.save()
    journal.record(
        by=by, action="claims.payee.named", subject=row, area=row.event.village_id,
        paper=row.power_paper, summary={"event": row.event_id, "replaces": replaced},
    )  # fmt: skip
    return row


@transaction.atomic
def open_dispute(*, by: Actor, event: Event, reason: str) -> Dispute:
    """Heirs disagree: sending, payment and hand-over are held until it is settled."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    if not reason.strip():
        raise ClaimRefused(gettext("Tuliskan apa yang disengketakan dan oleh siapa."))
    try:
        with transaction.atomic():
            row = Dispute.objects.create(
                event=event, reason=reason.strip(), opened_by_id=by.id, opened_by_name=by.name
            )
    except IntegrityError as error:
        raise ClaimRefused(gettext("Sengketa atas kejadian ini sudah dicatat.")) from error
    journal.record(
        by=by, action="claims.dispute.opened", subject=row, area=event.village_id,
        summary={"event": event.pk},
    )  # fmt: skip
    return row


@transaction.atomic
def settle_dispute(*, by: Actor, dispute: Dispute, paper: str) -> Dispute:
    """The dispute is settled on a paper: an agreement before the head or camat, or a court's."""
    by.require(Right.SIGN_HEIRS, dispute.event.village_id)
    if not paper.strip():
        raise ClaimRefused(gettext("Sebutkan surat kesepakatan atau penetapan pengadilannya."))
    row = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if row.settled_at is not None:
        raise ClaimRefused(gettext("Sengketa ini sudah diselesaikan."))
    row.settled_at, row.settled_by_id, row.settled_by_name = timezone.now(), by.id, by.name
    row.settled_paper = paper.strip()[:200]
    row.save()
    journal.record(
        by=by, action="claims.dispute.settled", subject=row, area=dispute.event.village_id,
        paper=row.settled_paper, summary={"event": row.event_id},
    )  # fmt: skip
    return row
