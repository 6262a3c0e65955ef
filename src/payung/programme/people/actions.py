"""Changes to one person that a person makes: the number verified, the end of a life recorded."""

from __future__ import annotations

from django.db import transaction

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.people.models import Person


class PersonRefused(Exception):
    """The person cannot be changed so; a sentence with the way out."""


@transaction.atomic
def verify_nik(*, by: Actor, person: Person, paper: str) -> Person:
    """Record that the NIK was compared with the identity card or by Dukcapil.

    Raises PersonRefused when the number is no lasting one, or another active person holds it as
    verified: of those a NIK has one.
    """
    by.require(Right.VERIFY, person.village_id)
    if not paper.strip():
        raise PersonRefused("Sebutkan dasar verifikasi, misalnya KTP-el atau surat Dukcapil.")
    bulk.one_writer("register")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.nik_state == Person.NikState.VERIFIED:
        return person
    if person.nik_state != Person.NikState.GIVEN:
        raise PersonRefused("Warga ini belum memiliki NIK tetap; lengkapi dahulu dari Dukcapil.")
    others = Person.objects.active().filter(nik_index=person.nik_index).exclude(pk=person.pk)
    if others.filter(nik_state=Person.NikState.VERIFIED).exists():
        raise PersonRefused(
            "NIK ini sudah terverifikasi untuk warga lain. Periksa KTP-el keduanya."
        )
    change = journal.changed(person, nik_state=Person.NikState.VERIFIED.value)
    person.save(update_fields=["nik_state", "updated_at"])
    journal.record(
        by=by, action="people.nik.verified", subject=person, area=person.village_id,
        paper=paper.strip(), changes=[change],
    )  # fmt: skip
    return person


@transaction.atomic
def record_status(
    *, by: Actor, person: Person, life_status: str, reason: str, paper: str = ""
) -> Person:
    """Record that a person died, moved, came back. Raises PersonRefused without a reason."""
    by.require(Right.IMPORT_RESIDENTS, person.village_id)
    if life_status not in Person.LifeStatus.values:
        raise ValueError(life_status)
    if not reason.strip():
        raise PersonRefused("Tuliskan keterangan, misalnya nomor akta kematian atau surat pindah.")
    person = Person.objects.select_for_update().get(pk=person.pk)
    change = journal.changed(person, life_status=life_status)
    if change.fields:
        person.save(update_fields=["life_status", "updated_at"])
        journal.record(
            by=by, action="people.status.recorded", subject=person, area=person.village_id,
            reason=reason.strip(), paper=paper, changes=[change],
        )  # fmt: skip
    return person
