"""School money: year by year, to its end."""

from __future__ import annotations

from datetime import date

import pytest
from tests.programme.claims.cases import HOME, PDF, with_papers, with_widow
from tests.programme.claims.spans import insured
from tests.world import World

from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import Child
from payung.programme.claims.queries import school_calendar
from payung.programme.claims.refusals import ClaimRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(covered: World) -> Child:
    """A girl of 17 in 2024 whose father's claim was paid."""
    return paid_family(covered, date(2007, 5, 1))


def paid_family(world: World, born: date) -> Child:
    operator = world.actor("op_kewar")
    row = insured(910, date(2020, 1, 5), date(2024, 8, 1))
    event = actions.report(
        by=operator, person=row.person, told=NewEvent("death", date(2024, 8, 20), **HOME)
    )
    claim = event.claims.get()
    made = actions.add_child(by=operator, claim=claim, name="Yuni Bere", birth_date=born)
    with_papers(world, with_widow(world, event))
    actions.submit(by=world.actor("dpmd_belu"), claims=[claim], area="53.04", number="7",
                   sent_on=date(2024, 9, 1))  # fmt: skip
    actions.pay(by=world.actor("bpjs_belu"), claim=claim, amount=42_000_000,
                paid_on=date(2024, 9, 5))  # fmt: skip
    made.refresh_from_db()
    return made


def claim_of(world: World, child: Child, year: int, level: str, proof: bytes = PDF) -> object:
    return actions.claim_year(
        by=world.actor("op_kewar"), child=child, year=year, level=level, school="SMA 1 Atambua",
        proof=proof + b"%d%%%%EOF" % year, proof_name="rapor.pdf",
    )  # fmt: skip


def test_year_three(covered: World, child: Child) -> None:
    assert child.claim.scholarship == 2 * 3_000_000 + 4 * 12_000_000
    operator = covered.actor("op_kewar")
    for year, level in ((2024, "sma"), (2025, "sma"), (2026, "pt")):
        assert [t.state for t in school_calendar(operator, "53.04", year)] == ["to_claim"]
        made = claim_of(covered, child, year, level)
        assert made.amount == {"sma": 3_000_000, "pt": 12_000_000}[level]  # type: ignore[attr-defined]
        actions.pay_year(by=covered.actor("bpjs_belu"), year=made, amount=made.amount,  # type: ignore[arg-type,attr-defined]
                         paid_on=date(2026, 9, 1))  # fmt: skip
    assert [t.state for t in school_calendar(operator, "53.04", 2026)] == ["paid"]
    assert not school_calendar(covered.actor("op_fulur"), "53.04", 2026)


def test_what_is_refused(covered: World, child: Child) -> None:
    claim_of(covered, child, 2025, "sma")
    for year, level, why in (
        (2025, "sma", "sudah ditagih"), (2023, "sma", "di luar jangka"), (2026, "x", "jenjang"),
    ):  # fmt: skip
        with pytest.raises(ClaimRefused, match=why):
            claim_of(covered, child, year, level)
    with pytest.raises(ClaimRefused, match="surat keterangan sekolah"):
        actions.claim_year(by=covered.actor("op_kewar"), child=child, year=2026, level="pt",
                           school="x")  # fmt: skip
    actions.end_child(by=covered.actor("op_kewar"), child=child, on=date(2026, 3, 1),
                      reason="married")  # fmt: skip
    with pytest.raises(ClaimRefused, match="menikah"):
        claim_of(covered, child, 2026, "pt")


def test_the_end_at_23(covered: World) -> None:
    grown = paid_family(covered, date(2002, 9, 1))
    claim_of(covered, grown, 2024, "pt")
    claim_of(covered, grown, 2025, "pt")
    with pytest.raises(ClaimRefused, match="23 tahun"):
        claim_of(covered, grown, 2026, "pt")


def test_two_children_at_most(covered: World, child: Child) -> None:
    operator = covered.actor("op_kewar")
    others = [
        actions.add_child(by=operator, claim=child.claim, name=name, birth_date=date(2010, 1, n))
        for n, name in ((1, "Tinus"), (2, "Ana"))
    ]
    claim_of(covered, child, 2025, "sma")
    claim_of(covered, others[0], 2025, "smp", PDF + b"a")
    with pytest.raises(ClaimRefused, match="dua anak"):
        claim_of(covered, others[1], 2025, "smp", PDF + b"b")
