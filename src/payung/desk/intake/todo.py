"""Rows of accepted lists that were left behind: to be mended, or held for somebody to look at."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.staging.models import Batch, Row
from payung.base.staging.states import S
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.programme.people.kinds import CODE

MOST = 20
LEFT = (Row.Verdict.REJECTED, Row.Verdict.PARKED)


def tasks(actor: Actor) -> Iterator[Task]:
    """One line per list with rows left; one statement."""
    batches = (
        Batch.objects.visible_to(actor, Right.IMPORT_RESIDENTS)
        .filter(kind=CODE, state=S.ACCEPTED)
        .select_related("file")
        .order_by("-pk")[:MOST]
    )
    for batch in batches:
        rejected, parked = (int(batch.counts.get(verdict, 0)) for verdict in LEFT)
        if rejected or parked:
            yield Task(
                Harm.REPAIR,
                _("Perbaiki %(n)s baris daftar %(file)s")
                % {"n": angka(rejected + parked), "file": batch.file.name},
                _("%(rejected)s perlu diperbaiki, %(parked)s ditahan; orangnya belum terdata.")
                % {"rejected": angka(rejected), "parked": angka(parked)},
                reverse("intake:batch", args=[batch.pk]),
                count=rejected + parked,
                area=batch.area,
            )
