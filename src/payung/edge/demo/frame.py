"""What stands before the first name: settings on paper, funds, shares, rules, employers."""

from __future__ import annotations

import datetime as dt

from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.law.reader import minimum_wage
from payung.core.sipp import example_layout
from payung.edge.demo.plan import REGENCY, TARGET, Plan, Village
from payung.edge.demo.staff import Staff
from payung.programme.funds.actions import FundTerms, Share, make_fund, set_allotment
from payung.programme.funds.models import Fund
from payung.programme.membership.actions.enrolling import register_employer
from payung.programme.selection.actions.rules import adopt_rules

PERBUP = "Perbup Belu tentang perlindungan pekerja desa (contoh)"
UMP_LETTER = "SK Gubernur NTT tentang UMP (contoh)"
OFFICE = "Dinas PMD Belu"
"""The district office (OPD) that manages the kelurahan's money."""
POSTS = ("kades", "perangkat", "bpd")
# Numbers of residents at work are not invented: the denominator stays unset until BPS's is entered.


def settings(staff: Staff, plan: Plan) -> None:
    """The district's decisions, each dated and on paper.

    The wage of an official is the province's minimum, as the governor of NTT asked in 2022
    (0,54 % of the UMP), without its sen.
    """
    wage = int(minimum_wage(REGENCY[:2], dt.date(plan.year, 1, 1)))
    first = dt.date(plan.year, 1, 1)
    decided: list[tuple[str, str, object, str]] = [
        ("target_minimum", "", TARGET, "Surat edaran Gubernur NTT, November 2022"),
        ("sipp_work_location", "", "5304", "Surat cabang BPJS (contoh)"),
        ("bpu_layout", "", example_layout(), "Tata letak contoh; ganti dengan milik cabang BPJS"),
    ]
    decided += [("wage_base", post, wage, UMP_LETTER) for post in POSTS]
    decided += [("programmes", post, "jkk,jkm", PERBUP) for post in POSTS]
    for code, scope, value, paper in decided:
        policy.decide(
            by=staff.dpmd, code=code, area=REGENCY, value=value, valid_from=first, paper=paper,
            scope=scope, confidence="medium",
        )  # fmt: skip


def funds(staff: Staff, plan: Plan) -> dict[str, Fund]:
    """Village money for desa, the district's for kelurahan, and one for village officials."""
    first, year = dt.date(2023, 1, 1), plan.year
    terms = (
        FundTerms(
            code="add", name="APBDes (ADD): pekerja rentan", kind=Fund.Kind.APBDES, area=REGENCY,
            payer_level=Area.Level.VILLAGE, regulation=PERBUP, valid_from=first, source="ADD",
            activity_code="04.04.93", account_code="5.2.7.90", income_base=1_000_000,
        ),
        FundTerms(
            code="add-aparat", name="APBDes (ADD): aparat desa dan BPD", kind=Fund.Kind.APBDES,
            area=REGENCY, payer_level=Area.Level.VILLAGE, regulation=PERBUP, valid_from=first,
            source="ADD", activity_code="01.01.03", account_code="5.1.3.03",
        ),
        FundTerms(
            code="dau", name="DAU kelurahan: pekerja rentan", kind=Fund.Kind.DAU, area=REGENCY,
            payer_level=Area.Level.REGENCY, regulation=PERBUP, valid_from=first, source="DAU",
            account_code="5.1.02.02.02.0006", income_base=1_000_000, unit=OFFICE,
        ),
    )  # fmt: skip
    made = {t.code: make_fund(by=staff.dpmd, terms=t) for t in terms}
    for fund in made.values():
        adopt_rules(by=staff.dpmd, fund=fund)
    for village in plan.villages:
        shares(staff, made, village, year)
    return made


def shares(staff: Staff, made: dict[str, Fund], village: Village, year: int) -> None:
    """The village's target and quota for the year; months from January to December."""
    first, last = Month(year, 1), Month(year, 12)
    paper = f"APBDes {year} (contoh)" if village.is_desa else f"APBD {year} (contoh)"
    main = made["add" if village.is_desa else "dau"]
    target = TARGET if village.is_desa else 50
    share = Share(year, first, last, paper, target_minimum=target, quota=village.quota)
    set_allotment(by=staff.dpmd, fund=main, village=village.area, share=share)
    if village.is_desa:
        own = Share(year, first, last, paper, quota=25)
        set_allotment(by=staff.dpmd, fund=made["add-aparat"], village=village.area, share=own)


def employers(staff: Staff, plan: Plan) -> None:
    """Each desa is an employer (PU) with its own NPP."""
    for village in plan.villages:
        if village.is_desa:
            npp = "PU" + village.area.code.replace(".", "")[-8:]
            name = f"Pemerintah {village.area.title}"
            register_employer(by=staff.dpmd, area=village.area.code, npp=npp, name=name)
