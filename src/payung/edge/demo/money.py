"""The money of the demo: bills, codes, statements with real faults, one month that never arrived.

A treasurer's month: Siskeudes says that a village paid, the bank shows cash drawn, and BPJS
received nothing. Every act is a public action or a file in its real format.
"""

from __future__ import annotations

import datetime as dt

from payung.base.accounts import actions as accounts
from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.core.calendar import Month, months_between
from payung.edge.demo import bpjs
from payung.edge.demo.frame import OFFICE
from payung.edge.demo.plan import KEWAR, REGENCY, Plan
from payung.edge.demo.planning import OPD
from payung.edge.demo.staff import PAPER, PASSWORD, Staff
from payung.programme.billing.actions import (
    attach_code,
    book_receipts,
    issue_bills,
    make_payment,
    move,
    receive_statement,
    reconcile,
    register_account,
)
from payung.programme.billing.models import Bill, Difference, Entry, Payment, Question
from payung.programme.billing.states import Step
from payung.programme.membership.models import CoverMonth

BACK = 6
"""How many months before the current one are billed; earlier ones were paid before billing."""
HANDS = (
    ("kaur.kewar", "Kaur Keuangan Desa Kewar", "kaur_keuangan", KEWAR, ""),
    ("sekdes.kewar", "Sekretaris Desa Kewar", "sekdes", KEWAR, ""),
    ("bendahara", "Bendahara Dinas PMD", "opd_fund", REGENCY, OFFICE),
    ("kpa", "PA/KPA Dinas PMD", "kpa", REGENCY, OFFICE),
    ("bendahara.dinsos", "Bendahara Dinas Sosial", "opd_fund", REGENCY, OPD),
    ("kpa.dinsos", "PA/KPA Dinas Sosial", "kpa", REGENCY, OPD),
    ("bud", "BUD/BPKAD Belu", "bud", REGENCY, ""),
)
"""Log-in, name, role, region, and of an OPD's people the office whose money they pay."""
HEAD = "Tanggal;Keterangan;No Referensi;Debet;Kredit;Rekening\n"


def first_month(plan: Plan) -> Month:
    """The first month that is billed."""
    return max(Month(plan.year, 1), Month.of(plan.today) - BACK)


def bills(plan: Plan, staff: Staff) -> dict[str, int]:
    """Bills of the last months, before their money arrives."""
    for month in months_between(first_month(plan), Month.of(plan.today)):
        issue_bills(by=staff.dpmd, area=REGENCY, month=month)
    return {"bills": Bill.objects.count()}


def money(plan: Plan, staff: Staff) -> dict[str, int]:
    """Codes, accounts, statements, the realisation, two months reconciled, payments under way."""
    hands = {hand[0]: _hire(staff, *hand) for hand in HANDS}
    book_receipts(by=staff.dpmd, bills=Bill.objects.all())
    last = Month.of(plan.today)
    stolen = first_month(plan)
    desa = [v.area.code for v in plan.villages if v.is_desa]
    asked = _codes(staff, {stolen, last, max(last - 1, stolen)})
    for n, code in enumerate(desa):
        register_account(
            by=staff.dpmd, area=code, bank="Bank NTT", holder=f"Kas desa {code}",
            number=_account(n),
        )  # fmt: skip
    _statement(plan, staff, desa, asked, stolen)
    _realisation(staff, desa, stolen)
    for month in {stolen, last}:
        _reconcile(plan, staff, month)
    _payments(plan, staff, hands, last)
    return {
        "entries": Entry.objects.count(), "questions": Question.objects.count(),
        "differences": Difference.objects.filter(state="open").count(),
        "payments": Payment.objects.count(),
    }  # fmt: skip


def _hire(staff: Staff, login: str, name: str, role: str, area: str, office: str) -> Actor:
    user = User.objects.filter(username=login).first()
    if user is None:
        user = accounts.create_user(
            by=accounts.SYSTEM, username=login, name=name, password=PASSWORD
        )
        given = accounts.assign(
            by=accounts.SYSTEM, user=user, role=role, area=Area.objects.get(code=area),
            since=dt.date(2022, 1, 1), paper=PAPER,
        )  # fmt: skip
        if office:
            accounts.bind_unit(by=staff.dpmd, assignment=given, unit=office, paper=PAPER)
    return actor_for(user)


def _account(n: int) -> str:
    return f"0450{n:06}"


def _codes(staff: Staff, months: set[Month]) -> dict[str, list[Bill]]:
    """BPJS's codes of vulnerable workers' bills, village by village."""
    asked: dict[str, list[Bill]] = {}
    rows = Bill.objects.filter(
        segment="bpu", remitter="village", period__in=months, amount__gt=0, round=1
    )
    for bill in rows.order_by("village_id", "period"):
        code = bpjs.code_of(bill.village_id, bill.period)
        attach_code(by=staff.bpjs, bill=bill, code=code, amount=bill.amount, heads=bill.heads)
        asked.setdefault(bill.village_id, []).append(bill)
    return asked


def _statement(
    plan: Plan, staff: Staff, desa: list[str], asked: dict[str, list[Bill]], stolen: Month
) -> None:
    """One statement of the regional bank; some rows are as rows are in real life."""
    last, rows = Month.of(plan.today), []
    for n, village in enumerate(desa):
        for bill in asked.get(village, ()):
            waits = village in bpjs.missing(plan, bill.period, last)
            if waits and not (plan.late[:1] == (village,) and bill.period < last):
                continue
            code = bpjs.code_of(village, bill.period)
            text, amount = f"PB IURAN BPJSTK {code}", bill.amount
            if bill.period == last and n % 20 == 5:
                amount -= 16_800
            elif bill.period == last and n % 20 == 9:
                text = "PB IURAN BPJSTK 999999999999"
            elif bill.period == last and n % 20 == 13:
                text = "TRANSFER RTGS"
            day = min(plan.today, bill.period.day(13))
            rows.append(f"{day:%d-%m-%Y};{text};FT{bill.pk:07};{amount};;{_account(n)}")
    for village in plan.gap:
        lost = Bill.objects.filter(village=village, segment="bpu", period=stolen).first()
        if lost is not None:
            row = f"TARIK TUNAI;FT{lost.pk:07};{lost.amount};;{_account(desa.index(village))}"
            rows.append(f"{stolen.day(11):%d-%m-%Y};{row}")
    content = (HEAD + "\n".join(rows)).encode()
    batch = receive_statement(
        by=staff.dpmd, area=REGENCY, content=content, name="Mutasi Bank NTT.csv"
    )
    _take(staff, batch)


def _realisation(staff: Staff, desa: list[str], month: Month) -> None:
    """Siskeudes says that every village spent what it was asked for."""
    rows = ["Kd_Desa;Tgl_Bukti;Kd_Keg;Kd_Rincian;No_Bukti;Nilai"]
    found = Bill.objects.filter(segment="bpu", period=month, village__in=desa, round=1)
    for bill in found.order_by("village_id"):
        code = bill.village_id[6:]
        rows.append(
            f"{code}.;{month.day(12)};04.04.93;5.2.7.90;SPP/{bill.pk}/{month};{bill.amount}"
        )
    batch = staging.receive(
        by=staff.dpmd, kind="siskeudes_realisation", area=REGENCY,
        content="\n".join(rows).encode(), name=f"Realisasi Siskeudes {month}.csv",
    )  # fmt: skip
    _take(staff, batch)


def _take(staff: Staff, batch: Batch) -> None:
    finish(staff.dpmd, batch)
    if batch.state == S.PREVIEWED:
        staging.accept(by=staff.dpmd, batch=batch)
        finish(staff.dpmd, batch)


def _reconcile(plan: Plan, staff: Staff, month: Month) -> None:
    """BPJS's list of a month with one row lost, one sum wrong, and one stranger."""
    rows = CoverMonth.objects.filter(month=month, membership__segment="bpu", posting__isnull=False)
    told = bpjs.receipts_of(rows)
    if not told:
        return
    if len(told) > 40:
        told[7] = told[7]._replace(amount=told[7].amount + 3_200)
        told[11] = told[11]._replace(name="Zakarias Tanpa Nama")
        told[23] = told[23]._replace(kpj="29999999999", nik="", name="Orang Yang Tidak Terdaftar")
        told.append(told[3])
    content = bpjs.posting_file(told, month, min(plan.today, month.day(14)))
    reconcile(
        by=staff.dpmd, area=REGENCY, month=month, content=content,
        name=f"Rincian Iuran {month} cabang.xlsx",
    )  # fmt: skip


def _payments(plan: Plan, staff: Staff, hands: dict[str, Actor], last: Month) -> None:
    """Kewar's next month filed and waiting for its secretary; a kelurahan's waiting for the SPM."""
    ahead = last + 1 if last.number < 12 else last
    issue_bills(by=staff.dpmd, area=KEWAR, month=ahead)
    rows = Bill.objects.filter(village=KEWAR, period=ahead, segment="bpu", amount__gt=0, items=None)
    _filed(staff, list(rows), KEWAR, hands["kaur.kewar"], "12/SPP/KEWAR")
    ward = next((v.area.code for v in plan.villages if not v.is_desa), None)
    if ward is not None:
        rows = Bill.objects.filter(village=ward, period=last, amount__gt=0, items=None)
        _filed(staff, list(rows), ward, hands["bendahara"], "0007/SPP-LS")


def _filed(staff: Staff, bills: list[Bill], area: str, by: Actor, number: str) -> None:
    if not bills:
        return
    for bill in bills:
        code = "9" + bpjs.code_of(bill.village_id, bill.period)
        attach_code(by=staff.bpjs, bill=bill, code=code, amount=bill.amount, heads=bill.heads)
    payment = make_payment(by=by, area=area, bills=bills)
    move(by=by, payment=payment, step=Step.FILE, number=number)
