"""`import-list`: a list from outside by command; what it says waits, and is asked once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.desk.matching.sending import DEATHS
from tests.members import make_person
from tests.resident_files import xlsx
from tests.world import KEWAR, World

from payung.desk.matching.models import Finding
from payung.edge.cli.main import main
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db
NIK = "5304015708800003"
ROW = ["1", NIK, "MARIA BERE MAU", "17-08-1980", "05-06-2026", "5304-KM-1", "Kewar"]


def test_a_list_by_command(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for who in ("dukcapil_belu", "dpmd_belu"):
        world.user(who)
    make_person(KEWAR, 1, name="Maria Bere Mau", sex="P", nik=NIK, birth_date=date(1980, 8, 17))
    file = tmp_path / "kematian.xlsx"
    file.write_bytes(xlsx([ROW], DEATHS))
    words = ["import-list", str(file), "--kind", "deaths", "--json", "--as"]
    assert main([*words, "dukcapil_belu"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["accepted"], said["findings"]) == (1, 1, 1)
    assert main([*words, "dukcapil_belu"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["unchanged"], again["findings"]) == (1, 0)
    assert Finding.objects.get().state == "open"
    assert Person.objects.get().life_status == "alive"
    assert main([*words, "dpmd_belu"]) == 2
    assert "tidak berwenang" in capsys.readouterr().err
