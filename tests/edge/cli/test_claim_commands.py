"""`payung claim …` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.programme.claims.cases import member, sent
from tests.sending import workbook
from tests.world import World

from payung.base.journal.models import Event as JournalEvent
from payung.edge.cli.main import main
from payung.programme.claims.models import Claim, Event
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main(["claim", *words, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_report_status_due(covered: World, capsys: pytest.CaptureFixture[str]) -> None:
    covered.actor("op_kewar")
    words = ("report", "--nik", member().nik, "--on", "2026-11-19", "--at-work", "yes", "--as",
             "op_kewar")  # fmt: skip
    code, said = asked(capsys, *words)
    assert (code, said["new"]) == (0, True)
    assert [(c["programme"], c["total"]) for c in said["claims"]] == [("jkk", 70_000_000)]
    code, again = asked(capsys, *words)
    assert (code, again["new"], again["event"]) == (0, False, said["event"])
    assert Event.objects.count() == 1
    _, listed = asked(capsys, "status", "--as", "op_kewar")
    assert [e["event"] for e in listed["events"]] == [said["event"]]
    _, one = asked(capsys, "status", "--event", str(said["event"]), "--as", "op_kewar")
    assert "form_3" in one["papers"]["missing"]
    assert member().nik not in json.dumps(one)
    _, due = asked(capsys, "due", "--within", "3", "--as", "op_kewar")
    assert [d["code"] for d in due["due"]] == ["report"]
    covered.actor("op_fulur")
    assert asked(capsys, "status", "--event", str(said["event"]), "--as", "op_fulur")[0] == 2


def test_unclaimed_by_village(covered: World, capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.filter(pk=member(n=3).pk).update(life_status="dead")
    covered.actor("dpmd_belu")
    code, said = asked(capsys, "unclaimed", "--as", "dpmd_belu")
    assert (code, said["total"]) == (0, 42_000_000)
    assert said["villages"] == {"53.04.01.2001": {"count": 1, "total": 42_000_000}}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("report", "--nik", "1", "--on", "2026-11-01", "--as", "op_kewar"), "Tidak ada peserta"),
        (("due", "--as", "kaur_kewar"), "tidak berwenang"),
        (("unclaimed", "--as", "siapa"), "tidak ada atau tidak aktif"),
    ],
)
def test_refusals(
    covered: World, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    for name in ("op_kewar", "kaur_kewar"):
        covered.actor(name)
    assert main(["claim", *words]) == 2
    assert why in capsys.readouterr().err


def test_the_branchs_answers_by_command(
    covered: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    claim = sent(covered)
    person = claim.event.person
    file = tmp_path / "status.xlsx"
    file.write_bytes(workbook([
        ["NIK", "Nama", "Program", "Status", "Nominal", "Tgl Bayar"],
        [person.nik, person.name, "JKM", "Dibayar", "42000000", "18-11-2026"],
        ["5304015708809999", "Orang Lain", "JKM", "Dibayar", "1", "18-11-2026"],
    ]))  # fmt: skip
    covered.actor("bpjs_belu")
    words = ("answers", str(file), "--area", "53.04", "--as", "bpjs_belu")
    code, said = asked(capsys, *words, "--preview-only")
    assert (code, said["accepted"], Claim.objects.get().state) == (1, 1, "submitted")
    code, said = asked(capsys, *words)
    assert (code, said["accepted"], said["refused"]) == (1, 1, 1)
    assert Claim.objects.get().state == "paid"
    assert asked(capsys, *words)[1]["unchanged"] == 1
    covered.actor("op_kewar")
    assert asked(capsys, "answers", str(file), "--as", "op_kewar")[0] == 2
    listed = JournalEvent.objects.filter(action="claims.listed")
    asked(capsys, "status", "--as", "op_kewar")
    asked(capsys, "due", "--as", "op_kewar")
    asked(capsys, "unclaimed", "--as", "op_kewar")
    told = [s["what"] for s in listed.order_by("seq").values_list("summary", flat=True)]
    assert told == ["status", "due", "unclaimed"]
