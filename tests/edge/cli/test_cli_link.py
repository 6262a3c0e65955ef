"""`payung link` and `payung dedupe` as scripts call them: documents, sentences, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from payung.edge.cli.main import main

LEFT = """id,nik,nama,tanggal_lahir,nama_ibu,no_kk
1,5304015708800003,Maria Bere Mau,17-08-1980,Rosa,5304010101180003
2,5304010101800001,Moh. Ali,01/02/1980,,
"""
RIGHT = """id;nik;nama;tanggal_lahir;nama_ibu;no_kk
A;'5304015708800003;MARYA BERE MAU;1980-08-17;Rosa;5304010101180003
B;5304010101800001;SITI AMINAH;1985-03-05;;
"""


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text(LEFT, "utf-8")
    right.write_text(RIGHT, "utf-8")
    return left, right


def test_link_document(
    lists: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pairs.csv"
    assert main(["link", *map(str, lists), "--out", str(out), "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document.pop("seconds")["total"] > 0
    assert document == {
        "rows_left": 2, "rows_right": 2, "candidates": 2, "matches": 1, "reviews": 1,
        "capped_blocks": 0,
    }  # fmt: skip
    assert "membandingkan" in said.err
    lines = out.read_text("utf-8").splitlines()
    assert lines[0] == "id_l,id_r,weight,probability,band,reasons"
    assert lines[1].startswith("1,A,")
    assert ",match," in lines[1]
    assert "nik:equal=+" in lines[1]
    assert lines[2].startswith("2,B,")
    assert ",review," in lines[2]
    assert lines[2].endswith("hard:nik_conflict=+0.00")


def test_dedupe_says_it_in_a_sentence(
    lists: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pairs.parquet"
    assert main(["dedupe", str(lists[0]), "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith("0 pasangan cocok dan 0 perlu diperiksa, dari 2 × 2")
    assert out.exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--out", "pairs.xlsx"], ".parquet"),
        (["--out", "pairs.csv", "--threshold", "1.5"], "Ambang"),
        (["--out", "pairs.csv", "--points", "none.json"], "none.json"),
        (["--out", "no/such/folder/pairs.csv"], "folder"),
        (["--out", "pairs.csv", "--memory", "0.0000001"], "--memory"),
    ],
)
def test_what_cannot_be_done_is_said_and_exits_2(
    lists: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], options: list[str], word: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["link", *map(str, lists), *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert word in said.err
    assert not (tmp_path / "pairs.csv").exists()


def test_a_missing_file_is_a_sentence_in_json_as_well(
    lists: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "pairs.csv")
    assert main(["link", str(lists[0]), str(tmp_path / "none.csv"), "--out", out, "--json"]) == 2
    assert "none.csv tidak ditemukan" in json.loads(capsys.readouterr().out)["error"]
