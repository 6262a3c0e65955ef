"""Photos of papers as a phone makes them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter, ImageFont


def photo(
    wide: int = 1500, high: int = 2000, *, words: str = "Kutipan akta kematian", kind: str = "JPEG",
    blur: float = 0, hidden: bool = False, turned: bool = False,
) -> bytes:  # fmt: skip
    """A page with lines of text; `hidden` adds maker, time and place of the photo."""
    picture = Image.new("RGB", (wide, high), (236, 232, 222))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(max(12, wide // 45))
    for n, y in enumerate(range(high // 20, high - high // 10, high // 30)):
        pen.text((wide // 20, y), f"{words} {n}: 5304-KM-{n * 7919}", fill=(30, 30, 45), font=font)
    if blur:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    notes, out = Image.Exif(), io.BytesIO()
    if hidden:
        notes[0x0110] = "HP RAHASIA"
        notes.get_ifd(0x8825).update({1: "S", 2: (9.0, 6.0, 20.0), 3: "E", 4: (124.0, 53.0, 10.0)})
    if turned:
        notes[0x0112] = 6
    more = {"exif": notes} if hidden or turned else {}
    picture.save(out, kind, quality=95, **more)
    return out.getvalue()
