"""Lists that wait for the actor's step, the longest-waiting first."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payung.base.territory.actor import Actor
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.queries import waiting_for

S = Roster.State
MOST = 20
STEPS = {
    S.DRAFT: (
        gettext_noop("Lengkapi dan usulkan daftar %(village)s"),
        gettext_noop("%(n)s nama dalam daftar %(fund)s; camat menunggu usulan Anda."),
    ),
    S.PROPOSED: (
        gettext_noop("Telaah daftar %(village)s"),
        gettext_noop("%(n)s nama diusulkan untuk %(fund)s; DPMD menunggu telaah Anda."),
    ),
    S.REVIEWED: (
        gettext_noop("Verifikasi daftar %(village)s"),
        gettext_noop("%(n)s nama untuk %(fund)s; kepala desa menunggu verifikasi Anda."),
    ),
    S.VERIFIED: (
        gettext_noop("Tetapkan daftar %(village)s"),
        gettext_noop("%(n)s nama untuk %(fund)s belum dapat didaftarkan sebelum ada keputusan."),
    ),
}


def tasks(actor: Actor) -> Iterator[Task]:
    """One line per list; one statement."""
    rosters = (
        waiting_for(actor)
        .select_related("village", "fund")
        .annotate(members=Count("candidates", filter=Q(candidates__place=Candidate.Place.MEMBER)))
        .order_by("pk")[:MOST]
    )
    for roster in rosters:
        title, why = STEPS[S(roster.state)]
        facts = {
            "village": roster.village.title, "fund": roster.fund.name,
            "n": angka(roster.members),
        }  # fmt: skip
        yield Task(
            Harm.REPAIR if roster.state == S.DRAFT else Harm.OTHERS_WAIT,
            _(title) % facts,
            _(why) % facts,
            reverse("roster:regent")
            if roster.state == S.VERIFIED and roster.fund.by_regent
            else reverse("roster:one", args=[roster.pk]),
            area=roster.village_id,
        )
