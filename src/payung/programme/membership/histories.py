"""What was paid for a membership and when, written once for all members who share it.

A village pays for its members together, so thousands of members have the same history. Whether
somebody stands covered on a day is then asked of `core/coverage` once per history, not once per
member, and is exact under any reading of the rules. The months stay the facts: `rebuild` writes
the history from them, `check_histories` compares.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet

from payung.base import bulk
from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, standing
from payung.programme.membership.models import CoverMonth, Membership, PaidHistory, Posting

CHUNK = 500
NEVER = ""
TABLE = Membership._meta.db_table
MONTH_TEXT = ExpressionWrapper(F("month"), output_field=CharField())
OTHER = Membership.objects.filter(
    person=OuterRef("person"), village=OuterRef("village")
).exclude(pk=OuterRef("pk"))  # fmt: skip


def written(receipts: Iterable[tuple[Month, dt.date]]) -> str:
    """Months and days of receipt as one text, by month.

    >>> written([(Month(2026, 2), dt.date(2026, 2, 9)), (Month(2026, 1), dt.date(2026, 1, 5))])
    '2026-01:20260105 2026-02:20260209'
    """
    return " ".join(f"{month}:{day:%Y%m%d}" for month, day in sorted(receipts))


@lru_cache(maxsize=20_000)
def read(text: str) -> tuple[Receipt, ...]:
    """The receipts that `written` wrote."""
    parts = (part.split(":") for part in text.split())
    return tuple(
        Receipt(Month.parse(month), dt.datetime.strptime(day, "%Y%m%d").date())  # noqa: DTZ007
        for month, day in parts
    )


def key_of(text: str) -> str:
    """The key of a history: 64 bits of its SHA-256, so that the same payments have the same key."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def holds(text: str, segment: str, rules: CoverRules, on: dt.date, known_on: dt.date) -> bool:
    """Whether a membership with this history stands on a day, by `core/coverage.standing`.

    `known_on` earlier than `on` asks what happens if nothing more is paid. Data count as complete
    with the first receipt, as in `queries.cover_facts`; the end of a membership is the caller's.
    """
    receipts = read(text)
    if not receipts:
        return False
    first = min(receipt.received_on for receipt in receipts)
    facts = CoverFacts(Segment(segment), receipts, data_complete_on=first)
    return standing(facts, rules, on, known_on).active


def texts_of(keys: Iterable[str]) -> dict[str, str]:
    """The texts of histories by key; one statement, none if all are known to this process."""
    wanted = set(keys)
    known = {key: _texts[key] for key in wanted if key in _texts}
    if missing := wanted - known.keys():
        found = dict(PaidHistory.objects.filter(key__in=missing).values_list("key", "text"))
        remember(found)
        known.update(found)
    return known


def remember(texts: Mapping[str, str]) -> None:
    """Keep the texts of histories, by key."""
    if len(_texts) > 100_000:
        _texts.clear()
    _texts.update(texts)


# A key is made of its text and never means another, so that remembering it is safe.
_texts: dict[str, str] = {}


def rebuild(memberships: Iterable[int]) -> None:
    """Write the histories of memberships anew from their months; call after every receipt.

    Per 500 memberships: three statements, one per distinct history, one per person with two
    memberships. Must run in the transaction that changed the months.
    """
    ids = sorted(set(memberships))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        sharing: dict[str, list[int]] = defaultdict(list)
        for pk, text in _from_months(part).items():
            sharing[text].append(pk)
        keys = _keep(sharing)
        for text, members in sharing.items():
            bulk.set_among(TABLE, "history_id", keys[text], members, empty=False)
        _mark_doubles(part)


def extend(memberships: Iterable[int], month: Month, received_on: dt.date) -> None:
    """Add one month to the histories of memberships: what `rebuild` would write, without reading
    the months again. The month must not be in them yet.

    Per 500 memberships: two statements, and three per distinct history. Must run in the
    transaction that wrote the receipt.
    """
    ids = sorted(set(memberships))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        sharing: dict[str, list[int]] = defaultdict(list)
        for pk, key in _kept(part):
            sharing[key or NEVER].append(pk)
        before = texts_of(key for key in sharing if key)
        new = {key: _with(before.get(key, NEVER), month, received_on) for key in sharing}
        keys = _keep(new.values())
        for key, members in sharing.items():
            bulk.set_among(TABLE, "history_id", keys[new[key]], members, empty=False)
        _mark_doubles(part)


@worded_once
def _kept(memberships: list[int]) -> QuerySet[Membership, tuple[int, str | None]]:
    return Membership.objects.filter(pk__among=memberships).values_list("pk", "history_id")


def _with(text: str, month: Month, day: dt.date) -> str:
    return " ".join(sorted([*text.split(), f"{month}:{day:%Y%m%d}"]))


def _mark_doubles(ids: Sequence[int]) -> None:
    """Mark who has two memberships in a village, so that figures can count them once.

    Only who has a receipt can stand, so marking at every receipt reaches both in time.
    """
    for village, person in _doubles(list(ids)):
        Membership.objects.filter(village=village, person=person).update(double=True)


@worded_once
def _doubles(ids: list[int]) -> QuerySet[Membership, tuple[str, int]]:
    found = Membership.objects.filter(pk__among=ids, double=False).filter(Exists(OTHER))
    return found.values_list("village_id", "person_id").distinct()


def _from_months(ids: Sequence[int]) -> dict[int, str]:
    """The history of each membership, put into words once for all who share it; two statements.

    Months come as text and receipts by their number: converting every one of them would take
    most of the time.
    """
    rows = list(
        CoverMonth.objects.filter(membership__in=ids, posting__isnull=False)
        .order_by("membership_id", "month")
        .values_list("membership_id", MONTH_TEXT, "posting_id")
    )
    paid = {posting for _pk, _month, posting in rows}
    days = dict(Posting.objects.filter(pk__in=paid).values_list("pk", "paid_on")) if paid else {}
    texts: dict[tuple[tuple[str, int], ...], str] = {}
    found = dict.fromkeys(ids, NEVER)
    for pk, group in groupby(rows, key=itemgetter(0)):
        months = tuple((month, posting) for _pk, month, posting in group)
        if months not in texts:
            texts[months] = written((Month.parse(m), days[posting]) for m, posting in months)
        found[pk] = texts[months]
    return found


def _keep(texts: Iterable[str]) -> dict[str, str | None]:
    keys: dict[str, str | None] = {text: key_of(text) if text else None for text in texts}
    new = [(key, text) for text, key in keys.items() if key]
    bulk.insert_absent(PaidHistory._meta.db_table, ("key", "text"), new)
    return keys


def check_histories() -> Iterator[str]:
    """Compare every membership's history with its months; three statements per 500 memberships."""
    rows = Membership.objects.order_by("pk").values_list("pk", "village_id", "history__text")
    part: list[tuple[int, str, str | None]] = []
    for row in rows.iterator(chunk_size=CHUNK):
        part.append(row)
        if len(part) == CHUNK:
            yield from _differing(part)
            part = []
    yield from _differing(part)
    unmarked = Membership.objects.filter(history__isnull=False, double=False).filter(Exists(OTHER))
    for village in sorted(set(unmarked.values_list("village_id", flat=True))):
        yield f"Orang dengan dua kepesertaan di {village} tidak ditandai; ia terhitung dua kali."


def _differing(part: Sequence[tuple[int, str, str | None]]) -> Iterator[str]:
    facts = _from_months([pk for pk, _village, _text in part])
    for pk, village, text in part:
        if (text or NEVER) != facts[pk]:
            yield (
                f"Riwayat iuran kepesertaan {pk} di {village} tidak sama dengan bulan-bulannya; "
                "angka peserta aktif di desa itu tidak dapat dipercaya sampai diperbaiki."
            )
