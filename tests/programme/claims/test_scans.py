"""Photos: told by their bytes, sealed at rest, refused with the reason."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from tests.programme.claims.cases import PDF, death
from tests.world import World

from payung.base.files.actions import place_of, read
from payung.base.territory.actor import NotAllowed
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import EventPaper
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.scans import check

pytestmark = pytest.mark.django_db


def png(wide: int = 600, high: int = 800) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(wide: int = 600, high: int = 800) -> bytes:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", high, wide) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda\x00\x02" + b"x" * 50 + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"MZ\x90" * 100, "akta.jpg", "bukan foto"),
        (PDF, "akta.jpg", "isinya PDF"),
        (png()[:-20], "akta.png", "terpotong"),
        (jpeg()[:60], "akta.jpeg", "terpotong"),
        (jpeg(90, 120), "akta.jpg", "tidak terbaca"),
        (PDF[:10], "akta.pdf", "terpotong"),
        (b"%PDF" + b"0" * (11 * 2**20), "akta.pdf", "melebihi batas"),
    ],
)
def test_what_nobody_can_read_is_refused(content: bytes, name: str, why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        check(content, name, 10)


def test_what_is_well_is_taken() -> None:
    assert [check(png(), "a.png", 10), check(jpeg(), "a.jpeg", 10), check(PDF, "", 10)] == [
        "png", "jpg", "pdf",
    ]  # fmt: skip


def test_two_hundred_megabytes_are_refused_and_nothing_is_lost(covered: World) -> None:
    event = death(covered)
    operator = covered.actor("op_kewar")
    actions.add_paper(by=operator, event=event, code="kk", content=png(), name="kk.png")
    big = b"%PDF-1.4" + bytes(200 * 2**20)
    with pytest.raises(ClaimRefused, match="200 MB melebihi batas 10 MB"):
        actions.add_paper(by=operator, event=event, code="ktp", content=big, name="ktp.pdf")
    assert EventPaper.objects.count() == 1


def test_papers_are_sealed_at_rest_and_once(covered: World) -> None:
    event = death(covered)
    operator = covered.actor("op_kewar")
    first = actions.add_paper(by=operator, event=event, code="kk", content=png(), name="kk.png")
    again = actions.add_paper(by=operator, event=event, code="kk", content=png(), name="kk.png")
    assert first == again
    stored: Path = place_of(first.file.sha256)
    assert b"PNG" not in stored.read_bytes()
    assert read(first.file) == png()


def test_health_papers_need_the_right(covered: World) -> None:
    event = death(covered, told=NewEvent("accident", date(2026, 11, 10)))
    with pytest.raises(NotAllowed):
        actions.add_paper(
            by=covered.actor("camat_lamaknen"), event=event, code="form_3b", content=PDF,
            name="dokter.pdf",
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.look(by=covered.actor("bpjs_belu"), event=event, what="health:story")
