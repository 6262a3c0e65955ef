"""What a proof may be: told from its first bytes, never from its name."""

from __future__ import annotations

from django.utils.translation import gettext

from payung.programme.billing.refusals import BillingRefused

MAGIC = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction")


def kind_of_proof(content: bytes) -> str:
    """The content type of a proof. Raises BillingRefused for any other file.

    A PDF that runs something or carries files is refused: a proof needs neither.
    """
    kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        raise BillingRefused(
            gettext(
                "Bukti harus berupa PDF, JPG, atau PNG. Foto atau pindai buktinya, lalu unggah."
            )
        )
    if kind == "application/pdf" and any(word in content for word in ACTIVE):
        raise BillingRefused(
            gettext(
                "PDF ini memuat program atau lampiran tersembunyi. Cetak ulang sebagai PDF "
                "biasa, lalu unggah."
            )
        )
    return kind
