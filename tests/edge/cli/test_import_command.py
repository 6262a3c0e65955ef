"""`payung import`: JSON, exit codes, safe to run again, mapping by option."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.resident_files import HEADERS, nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.staging.models import Batch
from payung.edge.cli.main import main
from payung.programme.people.models import Person


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["import", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def file(tmp_path: Path, world: World) -> Path:
    world.user("op_kewar")
    path = tmp_path / "warga.xlsx"
    path.write_bytes(xlsx(people(3)))
    return path


def test_all_rows_in_is_exit_0_and_again_changes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = run(capsys, str(file), "--village", KEWAR, "--as", "op_kewar")
    assert (code, found["state"], found["rows"], found["new"]) == (0, "accepted", 3, 3)
    code, found = run(capsys, str(file), "--village", "5304012001", "--as", "op_kewar")
    assert (code, found["new"], found["unchanged"]) == (0, 0, 3)
    assert Person.objects.count() == 3


def test_refused_rows_are_exit_1_and_named_with_masked_values(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(xlsx([person(1), person(2, nik_text=nik(2) + "9")]))
    code, found = run(capsys, str(file), "--village", KEWAR, "--as", "op_kewar")
    assert code == 1
    assert found["new"] + found["rejected"] == found["rows"] == 2
    problem = found["problems"][0]
    assert (problem["row"], problem["cell"], problem["code"]) == (5, "B5", "nik_length")
    assert nik(2) not in json.dumps(found)


def test_preview_only_then_accept(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (str(file), "--village", KEWAR, "--as", "op_kewar")
    code, found = run(capsys, *words, "--preview-only")
    assert (code, found["state"], Person.objects.count()) == (0, "previewed", 0)
    code, again = run(capsys, *words, "--accept")
    assert (code, again["batch"], again["state"]) == (0, found["batch"], "accepted")
    assert Person.objects.count() == 3


def test_an_import_that_was_cut_off_goes_on(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (str(file), "--village", KEWAR, "--as", "op_kewar")
    run(capsys, *words, "--preview-only")
    Batch.objects.update(state="accepting")
    job = Batch.objects.get().job
    assert job is not None
    type(job).objects.filter(pk=job.pk).update(kind="staging.accept", state="queued", checkpoint={})
    code, found = run(capsys, *words)
    assert (code, found["state"], Batch.objects.count()) == (0, "accepted", 1)


def test_unknown_headers_are_exit_2_with_the_option_to_use(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = [{"NIK": "Identitas"}.get(h, h) for h in HEADERS]
    file.write_bytes(xlsx(people(2), odd))
    words = (str(file), "--village", KEWAR, "--as", "op_kewar")
    code, found = run(capsys, *words)
    assert code == 2
    assert "--map" in found["error"]
    assert "'Identitas'" in found["error"]
    code, found = run(capsys, *words, "--map", "Identitas=nik")
    assert (code, found["new"]) == (0, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tidak-ada.xlsx", "--village", KEWAR, "--as", "op_kewar"), "tidak dapat dibuka"),
        (("FILE", "--village", "99", "--as", "op_kewar"), "berwenang"),
        (("FILE", "--village", "Kewar", "--as", "op_kewar"), "tidak dikenal"),
        (("FILE", "--village", KEWAR, "--as", "siapa"), "tidak ada"),
        (("FILE", "--village", KEWAR, "--as", "op_fulur"), "berwenang"),
        (("FILE", "--village", KEWAR, "--as", "op_kewar", "--map", "x"), "JUDUL=FIELD"),
        (("FILE", "--village", KEWAR, "--as", "op_kewar", "--map", "x=zzz"), "zzz"),
        (("FILE", "--village", KEWAR), "wajib"),
    ],
)
def test_not_done_is_exit_2_with_a_sentence(
    file: Path, world: World, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    world.user("op_fulur")
    code, found = run(capsys, *(str(file) if word == "FILE" else word for word in words))
    assert code == 2
    assert said in found["error"]
    assert not Person.objects.exists()
