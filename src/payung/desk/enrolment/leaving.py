"""Members who, by the register, should be looked at: the task of who may end a membership."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import angka
from payung.base.ui.todo import Harm, Task
from payung.programme.membership.signs import Sign, sign_counts

WHY: Final[dict[Sign, tuple[Harm, str | Promise]]] = {
    Sign.DIED: (
        Harm.FAMILY,
        gettext_lazy(
            "Ahli warisnya dapat berhak atas santunan; iurannya tidak perlu dibayar lagi, dan "
            "tempatnya dapat diisi cadangan."
        ),
    ),
    Sign.GONE: (
        Harm.REPAIR,
        gettext_lazy("Iuran mereka mungkin dibayar sia-sia. Pastikan, lalu akhiri atau perbaiki."),
    ),
    Sign.EMPLOYED: (
        Harm.REPAIR,
        gettext_lazy("Pemberi kerja yang wajib mendaftarkan mereka. Pastikan sebelum diakhiri."),
    ),
    Sign.OVER_AGE: (
        Harm.NEWS,
        gettext_lazy(
            "Peserta lama boleh lanjut; bila putus, mereka mungkin tidak dapat didaftarkan lagi."
        ),
    ),
}


def title_of(sign: Sign, count: int) -> str:
    """“12 peserta meninggal menurut data warga”."""
    words = {
        Sign.DIED: ngettext(
            "%(n)s peserta aktif tercatat meninggal", "%(n)s peserta aktif tercatat meninggal",
            count,
        ),
        Sign.GONE: ngettext(
            "%(n)s peserta aktif tercatat pindah atau tidak ditemukan",
            "%(n)s peserta aktif tercatat pindah atau tidak ditemukan", count,
        ),
        Sign.EMPLOYED: ngettext(
            "%(n)s peserta BPU tercatat ASN atau punya pemberi kerja",
            "%(n)s peserta BPU tercatat ASN atau punya pemberi kerja", count,
        ),
        Sign.OVER_AGE: ngettext(
            "%(n)s peserta aktif melewati batas usia", "%(n)s peserta aktif melewati batas usia",
            count,
        ),
    }  # fmt: skip
    return words[sign] % {"n": angka(count)}


def tasks(actor: Actor) -> Iterator[Task]:
    """One line per sign; leads to the members who carry it."""
    if not actor.may_somewhere(Right.ENROL):
        return
    for sign, count in sign_counts(actor, timezone.localdate()).items():
        if count:
            harm, why = WHY[sign]
            url = f"{reverse('enrolment:members')}?tanda={sign.value}"
            yield Task(harm, title_of(sign, count), str(why), url, count=count)
