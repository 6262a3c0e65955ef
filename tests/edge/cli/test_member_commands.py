"""`enrol`, `export-sipp`, `import-bpjs`: the line to BPJS and back by command, safe to repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.members import Lists
from tests.sending import workbook
from tests.world import BELU, BIALO, KEWAR, World

from payung.core.calendar import Month
from payung.core.sipp import example_layout
from payung.edge.cli.main import main
from payung.programme.membership.models import Membership
from payung.programme.membership.queries import covered_by_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(world: World) -> Lists:
    for name in ("dpmd_belu", "bpjs_belu", "op_kewar", "dpmd_bulukumba"):
        world.user(name)
    return Lists(world)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_from_decree_to_cover(
    world: World, lists: Lists, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lists.decree(count=3)
    lists.setting("bpu_layout", example_layout())
    code, said = run(capsys, "enrol", "--as", "dpmd_belu")
    assert (code, said["enrolled"], said["months"], said["refused"]) == (0, 3, 36, 0)
    code, said = run(capsys, "enrol", "--as", "dpmd_belu", "--area", KEWAR, "--year", "2026")
    assert (code, said["enrolled"], said["unchanged"]) == (0, 0, 3)

    out = ["export-sipp", "--as", "dpmd_belu", "--segment", "bpu", "--out", str(tmp_path)]
    code, said = run(capsys, *out)
    (file,) = said["files"]
    assert (code, said["rows"], file["rows"]) == (0, 3, 3)
    assert Path(file["path"]).name == "data_bpu.xlsx"
    sent = openpyxl.load_workbook(file["path"])["Data BPU"]
    niks = [row[0] for row in sent.iter_rows(min_row=2, values_only=True)]
    assert run(capsys, *out)[1]["files"] == []
    assert run(capsys, *out, "--all")[1]["files"] == [file]

    names = dict(Membership.objects.values_list("person_id", "person__name"))
    by_nik = {m.person.nik: names[m.person_id] for m in Membership.objects.select_related("person")}
    answer = tmp_path / "jawaban.xlsx"
    rows = [[nik, by_nik[str(nik)], f"2100000000{n}"] for n, nik in enumerate(niks)]
    answer.write_bytes(workbook([["NIK", "NAMA", "KPJ"], *rows]))
    code, said = run(capsys, "import-bpjs", str(answer), "--as", "bpjs_belu")
    assert (code, said["rows"], said["accepted"], said["refused"]) == (0, 3, 3, 0)

    posting = tmp_path / "rincian.xlsx"
    paid = [[r[2], r[1], 16_800] for r in rows] + [["99999999999", "ORANG ASING", 16_800]]
    posting.write_bytes(workbook([["KPJ", "NAMA", "TOTAL IURAN"], *paid]))
    words = ["import-bpjs", str(posting), "--as", "bpjs_belu", "--village", BELU]
    words += ["--month", "2026-01", "--paid-on", "2026-01-14", "--reference", "KI-1"]
    code, said = run(capsys, *words)
    assert (code, said["accepted"], said["unchanged"], said["refused"]) == (1, 3, 0, 1)
    (problem,) = said["problems"]
    assert (problem["row"], problem["code"]) == (5, "member_unknown")
    assert covered_by_village(world.actor("bpjs_belu"), Month(2026, 1)) == {KEWAR: 3}
    code, said = run(capsys, *words)
    assert (said["accepted"], said["unchanged"], said["refused"]) == (0, 3, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["enrol", "--as", "op_kewar"], "tidak berwenang"),
        (["enrol", "--as", "nobody"], "tidak ada"),
        (["enrol", "--as", "dpmd_belu", "--area", BIALO], "tidak berwenang"),
        (["enrol", "--as", "dpmd_belu", "--area", "99"], "tidak dikenal"),
        (["export-sipp", "--as", "dpmd_belu", "--out", "x", "--segment", "bpu"], "Tata letak"),
        (["export-sipp", "--as", "dpmd_belu", "--out", "x", "--segment", "pu"], "Belum ada NPP"),
        (["import-bpjs", "tidak-ada.xlsx", "--as", "bpjs_belu"], "tidak dapat dibuka"),
        (["import-bpjs", __file__, "--as", "bpjs_belu"], "."),
    ],
)
def test_what_is_not_done_is_said_in_a_sentence(
    lists: Lists, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    code, said = run(capsys, *words)
    assert code == 2
    assert told in said["error"]


def test_a_held_person_makes_exit_one(lists: Lists, capsys: pytest.CaptureFixture[str]) -> None:
    decree = lists.decree(count=2)
    person = decree.lines.first().candidate.person  # type: ignore[union-attr]
    person.life_status = "dead"
    person.save(update_fields=["life_status"])
    code, said = run(capsys, "enrol", "--as", "dpmd_belu", "--area", BELU)
    assert (code, said["enrolled"], said["refused"]) == (1, 1, 1)
    assert said["decrees"][0]["held"][0]["code"] == "dead"
    assert main(["enrol", "--as", "dpmd_belu"]) == 1
    assert "ditahan" in capsys.readouterr().out
