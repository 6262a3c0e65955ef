"""What of this room waits for an actor, in order of harm if left."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.territory.actor import Actor
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.desk.matching.models import Finding, Pair
from payung.desk.matching.queries import (
    acts_somewhere,
    ever_member,
    findings_of,
    member_exists,
    waiting_merges,
)

K = Finding.Kind


def tasks(actor: Actor) -> Iterator[Task]:
    """Deaths of members, families to visit, members who left, merges, doubles; three statements."""
    if not acts_somewhere(actor):
        return
    yield from _findings(actor)
    if count := waiting_merges(actor):
        yield Task(
            Harm.OTHERS_WAIT,
            _("Setujui %(n)s penggabungan data") % {"n": angka(count)},
            _("Kepesertaan ikut berpindah, jadi petugas kedua yang menyetujui."),
            reverse("matching:merges"), count=count,
        )  # fmt: skip
    if count := Pair.objects.visible_to(actor).open().count():
        yield Task(
            Harm.REPAIR,
            _("Putuskan %(n)s pasangan data yang mungkin ganda") % {"n": angka(count)},
            _("Orang yang tercatat dua kali dapat dibayar dua kali."),
            reverse("matching:pairs"), count=count,
        )  # fmt: skip


def _findings(actor: Actor) -> Iterator[Task]:
    died, waiting = Q(kind=K.DIED), Q(state=Finding.State.OPEN)
    standing = [Finding.State.OPEN, Finding.State.CONFIRMED]  # named: an index finds these
    found = findings_of(actor).filter(state__in=standing).alias(
        ever=ever_member(), runs=member_exists()
    ).aggregate(
        deaths=Count("pk", filter=died & waiting & Q(ever=True)),
        visits=Count(
            "pk", filter=died & Q(ever=True, visited_on=None, state=Finding.State.CONFIRMED)
        ),
        members=Count("pk", filter=waiting & ~died & Q(runs=True)),
        others=Count("pk", filter=waiting & Q(runs=False) & ~(died & Q(ever=True))),
    )  # fmt: skip
    home = reverse("matching:findings")
    if n := found["deaths"]:
        yield Task(
            Harm.FAMILY,
            ngettext("Periksa kematian %(n)s peserta", "Periksa kematian %(n)s peserta", n)
            % {"n": angka(n)},
            _("Keluarganya mungkin berhak atas santunan dan belum tahu."),
            f"{home}?jenis=died&peserta=1", count=n,
        )  # fmt: skip
    if n := found["visits"]:
        yield Task(
            Harm.FAMILY,
            ngettext("Kunjungi %(n)s keluarga", "Kunjungi %(n)s keluarga", n) % {"n": angka(n)},
            _("Klaimnya sudah disiapkan; keluarganya perlu diberi tahu dan didampingi."),
            reverse("matching:visits"), count=n,
        )  # fmt: skip
    if n := found["members"]:
        yield Task(
            Harm.DEADLINE,
            _("Putuskan temuan tentang %(n)s peserta") % {"n": angka(n)},
            _("Pindah, menjadi ASN, atau desilnya berubah; iurannya masih dibayar."),
            f"{home}?peserta=1", count=n,
        )  # fmt: skip
    if n := found["others"]:
        yield Task(
            Harm.REPAIR,
            _("Perbaiki data %(n)s warga menurut daftar luar") % {"n": angka(n)},
            _("Bukan peserta, tetapi dapat terpilih bila datanya tetap salah."),
            f"{home}?peserta=0", count=n,
        )  # fmt: skip
