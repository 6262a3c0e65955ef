"""What a merge of two persons means for their memberships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.ui.format import rupiah
from payung.core.calendar import Month, runs_label
from payung.programme.membership.histories import OTHER
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.relations import Conflict

WORDS = {
    "membership_one_bpu": gettext_lazy(
        "Keduanya mempunyai kepesertaan BPU yang masih berjalan. Akhiri salah satunya dengan "
        "alasan “Terdaftar ganda” di halaman peserta, lalu gabungkan."
    ),
    "membership_one_per_employer": gettext_lazy(
        "Keduanya terdaftar sebagai pekerja pada pemberi kerja yang sama. Akhiri salah satunya "
        "dengan alasan “Terdaftar ganda”, lalu gabungkan."
    ),
}


def conflicts(kept: int, gone: int) -> Iterator[Conflict]:
    """Months that BPJS received twice for one person; PU beside BPU is lawful and no conflict."""
    rows = CoverMonth.objects.filter(
        membership__person__in=[kept, gone], membership__segment=Membership.Segment.BPU,
        posting__isnull=False,
    ).values_list("month", "membership__person_id", "amount")  # fmt: skip
    paid: dict[Month, dict[int, int]] = defaultdict(dict)
    for month, person, amount in rows:
        paid[month][person] = amount
    twice = {month: min(sums.values()) for month, sums in paid.items() if len(sums) == 2}
    if twice:
        yield Conflict(
            "paid_twice",
            _(
                "Iuran BPU %(months)s sudah dibayar dua kali untuk orang ini (%(sum)s lebih "
                "bayar). Tuliskan keputusannya: siapa yang meminta pengembalian atau "
                "pengalihan kepada BPJS."
            )
            % {"months": runs_label(tuple(sorted(twice))), "sum": rupiah(sum(twice.values()))},
            answerable=True,
        )


def moved(people: Sequence[int]) -> None:
    """Mark anew who has two memberships in a village."""
    rows = Membership.objects.filter(person__in=people)
    double = set(rows.filter(Exists(OTHER)).values_list("pk", flat=True))
    rows.filter(pk__in=double, double=False).update(double=True)
    rows.filter(double=True).exclude(pk__in=double).update(double=False)
