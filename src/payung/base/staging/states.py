"""Which state of a batch may follow which; the diagram in the docs is made from this table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from payung.base.staging.models import Batch

S = Batch.State
TRANSITIONS: dict[str, frozenset[str]] = {
    S.RECEIVED: frozenset({S.READING, S.UNREADABLE, S.NEEDS_MAPPING}),
    S.NEEDS_MAPPING: frozenset({S.READING, S.UNREADABLE}),
    S.UNREADABLE: frozenset({S.READING}),
    S.READING: frozenset({S.PREVIEWED, S.UNREADABLE, S.NEEDS_MAPPING}),
    S.PREVIEWED: frozenset({S.ACCEPTING, S.READING, S.UNDOING}),
    S.ACCEPTING: frozenset({S.ACCEPTED}),
    S.ACCEPTED: frozenset({S.ACCEPTING, S.UNDOING}),
    S.UNDOING: frozenset({S.UNDONE, S.ACCEPTED, S.PREVIEWED}),
    S.UNDONE: frozenset(),
}


class StateRefused(Exception):
    """The batch is not in a state that allows this; a sentence for the person."""


def check(batch: Batch, to: str) -> None:
    """Raise StateRefused unless `to` may follow the batch's state."""
    if to not in TRANSITIONS[batch.state]:
        raise StateRefused(
            gettext(
                "Berkas ini %(state)s; langkah itu tidak berlaku lagi. Muat ulang "
                "halaman untuk melihat keadaan terakhir."
            )
            % {"state": Batch.State(batch.state).label.lower()}
        )


def move(batch: Batch, to: str, **fields: Any) -> None:
    """Change the state, and `fields` with it; of two who try at once, one gets StateRefused."""
    check(batch, to)
    if Batch.objects.filter(pk=batch.pk, state=batch.state).update(state=to, **fields) != 1:
        batch.refresh_from_db()
        check(batch, to)
        raise StateRefused(
            gettext("Orang lain baru saja mengerjakan berkas ini. Muat ulang halaman.")
        )
    for name, value in {"state": to, **fields}.items():
        setattr(batch, name, value)
