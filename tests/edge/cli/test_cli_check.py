"""``payung check``: one document, the worst exit, sentences for people, no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.sheets.fixtures.make import HEADERS, MARIA, YOHANES, changed, write_csv, write_xlsx

from payung.edge.cli import check
from payung.edge.cli.main import main


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    good, bad, ugly = tmp_path / "baik.xlsx", tmp_path / "rusak.csv", tmp_path / "kosong.xlsx"
    write_xlsx(good, [HEADERS, MARIA, YOHANES])
    write_csv(bad, [HEADERS, MARIA, changed(YOHANES, nik="5.30401E+15")])
    ugly.write_bytes(b"")
    return {"good": str(good), "bad": str(bad), "ugly": str(ugly)}


@pytest.mark.parametrize(
    ("names", "code"),
    [(["good"], 0), (["good", "bad"], 1), (["bad", "ugly", "good"], 2), (["ugly"], 2)],
)
def test_the_worst_exit_wins_and_json_is_one_document(
    files: dict[str, str], names: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *(files[name] for name in names), "--json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in document["files"]] == [files[name] for name in names]
    for each in document["files"]:
        assert list(each) == [
            *("file", "format", "sheet", "header_row", "rows", "accepted", "rejected", "problems")
        ]
        assert each["rows"] == each["accepted"] + each["rejected"]


def test_a_problem_has_the_fields_of_the_contract(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", files["bad"], "--json"])
    (problem,) = json.loads(capsys.readouterr().out)["files"][0]["problems"]
    message = problem.pop("message")
    assert "ilmiah" in message
    assert problem == {
        "row": 3,
        "column": "nik",
        "cell": None,
        "severity": "error",
        "code": "nik_scientific",
        "value": "5.30401E+15",
    }


def test_words_for_people(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", files["good"], files["bad"], files["ugly"]]) == 2
    said = capsys.readouterr().out
    assert "2 baris dibaca: semuanya siap masuk." in said
    assert "2 baris dibaca: 1 siap masuk, 1 perlu diperbaiki." in said
    assert "File ini kosong" in said
    assert said.count("Jalan keluar") == 2


def test_english(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", files["bad"], "--lang", "en"])
    assert "2 rows read: 1 ready, 1 to be corrected." in capsys.readouterr().out


def test_a_village_that_is_no_code_is_refused(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", files["good"], "--village", "Kewar"]) == 2
    captured = capsys.readouterr()
    assert "Kewar" in captured.err
    assert captured.out == ""


def test_it_loads_no_django(files: dict[str, str]) -> None:
    program = (
        "import sys; from payung.edge.cli.main import main; "
        f"main(['check', {files['good']!r}, '--json']); "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert check.run
