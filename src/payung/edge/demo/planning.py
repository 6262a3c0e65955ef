"""What is planned around the demo's money: ceilings, stages, sponsors, accounts, tranches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.edge.demo.frame import PERBUP
from payung.edge.demo.plan import REGENCY, Plan, Village
from payung.edge.demo.staff import Staff
from payung.programme.funds.actions import (
    Figures,
    FundTerms,
    Promise,
    Share,
    SponsorTerms,
    keep_sponsor,
    make_fund,
    record_agreement,
    record_stage,
    set_allotment,
)
from payung.programme.funds.models import Agreement, Allotment, Fund, PlanStage, Pledge
from payung.programme.membership.actions import MembershipRefused, Promised, pledge, stop_pledge
from payung.programme.people.models import Person
from payung.programme.selection.pool import years_before
from payung.programme.selection.rules.work import LISTED

YEARLY = 12 * 16_800
OPD = "Dinas Sosial"
SPONSORS = (
    ("Yohana Seran", "Dinas Kesehatan"), ("Petrus Mau", "Dinas Pendidikan"),
    ("Agustina Bere", "Dinas Sosial"), ("Markus Taek", "Badan Kepegawaian"),
)  # fmt: skip
ACCOUNTS = (("rentan", "5.2.7.90"), ("bpd", "5.1.3.91"))


@transaction.atomic
def build(plan: Plan, staff: Staff) -> dict[str, int]:
    """Every step by its public action, all or none."""
    if Fund.objects.filter(code="asn").exists():  # built whole before the ledger was written
        return {}
    _ceilings(plan, staff)
    _stages(plan, staff)
    _accounts(plan, staff)
    _tranches(plan, staff)
    _agreement(plan, staff)
    return {"pledges": _pledges(plan, staff), "stages": PlanStage.objects.count()}


def _ceilings(plan: Plan, staff: Staff) -> None:
    """A ceiling in rupiah for every share of this year; every ninth village's is short."""
    rows = Allotment.objects.filter(year=plan.year, ceiling=None).select_related("fund", "village")
    for n, row in enumerate(rows.order_by("village_id", "fund_id")):
        if row.quota is None or row.fund.code == "add-aparat":
            continue
        share = Share(
            row.year, row.month_from, row.month_to, row.paper, row.target_minimum, row.quota,
            row.quota * YEARLY * (85 if n % 9 == 5 else 100) // 100,
        )  # fmt: skip
        set_allotment(by=staff.dpmd, fund=row.fund, village=row.village, share=share)


def _stages(plan: Plan, staff: Staff) -> None:
    """RKPDes and APBDes of most villages; some wrote nothing down, some too little."""
    fund = Fund.objects.get(code="add", area=REGENCY)
    for n, village in enumerate(v for v in plan.villages if v.is_desa):
        for stage, figures in _written(plan, village, n):
            record_stage(by=staff.dpmd, fund=fund, village=village.area, year=plan.year,
                         stage=stage, figures=figures)  # fmt: skip


def _written(plan: Plan, village: Village, n: int) -> Iterator[tuple[PlanStage.Stage, Figures]]:
    if n % 10 == 7:
        return
    last = plan.year - 1
    heads, paper = village.members, f"RKPDes {plan.year} (contoh)"
    yield PlanStage.Stage.WORK_PLAN, Figures(heads, heads * YEARLY, paper, dt.date(last, 9, 30))
    planned = heads * 9 // 10 if n % 10 == 3 else heads
    paper = f"Perdes APBDes {plan.year} (contoh)"
    yield PlanStage.Stage.ORIGINAL, Figures(planned, planned * YEARLY, paper, dt.date(last, 12, 29))


def _accounts(plan: Plan, staff: Staff) -> None:
    for post, code in ACCOUNTS:
        policy.decide(
            by=staff.dpmd, code="account_code", area=REGENCY, scope=post, value=code,
            valid_from=dt.date(plan.year, 1, 1), paper=PERBUP, confidence="medium",
        )  # fmt: skip


def _tranches(plan: Plan, staff: Staff) -> None:
    """Next year's tranches: late for the district, early for one kecamatan's first village."""
    year, on = plan.year + 1, plan.today
    days = (("add/1", dt.date(year, 4, 30)), ("add/2", dt.date(year, 8, 15)),
            ("dd/1", dt.date(year, 3, 20)))  # fmt: skip
    for scope, day in days:
        _day(staff, REGENCY, f"{year}/{scope}", day, on)
    desa = [v.area.code for v in plan.villages if v.is_desa]
    _day(staff, desa[-1], f"{year}/add/1", dt.date(year, 2, 10), on)


def _day(staff: Staff, area: str, scope: str, day: dt.date, on: dt.date) -> None:
    policy.decide(
        by=staff.dpmd, code="tranche_day", area=area, scope=scope, value=day.isoformat(),
        valid_from=on, paper="Jadwal penyaluran (contoh)", confidence="medium",
    )  # fmt: skip


def _agreement(plan: Plan, staff: Staff) -> None:
    record_agreement(
        by=staff.dpmd,
        promise=Promise(
            Agreement.Kind.PKS, f"PKS/01/{plan.year} (contoh)", "Perlindungan pekerja rentan desa",
            "Dinas PMD Belu dan BPJS Ketenagakerjaan Atambua", REGENCY,
            dt.date(plan.year, 1, 5), dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31),
            fund=Fund.objects.get(code="add", area=REGENCY),
            promised_heads=sum(v.quota for v in plan.villages if v.is_desa),
        ),
    )  # fmt: skip


def _pledges(plan: Plan, staff: Staff) -> int:
    """Four civil servants who each pay for two neighbours until December; one has stopped."""
    fund = make_fund(
        by=staff.dpmd,
        terms=FundTerms(
            code="asn", name="Donasi ASN “satu ASN, dua tetangga”", kind=Fund.Kind.ASN,
            area=REGENCY, payer_level=Area.Level.REGENCY, regulation="SE Bupati (contoh)",
            valid_from=dt.date(plan.year, 1, 1), source="Donasi ASN", income_base=1_000_000,
            unit=OPD,
        ),
    )  # fmt: skip
    now = Month.of(plan.today)
    villages = [v.area.code for v in plan.villages if v.is_desa]
    for n, (name, unit) in enumerate(SPONSORS):
        people = _neighbours(villages[n % len(villages)], now.first_day)
        terms = SponsorTerms(name, f"19800{n + 1}0120050120{n + 1:02}"[:18], unit)
        sponsor = keep_sponsor(by=staff.dpmd, fund=fund, terms=terms)
        promised = Promised(
            16_800, now, Month(now.year, 12), f"Pernyataan {n + 1}/{plan.year} (contoh)", plan.today
        )
        try:
            pledge(by=staff.dpmd, fund=fund, sponsor=sponsor, people=people, promised=promised)
        except MembershipRefused:
            continue  # nobody in that village is left to be paid for
    last = Pledge.objects.filter(fund=fund).order_by("-pk").first()
    if last is not None:
        stop_pledge(by=staff.dpmd, pledge=last, after=now, reason="moved", on=plan.today,
                    paper="Surat pindah tugas (contoh)")  # fmt: skip
    return Pledge.objects.filter(fund=fund).count()


def _neighbours(village: str, on: dt.date) -> list[Person]:
    rows = Person.objects.active().filter(
        village=village, life_status=Person.LifeStatus.ALIVE, occupation__in=LISTED,
        birth_date__range=(years_before(on, 60), years_before(on, 25)), memberships=None,
    )  # fmt: skip
    return list(rows.exclude(nik_state__in=["temporary", "missing"]).order_by("-pk")[:2])
