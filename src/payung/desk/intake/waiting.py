"""What of this room waits for an actor: lists to accept, headers to map, rows to mend."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.staging.models import Batch
from payung.base.staging.queries import sentence
from payung.base.staging.states import S
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Actor, Right
from payung.base.ui.todo import Harm, Task
from payung.programme.people.kinds import CODE

MOST = 20


def tasks(actor: Actor) -> Iterator[Task]:
    """Open imports that this actor may carry on, and rows that only they can decide.

    At most two statements; the second only for who has a say over several villages.
    """
    yield from _own(actor)
    if actor.may_somewhere(Right.REVIEW) or actor.may_somewhere(Right.VERIFY):
        yield from _held(actor)


def _own(actor: Actor) -> Iterator[Task]:
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
            sentence(batch) if batch.state == S.PREVIEWED else message_of(batch),
            reverse("intake:batch", args=[batch.pk]),
            area=batch.area,
        )


def _held(actor: Actor) -> Iterator[Task]:
    right = Right.REVIEW if actor.may_somewhere(Right.REVIEW) else Right.VERIFY
    batches = (
        Batch.objects.visible_to(actor, right)
        .filter(kind=CODE, state__in=(S.PREVIEWED, S.ACCEPTED))
        .filter(problem_counts__person_elsewhere__gt=0)
        .select_related("file")
        .order_by("-pk")[:MOST]
    )
    for batch in batches:
        yield Task(
            Harm.OTHERS_WAIT,
            _("Putuskan baris yang ditahan dalam daftar %(file)s") % {"file": batch.file.name},
            _("Orangnya mungkin sudah terdata di desa lain; hanya Anda yang melihat keduanya."),
            f"{reverse('intake:batch', args=[batch.pk])}?lihat=tahan",
            count=batch.problem_counts["person_elsewhere"],
            area=batch.area,
        )


def _title(batch: Batch) -> str:
    if batch.state == S.PREVIEWED:
        return _("Periksa dan masukkan daftar %(file)s")
    if batch.state == S.NEEDS_MAPPING:
        return _("Tunjukkan arti kolom daftar %(file)s")
    return _("Unggah ulang daftar %(file)s")
