"""What a photo or scan really is: told by its bytes, never by its name."""

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
SMALLEST = 200
"""Pixels of the shorter side below which nobody can read a paper."""


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
    """The kind of the file. Raises ClaimRefused: too large, another type than its name, broken."""
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
    if not _whole(content, kind):
        raise ClaimRefused(
            gettext("Berkas “%(name)s” terpotong atau rusak. Potret ulang dan kirim lagi.")
            % {"name": name}
        )
    size = size_of(content, kind)
    if size is not None and min(size) < SMALLEST:
        raise ClaimRefused(
            gettext(
                "Foto “%(name)s” hanya %(wide)s × %(high)s titik, sehingga tidak terbaca. Potret "
                "lebih dekat dengan cahaya cukup."
            )
            % {"name": name, "wide": size[0], "high": size[1]}
        )
    return kind


def _whole(content: bytes, kind: str) -> bool:
    """Whether the end that the format promises is there."""
    tail = content[-2048:]
    match kind:
        case "pdf":
            return b"%%EOF" in tail
        case "jpg":
            return b"\xff\xd9" in tail and size_of(content, kind) is not None
        case "png":
            return b"IEND" in tail and size_of(content, kind) is not None
        case _:
            return len(content) >= int.from_bytes(content[4:8], "little") + 8


def size_of(content: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels, where the format says them plainly."""
    if kind == "png" and len(content) > 24 and content[12:16] == b"IHDR":
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return _jpeg_size(content) if kind == "jpg" else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high = int.from_bytes(content[at + 5 : at + 7])
            return int.from_bytes(content[at + 7 : at + 9]), high
        if marker == 0xDA:
            return None
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
