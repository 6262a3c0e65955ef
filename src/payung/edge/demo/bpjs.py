"""What BPJS sends back: KPJ for the enrolled, and each month who was paid for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.core.calendar import Month
from payung.desk.enrolment.actions import import_from_bpjs
from payung.edge.demo.layouts import xlsx
from payung.edge.demo.plan import REGENCY, Plan
from payung.edge.demo.staff import Staff
from payung.programme.membership.actions.posting import record_posting
from payung.programme.membership.models import CoverMonth, ExportLine, Membership, Posting

ANSWER, POSTING = "bpjs_answer", "bpjs_posting"
LATE, STOPPED, GAP_AGO = 2, 4, 6
"""How many of the last months did not arrive; how long ago the one in the middle was due."""
COLUMNS = (
    "No", "KPJ", "NIK", "Nama Peserta", "BLTH", "Tgl Bayar", "Kode Iuran", "Total Iuran",
)  # fmt: skip


class Receipt(NamedTuple):
    """What BPJS says of one person's month, sum in rupiah."""

    kpj: str
    nik: str
    name: str
    village: str
    amount: int


def answer_file(people: Iterable[tuple[int, Any, str]]) -> bytes:
    """The answer to the uploads: a KPJ for each membership, of whom its NIK and name are told."""
    rows = [["No", "NIK", "Nama Peserta", "Nomor KPJ", "Status", "Keterangan"]]
    for n, (pk, nik, name) in enumerate(people, 1):
        rows.append([str(n), nik, name, f"{26_000_000_000 + pk:011}", "Valid", ""])
    return xlsx(rows, "Hasil Upload")


def receipts_of(covers: QuerySet[CoverMonth]) -> list[Receipt]:
    """What the branch lists of planned months, village by village."""
    columns = ("kpj", "person__nik", "person__name", "village_id")
    told = covers.order_by("membership__village_id", "membership_id").values_list(
        *(f"membership__{name}" for name in columns), "amount"
    )
    return list(map(Receipt._make, told))


def posting_file(receipts: Iterable[Receipt], month: Month, paid_on: dt.date) -> bytes:
    """The "rincian iuran" of a month: one row per person with the sum received."""
    rows = [["RINCIAN IURAN TENAGA KERJA"], [f"Periode {month.label()}"], [], list(COLUMNS)]
    told, day = f"{month.number:02}-{month.year}", f"{paid_on:%d-%m-%Y}"
    for n, one in enumerate(receipts, 1):
        rows.append([str(n), one.kpj, one.nik, one.name, told, day,
                     code_of(one.village, month), str(one.amount)])  # fmt: skip
    return xlsx(rows, "Rincian Iuran")


def answer(staff: Staff) -> int:
    """The branch answers the uploads with a KPJ for everybody in them; returns the KPJs known."""
    _go_on(staff, ANSWER)
    sent = ExportLine.objects.filter(answer=ExportLine.Answer.WAITING).values("membership")
    waiting = Membership.objects.filter(pk__in=sent).order_by("pk")
    told = list(waiting.values_list("pk", "person__nik", "person__name"))
    if told:
        _take(staff, ANSWER, answer_file(told), "Jawaban upload SIPP.xlsx")
    return Membership.objects.exclude(kpj_index="").count()


def postings(staff: Staff, plan: Plan) -> dict[str, int]:
    """Months before the last as receipts by village, the last as the branch's list of names.

    Some villages are late, some stopped, one lacks a month in the middle. A PU contribution falls
    due the month after.
    """
    last = Month.of(plan.today)
    for number in range(1, last.number):
        _receipts(staff, plan, Month(plan.year, number), last)
    _go_on(staff, POSTING)
    receipts = receipts_of(
        CoverMonth.objects.filter(month=last, posting=None, membership__segment="bpu").exclude(
            membership__village_id__in=missing(plan, last, last)
        )
    )
    if receipts:
        content = posting_file(receipts, last, min(plan.today, last.day(14)))
        _take(staff, POSTING, content, f"Rincian Iuran {last}.xlsx")
    return {
        "postings": Posting.objects.count(),
        "months_received": CoverMonth.objects.exclude(posting=None).count(),
        "villages_late": len(plan.late),
        "villages_stopped": len(plan.stopped),
        "villages_with_a_gap": len(plan.gap) if last.number > GAP_AGO else 0,
    }


def missing(plan: Plan, month: Month, last: Month) -> set[str]:
    """Villages whose money for a month did not arrive."""
    ago = last - month
    found = set(plan.late if ago < LATE else ()) | set(plan.stopped if ago < STOPPED else ())
    return found | set(plan.gap if ago == GAP_AGO else ())


@transaction.atomic
def _receipts(staff: Staff, plan: Plan, month: Month, last: Month) -> None:
    """One receipt per village for all its members of a month; a month is there whole or not."""
    left_out = missing(plan, month, last)
    planned = set(
        Membership.objects.filter(months__month=month).values_list("village", flat=True).distinct()
    )
    for village in plan.villages:
        code = village.area.code
        if code in planned and code not in left_out:
            record_posting(
                by=staff.bpjs, village=code, month=month, paid_on=min(plan.today, month.day(14)),
                reference=code_of(code, month),
            )  # fmt: skip


def code_of(village: str, month: Month) -> str:
    """A contribution code of the village and month."""
    return f"5304{month.year % 100:02}{month.number:02}{village[-7:].replace('.', '')}"


def _take(staff: Staff, kind: str, content: bytes, name: str) -> None:
    import_from_bpjs(by=staff.bpjs, kind=kind, area=REGENCY, content=content, name=name)


def _go_on(staff: Staff, kind: str) -> None:
    """Finish a file of this kind that was cut off."""
    open_states = (S.READING, S.PREVIEWED, S.ACCEPTING)
    for batch in Batch.objects.filter(kind=kind, state__in=open_states).order_by("pk"):
        finish(staff.bpjs, batch)
        if batch.state == S.PREVIEWED:
            staging.accept(by=staff.bpjs, batch=batch)
            finish(staff.bpjs, batch)
