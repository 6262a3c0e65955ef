"""Where the data lie when several places are named."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from payung.edge.cli.django_setup import HOME, data_dir


def test_option_wins_over_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAYUNG_DATA_DIR", str(tmp_path / "lain"))
    assert data_dir(Namespace(data_dir=tmp_path)) == tmp_path


def test_environment_wins_over_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAYUNG_DATA_DIR", str(tmp_path))
    assert data_dir(Namespace(data_dir=None)) == tmp_path


def test_default_does_not_depend_on_the_folder_one_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PAYUNG_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert data_dir(Namespace(data_dir=None)) == HOME / "var" / "data"
