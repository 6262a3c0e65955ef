"""`bill` and `reconcile` by command: one JSON document, safe to repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.members import Lists
from tests.world import FULUR, KEWAR, World

from payung.edge.cli.main import main
from payung.programme.membership.actions import enrol
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(world: World) -> World:
    by = world.actor("dpmd_belu")
    lists = Lists(world)
    enrol(by=by, decree=lists.decree(KEWAR, 3))
    enrol(by=by, decree=lists.decree(FULUR, 2, start=50))
    for member in Membership.objects.all():
        number = f"260000{member.pk:05}"
        Membership.objects.filter(pk=member.pk).update(kpj=number, kpj_index=kpj_index(number))
    return world


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_bills_of_a_month_and_once_more(members: World, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bill", "--month", "2026-03", "--as", "dpmd_belu"]
    code, said = run(capsys, *words)
    assert (code, said["bills"], said["amount"], said["refused"]) == (0, 2, 84_000, 0)
    assert said["months"][0]["bills"][0]["due_on"] == "2026-03-15"
    code, said = run(capsys, *words)
    assert (code, said["bills"], said["unchanged"]) == (0, 0, 5)


def test_months_ahead_end_in_december(members: World, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "bill", "--month", "2026-10", "--ahead", "2", "--as", "dpmd_belu")
    assert (code, said["bills"], len(said["months"])) == (0, 6, 3)
    code, said = run(capsys, "bill", "--month", "2026-10", "--ahead", "3", "--as", "dpmd_belu")
    assert code == 2
    assert "31 Desember" in said["error"]


def test_who_may_not_bill_is_told(members: World, capsys: pytest.CaptureFixture[str]) -> None:
    members.user("kades_kewar")
    code, said = run(capsys, "bill", "--month", "2026-03", "--as", "kades_kewar")
    assert (code, "tidak berwenang" in said["error"]) == (2, True)


def test_a_month_reconciled(
    members: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, "bill", "--month", "2026-03", "--as", "dpmd_belu")
    rows = ["No;KPJ;Nama Peserta;BLTH;Tgl Bayar;Kode Iuran;Total Iuran"]
    found = Membership.objects.select_related("person").order_by("pk")
    rows += [f"{m.pk};{m.kpj};{m.person.name};03-2026;12-03-2026;KI530426;16800" for m in found[:4]]
    rows.append("9;26999999999;Orang Lain;03-2026;12-03-2026;KI000000;16800")
    file = tmp_path / "rincian.csv"
    file.write_text("\n".join(rows))
    words = ["reconcile", str(file), "--month", "2026-03", "--as", "dpmd_belu"]
    code, said = run(capsys, *words)
    assert (code, said["lines"], said["matched"], said["covered"]) == (1, 5, 4, 4)
    assert {d["class"] for d in said["differences"]} == {"not_in_bpjs", "not_in_decree"}
    assert all(d["message"] for d in said["differences"])
    assert "Orang Lain" not in json.dumps(said)
    code, again = run(capsys, *words)
    assert (again["new"], again["covered"], again["standing"]) == (0, 0, 2)
    assert main(words) == 1
    assert "4 cocok" in capsys.readouterr().out


def test_a_file_that_is_not_there(members: World, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["reconcile", "tidak-ada.csv", "--month", "2026-03", "--as", "dpmd_belu"]
    code, said = run(capsys, *words)
    assert (code, "tidak dapat dibuka" in said["error"]) == (2, True)
