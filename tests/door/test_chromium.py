"""Finding the browser, and saying so when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tools import chromium


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only programs are those put into this folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PAYUNG_CHROMIUM", raising=False)
    return tmp_path


def program(folder: Path, name: str, lines: str = "exit 0") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return path


def test_debian_s_chromium_comes_before_others(machine: Path) -> None:
    program(machine, "google-chrome")
    assert chromium.find() == machine / "google-chrome"
    program(machine, "chromium")
    assert chromium.find() == machine / "chromium"


def test_chosen_browser_wins(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine, "chromium")
    monkeypatch.setenv("PAYUNG_CHROMIUM", "/opt/peramban")
    assert chromium.find() == Path("/opt/peramban")


def test_without_browser_and_apt_there_is_none(machine: Path) -> None:
    assert chromium.ensure() is None


def test_root_gets_it_installed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    log = machine / "log"
    program(
        machine,
        "apt-get",
        f'echo "$@" >> "{log}"\n'
        f'if [ "$1" = install ]; then echo > "{machine}/chromium"; '
        f'/bin/chmod +x "{machine}/chromium"; fi',
    )
    assert chromium.ensure() == machine / "chromium"
    update, install = log.read_text().splitlines()
    assert update.startswith("update")
    assert "--no-install-recommends" in install
    assert install.endswith(" chromium")


def test_user_is_never_asked_for_rights(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(machine, "apt-get", f'echo > "{machine}/chromium"; /bin/chmod +x "{machine}/chromium"')
    assert chromium.ensure() is None


def test_failed_installation_is_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(machine, "apt-get", "echo 'no network' >&2; exit 100")
    assert chromium.ensure() is None
    assert "no network" in capsys.readouterr().err
