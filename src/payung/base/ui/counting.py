"""How many of what: a number with its noun, in one and in many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import ngettext

from payung.base.ui.format import angka

NOUNS: Final[dict[str, Callable[[int], str]]] = {
    "baris": lambda n: ngettext("%(n)s baris", "%(n)s baris", n),
    "berkas": lambda n: ngettext("%(n)s berkas", "%(n)s berkas", n),
    "bukti": lambda n: ngettext("%(n)s bukti", "%(n)s bukti", n),
    "daftar": lambda n: ngettext("%(n)s daftar", "%(n)s daftar", n),
    "klaim": lambda n: ngettext("%(n)s klaim", "%(n)s klaim", n),
    "mutasi": lambda n: ngettext("%(n)s mutasi", "%(n)s mutasi", n),
    "nama": lambda n: ngettext("%(n)s nama", "%(n)s nama", n),
    "orang": lambda n: ngettext("%(n)s orang", "%(n)s orang", n),
    "pasangan": lambda n: ngettext("%(n)s pasangan", "%(n)s pasangan", n),
    "pembayaran": lambda n: ngettext("%(n)s pembayaran", "%(n)s pembayaran", n),
    "penggabungan": lambda n: ngettext("%(n)s penggabungan", "%(n)s penggabungan", n),
    "peserta": lambda n: ngettext("%(n)s peserta", "%(n)s peserta", n),
    "selisih": lambda n: ngettext("%(n)s selisih", "%(n)s selisih", n),
    "temuan": lambda n: ngettext("%(n)s temuan", "%(n)s temuan", n),
    "warga": lambda n: ngettext("%(n)s warga", "%(n)s warga", n),
}


def counted(noun: str, count: int) -> str:
    """“1.234 baris”; in English "1 row", "2 rows". KeyError for a noun that is not known."""
    return NOUNS[noun](count) % {"n": angka(count)}
