"""Blind indexes that are kept at hand belong to one key ring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from payung.programme.people.columns import kk_index, nik_index, tail_index


def test_another_key_ring_gives_other_indexes_and_the_first_its_own_again(
    tmp_path: Path, settings: Any
) -> None:
    nik = "5304015708800003"
    asked = []
    for name in ("one", "two", "one"):
        settings.DATA_DIR = tmp_path / name
        asked.append((nik_index(nik), kk_index(nik), tail_index(nik[-4:])))
    first, second, again = asked
    assert first == again
    assert not set(first) & set(second)
