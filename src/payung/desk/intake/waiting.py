"""What of this room waits for an actor: lists to accept, headers to map, rows to mend."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.staging.models import Batch
from payung.base.staging.queries import sentence
from payung.base.staging.states import S
from payung.base.territory.actor import Actor, Right
from payung.base.ui.todo import Harm, Task
from payung.programme.people.kinds import CODE

MOST = 20


def tasks(actor: Actor) -> Iterator[Task]:
    """Open imports that this actor may carry on; one statement."""
    waiting = (S.PREVIEWED, S.NEEDS_MAPPING, S.UNREADABLE)
    batches = (
        Batch.objects.visible_to(actor, Right.IMPORT_RESIDENTS)
        .filter(kind=CODE, state__in=waiting)
        .select_related("file")
        .order_by("-pk")[:MOST]
    )
    for batch in batches:
        yield Task(
            Harm.REPAIR,
            _title(batch) % {"file": batch.file.name},
            sentence(batch) if batch.state == S.PREVIEWED else batch.message,
            reverse("intake:batch", args=[batch.pk]),
            area=batch.area,
        )


def _title(batch: Batch) -> str:
    if batch.state == S.PREVIEWED:
        return _("Periksa dan masukkan daftar %(file)s")
    if batch.state == S.NEEDS_MAPPING:
        return _("Tunjukkan arti kolom daftar %(file)s")
    return _("Unggah ulang daftar %(file)s")
