"""The overview that `--help` prints."""

from __future__ import annotations

import pytest

from payung.edge.cli.commands import COMMANDS
from payung.edge.cli.help import overview


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_command_has_one_line_with_meaning_and_example(lang: str) -> None:
    page = overview(lang="en" if lang == "en" else "id", width=100)
    for command in COMMANDS.values():
        meaning = command.en if lang == "en" else command.id
        (line,) = [row for row in page.splitlines() if row.split()[:1] == [command.name]]
        assert meaning in line
        assert line.endswith(command.example)


def test_wide_page_fits_its_width() -> None:
    assert max(map(len, overview(lang="id", width=100).splitlines())) <= 100


def test_narrow_page_fits_eighty_columns() -> None:
    assert max(map(len, overview(lang="id", width=80).splitlines())) <= 80


def test_language_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYUNG_LANG", "en")
    assert "Usage:" in overview()
    monkeypatch.delenv("PAYUNG_LANG")
    assert "Pemakaian:" in overview()
