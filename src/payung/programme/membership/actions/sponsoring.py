"""Civil servants' pledges become planned months, and stop being them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.policy.queries import all_in_force, timeline
from payung.base.territory.actor import Actor
from payung.base.territory.visibility import within
from payung.base.ui.format import bulan, rupiah
from payung.core.calendar import Month, months_between, runs_label
from payung.core.identity import age_on
from payung.programme.funds.funding import Answer, may_pay
from payung.programme.funds.models import Fund, Pledge, Sponsor
from payung.programme.funds.reach import require_manager
from payung.programme.membership.actions.enrolling import MembershipRefused, plan_months
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate
from payung.programme.selection.pricing import SETTINGS, Priced, Pricer
from payung.programme.selection.refusals import NoPrice

MOST_MONTHS, MOST_WORKERS = 24, 20
PROGRAMMES = "jkk,jkm"
BPU = Membership.Segment.BPU


@dataclass(frozen=True, slots=True)
class Promised:
    """What the statement says: rupiah a month for each worker, from a month to a month."""

    monthly: int
    month_from: Month
    month_to: Month
    paper: str
    made_on: date

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.month_from, self.month_to))


@transaction.atomic
def pledge(
    *, by: Actor, fund: Fund, sponsor: Sponsor, people: Sequence[Person], promised: Promised
) -> list[Pledge]:
    """One civil servant pays for named workers; all of them or none.

    A worker with a running BPU membership keeps it, with its KPJ and its JKM clock; another gets
    a new one. A month that anybody pays already is refused, never paid twice. Raises NotAllowed,
    MembershipRefused with the worker's name and the way out.
    """
    require_manager(by, fund)
    _check_terms(fund, sponsor, people, promised)
    rows = []
    try:
        with transaction.atomic():
            for person in people:
                rows.append(_pledged(by, fund, sponsor, person, promised))
    except IntegrityError as error:
        raise MembershipRefused(
            gettext(
                "Seorang dari pekerja ini baru saja didaftarkan orang lain. Ulangi sekali lagi."
            )
        ) from error
    return rows


def _check_terms(
    fund: Fund, sponsor: Sponsor, people: Sequence[Person], promised: Promised
) -> None:
    if fund.kind != Fund.Kind.ASN:
        raise MembershipRefused(gettext("Pilih dana berjenis Donasi ASN."))
    if sponsor.area != fund.area:
        raise MembershipRefused(gettext("ASN ini terdaftar di daerah lain."))
    if not promised.paper.strip():
        raise MembershipRefused(gettext("Sebutkan surat pernyataan donasi ASN ini."))
    if not 1 <= len({p.pk for p in people}) == len(people) <= MOST_WORKERS:
        raise MembershipRefused(
            gettext("Sebutkan 1 sampai %(most)s pekerja, masing-masing satu kali.")
            % {"most": MOST_WORKERS}
        )
    if promised.month_to < promised.month_from or len(promised.months) > MOST_MONTHS:
        raise MembershipRefused(
            gettext("Bulan donasi harus berurutan dan paling banyak %(most)s bulan.")
            % {"most": MOST_MONTHS}
        )
    if not (fund.in_force(promised.month_from.first_day) and
            fund.in_force(promised.month_to.first_day)):  # fmt: skip
        raise MembershipRefused(
            gettext("Dana %(fund)s tidak berlaku pada bulan-bulan itu.") % {"fund": fund.name}
        )
    rule = may_pay(fund.kind, "rentan", promised.month_from.first_day)
    if rule.answer == Answer.PROHIBITED:
        raise MembershipRefused(rule.text())


def _pledged(by: Actor, fund: Fund, sponsor: Sponsor, person: Person, promised: Promised) -> Pledge:
    membership = _membership(fund, person, promised)
    priced = _priced(fund, person, promised)
    row = Pledge.objects.create(
        sponsor=sponsor, fund=fund, person=person, village_id=person.village_id,
        monthly=promised.monthly, month_from=promised.month_from, month_to=promised.month_to,
        paper=promised.paper.strip(), made_on=promised.made_on,
    )  # fmt: skip
    plan_months(
        [
            (membership.pk, str(month), fund.pk, None, PROGRAMMES, priced.base, amount,
             priced.law_id)
            for month, amount in zip(promised.months, priced.amounts, strict=True)
        ]
    )  # fmt: skip
    journal.record(
        by=by, action="membership.pledged", subject=row, area=person.village_id, paper=row.paper,
        summary={"fund": fund.code, "sponsor": sponsor.pk, "monthly": promised.monthly,
                 "planned": f"{promised.month_from}..{promised.month_to}"},
        changes=[RowChange(Membership._meta.db_table, str(membership.pk),
                           {"planned": [None, f"{promised.month_from}..{promised.month_to}"],
                            "person": [None, person.pk]})],
    )  # fmt: skip
    return row


def _membership(fund: Fund, person: Person, promised: Promised) -> Membership:
    """The running BPU membership with the months free, or a new one for who may begin."""
    _check_person(fund, person)
    running = (
        Membership.objects.select_for_update()
        .filter(person=person, segment=BPU, ended_on=None)
        .first()
    )
    if running is not None:
        taken = CoverMonth.objects.filter(membership=running, month__in=promised.months)
        payers = list(taken.values_list("month", "fund__name").order_by("month"))
        if payers:
            raise MembershipRefused(
                gettext(
                    "%(name)s: bulan %(months)s sudah dibayar %(funds)s. Satu bulan hanya satu "
                    "pembayar; mulai donasi sesudahnya, atau sepakati siapa yang membayar."
                )
                % {"name": person.name, "months": runs_label([m for m, _f in payers]),
                   "funds": ", ".join(sorted({f for _m, f in payers}))}
            )  # fmt: skip
        return running
    _check_age(person, promised.month_from.first_day)
    return Membership.objects.create(
        person=person, village_id=person.village_id, segment=BPU, kpj="",
        since=promised.month_from.first_day,
    )  # fmt: skip


def _check_person(fund: Fund, person: Person) -> None:
    status, state = Person.LifeStatus, Person.NikState
    if not Person.objects.filter(within("village_id", (fund.area,)), pk=person.pk).exists():
        raise MembershipRefused(
            gettext("%(name)s bukan warga wilayah dana ini.") % {"name": person.name}
        )
    if person.withdrawn_at is not None or person.life_status != status.ALIVE:
        raise MembershipRefused(
            gettext(
                "%(name)s tidak lagi tercatat hidup dan menetap. Periksa data penduduknya, atau "
                "pilih pekerja lain."
            )
            % {"name": person.name}
        )
    if person.nik_state in {state.TEMPORARY, state.MISSING}:
        raise MembershipRefused(
            gettext(
                "%(name)s belum mempunyai NIK yang dapat dikirim ke BPJS. Perbaiki NIK-nya dahulu."
            )
            % {"name": person.name}
        )


def _check_age(person: Person, on: date) -> None:
    decided = all_in_force(["age_minimum", "age_boundary"], area=person.village_id, on=on)
    lowest, boundary = (int(decided[c].value) for c in ("age_minimum", "age_boundary"))
    age = age_on(person.birth_date, on)
    if not lowest <= age < boundary:
        raise MembershipRefused(
            gettext(
                "%(name)s berusia %(age)s tahun pada %(month)s; pendaftaran baru hanya untuk usia "
                "%(lowest)s sampai sebelum %(boundary)s tahun."
            )
            % {"name": person.name, "age": age, "month": bulan(Month.of(on)), "lowest": lowest,
               "boundary": boundary}
        )  # fmt: skip


def _priced(fund: Fund, person: Person, promised: Promised) -> Priced:
    if fund.income_base is None:
        raise MembershipRefused(
            gettext(
                "Penghasilan yang dilaporkan belum ditetapkan pada dana %(fund)s; tanpa itu iuran "
                "tidak dihitung."
            )
            % {"fund": fund.name}
        )
    settings = {code: timeline(code, area=person.village_id) for code in SETTINGS}
    pricer = Pricer(fund=fund, segment=BPU, programmes=PROGRAMMES, settings=settings)
    try:
        priced = pricer.price(
            post=Candidate.Post.VULNERABLE, base=fund.income_base, occupation=person.occupation,
            months=promised.months,
        )  # fmt: skip
    except NoPrice as refused:
        raise MembershipRefused(str(refused)) from refused
    if (most := max(priced.amounts)) > promised.monthly:
        raise MembershipRefused(
            gettext(
                "Iuran %(name)s %(amount)s sebulan, lebih besar dari janji %(promised)s. Perbaiki "
                "janjinya bersama penyandang."
            )
            % {"name": person.name, "amount": rupiah(most), "promised": rupiah(promised.monthly)}
        )
    return priced


@transaction.atomic
def stop_pledge(
    *, by: Actor, pledge: Pledge, after: Month, reason: str, paper: str, on: date | None = None
) -> Pledge:
    """End a pledge after the last month it still pays; later months that are not paid go.

    The membership goes on, so that another payer can take it over with its KPJ and JKM clock.
    What was billed for the dropped months is taken back by the next bill. The same again changes
    nothing. Raises NotAllowed, MembershipRefused (also when a later month is paid already).
    """
    row = Pledge.objects.select_for_update().select_related("fund").get(pk=pledge.pk)
    require_manager(by, row.fund)
    if (row.stopped_after, row.stop_reason) == (after, reason):
        return row
    _check_stop(row, after, reason, paper)
    months = CoverMonth.objects.filter(
        membership__person=row.person_id, membership__segment=BPU, fund=row.fund_id,
        month__gt=after, month__lte=row.month_to, month__gte=row.month_from,
    ).order_by("month")  # fmt: skip
    paid = [m.month for m in months if m.posting_id is not None]
    if paid:
        raise MembershipRefused(
            gettext("Bulan %(months)s sudah diterima BPJS. Hentikan sesudahnya.")
            % {"months": runs_label(paid)}
        )
    changes = [
        RowChange(CoverMonth._meta.db_table, str(m.pk),
                  {"month": [str(m.month), None], "amount": [m.amount, None]})
        for m in months
    ]  # fmt: skip
    months.delete()
    values = {"stopped_after": after, "stopped_on": on or timezone.localdate(),
              "stop_reason": reason, "stop_paper": paper.strip()}  # fmt: skip
    changes.insert(0, journal.changed(row, **values))
    row.save(update_fields=list(values))
    journal.record(
        by=by, action="membership.pledge_stopped", subject=row, area=row.village_id, reason=reason,
        paper=paper.strip(), changes=changes,
        summary={"after": str(after), "months_dropped": len(changes) - 1},
    )  # fmt: skip
    return row


def _check_stop(row: Pledge, after: Month, reason: str, paper: str) -> None:
    if row.stopped_on is not None:
        raise MembershipRefused(gettext("Janji ini sudah dihentikan. Tidak ada yang perlu diubah."))
    if reason not in Pledge.Stop.values:
        raise MembershipRefused(gettext("Pilih alasan berhenti dari daftar."))
    if not paper.strip():
        raise MembershipRefused(gettext("Sebutkan surat yang menjadi dasar berhentinya donasi."))
    if not row.month_from - 1 <= after <= row.month_to:
        raise MembershipRefused(
            gettext("Bulan terakhir harus antara %(first)s dan %(last)s.")
            % {"first": bulan(row.month_from - 1), "last": bulan(row.month_to)}
        )
