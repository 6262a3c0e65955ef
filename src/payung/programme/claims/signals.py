"""Signals on an event, each with its reason: for a named human to look at, never a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from payung.base.ui.format import tanggal
from payung.programme.claims.cover import Cover, covers_of
from payung.programme.claims.models import Event, EventPaper, SignalReview
from payung.programme.claims.rules import Rules

NEAR = dt.timedelta(days=90)
NOT_WORKING = frozenset({1, 2, 3, 4})
"""Dukcapil's occupations: none, household, school, pensioner."""
SETTINGS = ("claim_early_days", "claim_cluster_deaths")


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal with its reason, and what a named person found of it."""

    code: str
    title: str
    reason: str
    review: SignalReview | None = None


def signals_of(
    event: Event, covers: list[Cover] | None = None, rules: Rules | None = None
) -> list[Signal]:
    """Every signal on an event; about eight statements."""
    found = covers_of(event) if covers is None else covers
    book = rules or Rules.of([event.village_id])
    place = (event.village_id, event.occurred_on)
    early, many = (int(book.at(code, *place).value) for code in SETTINGS)
    raised = [*_early(event, found, early), *_working(event), *_papers(event)]
    if event.kind == Event.Kind.DEATH:
        raised += _clusters(event, many)
    reviews = {r.code: r for r in event.reviews.all()}
    return [Signal(c, title, reason, reviews.get(c)) for c, title, reason in raised]


def _early(event: Event, covers: list[Cover], limit: int) -> Iterator[tuple[str, str, str]]:
    if event.kind != Event.Kind.DEATH:
        return
    for cover in covers:
        since = cover.since or cover.membership.since
        days = (event.occurred_on - since).days
        if 0 <= days <= limit:
            yield (
                "early",
                gettext("Meninggal tidak lama sesudah didaftarkan"),
                gettext("%(days)s hari sesudah perlindungan mulai %(since)s (batas %(limit)s).")
                % {"days": days, "since": tanggal(since), "limit": limit},
            )
            return


def _working(event: Event) -> Iterator[tuple[str, str, str]]:
    if event.person.occupation in NOT_WORKING:
        yield (
            "not_working",
            gettext("Pekerjaan dalam data penduduk"),
            gettext(
                "Data penduduk menyebut tidak bekerja, rumah tangga, sekolah, atau pensiun. Lihat "
                "surat pernyataan bekerja pada usulannya."
            ),
        )


def _papers(event: Event) -> Iterator[tuple[str, str, str]]:
    """A file with the same bytes on another event."""
    own = event.papers.filter(withdrawn_at=None).values("file__sha256")
    same = (
        EventPaper.objects.filter(file__sha256__in=own, withdrawn_at=None)
        .exclude(event=event)
        .values_list("event_id", flat=True)
        .distinct()
    )
    if others := list(same[:5]):
        yield (
            "same_paper",
            gettext("Berkas yang sama pada klaim lain"),
            gettext("Berkas yang persis sama ada pada kejadian nomor %(numbers)s.")
            % {"numbers": ", ".join(map(str, others))},
        )


def _clusters(event: Event, many: int) -> Iterator[tuple[str, str, str]]:
    near = Event.objects.standing().filter(
        kind=Event.Kind.DEATH,
        occurred_on__gte=event.occurred_on - NEAR,
        occurred_on__lte=event.occurred_on + NEAR,
    )
    words = {
        "village": (gettext("Kematian berdekatan di satu desa"), {"village": event.village_id}),
        "reporter": (
            gettext("Banyak kematian dilaporkan satu orang"),
            {"confirmed_by_id": event.confirmed_by_id},
        ),
        "doctor": (
            gettext("Banyak surat kematian dari satu dokter"),
            {"doctor_index": event.doctor_index},
        ),
    }
    for code, (title, match) in words.items():
        if not all(match.values()):
            continue
        count = near.filter(**match).count()
        if count >= many:
            reason = gettext("%(n)s kematian dalam 90 hari (batas %(many)s).")
            yield f"cluster_{code}", title, reason % {"n": count, "many": many}
