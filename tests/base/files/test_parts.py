"""A file in parts: gone on with after any break, refused early, sealed, one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world import World

from payung.base.files.actions import FileRefused
from payung.base.files.models import PartialFile
from payung.base.files.parts import actions as parts
from payung.base.files.parts.reading import PART, Gone, OutOfStep, crc, folder_of, stands, whole

CONTENT = bytes(range(256)) * 3000
LIMIT = 10 * 2**20


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path: Path, settings: object) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def begun(world: World, content: bytes = CONTENT, who: str = "op_kewar") -> PartialFile:
    return parts.begin(
        by=world.actor(who), name="akta.jpg", size=len(content), mark=crc(content), limit=LIMIT
    )


def send(world: World, row: PartialFile, offset: int) -> PartialFile:
    piece = CONTENT[offset : offset + PART]
    return parts.append(
        by=world.actor("op_kewar"), token=row.token, offset=offset, content=piece, mark=crc(piece)
    )


def test_stopped_half_way_it_goes_on_and_comes_whole(world: World) -> None:
    row = send(world, begun(world), 0)
    again = begun(world)  # another page, another day of the same file
    assert (again.token, again.received) == (row.token, PART)
    with pytest.raises(FileRefused, match="belum terkirim"):
        whole(by=world.actor("op_kewar"), token=row.token)
    with pytest.raises(OutOfStep) as wanted:
        send(world, row, 0)
    assert wanted.value.offset == PART
    while again.received < again.size:
        again = send(world, again, again.received)
    assert whole(by=world.actor("op_kewar"), token=row.token) == (CONTENT, "akta.jpg")
    parts.let_go(by=world.actor("op_kewar"), token=row.token)
    assert not folder_of(row.token).exists()
    assert not PartialFile.objects.exists()


def test_a_part_on_the_disk_that_no_row_knows_is_sent_again(world: World) -> None:
    """Killed between the disk and the row: the row decides."""
    row = send(world, begun(world), 0)
    (folder_of(row.token) / f"{PART:012d}").write_bytes(b"half")
    for offset in range(PART, len(CONTENT), PART):
        row = send(world, row, offset)
    assert whole(by=world.actor("op_kewar"), token=row.token)[0] == CONTENT


def test_parts_lie_sealed(world: World) -> None:
    row = send(world, begun(world), 0)
    (part,) = folder_of(row.token).iterdir()
    assert CONTENT[:64] not in part.read_bytes()


def test_too_large_is_refused_before_a_byte(world: World) -> None:
    with pytest.raises(FileRefused, match="200 MB melebihi batas 10 MB"):
        parts.begin(by=world.actor("op_kewar"), name="x.jpg", size=200 * 2**20, mark="0" * 8,
                    limit=LIMIT)  # fmt: skip
    assert not PartialFile.objects.exists()


def test_what_was_harmed_or_is_too_much_is_not_taken(world: World) -> None:
    row, operator = begun(world), world.actor("op_kewar")
    with pytest.raises(FileRefused, match="berubah di perjalanan"):
        parts.append(by=operator, token=row.token, offset=0, content=b"abc", mark=crc(b"abd"))
    for content in (b"", b"x" * (PART + 1)):
        with pytest.raises(FileRefused, match="tidak sesuai"):
            parts.append(by=operator, token=row.token, offset=0, content=content, mark=crc(content))
    small = begun(world, b"abc")
    with pytest.raises(FileRefused, match="tidak sesuai"):
        parts.append(by=operator, token=small.token, offset=0, content=b"abcd", mark=crc(b"abcd"))
    (first,) = PartialFile.objects.filter(pk=row.pk)
    assert first.received == 0


def test_a_part_changed_on_the_disk_is_told(world: World) -> None:
    row = begun(world, CONTENT[:PART])
    send(world, row, 0)
    (part,) = folder_of(row.token).iterdir()
    part.write_bytes(b"k1:rusak")
    with pytest.raises(FileRefused, match="hilang"):
        whole(by=world.actor("op_kewar"), token=row.token)


def test_another_person_has_no_part_in_it(world: World) -> None:
    row = begun(world)
    assert begun(world, who="op_fulur").token != row.token
    for act in (stands, whole):
        with pytest.raises(Gone):
            act(by=world.actor("op_fulur"), token=row.token)
    parts.let_go(by=world.actor("op_fulur"), token=row.token)
    assert PartialFile.objects.filter(pk=row.pk).exists()


def test_what_was_begun_and_left_goes_in_time(world: World) -> None:
    rows = [begun(world, CONTENT[: n + 1]) for n in range(parts.MOST_OPEN + 3)]
    assert PartialFile.objects.count() == parts.MOST_OPEN
    PartialFile.objects.update(begun_at=rows[0].begun_at - 2 * parts.KEPT)
    begun(world)
    assert PartialFile.objects.count() == 1
