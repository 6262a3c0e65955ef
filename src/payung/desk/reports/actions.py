"""Freezing a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.journal.queries import journal_end
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.papers import province_report, report_workbook
from payung.desk.reports.content import gather, hash_of, substance
from payung.desk.reports.integrity import FROZEN
from payung.desk.reports.models import Snapshot
from payung.desk.reports.papers import form_of
from payung.desk.reports.periods import Period, PeriodRefused


@dataclass(frozen=True, slots=True)
class Frozen:
    """The report, and whether this call made it (or the same content was frozen before)."""

    snapshot: Snapshot
    new: bool


def check_report(by: Actor, area: Area) -> None:
    """Raise NotAllowed or PeriodRefused when this actor cannot report for this region."""
    by.require(Right.REPORT, area.code)
    if area.level != Area.Level.REGENCY:
        raise PeriodRefused(
            gettext("Laporan berkala ke provinsi dibuat untuk kabupaten atau kota.")
        )


@transaction.atomic
def freeze(*, by: Actor, area: Area, period: Period, base_url: str = "") -> Frozen:
    """Gather, freeze and print the report of a period; the same figures freeze once, also when
    they are asked for on another day.

    Raises NotAllowed without the right, PeriodRefused for a period that has not begun.
    """
    check_report(by, area)
    now = timezone.localtime()
    day = period.day_of_count(timezone.localdate())
    with override("id"):
        content = gather(by, area, period, day)
    digest = hash_of(content)
    if (known := _same(area, period, content)) is not None:
        return Frozen(known, new=False)
    seq, head = journal_end()
    number = f"L-{area.code}-{period.text}-{seq}"
    with override("id"):
        form = form_of(
            area, content, frozen=(number, digest, now), url=f"{base_url}/laporan/{digest[:16]}/",
            journal=(seq, head),
        )  # fmt: skip
    pdf = _store(by, area, province_report(form), f"{number}.pdf")
    xlsx = _store(by, area, report_workbook(form), f"{number}.xlsx")
    snapshot = Snapshot.objects.create(
        area=area, period=period.text, day=day, content=content, content_hash=digest,
        journal_seq=seq, pdf=pdf, xlsx=xlsx, by_id=by.id, by_name=by.name, at=now,
    )  # fmt: skip
    journal.record(
        by=by, action=FROZEN, subject=snapshot, area=area.code, paper=number,
        summary={"period": period.text, "content_hash": digest, "journal_seq": seq,
                 "journal_hash": head},
    )  # fmt: skip
    return Frozen(snapshot, new=True)


def _same(area: Area, period: Period, content: dict[str, Any]) -> Snapshot | None:
    """The latest report of the period, if it says what this one would say."""
    last = Snapshot.objects.filter(area=area, period=period.text).order_by("-pk").first()
    return last if last and substance(last.content) == substance(content) else None


def _store(by: Actor, area: Area, content: bytes, name: str) -> StoredFile:
    return files.store(by=by, content=content, name=name, purpose="report", area=area.code)
