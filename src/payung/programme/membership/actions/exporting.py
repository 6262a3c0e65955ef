"""Files for BPJS: written once, frozen with their hash, downloadable as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.journal import actions as journal
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import language
from payung.core.sipp import (
    ExportBlocked,
    Held,
    Layout,
    LayoutError,
    Prepared,
    UploadFile,
    blocked,
    prepare,
    read_layout,
    sipp_layout,
    write_files,
)
from payung.programme.membership.actions.enrolling import MembershipRefused
from payung.programme.membership.models import Employer, Export, ExportLine
from payung.programme.membership.sending import SHEETS, form_for, waiting_for, workers_of


@dataclass(frozen=True, slots=True)
class Exported:
    """`exports` were written now; `held` are memberships that cannot be sent, with reasons."""

    exports: tuple[Export, ...]
    held: tuple[Held, ...]
    rows: int


def layout_for(form: str, area: str) -> Layout | None:
    """SIPP's own template for PU; for BPU the layout that the district has set, or None."""
    if form in SHEETS:
        return sipp_layout(SHEETS[form])
    text = str(in_force("bpu_layout", area=area, on=timezone.localdate()).value).strip()
    if not text:
        return None
    try:
        return read_layout(text)
    except LayoutError as error:
        raise ExportBlocked(str(error)) from error


def settings_for(area: str, employer: Employer | None) -> dict[str, str]:
    """Codes that a layout may need, by their names in layouts."""
    scope = employer.npp if employer else ""
    value = in_force("sipp_work_location", area=area, on=timezone.localdate(), scope=scope).value
    return {"work_location": str(value)}


def why_blocked(segment: str, area: str, employer: Employer | None, form: str = "") -> str:
    """The sentence why nothing can be exported yet, or nothing."""
    wanted = form or form_for(segment)
    try:
        return blocked(layout_for(wanted, area), settings_for(area, employer), language())
    except ExportBlocked as error:
        return str(error)


def preview(
    *, by: Actor, segment: str, area: str, employer: Employer | None = None, form: str = ""
) -> Prepared:
    """What would be exported now, and who is held back; without a form, those new to BPJS.

    Raises ExportBlocked.
    """
    by.require(Right.EXPORT_BPJS, area)
    wanted = form or form_for(segment)
    waiting = waiting_for(by, wanted, area=area, employer=employer)
    listed = workers_of(wanted, waiting, area)
    return prepare(layout_for(wanted, area), listed, settings_for(area, employer))


@transaction.atomic
def export(
    *, by: Actor, segment: str, area: str, employer: Employer | None = None, form: str = ""
) -> Exported:
    """Write the upload files of a form for members who wait in no earlier file of it.

    Each file is kept as it is, with its hash. Once more without new members: writes nothing.
    Raises ExportBlocked while a layout or a code is missing.
    """
    wanted = form or form_for(segment)
    prepared = preview(by=by, segment=segment, area=area, employer=employer, form=wanted)
    written = [_keep(by, file, wanted, area, employer) for file in write_files(prepared)]
    return Exported(tuple(written), prepared.held, len(prepared.rows))


def _keep(by: Actor, file: UploadFile, layout: str, area: str, employer: Employer | None) -> Export:
    stored = files.store(
        by=by, content=file.content, name=file.file_name, purpose=f"{layout}_export", area=area
    )
    row = Export.objects.create(
        area=area, layout=layout, employer=employer, file=stored, rows=len(file.refs),
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    _lines(row, file.refs)
    journal.record(
        by=by, action="membership.exported", subject=row, area=area,
        summary={
            "layout": layout, "rows": len(file.refs), "sha256": file.sha256,
            "npp": employer.npp if employer else "", "part": file.part,
        },
    )  # fmt: skip
    return row


def _lines(export_: Export, refs: Sequence[str]) -> None:
    bulk.insert(
        ExportLine._meta.db_table, ("membership_id", "position"),
        ((int(ref), n) for n, ref in enumerate(refs, start=1)),
        same={
            "export_id": export_.pk, "answer": ExportLine.Answer.WAITING.value,
            "answer_reason": "", "answered_at": None,
        },
    )  # fmt: skip


@transaction.atomic
def withdraw_export(*, by: Actor, export: Export, reason: str) -> int:
    """Say that a file was never uploaded: its waiting members go into the next one.

    The file and its lines stay; waiting lines are answered as withdrawn. Returns their number.
    Raises MembershipRefused without a reason.
    """
    by.require(Right.EXPORT_BPJS, export.area)
    if not reason.strip():
        raise MembershipRefused(gettext("Tulis alasan mengapa berkas ini ditarik."))
    waiting = ExportLine.objects.filter(export=export, answer=ExportLine.Answer.WAITING)
    count = waiting.update(
        answer=ExportLine.Answer.INVALID, answer_reason=f"Ditarik: {reason.strip()}"[:300],
        answered_at=timezone.now(),
    )  # fmt: skip
    journal.record(
        by=by, action="membership.export_withdrawn", subject=export, area=export.area,
        reason=reason.strip(), summary={"rows": count},
    )  # fmt: skip
    return count
