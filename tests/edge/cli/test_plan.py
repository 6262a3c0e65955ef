"""`payung plan`: one document, reforms of the law, and refusals with the way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.rosters import listed
from tests.world import BELU, World

from payung.edge.cli.main import main

pytestmark = pytest.mark.django_db
YEAR_OF_ONE = 12 * 16_800
REFORMS = Path(__file__).parents[3] / "docs" / "examples" / "scenarios"


@pytest.fixture
def district(world: World) -> World:
    listed(world, heads=5, target_minimum=3, ceiling=4 * YEAR_OF_ONE)
    for name in ("dpmd_belu", "op_bialo"):
        world.user(name)
    return world


def run(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    code = main(["plan", "--year", "2026", "--as", "dpmd_belu", "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_the_plan_of_a_year(district: World, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "--reach", "80,100", "--cut", "50")
    assert code == 0
    assert (said["area"], said["plan"]["reached"], said["plan"]["rupiah"]) == (
        BELU, 4, 4 * YEAR_OF_ONE,
    )  # fmt: skip
    assert [r["extra"] for r in said["reach"]] == [0, YEAR_OF_ONE]
    assert said["cut"]["rupiah_after"] == 2 * YEAR_OF_ONE


def test_a_reform_prices_the_same_people_anew(
    district: World, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, "--scenario", str(REFORMS / "district-adds-jht.yaml"))
    assert (code, said["scenario"]) == (0, "district-adds-jht")
    # Six months at 16.800 and six at 36.800 a head: the ceiling pays two of five.
    assert (said["plan"]["reached"], said["plan"]["rupiah"]) == (2, 2 * 6 * (16_800 + 36_800))
    assert said["money"]["need"] == 5 * 6 * (16_800 + 36_800)


def test_a_share_out_of_reach_is_told_apart(
    district: World, capsys: pytest.CaptureFixture[str]
) -> None:
    from payung.programme.selection.models import Candidate

    Candidate.objects.filter(pk__in=Candidate.objects.values("pk")[:2]).update(
        outcome=Candidate.Outcome.INELIGIBLE
    )
    code, said = run(capsys, "--reach", "100")
    assert code == 0
    assert "Paling banyak 3 dari 5" in said["reach"][0]["refused"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--reach", "banyak"], "bukan persen"),
        (["--cut", "x"], "bukan persen"),
        (["--cut", "120"], "Pemotongan"),
        (["--from", "April"], "bukan bulan"),
        (["--from", "2025-04"], "dalam tahun anggarannya"),
        (["--joins", "2026-13"], "bukan bulan"),
        (["--least-months", "0"], "Paling sedikit 1"),
        (["--area", "73.02"], "tidak berwenang"),
        (["--scenario", "tidak-ada.yaml"], "tidak"),
    ],
)
def test_a_wrong_word_is_refused(
    district: World, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    code, document = run(capsys, *more)
    assert code == 2
    assert said in document["error"]


def test_in_words(district: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--year", "2026", "--as", "dpmd_belu"]) == 0
    assert capsys.readouterr().out.startswith("Dengan Rp806.400, 4 dari 5 orang")
