"""The workflow by command: propose, review, verify-list, decree; safe to run again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.rosters import give, make_fund, person
from tests.world import KEWAR, World

from payung.edge.cli.main import main
from payung.programme.selection.models import Roster

pytestmark = pytest.mark.django_db
PLACE = ["--village", KEWAR, "--fund", "add", "--year", "2026"]
MINUTES = ["--minutes", "BA 1/2026", "--minutes-date", "2026-01-03"]
DECREE = ["--number", "SK 7/2026", "--date", "2026-01-05"]


@pytest.fixture
def village(world: World) -> World:
    """Kewar with a share, three farmers and a retired man; and all who act."""
    give(world, make_fund(world))
    for number in (1, 2, 3):
        person(number)
    person(4, occupation=4)
    for name in ("op_kewar", "camat_lamaknen", "dpmd_belu", "kades_kewar", "op_fulur"):
        world.user(name)
    return world


def run(capsys: pytest.CaptureFixture[str], name: str, user: str, *more: str) -> tuple[int, Any]:
    code = main([name, *PLACE, "--as", user, "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_the_whole_way(village: World, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = run(capsys, "propose", "op_kewar", *MINUTES, "--add-workers")
    assert (code, said["state"], said["members"]) == (0, "proposed", 3)
    assert run(capsys, "review", "camat_lamaknen")[1]["state"] == "reviewed"
    assert run(capsys, "verify-list", "dpmd_belu")[1]["state"] == "verified"
    pdf, xlsx = tmp_path / "sk.pdf", tmp_path / "sk.xlsx"
    code, said = run(
        capsys, "decree", "kades_kewar", *DECREE, "--pdf", str(pdf), "--xlsx", str(xlsx)
    )
    assert "error" not in said, said
    assert (code, said["heads"], said["total"]) == (0, 3, 3 * 12 * 16_800)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert xlsx.read_bytes().startswith(b"PK")


def test_running_again_changes_nothing(village: World, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        code, said = run(capsys, "propose", "op_kewar", *MINUTES, "--add-workers")
        assert code == 0
    assert said["already_done"]
    run(capsys, "review", "camat_lamaknen")
    run(capsys, "verify-list", "dpmd_belu")
    first = run(capsys, "decree", "kades_kewar", *DECREE)[1]
    again = run(capsys, "decree", "kades_kewar", *DECREE)[1]
    assert (first["already_done"], again["already_done"]) == (False, True)
    assert first["annex_hash"] == again["annex_hash"]


def test_candidates_from_a_file_and_unknown_rows_refused(
    village: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "calon.csv"
    file.write_text(
        "NIK;Desil;Pernyataan\n5304010101800001;1;ya\n5304010101809999;1;ya\n", encoding="utf-8"
    )
    code, said = run(capsys, "propose", "op_kewar", *MINUTES, "--candidates", str(file))
    assert (code, said["members"]) == (1, 1)
    assert said["refused"] == [{"row": 3, "reason": "Baris 3: NIK tidak ada dalam data desa ini."}]


def test_choose_keeps_the_others_in_reserve(
    village: World, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "propose", "op_kewar", *MINUTES, "--add-workers", "--choose", "2")[1]
    assert (said["members"], said["reserves"]) == (2, 1)


@pytest.mark.parametrize(
    ("name", "user", "more"),
    [
        ("propose", "op_fulur", MINUTES),
        ("propose", "kades_kewar", MINUTES),
        ("propose", "nobody", MINUTES),
        ("review", "camat_lamaknen", []),
        ("decree", "kades_kewar", DECREE),
    ],
)
def test_not_allowed_or_not_there_is_a_sentence(
    village: World, capsys: pytest.CaptureFixture[str], name: str, user: str, more: list[str]
) -> None:
    code, said = run(capsys, name, user, *more)
    assert code == 2
    assert said["error"].endswith(".")
    assert not Roster.objects.exists()


def test_sent_back_with_a_note(village: World, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "propose", "op_kewar", *MINUTES, "--add-workers")
    code, said = run(capsys, "review", "camat_lamaknen", "--send-back")
    assert code == 2
    code, said = run(capsys, "review", "camat_lamaknen", "--send-back", "--note", "Periksa RT 2")
    assert (code, said["state"]) == (0, "draft")


def test_an_unreadable_file_is_a_sentence(
    village: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, said = run(
        capsys, "propose", "op_kewar", *MINUTES, "--candidates", str(tmp_path / "tidak-ada.csv")
    )
    assert code == 2
    assert "tidak dapat dibaca" in said["error"]
