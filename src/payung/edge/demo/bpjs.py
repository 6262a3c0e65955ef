"""What BPJS sends back: KPJ for the enrolled, and each month who was paid for."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable

import xlsxwriter

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.core.calendar import Month
from payung.edge.demo.plan import REGENCY, Plan
from payung.edge.demo.staff import Staff
from payung.programme.membership.actions.posting import record_posting
from payung.programme.membership.actions.receiving import receive_from_bpjs
from payung.programme.membership.models import CoverMonth, Membership

POSTING = (
    "No", "KPJ", "NIK", "Nama Peserta", "BLTH", "Tgl Bayar", "Kode Iuran", "Total Iuran",
)  # fmt: skip
LATE = {"two": 6, "four": 4}
"""Desa whose last two, or four, months never arrived."""


def answer_file(memberships: Iterable[Membership]) -> bytes:
    """The answer to the uploads: a KPJ for each person."""
    rows = [["No", "NIK", "Nama Peserta", "Nomor KPJ", "Status", "Keterangan"]]
    for n, m in enumerate(memberships, 1):
        kpj = f"{26_000_000_000 + m.pk:011}"
        rows.append([str(n), m.person.nik, m.person.name, kpj, "Valid", ""])
    return _xlsx(rows, "Hasil Upload")


def posting_file(months: Iterable[CoverMonth], month: Month, paid_on: dt.date) -> bytes:
    """The "rincian iuran" of a month: one row per person with the sum received."""
    rows = [["RINCIAN IURAN TENAGA KERJA"], [f"Periode {month.label()}"], [], list(POSTING)]
    for n, cover in enumerate(months, 1):
        member = cover.membership
        rows.append(
            [
                str(n), member.kpj, member.person.nik, member.person.name,
                f"{month.number:02}-{month.year}", f"{paid_on:%d-%m-%Y}",
                _code(member.village_id, month), str(cover.amount),
            ]
        )  # fmt: skip
    return _xlsx(rows, "Rincian Iuran")


def answer(staff: Staff) -> Counter[str]:
    """The branch uploads the answer for everybody who has no KPJ yet."""
    waiting = Membership.objects.filter(kpj_index="").select_related("person").order_by("pk")
    return _take(staff, "bpjs_answer", answer_file(waiting), "Jawaban upload SIPP.xlsx")


def postings(staff: Staff, plan: Plan) -> Counter[str]:
    """Months before the last as receipts by village, the last as the branch's list of names.

    Some villages are late, some stopped. A PU contribution falls due the month after.
    """
    last = Month.of(plan.today)
    counts: Counter[str] = Counter()
    for number in range(1, last.number):
        month = Month(plan.year, number)
        counts["receipts"] += _receipts(staff, plan, month, last - month)
    rows = (
        CoverMonth.objects.filter(month=last, posting=None, membership__segment="bpu")
        .exclude(membership__village_id__in=_late(plan, 0))
        .select_related("membership__person")
        .order_by("membership__village_id", "membership_id")
    )
    content = posting_file(rows, last, min(plan.today, last.day(14)))
    return counts + _take(staff, "bpjs_posting", content, f"Rincian Iuran {last}.xlsx")


def _receipts(staff: Staff, plan: Plan, month: Month, months_ago: int) -> int:
    """One receipt per village for all its members of a month."""
    left_out = set(_late(plan, months_ago))
    planned = set(
        CoverMonth.objects.filter(month=month).values_list("membership__village_id", flat=True)
    )
    made = 0
    for village in plan.villages:
        code = village.area.code
        if code in planned and code not in left_out:
            record_posting(
                by=staff.bpjs, village=code, month=month, paid_on=min(plan.today, month.day(14)),
                reference=_code(code, month),
            )  # fmt: skip
            made += 1
    return made


def _code(village: str, month: Month) -> str:
    """A contribution code of the village and month."""
    return f"5304{month.year % 100:02}{month.number:02}{village[-7:].replace('.', '')}"


def _late(plan: Plan, months_ago: int) -> list[str]:
    desa = [v.area.code for v in plan.villages if v.is_desa][1:]
    late = desa[5 :: max(1, len(desa) // LATE["two"])][: LATE["two"]] if months_ago < 2 else []
    stopped = desa[9 :: max(1, len(desa) // LATE["four"])][: LATE["four"]] if months_ago < 4 else []
    return [*late, *stopped]


def _take(staff: Staff, kind: str, content: bytes, name: str) -> Counter[str]:
    batch = receive_from_bpjs(by=staff.bpjs, kind=kind, area=REGENCY, content=content, name=name)
    _finish(staff, batch)
    if batch.state == Batch.State.PREVIEWED:
        staging.accept(by=staff.bpjs, batch=batch)
        _finish(staff, batch)
    return Counter(batch.counts)


def _finish(staff: Staff, batch: Batch) -> None:
    if batch.job is not None:
        run_here(by=staff.bpjs, job=batch.job)
    batch.refresh_from_db()


def _xlsx(rows: list[list[str]], sheet: str) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write_string(number, column, value)
    book.close()
    return out.getvalue()
