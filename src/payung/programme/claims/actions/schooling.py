"""School money: children, their school years, and the end."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import tanggal
from payung.core.law import LawRefusal, current_law
from payung.core.law.benefit_cases import parse_children
from payung.programme.claims.actions.gathering import keep_scan
from payung.programme.claims.benefits import set_estimate
from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Child, Claim, SchoolYear
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.schooling import (
    JULY,
    end_day,
    label,
    most_children,
    most_years,
    school_year,
    yearly_amount,
    years_ahead,
)
from payung.programme.claims.states import GIVEN, SENT
from payung.programme.people.models import Person

S = Claim.State


@transaction.atomic
def add_child(
    *, by: Actor, claim: Claim, name: str, birth_date: dt.date, person: Person | None = None,
    ahead: str = "",
) -> Child:  # fmt: skip
    """Note a child; the school years ahead (`sma:2+pt:5`) follow from the age unless told.

    The benefit of a claim that is not sent is reckoned anew.
    """
    by.require(Right.REPORT_CLAIM, claim.village_id)
    row = Claim.objects.select_for_update(of=("self",)).select_related("event").get(pk=claim.pk)
    if row.programme not in {"jkk", "jkm"}:
        raise ClaimRefused(gettext("Beasiswa hanya pada JKK dan JKM."))
    if birth_date > timezone.localdate():
        raise ClaimRefused(gettext("Tanggal lahir anak belum tiba."))
    years = ahead.strip() or years_ahead(birth_date, row.event.occurred_on)
    try:
        parse_children(years)
        with transaction.atomic():
            child = Child.objects.create(
                claim=row, person=person, name=name.strip(), birth_date=birth_date, ahead=years,
                by_id=by.id, by_name=by.name,
            )  # fmt: skip
    except LawRefusal as error:
        raise ClaimRefused(error.reason_id) from error
    except IntegrityError as error:
        raise ClaimRefused(gettext("Anak ini sudah dicatat.")) from error
    if row.state not in SENT:
        covers = {c.membership.pk: c for c in covers_of(row.event)}
        set_estimate(row, covers.get(row.membership_id))
        row.save()
    journal.record(
        by=by, action="claims.child.added", subject=child, area=row.village_id,
        summary={"claim": row.pk, "ahead": years},
    )  # fmt: skip
    return child


@transaction.atomic
def end_child(*, by: Actor, child: Child, on: dt.date, reason: str) -> Child:
    """The scholarship ends before the age does: marriage, work, school done, death."""
    by.require(Right.REPORT_CLAIM, child.claim.village_id)
    row = Child.objects.select_for_update().get(pk=child.pk)
    if reason not in Child.End.values:
        raise ClaimRefused(gettext("Pilih alasan berakhirnya beasiswa."))
    if row.ended_on is not None:
        raise ClaimRefused(gettext("Beasiswa anak ini sudah berakhir."))
    change = journal.changed(row, ended_on=on, end_reason=reason)
    row.save(update_fields=["ended_on", "end_reason"])
    journal.record(
        by=by, action="claims.child.ended", subject=row, area=row.claim.village_id, changes=[change]
    )
    return row


@transaction.atomic
def claim_year(
    *, by: Actor, child: Child, year: int, level: str, school: str, proof: bytes = b"",
    proof_name: str = "", claimed_on: dt.date | None = None,
) -> SchoolYear:  # fmt: skip
    """Claim one school year with the school's letter as proof.

    Raises ClaimRefused: before the event, after the end, too many years of a level, too many
    children, no right to a scholarship, no proof.
    """
    by.require(Right.REPORT_CLAIM, child.claim.village_id)
    row = (
        Child.objects.select_for_update(of=("self",))
        .select_related("claim__event")
        .get(pk=child.pk)
    )
    _check_year(row, year, level)
    if not proof:
        raise ClaimRefused(gettext("Sertakan surat keterangan sekolah atau rapor tahun itu."))
    file = keep_scan(by, row.claim.village_id, proof, proof_name)
    amount, _reference = yearly_amount(level, row.claim.event.occurred_on)
    try:
        with transaction.atomic():
            made = SchoolYear.objects.create(
                child=row, year=year, level=level, school=school.strip()[:150], proof=file,
                claimed_on=claimed_on or timezone.localdate(), amount=amount,
                law_id=current_law().law_id, by_id=by.id, by_name=by.name,
            )  # fmt: skip
    except IntegrityError as error:
        raise ClaimRefused(
            gettext("Tahun ajaran %(year)s sudah ditagih untuk anak ini.") % {"year": label(year)}
        ) from error
    journal.record(
        by=by, action="claims.school.claimed", subject=made, area=row.claim.village_id,
        summary={"child": row.pk, "year": year, "level": level, "amount": amount},
    )  # fmt: skip
    return made


def _check_year(row: Child, year: int, level: str) -> None:
    claim, event = row.claim, row.claim.event
    if claim.state not in GIVEN:
        raise ClaimRefused(gettext("Beasiswa ditagih sesudah klaim utamanya disetujui BPJS."))
    if not claim.scholarship:
        raise ClaimRefused(
            gettext(
                "Klaim ini tidak memberi hak beasiswa: masa iur peserta belum cukup (JKM menuntut "
                "36 bulan)."
            )
        )
    if level not in SchoolYear.Level.values:
        raise ClaimRefused(gettext("Pilih jenjang sekolah."))
    if not school_year(event.occurred_on) <= year <= school_year(timezone.localdate()) + 1:
        raise ClaimRefused(gettext("Tahun ajaran itu di luar jangka beasiswa."))
    begins = dt.date(year, JULY, 1)
    end = end_day(row.birth_date, event.occurred_on)
    if begins >= end:
        raise ClaimRefused(
            gettext("Beasiswa berakhir %(day)s, pada usia 23 tahun.") % {"day": tanggal(end)}
        )
    if row.ended_on is not None and begins > row.ended_on:
        raise ClaimRefused(
            gettext("Beasiswa berakhir %(day)s: %(why)s.")
            % {"day": tanggal(row.ended_on), "why": row.get_end_reason_display().lower()}
        )
    taken = row.years.filter(level=level).count()
    if taken >= (most := most_years(level, event.occurred_on)):
        raise ClaimRefused(
            gettext("Jenjang ini paling banyak %(most)s tahun, dan semuanya sudah ditagih.")
            % {"most": most}
        )
    others = Child.objects.filter(claim=claim, years__isnull=False).exclude(pk=row.pk).distinct()
    if others.count() >= most_children(event.occurred_on):
        raise ClaimRefused(gettext("Beasiswa paling banyak untuk dua anak; keduanya sudah ada."))


@transaction.atomic
def pay_year(*, by: Actor, year: SchoolYear, amount: int, paid_on: dt.date) -> SchoolYear:
    """BPJS has paid a school year."""
    by.require(Right.RECORD_BPJS, year.child.claim.village_id)
    row = SchoolYear.objects.select_for_update().get(pk=year.pk)
    if row.paid_on is not None:
        raise ClaimRefused(gettext("Tahun ajaran ini sudah dibayar."))
    if amount <= 0 or paid_on > timezone.localdate():
        raise ClaimRefused(gettext("Periksa jumlah dan tanggal bayar."))
    change = journal.changed(row, paid=amount, paid_on=paid_on)
    row.save(update_fields=["paid", "paid_on"])
    journal.record(
        by=by, action="claims.school.paid", subject=row, area=row.child.claim.village_id,
        changes=[change],
    )  # fmt: skip
    return row
