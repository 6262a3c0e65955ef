"""Where compiled loops are kept, and that asking for them costs a start nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from payung.core import loops


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    for kept in (loops.cache_folder, loops.lasting_folder, loops.linkage_folder):
        kept.cache_clear()


def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYUNG_CACHE_DIR", str(folder))
    for kept in (loops.cache_folder, loops.lasting_folder, loops.linkage_folder):
        kept.cache_clear()


def test_linkage_has_a_folder_of_its_version_in_the_place_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path, monkeypatch)
    folder = loops.linkage_folder()
    assert folder is not None
    assert folder.parent == tmp_path / "loops" == loops.cache_folder()
    assert folder.stat().st_mode & 0o077 == 0


def test_what_was_compiled_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_terms: begun.append(command))
    place(tmp_path, monkeypatch)
    loops.warm_aside()
    assert len(begun) == 1
    folder = loops.linkage_folder()
    assert folder is not None
    (folder / loops.MARK).touch()
    assert loops.warm_aside() is None
    assert len(begun) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_others_may_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loops").mkdir()
    (tmp_path / "loops").chmod(0o777)
    place(tmp_path, monkeypatch)
    assert loops.linkage_folder() is None
    assert loops.warm_aside() is None
    assert loops.cache_folder() != tmp_path / "loops"


def test_asking_imports_neither_numba_nor_numpy() -> None:
    asked = (
        "import sys; from payung.core import loops; loops.linkage_folder(); "
        "print({'numba', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
