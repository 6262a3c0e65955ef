"""Files: kept once, encrypted, refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world import KEWAR, World

from payung.base.files import actions as files
from payung.base.files.integrity import check_files
from payung.base.files.models import StoredFile


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path: Path, settings: object) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def put(world: World, content: bytes = b"NIK;Nama\n", name: str = "warga.csv") -> StoredFile:
    return files.store(
        by=world.actor("op_kewar"), content=content, name=name, purpose="resident_list", area=KEWAR
    )


def test_comes_back_as_it_went_in_and_lies_encrypted(world: World) -> None:
    row = put(world, b"5304014101900001;Maria")
    assert files.read(row) == b"5304014101900001;Maria"
    assert b"Maria" not in files.place_of(row.sha256).read_bytes()


def test_the_same_content_lies_once(world: World, own_data_dir: Path) -> None:
    put(world), put(world)
    assert len([p for p in own_data_dir.rglob("*") if p.is_file() and "files" in p.parts]) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Data\\warga.csv", "a/b/warga.csv"])
def test_a_name_never_becomes_a_path(world: World, name: str) -> None:
    assert "/" not in put(world, name=name).name
    assert "\\" not in put(world, name=name).name


def test_empty_and_too_large_are_refused(world: World, settings: object) -> None:
    with pytest.raises(files.FileRefused, match="kosong"):
        put(world, b"")
    settings.UPLOAD_LIMIT_BYTES = 10  # type: ignore[attr-defined]
    with pytest.raises(files.FileRefused, match="lebih besar"):
        put(world, b"x" * 11)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, own_data_dir: Path
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("payung.base.files.sealing.os.fsync", full)
    with pytest.raises(files.FileRefused, match="penuh"):
        put(world)
    assert not [p for p in (own_data_dir / "files").rglob("*") if p.is_file()]
    assert not StoredFile.objects.exists()


def test_missing_and_changed_files_are_found(world: World) -> None:
    gone, changed = put(world), put(world, b"lain")
    assert list(check_files()) == []
    files.place_of(gone.sha256).unlink()
    path = files.place_of(changed.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert len(list(check_files())) == 2


def test_seen_only_in_the_territory(world: World) -> None:
    put(world)
    assert StoredFile.objects.visible_to(world.actor("dpmd_belu")).count() == 1
    assert StoredFile.objects.visible_to(world.actor("op_fulur")).count() == 0
    assert StoredFile.objects.visible_to(world.actor("dpmd_bulukumba")).count() == 0
