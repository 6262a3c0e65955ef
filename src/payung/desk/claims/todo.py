"""What waits in this room: deaths to confirm, papers, questions of BPJS, visits to families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import tanggal
from payung.base.ui.todo import Harm, Task
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.queries import lying_still

S = Claim.State
MOST = 10


def tasks(actor: Actor) -> Iterator[Task]:
    """Two statements; nothing outside the actor's reach."""
    if actor.may_somewhere(Right.REPORT_CLAIM):
        yield from _waiting(actor)
        yield from _claims(actor)
    elif actor.may_somewhere(Right.RECORD_BPJS):
        yield from _sent(actor)


def _waiting(actor: Actor) -> Iterator[Task]:
    """Events that a list told of: a named human confirms or dismisses them."""
    rows = (
        Event.objects.visible_to(actor, Right.REPORT_CLAIM)
        .filter(confirmed_at=None, dismissed_at=None)
        .select_related("person")
        .order_by("occurred_on", "pk")[:MOST]
    )
    for row in rows:
        yield Task(
            Harm.FAMILY,
            _("Benarkan kabar tentang %(name)s") % {"name": row.person.name},
            _("%(source)s menyebut %(kind)s pada %(day)s; keluarganya mungkin berhak.")
            % {"source": row.source, "kind": row.get_kind_display().lower(),
               "day": tanggal(row.occurred_on)},
            reverse("claims:event", args=[row.pk]),
            area=row.village_id,
        )  # fmt: skip


def _claims(actor: Actor) -> Iterator[Task]:
    """Claims whose papers are gathered, that BPJS asks about, or whose money is not handed over."""
    here = Claim.objects.visible_to(actor, Right.REPORT_CLAIM)
    found: Any = here.aggregate(
        gathering=Count("pk", filter=Q(state=S.GATHERING)),
        asked=Count("pk", filter=Q(state=S.ASKED)),
        paid=Count("pk", filter=Q(state=S.PAID)),
        refused=Count("pk", filter=Q(state=S.REFUSED)),
        visits=Count(
            "event__visits", distinct=True,
            filter=Q(event__visits__visited_on=None,
                     event__visits__due_on__lte=timezone.localdate()),
        ),
    )  # fmt: skip
    words = (
        ("asked", Harm.FAMILY, _("%(n)s pertanyaan BPJS menunggu jawaban"),
         _("Selama belum dijawab, klaim tidak diproses.")),
        ("gathering", Harm.DEADLINE, _("%(n)s klaim menunggu berkas"),
         _("Uruskan surat keluarga; desa yang mengurus akta kematian.")),
        ("paid", Harm.DEADLINE, _("%(n)s klaim dibayar, belum diserahkan"),
         _("Pastikan uang utuh sampai ke keluarga, lalu catat buktinya.")),
        ("refused", Harm.OTHERS_WAIT, _("%(n)s klaim ditolak BPJS"),
         _("Beri tahu keluarga alasannya; keberatan masih dapat diajukan.")),
        ("visits", Harm.REPAIR, _("%(n)s keluarga waktunya dikunjungi"),
         _("Lihat apakah keluarga aman dan anak-anaknya bersekolah.")),
    )  # fmt: skip
    for code, harm, title, why in words:
        if found[code]:
            url = reverse("claims:home") + f"?lihat={code}"
            yield Task(harm, title % {"n": found[code]}, why, url, count=found[code])


def escalated(actor: Actor) -> Iterator[Task]:
    """Claims that lie still: the camat is told, after twice the time DPMD; three statements."""
    if not actor.may_somewhere(Right.REVIEW) and not actor.may_somewhere(Right.SUBMIT_CLAIM):
        return
    for claim, still in lying_still(actor):
        told = Right.SUBMIT_CLAIM if still.level == "dpmd" else Right.REVIEW
        if actor.may(told, claim.village_id):
            yield Task(
                Harm.FAMILY,
                _("Klaim %(name)s tidak bergerak %(n)s hari")
                % {"name": claim.event.person.name, "n": still.days},
                _("%(state)s. Tanyakan desa apa yang menghambat.")
                % {"state": claim.get_state_display()},
                reverse("claims:event", args=[claim.event_id]),
                area=claim.village_id,
            )  # fmt: skip


def _sent(actor: Actor) -> Iterator[Task]:
    """Claims that wait for BPJS's answer."""
    count = (
        Claim.objects.visible_to(actor, Right.RECORD_BPJS)
        .filter(state__in=(S.SUBMITTED, S.APPEALED, S.APPROVED))
        .count()
    )
    if count:
        yield Task(
            Harm.FAMILY,
            _("%(n)s klaim menunggu keputusan BPJS") % {"n": count},
            _("Unggah daftar status klaim, atau catat satu per satu."),
            reverse("claims:status"),
            count=count,
        )
