"""Photos: small and legible, upright, without place and time, or refused with the reason."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.programme.claims.photos import photo

from payung.base.files.actions import FileRefused
from payung.base.files.photos import LONGEST, SMALL, smaller


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_phones_photo_becomes_small_and_tells_no_place() -> None:
    sent = photo(3000, 4000, hidden=True)
    kept = smaller(sent, "akta.jpg")
    assert b"HP RAHASIA" in sent
    assert b"HP RAHASIA" not in kept.content
    assert not opened(kept.content).getexif()
    assert (kept.wide, kept.high) == (1650, LONGEST) == opened(kept.content).size
    assert len(kept.content) < min(SMALL, len(sent) / 2)


def test_small_print_stays_legible() -> None:
    """A letter of 2 mm on A4 keeps some 15 dots: dark strokes stay dark beside light paper."""
    grey = opened(smaller(photo(3000, 4000, hidden=True), "a.jpg").content).convert("L")
    dark, light = grey.getextrema()
    assert dark < 70
    assert light > 220


def test_turned_as_it_was_held() -> None:
    kept = smaller(photo(2000, 1500, turned=True), "a.jpg")
    assert (kept.wide, kept.high) == (1500, 2000)


def test_what_is_small_and_plain_stays_and_twice_is_the_same() -> None:
    plain = photo(900, 1200)
    assert smaller(plain, "a.jpg").content == plain
    sent = photo(1500, 1500, hidden=True)
    once = smaller(sent, "a.jpg")
    assert smaller(sent, "b.jpg") == once
    assert smaller(once.content, "a.jpg").content == once.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_are_read(kind: str) -> None:
    assert smaller(photo(1000, 2300, kind=kind), "a").ending == "jpg"
    assert smaller(photo(800, 800, kind="PNG"), "a").ending == "png"


def test_a_picture_with_something_behind_its_end_is_written_anew() -> None:
    """A moving photo carries a film with its place after the picture."""
    assert b"film" not in smaller(photo(900, 1200) + b"film 9.1,124.9", "a.jpg").content


def blank(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (800, 1000), shade).save(out, "JPEG")
    return out.getvalue()


BOMB = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\0\0\0\0" + b"\x00" * 30


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (photo()[:4000], "terpotong"),
        (photo(kind="PNG")[:5000], "terpotong"),
        (b"\xff\xd8\xff" + b"x" * 500 + b"\xff\xd9", "terpotong"),
        (photo(120, 160), "tidak terbaca"),
        (blank(3), "gelap atau kosong"),
        (blank(250), "gelap atau kosong"),
        (photo(blur=16), "kabur"),
        (BOMB, "terpotong|terlalu besar"),
    ],
)
def test_what_nobody_can_read_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        smaller(content, "akta.jpg")
