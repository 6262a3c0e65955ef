"""What a photo or scan really is: told by its bytes, never by its name.

Whether a photo can be opened and read is looked at where it is made small: `base/files/photos`.
"""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext

from payung.programme.claims.refusals import ClaimRefused

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
NAMES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}


def kind_of(content: bytes) -> str:
    """pdf, jpg, png or webp by the first bytes; '' for anything else.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"MZ")
    ('pdf', '')
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return ""


def check(content: bytes, name: str, limit_mb: int) -> str:
    """The kind of the file. Raises ClaimRefused: too large, another type than named, a cut PDF."""
    if len(content) > limit_mb * 2**20:
        raise ClaimRefused(
            gettext(
                "Berkas %(size)s MB melebihi batas %(limit)s MB. Potret ulang dengan mutu sedang, "
                "atau kirim per halaman."
            )
            % {"size": len(content) // 2**20, "limit": limit_mb}
        )
    kind = kind_of(content)
    ending = PurePath(name.lower()).suffix.lstrip(".")
    if not kind:
        raise ClaimRefused(
            gettext("Isi berkas “%(name)s” bukan foto (JPG, PNG, WEBP) atau PDF.") % {"name": name}
        )
    if ending and NAMES.get(ending, ending) != kind:
        raise ClaimRefused(
            gettext("Berkas “%(name)s” bernama .%(ending)s tetapi isinya %(kind)s. Kirim aslinya.")
            % {"name": name, "ending": ending, "kind": kind.upper()}
        )
    if kind == "pdf" and b"%%EOF" not in content[-2048:]:
        raise ClaimRefused(
            gettext("Berkas “%(name)s” terpotong atau rusak. Potret ulang dan kirim lagi.")
            % {"name": name}
        )
    return kind
