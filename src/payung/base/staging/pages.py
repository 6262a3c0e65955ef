"""What the pages of every kind of list share: the mark of its state, and how far its job is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from payung.base.jobs.models import Job
from payung.base.jobs.words import told
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.ui.progress import Progress
from payung.base.ui.table import Cell

WORKING = (S.READING, S.ACCEPTING, S.UNDOING)
MARKS = {
    S.ACCEPTED: "success", S.PREVIEWED: "warning", S.NEEDS_MAPPING: "warning",
    S.UNREADABLE: "danger",
}  # fmt: skip


def state_cell(batch: Batch) -> Cell:
    """The state in words, with its colour."""
    return Cell(batch.get_state_display(), MARKS.get(S(batch.state)))  # type: ignore[arg-type]


def progress_of(batch: Batch, titles: Mapping[S, str], asks: str, result: str) -> Progress:
    """The bar of a list's job: `titles` by state (`%(file)s`), addresses of fragment and page."""
    job, finished = batch.job, batch.state not in WORKING
    stopped = not finished and job is not None and not job.is_open
    return Progress(
        titles.get(S(batch.state), "%(file)s") % {"file": batch.file.name},
        job.done if job else 0, (job.total or None) if job else None, asks, finished=finished,
        message=_("Menunggu giliran.") if job and job.state == Job.State.QUEUED else "",
        failed=(told(job.message) or _("Terhenti.")) if stopped and job else "",
        result=result, result_label=_("Lihat hasilnya"),
    )  # fmt: skip
