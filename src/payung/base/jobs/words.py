"""What a job says of itself: kept in Indonesian, told in the reader's language."""

from __future__ import annotations

import re

from django.utils.translation import gettext, gettext_noop

GAVE_UP = gettext_noop(
    "Pekerjaan terhenti beberapa kali tanpa kemajuan. Yang sudah tersimpan tetap aman. "
    "Coba lanjutkan; bila berulang, hubungi pengelola."
)
CANCELLED = gettext_noop("Dibatalkan atas permintaan.")
FAILED = gettext_noop(
    "Terjadi kesalahan (%(error)s). Yang sudah tersimpan tetap aman; pekerjaan dilanjutkan dari "
    "titik terakhir. Bila berulang, hubungi pengelola."
)
_FAILED = re.compile(re.escape(FAILED).replace(re.escape("%(error)s"), r"(\w+)"))


def told(message: str) -> str:
    """A kept message in the language of the request; one without a translation as it is."""
    if found := _FAILED.fullmatch(message):
        return gettext(FAILED) % {"error": found[1]}
    return gettext(message) if message else ""
