"""Files sent to BPJS that have no answer yet, and members who cannot be sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import angka, tanggal
from payung.base.ui.todo import Harm, Task
from payung.programme.membership.models import Export, ExportLine, Membership
from payung.programme.membership.sending import Form

MOST, MOST_COUNTED = 10, 10_000


def tasks(actor: Actor) -> Iterator[Task]:
    """Two statements; nothing outside the actor's reach."""
    if actor.may_somewhere(Right.EXPORT_BPJS):
        yield from _held(actor)
        yield from _unanswered(actor)


def _held(actor: Actor) -> Iterator[Task]:
    """Members who wait in no file: not sent yet, or held back (temporary NIK, missing data)."""
    sent = Q(exports__answer__in=(ExportLine.Answer.WAITING, ExportLine.Answer.VALID))
    rows = Membership.objects.visible_to(actor, Right.EXPORT_BPJS)
    waiting = rows.filter(ended_on=None, kpj_index="").exclude(sent)
    if heads := waiting[: MOST_COUNTED + 1].count():
        least = angka(MOST_COUNTED)
        told = angka(heads) if heads <= MOST_COUNTED else _("Lebih dari %(n)s") % {"n": least}
        yield Task(
            Harm.DEADLINE,
            _("%(n)s peserta belum dikirim ke BPJS") % {"n": told},
            _("Tulis berkas unggahnya, atau perbaiki data yang membuat mereka ditahan."),
            reverse("enrolment:export"),
            count=heads,
        )


def _unanswered(actor: Actor) -> Iterator[Task]:
    """Exports without any answer."""
    waiting = Q(lines__answer=ExportLine.Answer.WAITING)
    rows: Any = (
        Export.objects.visible_to(actor, Right.EXPORT_BPJS)
        .exclude(layout=Form.LEFT)
        .select_related("file")
        .annotate(waiting=Count("lines", filter=waiting))
        .filter(waiting__gt=0)
        .order_by("pk")[:MOST]
    )
    for row in rows:
        yield Task(
            Harm.OTHERS_WAIT,
            _("Catat jawaban BPJS atas %(file)s") % {"file": row.file.name},
            _("%(n)s orang menunggu KPJ sejak %(day)s.")
            % {"n": angka(row.waiting), "day": tanggal(row.at.date())},
            reverse("enrolment:incoming"),
            count=row.waiting,
            area=row.area,
        )
