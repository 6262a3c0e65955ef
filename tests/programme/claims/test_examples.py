"""Published sums, each through the whole room: reported, gathered, sent, paid, handed over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.programme.claims.cases import HOME, PDF, with_papers, with_widow
from tests.programme.claims.spans import insured
from tests.world import World

from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent, Receipt
from payung.programme.claims.models import Claim

pytestmark = pytest.mark.django_db

# Figures of news and official pages (source beside each); "derived" follows a published rule.
EXAMPLES: list[dict[str, Any]] = [
    # radarjawatengah.com, 2 December 2019: 408,000,000 for 17 families
    {"id": "jkm-2019", "on": date(2019, 11, 1), "segment": "pu", "since": date(2017, 1, 1),
     "base": 2_000_000, "total": 24_000_000},
    # jateng.antaranews.com 552910
    {"id": "jkm-2024", "on": date(2024, 9, 1), "since": date(2024, 1, 1), "total": 42_000_000},
    # media.alkhairaat.id, 23 July 2025: death within the first month
    {"id": "jkm-early-2025", "on": date(2025, 7, 20), "since": date(2025, 7, 1),
     "total": 10_000_000},
    # tegal.inews.id, 27 September 2023: death at work five days after enrolment
    {"id": "jkk-death-lowest", "on": date(2023, 5, 26), "since": date(2023, 5, 21), "jkk": True,
     "total": 70_000_000},
    # bangsaonline.com 73743
    {"id": "jkk-death-jember", "on": date(2020, 3, 1), "segment": "pu", "base": 3_365_813,
     "since": date(2019, 1, 1), "jkk": True, "total": 183_559_024},
    # PP 82/2019, derived: two children through all levels
    {"id": "scholarship-cap", "on": date(2024, 6, 1), "since": date(2019, 1, 1),
     "children": ["sd:8+smp:3+sma:3+pt:5"] * 2, "total": 42_000_000, "scholarship": 174_000_000},
    # manado.antaranews.com 223086
    {"id": "scholarship-sma-pt", "on": date(2023, 1, 1), "segment": "pu", "base": 2_000_000,
     "since": date(2019, 8, 1), "children": ["sma:2+pt:5"], "total": 42_000_000,
     "scholarship": 66_000_000},
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["id"]))
def test_every_published_benefit_reaches_the_family(
    covered: World, example: dict[str, Any]
) -> None:
    operator, bpjs = covered.actor("op_kewar"), covered.actor("bpjs_belu")
    row = insured(
        901, example["since"], example["on"], segment=example.get("segment", "bpu"),
        base=example.get("base", 1_000_000),
    )  # fmt: skip
    work = {"at_work": "yes"} if example.get("jkk") else HOME
    event = actions.report(
        by=operator, person=row.person, told=NewEvent("death", example["on"], **work)
    )
    claim = event.claims.get()
    for n, ahead in enumerate(example.get("children", ())):
        actions.add_child(
            by=operator, claim=claim, name=f"Anak {n}", birth_date=date(2010, 1, 1), ahead=ahead
        )
    claim.refresh_from_db()
    assert claim.programme == ("jkk" if example.get("jkk") else "jkm")
    assert claim.total == example["total"]
    assert claim.scholarship == example.get("scholarship", 0)
    assert sum(claim.estimate["parts"].values()) == example["total"]
    assert all(step["reference"] for step in claim.estimate["steps"] if step["parameters"])
    with_papers(covered, with_widow(covered, event))
    day = example["on"] + timedelta(days=10)
    actions.submit(
        by=covered.actor("dpmd_belu"), claims=[claim], area="53.04", number="1", sent_on=day
    )
    actions.pay(by=bpjs, claim=claim, amount=example["total"], paid_on=day)
    receipt = Receipt(day, "Desa", "Keluarga", "Kades", example["total"], PDF, "bukti.pdf")
    actions.hand_over(by=operator, claim=claim, receipt=receipt)
    done = Claim.objects.get(pk=claim.pk)
    assert (done.state, done.law_id) == ("handed_over", claim.law_id)


def test_two_registrations_pay_twice(covered: World) -> None:
    """Heirs of a village head were paid 84 million: as PU of the village and as BPU."""
    bpu = insured(902, date(2025, 1, 5), date(2026, 11, 1))
    insured(902, date(2025, 1, 5), date(2026, 11, 1), segment="pu", base=2_000_000,
            person=bpu.person)  # fmt: skip
    event = actions.report(
        by=covered.actor("op_kewar"), person=bpu.person,
        told=NewEvent("death", date(2026, 11, 5), **HOME),
    )  # fmt: skip
    assert [c.total for c in event.claims.order_by("pk")] == [42_000_000] * 2


def test_a_lapse_in_the_grace_is_rescued_by_arrears(covered: World) -> None:
    """Paid to August, death in October: still covered; the sentence says what to pay and when."""
    from payung.programme.claims.cover import covers_of, told

    row = insured(903, date(2026, 1, 5), date(2026, 8, 1))
    event = actions.report(
        by=covered.actor("op_kewar"), person=row.person,
        told=NewEvent("death", date(2026, 10, 20), **HOME),
    )  # fmt: skip
    (cover,) = covers_of(event)
    assert [str(m) for m in cover.owed] == ["2026-09", "2026-10"]
    assert (cover.arrears, cover.pay_by) == (33_600, date(2026, 11, 15))
    assert event.claims.get().total == 42_000_000
    assert "batas 15 November 2026 sudah lewat" in told(cover)


def test_savings_wait_for_the_balance(covered: World) -> None:
    row = insured(904, date(2024, 1, 5), date(2026, 11, 1), segment="pu", base=2_000_000,
                  programmes="jkk,jkm,jht")  # fmt: skip
    operator = covered.actor("op_kewar")
    event = actions.report(by=operator, person=row.person,
                           told=NewEvent("term_ended", date(2026, 11, 5)))  # fmt: skip
    claim = event.claims.get()
    assert claim.total is None
    assert "saldo" in claim.unreckoned
    actions.correct(by=operator, event=event,
                    told=NewEvent("term_ended", date(2026, 11, 5), balance=5_123_456))  # fmt: skip
    claim.refresh_from_db()
    assert (claim.programme, claim.total) == ("jht", 5_123_456)
