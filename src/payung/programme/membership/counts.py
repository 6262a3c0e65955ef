"""Whether the counts that the database keeps are what the memberships say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Sum

from payung.programme.membership.models import MemberCount, Membership
from payung.programme.membership.triggers import NO_END

Key = tuple[str, str, str, date]


def check_counts() -> Iterator[str]:
    """Compare the kept counts with the memberships; two statements."""
    kept, true = _kept(), _true()
    wrong = {key[0] for key in kept.keys() | true.keys() if kept[key] != true[key]}
    for village in sorted(wrong):
        yield (
            f"Jumlah peserta yang disimpan untuk {village} tidak sama dengan kepesertaannya; "
            "angka peserta aktif di sana tidak dapat dipercaya sampai dihitung ulang."
        )


def _kept() -> Counter[Key]:
    found = MemberCount.objects.values_list("village", "segment", "history", "until")
    return Counter({(*key,): n for *key, n in found.annotate(n=Sum("heads")).order_by()})


def _true() -> Counter[Key]:
    rows = Membership.objects.filter(history__isnull=False).order_by()
    found = rows.values_list("village_id", "segment", "history_id", "ended_on")
    no_end = date.fromisoformat(NO_END)
    return Counter(
        {(v, s, h, end or no_end): n for v, s, h, end, n in found.annotate(n=Count("*"))}
    )
