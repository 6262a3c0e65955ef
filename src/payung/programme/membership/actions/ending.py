"""Leaving and replacing: a membership ends on a paper, a reserve takes the place."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import bulan
from payung.core.calendar import Month, months_between
from payung.programme.membership.actions.enrolling import MembershipRefused, plan_months
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.selection.models import Candidate
from payung.programme.selection.pricing import pricer_of
from payung.programme.selection.refusals import NoPrice


@transaction.atomic
def end_membership(
    *, by: Actor, membership: Membership, on: date, reason: str, paper: str
) -> Membership:
    """End a membership on its last day, for a reason, on a paper; planned months after it go.

    Months that BPJS has posted stay as they are. Ending it again on the same day and reason
    changes nothing.
    """
    by.require(Right.ENROL, membership.village_id)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if (row.ended_on, row.end_reason) == (on, reason):
        return row
    _check_end(row, on, reason, paper)
    dropped = CoverMonth.objects.filter(membership=row, month__gt=Month.of(on), posting=None)
    months = [(str(m.pk), str(m.month), m.amount) for m in dropped.order_by("month")]
    dropped.delete()
    changes = [
        RowChange(CoverMonth._meta.db_table, pk, {"month": [month, None], "amount": [sum_, None]})
        for pk, month, sum_ in months
    ]
    changes.insert(0, journal.changed(row, ended_on=on, end_reason=reason, end_paper=paper.strip()))
    row.save(update_fields=["ended_on", "end_reason", "end_paper"])
    journal.record(
        by=by, action="membership.ended", subject=row, area=row.village_id, reason=reason,
        paper=paper.strip(), changes=changes,
        summary={"on": on, "months_dropped": len(months), "freed": sum(m[2] for m in months)},
    )  # fmt: skip
    return row


def _check_end(row: Membership, on: date, reason: str, paper: str) -> None:
    if row.ended_on is not None:
        raise MembershipRefused(
            gettext("Kepesertaan ini sudah berakhir %(ended_on)s. Tidak ada yang perlu diubah.")
            % {"ended_on": f"{row.ended_on:%d-%m-%Y}"}
        )
    if reason not in Membership.EndReason.values:
        raise MembershipRefused(gettext("Pilih alasan berakhirnya kepesertaan dari daftar."))
    if not paper.strip():
        raise MembershipRefused(
            gettext("Sebutkan surat yang menjadi dasar, misalnya akta kematian.")
        )
    if on < row.since:
        raise MembershipRefused(
            gettext("Hari terakhir tidak boleh sebelum kepesertaan mulai (%(since)s).")
            % {"since": f"{row.since:%d-%m-%Y}"}
        )


@transaction.atomic
def replace_by_reserve(
    *, by: Actor, membership: Membership, candidate: Candidate, month_from: Month, paper: str
) -> Membership:
    """Give the place of an ended membership to a reserve of the same list, from a month on.

    The reserve is a new member: new KPJ, new JKM clock. It gets the months that the place still
    had in the decreed list; months already paid for the one who left are not taken over.
    """
    by.require(Right.ENROL, membership.village_id)
    left = Membership.objects.select_for_update().get(pk=membership.pk)
    line = _place_of(left)
    _check_reserve(left, candidate, line, month_from, paper)
    try:
        with transaction.atomic():
            row = Membership.objects.create(
                person=candidate.person, village_id=left.village_id, segment=left.segment,
                employer=left.employer, since=month_from.first_day, replaces=left,
                kpj="",
            )  # fmt: skip
    except IntegrityError as error:
        raise MembershipRefused(
            gettext("Orang cadangan ini sudah menjadi peserta aktif. Pilih cadangan berikutnya.")
        ) from error
    months = _reserve_months(row, candidate, line, month_from)
    journal.record(
        by=by, action="membership.replaced", subject=row, area=row.village_id, paper=paper.strip(),
        summary={"replaces": left.pk, "months": months, "from": str(month_from)},
    )  # fmt: skip
    return row


def _reserve_months(
    row: Membership, candidate: Candidate, place: CoverMonth, month_from: Month
) -> int:
    """Plan the months that the place still has, at the price of today's law."""
    assert place.decree_line is not None  # noqa: S101 - _place_of() asked for one
    wanted = tuple(months_between(month_from, place.decree_line.month_to))
    try:
        priced = pricer_of(candidate.roster).price(
            post=candidate.post, base=candidate.base, occupation=candidate.person.occupation,
            months=wanted,
        )  # fmt: skip
    except NoPrice as error:
        raise MembershipRefused(str(error)) from error
    programmes = ",".join(priced.programmes)
    return plan_months(
        [
            (
                row.pk, str(month), place.fund_id, None, programmes, priced.base, amount,
                priced.law_id,
            )
            for month, amount in zip(wanted, priced.amounts, strict=True)
        ]
    )  # fmt: skip


def _place_of(left: Membership) -> CoverMonth:
    """A month that shows which decree and fund the place came from."""
    found = (
        CoverMonth.objects.filter(membership=left, decree_line__isnull=False)
        .select_related("fund", "decree_line__decree")
        .order_by("-month")
        .first()
    )
    if found is None:
        raise MembershipRefused(
            gettext(
                "Tempat ini tidak berasal dari daftar yang ditetapkan, sehingga tidak "
                "ada cadangannya."
            )
        )
    return found


def _check_reserve(
    left: Membership, candidate: Candidate, line: CoverMonth, month_from: Month, paper: str
) -> None:
    decree = line.decree_line.decree  # type: ignore[union-attr]
    if left.ended_on is None:
        raise MembershipRefused(gettext("Akhiri dahulu kepesertaan yang digantikan."))
    if left.replaced_by.exists():
        raise MembershipRefused(gettext("Tempat ini sudah diisi cadangan lain."))
    if candidate.roster_id != decree.roster_id or candidate.place != Candidate.Place.RESERVE:
        raise MembershipRefused(gettext("Pilih orang dari daftar cadangan keputusan yang sama."))
    if candidate.person.life_status != candidate.person.LifeStatus.ALIVE:
        raise MembershipRefused(
            gettext("Orang cadangan ini tidak lagi tercatat hidup dan menetap.")
        )
    if not paper.strip():
        raise MembershipRefused(
            gettext("Sebutkan keputusan perubahan yang menetapkan penggantinya.")
        )
    last = line.decree_line.month_to  # type: ignore[union-attr]
    if not Month.of(left.ended_on) < month_from <= last:
        raise MembershipRefused(
            gettext(
                "Bulan pertama pengganti harus setelah %(ended_on)s dan paling lambat %(last)s."
            )
            % {"ended_on": bulan(left.ended_on), "last": bulan(last)}
        )
