"""How far a search through the register is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.jobs.models import Job
from payung.base.jobs.words import told
from payung.base.ui.progress import Progress


def progress_of(job: Job) -> Progress:
    """The bar of a search."""
    done = job.state == Job.State.DONE
    failed = "" if job.is_open or done else (told(job.message) or _("Terhenti."))
    return Progress(
        _("Mencari data ganda di register"), job.done, job.total,
        reverse("matching:scan_progress"), finished=done,
        message=_("Menunggu giliran.") if job.state == Job.State.QUEUED else "", failed=failed,
        result=reverse("matching:pairs"), result_label=_("Lihat pasangan"),
    )  # fmt: skip
