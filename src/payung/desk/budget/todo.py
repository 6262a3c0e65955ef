"""Workers of civil servants' pledges whom nobody pays for next."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.desk.budget.sponsorship import kept


def tasks(actor: Actor) -> Iterator[Task]:
    """For who manages funds; two statements."""
    if not actor.may_somewhere(Right.MANAGE_FUNDS):
        return
    falls = sum(row.falls for row in kept(actor, timezone.localdate()))
    if falls:
        yield Task(
            Harm.FAMILY,
            _("%(n)s pekerja donasi ASN belum punya pembayar berikutnya") % {"n": angka(falls)},
            _("Donasinya berakhir dalam 45 hari atau sudah; cari dana atau penyandang lain."),
            reverse("budget:pledges"),
            count=falls,
        )
