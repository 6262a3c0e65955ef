"""Claims of every kind, by public acts: paid, refused, rescued, early, partial, waiting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.edge.demo import histories
from payung.edge.demo.layouts import xlsx
from payung.edge.demo.plan import REGENCY, Plan, Village
from payung.edge.demo.scan import scan
from payung.edge.demo.staff import Staff
from payung.programme.claims import actions
from payung.programme.claims.actions import NewAggregate, NewEvent, NewHeir, NewLine, Receipt
from payung.programme.claims.checklist import lines_of
from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Child, Claim, Event
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.schooling import school_year
from payung.programme.claims.status_list import KIND
from payung.programme.membership.actions.ending import end_membership
from payung.programme.membership.actions.enrolling import MembershipRefused
from payung.programme.membership.models import Membership, MembershipQuerySet
from payung.programme.people.models import Person
from payung.programme.selection.rules.work import LISTED

HOME: dict[str, Any] = {"at_work": "no", "collapsed": "no", "commuting": "no", "road": "no"}
FIRST = 30
"""The first member of a village whom this stage takes; those before belong to other stages."""


def build(staff: Staff, plan: Plan) -> dict[str, int]:
    """All cases in one transaction: whole, or again from the start."""
    with transaction.atomic():
        return dict(_Cases(staff, plan).all())


class _Cases:
    def __init__(self, staff: Staff, plan: Plan) -> None:
        self.staff, self.plan = staff, plan
        self.counts: Counter[str] = Counter()
        desa = [v for v in plan.villages if v.is_desa]
        self.village = desa[0]
        self.late = next((v for v in desa if v.area.code in plan.late), self.village)

    def all(self) -> Counter[str]:
        cases: tuple[Callable[[], object], ...] = (
            self._paid, self._at_work, self._third_year, self._partial, self._early, self._in_grace,
            self._rescued, self._refused, self._head, self._twice, self._prepared,
        )  # fmt: skip
        for case in cases:
            self._try(case)
        self._answers()
        self.counts["received"] = received(self.staff)
        self.counts["events"] = Event.objects.count()
        return self.counts

    def _try(self, case: Callable[[], object]) -> None:
        """Early in January nobody was covered a month ago, and in a village whose money is late
        nobody at all; such a case is left out, and counted.
        """
        try:
            with transaction.atomic():
                case()
        except (ClaimRefused, MembershipRefused):
            self.counts["left_out"] += 1
        else:
            self.counts[case.__name__.lstrip("_")] += 1

    def _member(self, village: Village) -> Person:
        """Somebody insured in the village about whom nothing was told yet."""
        rows = self._untold().filter(village=village.area, segment="bpu")
        start = min(FIRST, max(0, rows.count() - 8))
        for row in rows[start : start + 1]:
            return row.person
        raise ClaimRefused(f"nobody of {village.place.name} is insured yet")

    def _official(self) -> tuple[Village, Person]:
        """A wage earner of a village, and the village."""
        row = self._untold().filter(segment="pu").first()
        if row is None:
            raise ClaimRefused("no official is insured in a demo of this size")
        return self.plan.village(row.village_id), row.person

    def _untold(self) -> MembershipQuerySet:
        return Membership.objects.filter(
            ended_on=None, person__life_status=Person.LifeStatus.ALIVE,
            person__claim_events=None, months__posting__isnull=False,
        ).select_related("person").order_by("pk").distinct()  # fmt: skip

    def _day(self, ago: int) -> dt.date:
        return self.plan.today - dt.timedelta(days=ago)

    def _death(self, village: Village, ago: int, **told: Any) -> Event:
        person = self._member(village)
        event = NewEvent("death", self._day(ago), reporter="family", **(told or HOME))
        return actions.report(by=self.staff.operator(village), person=person, told=event)

    def _family(self, village: Village, event: Event) -> None:
        """A widow or widower who receives; the sister is of a later rank."""
        by = self.staff.operator(village)
        kin = event.person.name.split()[-1]
        spouse = NewHeir(f"Maria {kin}", "spouse", "family_card", birth_date=dt.date(1986, 4, 3))
        heir = actions.add_heir(by=by, event=event, heir=spouse)
        sister = NewHeir(f"Yustina {kin}", "sibling", "statement", birth_date=dt.date(1979, 1, 9))
        actions.add_heir(by=by, event=event, heir=sister)
        actions.name_payee(by=by, heir=heir, account="017501000123530")

    def _papers(self, village: Village, event: Event, leave: int = 0) -> None:
        lines = lines_of(event, list(event.claims.select_related("membership")))
        for line in lines[: len(lines) - leave]:
            actions.add_paper(
                by=self.staff.operator(village), event=event, code=line.kind.code,
                content=scan(f"{line.kind.code} {event.pk}"), name=f"{line.kind.code}.pdf",
            )  # fmt: skip

    def _send(self, events: Sequence[Event], number: str, ago: int) -> list[Claim]:
        claims = [c for event in events for c in event.claims.order_by("pk")]
        actions.submit(
            by=self.staff.dpmd, claims=claims, area=REGENCY, number=number, sent_on=self._day(ago)
        )
        return claims

    def _ready(self, ago: int, **told: Any) -> Event:
        event = self._death(self.village, ago, **told)
        self._family(self.village, event)
        self._papers(self.village, event)
        return event

    def _hand_over(self, claim: Claim, ago: int) -> None:
        receipt = Receipt(
            self._day(ago), f"Kantor {self.village.area.title}", _payee(claim.event),
            "Kepala desa dan camat", claim.payment.amount, scan(f"serah terima {claim.pk}"),
            "serah-terima.pdf",
        )  # fmt: skip
        actions.hand_over(by=self.staff.operator(self.village), claim=claim, receipt=receipt)

    def _paid(self) -> None:
        """Death not at work with two children: paid and in the family's hands."""
        event = self._ready(90)
        by = self.staff.operator(self.village)
        claim = event.claims.get()
        for name, born in (("Yuni", dt.date(2012, 5, 1)), ("Anton", dt.date(2015, 2, 7))):
            actions.add_child(by=by, claim=claim, name=name, birth_date=born)
        (claim,) = self._send([event], f"400.9/{event.pk}/DPMD", 80)
        claim.refresh_from_db()
        actions.pay(by=self.staff.bpjs, claim=claim, amount=claim.total or 0, paid_on=self._day(70))
        self._hand_over(claim, 68)

    def _at_work(self) -> None:
        """Death at work: the children's school money has no waiting time."""
        event = self._ready(200, at_work="yes")
        by, claim = self.staff.operator(self.village), event.claims.get()
        child = actions.add_child(
            by=by, claim=claim, name="Elisabet", birth_date=dt.date(self.plan.year - 16, 3, 3)
        )
        (claim,) = self._send([event], f"400.9/{event.pk}/DPMD", 190)
        claim.refresh_from_db()
        actions.pay(
            by=self.staff.bpjs, claim=claim, amount=claim.total or 0, paid_on=self._day(180)
        )
        self._hand_over(claim, 178)
        year = self.plan.today.year if self.plan.today.month >= 7 else self.plan.today.year - 1
        first = actions.claim_year(
            by=by, child=child, year=min(year, self._day(200).year), level="sma",
            school="SMAN 1 Atambua", proof=scan(f"rapor {child.pk}"), proof_name="rapor.pdf",
            claimed_on=self._day(100),
        )  # fmt: skip
        actions.pay_year(by=self.staff.bpjs, year=first, amount=first.amount, paid_on=self._day(90))

    def _third_year(self) -> None:
        """A death at work two years ago: the daughter's third school year is claimed now."""
        first = Month(self.plan.year - 2, 1)
        places = [v.area.code for v in self.plan.villages if v.is_desa and v != self.village]
        person = histories.worker_of(places, first.first_day)
        if person is None:
            raise ClaimRefused("everybody who could work then is insured now")
        village = self.plan.village(person.village_id)
        row = histories.insured(self.staff, village, person, first, Month(first.year, 8))
        on, by = dt.date(first.year, 8, 20), self.staff.operator(village)
        told = NewEvent("death", on, reporter="family", at_work="yes", place="Kebun kemiri")
        event = actions.report(by=by, person=person, told=told)
        end_membership(
            by=self.staff.dpmd, membership=row, on=on, reason="died", paper="Akta (contoh)"
        )
        self._family(village, event)
        self._papers(village, event)
        claim = event.claims.get()
        child = actions.add_child(
            by=by, claim=claim, name="Yuni", birth_date=dt.date(first.year - 16, 5, 1)
        )
        sent, paid = dt.date(first.year, 9, 1), dt.date(first.year, 9, 9)
        actions.submit(by=self.staff.dpmd, claims=[claim], area=REGENCY,
                       number=f"400.9/{event.pk}/DPMD/{first.year}", sent_on=sent)  # fmt: skip
        claim.refresh_from_db()
        actions.pay(by=self.staff.bpjs, claim=claim, amount=claim.total or 0, paid_on=paid)
        self._school(by, child, first.year)

    def _school(self, by: Actor, child: Child, begin: int) -> None:
        """Every school year that has begun; all but the last are paid."""
        now = school_year(self.plan.today)
        for year in range(begin, now + 1):
            made = actions.claim_year(
                by=by, child=child, year=year, level="sma", school="SMAN 1 Atambua",
                proof=scan(f"rapor {child.pk} {year}"), proof_name="rapor.pdf",
                claimed_on=min(dt.date(year, 9, 2), self.plan.today),
            )  # fmt: skip
            if year < now:
                actions.pay_year(by=self.staff.bpjs, year=made, amount=made.amount,
                                 paid_on=dt.date(year, 10, 4))  # fmt: skip

    def _partial(self) -> None:
        """An accident on the way to the field: one eye lost; some papers still missing."""
        told = NewEvent(
            "accident", self._day(12), dt.time(6, 40), commuting="yes", road="yes", at_work="no",
            outcome="partial-disability", part="eye-one", place="Jalan raya Weluli",
            story="Terjatuh dari ojek; mata kiri tidak dapat melihat lagi.",
            doctor="RSUD Atambua", reporter="clinic",
        )  # fmt: skip
        by = self.staff.operator(self.village)
        event = actions.report(by=by, person=self._member(self.village), told=told)
        self._papers(self.village, event, leave=3)

    def _early(self) -> None:
        """Death within three months of enrolment: only the funeral costs (rule of 2025)."""
        person = self._member(self.village)
        began = Membership.objects.filter(person=person).order_by("pk")[0]
        first = began.months.exclude(posting=None).order_by("month")[0].posting
        on = (first.paid_on if first else began.since) + dt.timedelta(days=31)
        told = NewEvent("death", min(on, self.plan.today), reporter="family", **HOME)
        actions.report(by=self.staff.operator(self.village), person=person, told=told)

    def _in_grace(self) -> None:
        """Death within the grace: the page says what to pay, and until when."""
        self._death(self.late, 5)

    def _rescued(self) -> None:
        """The same, and the village paid the months that were owed: the cover stands."""
        event = self._death(self.late, 6)
        for cover in covers_of(event):
            histories.received(self.staff, cover.membership, list(cover.owed), self._day(1))

    def _refused(self) -> None:
        """Refused as not at work when enrolled; an objection is raised."""
        event = self._ready(60)
        (claim,) = self._send([event], f"400.9/{event.pk}/DPMD", 50)
        actions.refuse(
            by=self.staff.bpjs, claim=claim, paper="B/112/102026",
            reason="Peserta dianggap tidak bekerja saat didaftarkan.",
        )  # fmt: skip
        actions.appeal(
            by=self.staff.dpmd,
            claim=claim,
            ground="Surat pernyataan bekerja dan keterangan kelompok tani terlampir.",
        )

    def _head(self) -> None:
        """A village official, insured as a wage earner: sent, and answered by BPJS's list."""
        village, person = self._official()
        told = NewEvent("death", self._day(40), reporter="village", **HOME)
        event = actions.report(by=self.staff.operator(village), person=person, told=told)
        self._family(village, event)
        self._papers(village, event)
        self._send([event], f"400.9/{event.pk}/DPMD", 30)

    def _twice(self) -> None:
        """An official who also farms, and whom the village insured as a farmer too: both pay."""
        rows = self._untold().filter(segment="pu", person__occupation__in=LISTED)
        row = rows.exclude(person__memberships__segment="bpu").first()
        last = Month.of(self.plan.today)
        if row is None or last.number < 5:
            raise ClaimRefused("nobody can have been insured twice for three months")
        village = self.plan.village(row.village_id)
        histories.insured(self.staff, village, row.person, Month(self.plan.year, 1), last + -1)
        told = NewEvent("death", self._day(25), reporter="village", **HOME)
        event = actions.report(by=self.staff.operator(village), person=row.person, told=told)
        self._family(village, event)

    def _prepared(self) -> None:
        """A name on Dukcapil's list of the dead waits for a named human."""
        actions.prepare(
            by=self.staff.known["dukcapil"], person=self._member(self.village),
            occurred_on=self._day(8), source="Daftar kematian Dukcapil (contoh), baris 14",
        )  # fmt: skip

    def _answers(self) -> None:
        """The branch's list of claims, as a file, moves what was sent."""
        rows = [["No", "NIK", "Nama Peserta", "Program", "Status", "Nominal", "Tgl Bayar"]]
        waiting = Claim.objects.filter(state=Claim.State.SUBMITTED).select_related("event__person")
        for n, claim in enumerate(waiting.order_by("pk"), 1):
            person = claim.event.person
            paid = f"{self._day(20):%d-%m-%Y}"
            rows.append([str(n), person.nik, person.name, claim.programme.upper(), "Dibayar",
                         str(claim.total), paid])  # fmt: skip
        if len(rows) == 1:
            return
        batch = staging.receive(
            by=self.staff.bpjs, kind=KIND, area=REGENCY, content=xlsx(rows, "Status"),
            name="Status klaim cabang.xlsx",
        )  # fmt: skip
        finish(self.staff.bpjs, batch)
        staging.accept(by=self.staff.bpjs, batch=batch)
        finish(self.staff.bpjs, batch)
        self.counts["from_status_list"] = len(rows) - 1


def _payee(event: Event) -> str:
    return event.heirs.get(payee=True).name


def received(staff: Staff) -> int:
    """Published aggregates, each with its document, territory and period."""
    atambua = NewAggregate(
        "Klaim dan peserta cabang Atambua", "BPJS Ketenagakerjaan cabang Atambua",
        "Tiga kabupaten cabang Atambua: Belu, Timor Tengah Utara, dan Malaka; bukan Belu saja",
        dt.date(2023, 1, 1), dt.date(2023, 5, 22),
        "timexkupang.fajar.co.id, 22 Mei 2023",
        "Berita menulis 64.000.764 peserta; jumlah ketiga kelompoknya 64.139.",
    )  # fmt: skip
    bulukumba = NewAggregate(
        "Iuran dan santunan Bulukumba 2024", "BPJS Ketenagakerjaan", "Kabupaten Bulukumba",
        dt.date(2024, 1, 1), dt.date(2024, 12, 31), "Berita tentang Bulukumba, 2024",
        "Berita tidak menyebut program mana yang dihitung.",
    )  # fmt: skip
    kept = (
        (atambua, (
            NewLine("Klaim JHT", 1379, "claims", "jht"), NewLine("Klaim JKM", 156, "claims", "jkm"),
            NewLine("Klaim JP", 10, "claims", "jp"), NewLine("Seluruh klaim", 1545),
            NewLine("Dibayarkan", 28_700_000_000, "rupiah"),
            NewLine("Peserta formal", 10_737, "heads"),
            NewLine("Peserta informal", 37_583, "heads"),
            NewLine("Peserta jasa konstruksi", 15_819, "heads"),
            NewLine("Seluruh peserta", 64_139, "heads"),
        )),
        (bulukumba, (
            NewLine("Iuran badan-badan desa", 890_000_000, "rupiah"),
            NewLine("Santunan kematian", 1_077_000_000, "rupiah"),
        )),
    )  # fmt: skip
    for told, lines in kept:
        actions.keep_aggregate(by=staff.bpjs, area=REGENCY, told=told, lines=lines)
    return len(kept)
