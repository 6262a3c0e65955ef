"""What of this room waits for an actor: decrees to enrol, files of BPJS to record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.staging.models import Batch
from payung.base.staging.queries import sentence
from payung.base.staging.states import S
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Actor, Right
from payung.base.ui.todo import Harm, Task
from payung.programme.membership.kinds import KINDS
from payung.programme.membership.queries import decrees_to_enrol

MOST = 20


def tasks(actor: Actor) -> Iterator[Task]:
    """Two statements; nothing outside the actor's reach."""
    if actor.may_somewhere(Right.ENROL):
        yield from _decrees(actor)
    if actor.may_somewhere(Right.RECORD_BPJS):
        yield from _files(actor)


def _decrees(actor: Actor) -> Iterator[Task]:
    rows = decrees_to_enrol(actor, right=Right.ENROL)
    open_: Any = rows.filter(waiting__gt=0)[:MOST]  # type: ignore[misc]
    for row in open_:
        yield Task(
            Harm.FAMILY,
            _("Daftarkan %(n)s orang dari %(village)s")
            % {"n": row.waiting, "village": row.roster.village.title},
            _("Keputusan %(number)s sudah terbit; tanpa pendaftaran mereka belum terlindungi.")
            % {"number": row.number},
            reverse("enrolment:decree", args=[row.pk]),
            area=row.roster.village_id,
        )


def _files(actor: Actor) -> Iterator[Task]:
    rows = (
        Batch.objects.visible_to(actor, Right.RECORD_BPJS)
        .filter(kind__in=[k.code for k in KINDS], state__in=(S.PREVIEWED, S.NEEDS_MAPPING))
        .select_related("file")
        .order_by("-pk")[:MOST]
    )
    for row in rows:
        yield Task(
            Harm.FAMILY if row.kind != "bpjs_answer" else Harm.OTHERS_WAIT,
            _("Periksa dan catat %(file)s") % {"file": row.file.name},
            sentence(row) if row.state == S.PREVIEWED else message_of(row),
            reverse("enrolment:batch", args=[row.pk]),
            area=row.area,
        )
