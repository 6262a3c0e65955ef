"""Photos: told by their bytes, sealed at rest, refused with the reason."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from tests.programme.claims.cases import PDF, death
from tests.programme.claims.photos import photo
from tests.world import World

from payung.base.files.actions import place_of, read
from payung.base.journal.models import Event as JournalEvent
from payung.base.territory.actor import NotAllowed
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import EventPaper
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.scans import check

pytestmark = pytest.mark.django_db
PNG, JPEG = photo(400, 500, kind="PNG"), photo(400, 500)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"MZ\x90" * 100, "akta.jpg", "bukan foto"),
        (PDF, "akta.jpg", "isinya PDF"),
        (PDF[:10], "akta.pdf", "terpotong"),
        (b"%PDF" + b"0" * (11 * 2**20), "akta.pdf", "melebihi batas"),
    ],
)
def test_what_nobody_can_read_is_refused(content: bytes, name: str, why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        check(content, name, 10)


def test_what_is_well_is_taken() -> None:
    assert [check(PNG, "a.png", 10), check(JPEG, "a.jpeg", 10), check(PDF, "", 10)] == [
        "png", "jpg", "pdf",
    ]  # fmt: skip


def test_two_hundred_megabytes_are_refused_and_nothing_is_lost(covered: World) -> None:
    event = death(covered)
    operator = covered.actor("op_kewar")
    actions.add_paper(by=operator, event=event, code="kk", content=PNG, name="kk.png")
    big = b"%PDF-1.4" + bytes(200 * 2**20)
    with pytest.raises(ClaimRefused, match="200 MB melebihi batas 10 MB"):
        actions.add_paper(by=operator, event=event, code="ktp", content=big, name="ktp.pdf")
    assert EventPaper.objects.count() == 1


def test_papers_are_sealed_at_rest_and_once(covered: World) -> None:
    event = death(covered)
    operator = covered.actor("op_kewar")
    first = actions.add_paper(by=operator, event=event, code="kk", content=PNG, name="kk.png")
    again = actions.add_paper(by=operator, event=event, code="kk", content=PNG, name="kk.png")
    assert first == again
    stored: Path = place_of(first.file.sha256)
    assert b"PNG" not in stored.read_bytes()
    assert read(first.file) == PNG


def test_a_photo_is_kept_small_and_the_journal_names_what_was_sent(covered: World) -> None:
    event = death(covered)
    sent = photo(2600, 3000, hidden=True)
    row = actions.add_paper(
        by=covered.actor("op_kewar"), event=event, code="kk", content=sent, name="IMG_1.JPG"
    )
    told = JournalEvent.objects.get(action="claims.paper.added").summary
    assert told["sent_sha256"] == hashlib.sha256(sent).hexdigest()
    assert told["sha256"] == row.file.sha256 == hashlib.sha256(read(row.file)).hexdigest()
    assert row.file.name == "IMG_1.jpg"
    assert row.file.size < len(sent) / 2
    assert b"RAHASIA" not in read(row.file)
    again = actions.add_paper(
        by=covered.actor("op_kewar"), event=event, code="kk", content=sent, name="IMG_1.JPG"
    )
    assert again == row


def test_health_papers_need_the_right(covered: World) -> None:
    event = death(covered, told=NewEvent("accident", date(2026, 11, 10)))
    with pytest.raises(NotAllowed):
        actions.add_paper(
            by=covered.actor("camat_lamaknen"), event=event, code="form_3b", content=PDF,
            name="dokter.pdf",
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.look(by=covered.actor("bpjs_belu"), event=event, what="health:story")
