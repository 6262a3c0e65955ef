"""Officials of a village as wage earners: priced on a decided wage, decreed as officials."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from tests.rosters import DPMD, MINUTES, PAPER, TODAY, give, make_fund, person
from tests.world import BELU, KEWAR, World

from payung.base.files import actions as files
from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.desk.roster import actions as flow
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Decree, Verdict

pytestmark = pytest.mark.django_db


def decreed(world: World) -> Decree:
    """A head on Rp2.500.000 with JHT, and a member of the council on Rp1.000.000 without."""
    for code, scope, value in (
        ("wage_base", "kades", 2_500_000), ("programmes", "kades", "jkk,jkm,jht"),
        ("wage_base", "bpd", 1_000_000),
    ):  # fmt: skip
        policy.decide(
            by=world.actor(DPMD), code=code, area=BELU, value=value, scope=scope,
            valid_from=date(2026, 1, 1), paper="Perbup Belu 5/2026",
        )  # fmt: skip
    fund = make_fund(world, code="aparat", name="ADD aparat", income_base=None)
    give(world, fund, target_minimum=None)
    operator = world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=fund, year=2026, segment="pu"
    )
    people = [
        NewCandidate(person(1, name="Agustinus Bere", occupation=86).pk, post="kades"),
        NewCandidate(person(2, name="Bernadeta Mau", birth_date=date(1955, 1, 1)).pk, post="bpd"),
    ]
    selection.add_candidates(by=operator, roster=roster, people=people)
    flow.propose(by=operator, roster=roster, minutes=MINUTES, on=TODAY)
    flow.review(by=world.actor("camat_lamaknen"), roster=roster, on=TODAY)
    flow.verify(by=world.actor(DPMD), roster=roster, on=TODAY)
    return flow.decree(by=world.actor("kades_kewar"), roster=roster, paper=PAPER, on=TODAY)


def test_each_post_has_its_wage_and_programmes(world: World) -> None:
    head, council = decreed(world).lines.all()
    assert (head.base, head.programmes, head.monthly) == (2_500_000, "jkk,jkm,jht", 156_000)
    assert (council.base, council.programmes, council.monthly) == (1_000_000, "jkk,jkm", 5_400)
    assert head.total == 12 * 156_000


def test_rules_for_vulnerable_workers_do_not_judge_officials(world: World) -> None:
    decreed(world)
    assert set(Verdict.objects.values_list("rule", flat=True)) == {
        "alive", "resident", "nik_usable",
    }  # fmt: skip


def test_the_decree_speaks_of_officials(world: World) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files.read(decreed(world).pdf)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Perangkat Desa dan Lembaga Desa" in text
    assert "Kepala desa" in text
