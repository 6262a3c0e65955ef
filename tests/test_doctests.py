"""Examples in docstrings outside core; core's are collected directly by pytest."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[1] / "src"


def modules_with_examples() -> list[str]:
    files = (f for f in (SOURCES / "payung").rglob("*.py") if ">>> " in f.read_text("utf-8"))
    names = (".".join(f.relative_to(SOURCES).with_suffix("").parts) for f in files)
    return sorted(name for name in names if not name.startswith("payung.core."))


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed
