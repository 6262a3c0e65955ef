"""A photo of a paper as it is kept: legible, small, upright, and without what it hides.

A phone writes place, time and its own number into a photo. Nothing of that is kept: the pixels are
written anew, unless the file is small and carries nothing else already.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext
from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from payung.base.files.refusals import FileRefused

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST = 2200
"""Pixels of the longer side: a page of A4 at some 190 dots an inch, small print legible."""
SHORTEST = 200
MOST_PIXELS = 80_000_000
SMALL = 900 * 1024
QUALITY = 80
FLAT = 4.0
"""Standard deviation of brightness (0–255) below which a picture shows nothing."""
BLURRED = 2.0
"""Standard deviation of edges, at 1000 pixels, below which no letter stands out."""
EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
CARRIES = ("exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "mp")


@dataclass(frozen=True, slots=True)
class Photo:
    """The bytes to keep, their file ending, and how large the picture is."""

    content: bytes
    ending: str
    wide: int
    high: int


def smaller(content: bytes, name: str) -> Photo:
    """The photo as it is kept; the same bytes give the same result.

    Raises FileRefused with the reason: not to be opened, too many or too few pixels, dark or
    empty, blurred.
    """
    picture = _opened(content, name)
    _check_legible(picture, name)
    if _plain(content, picture):
        return Photo(content, str(picture.format).lower().replace("jpeg", "jpg"), *picture.size)
    kept = ImageOps.exif_transpose(picture)
    kept.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return _written(kept)


def _opened(content: bytes, name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
        _check_size(picture, name)
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError,
            ValueError, EOFError) as error:  # fmt: skip
        raise FileRefused(
            gettext("Foto “%(name)s” terpotong atau rusak. Potret ulang dan kirim lagi.")
            % {"name": name}
        ) from error
    return picture


def _check_size(picture: Image.Image, name: str) -> None:
    wide, high = picture.size
    if wide * high > MOST_PIXELS:
        raise FileRefused(
            gettext("Foto “%(name)s” terlalu besar (%(wide)s × %(high)s titik). Potret ulang.")
            % {"name": name, "wide": wide, "high": high}
        )
    if min(wide, high) < SHORTEST:
        raise FileRefused(
            gettext(
                "Foto “%(name)s” hanya %(wide)s × %(high)s titik, sehingga tidak terbaca. Potret "
                "lebih dekat dengan cahaya cukup."
            )
            % {"name": name, "wide": wide, "high": high}
        )


def _check_legible(picture: Image.Image, name: str) -> None:
    """Refuse what shows nothing; doubtful photos pass, for a person to judge."""
    look = picture.copy() if picture.format != "JPEG" else picture
    look = _on_white(look).convert("L")
    look.thumbnail((1000, 1000), Image.Resampling.BILINEAR)
    if ImageStat.Stat(look).stddev[0] < FLAT:
        raise FileRefused(
            gettext(
                "Foto “%(name)s” gelap atau kosong: tidak ada tulisan yang tampak. Potret ulang "
                "dengan cahaya cukup."
            )
            % {"name": name}
        )
    edges = look.filter(
        ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
    )
    inner = edges.crop((2, 2, edges.width - 2, edges.height - 2))
    if ImageStat.Stat(inner).stddev[0] < BLURRED:
        raise FileRefused(
            gettext("Foto “%(name)s” kabur. Tahan HP sampai gambarnya tajam, lalu potret ulang.")
            % {"name": name}
        )


def _plain(content: bytes, picture: Image.Image) -> bool:
    """Whether the file may stay as it came: small, and nothing in it besides the picture."""
    ends = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}.get(str(picture.format))
    return (
        ends is not None
        and content.endswith(ends)
        and len(content) <= SMALL
        and max(picture.size) <= LONGEST
        and not picture.getexif()
        and not any(key in picture.info for key in CARRIES)
        and not getattr(picture, "text", None)
    )


def _written(picture: Image.Image) -> Photo:
    """Pixels alone, without any note, as JPEG."""
    pixels = _on_white(picture)
    grey = pixels.mode in {"1", "L", "I;16"}
    pixels = pixels.convert("L" if grey else "RGB")
    clean = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(out.getvalue(), "jpg", *clean.size)


def _on_white(picture: Image.Image) -> Image.Image:
    """A transparent picture laid on white, so that it reads as it was meant."""
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture
    over = picture.convert("RGBA")
    white = Image.new("RGBA", over.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, over).convert("RGB")
