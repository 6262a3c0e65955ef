"""Two regencies with members whose cover is counted by hand, on 20 November 2026.

Kewar: five members, paid January to November. Fulur: three, paid January to September, so that
they lapse on 16 December. Bialo (Bulukumba): two, paid to November.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.members import Lists, make_fund
from tests.world import BIALO, FULUR, KEWAR, World

from payung.core.calendar import Month
from payung.programme.funds.models import Allotment
from payung.programme.membership.actions import enrol, record_posting

TODAY = date(2026, 11, 20)
HEADS = {KEWAR: 5, FULUR: 3, BIALO: 2}
PAID = {KEWAR: 11, FULUR: 9, BIALO: 11}
TARGET = {KEWAR: 4, FULUR: 10, BIALO: 2}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day that every page takes for today."""
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: TODAY)
    return TODAY


@pytest.fixture
def covered(world: World, today: date) -> World:
    """Members of three villages with their receipts."""
    lists = Lists(world)
    for number, village in enumerate(HEADS):
        owner = world.actor("dpmd_bulukumba" if village == BIALO else "dpmd_belu")
        decree = lists.decree(village, HEADS[village], start=1 + 100 * number)
        enrol(by=owner, decree=decree)
        Allotment.objects.create(
            fund=make_fund(f"add-{village}", village), village_id=village, year=2026,
            target_minimum=TARGET[village], quota=12, month_from="2026-01", month_to="2026-12",
            paper="SE 1/2026",
        )  # fmt: skip
        for month in range(1, PAID[village] + 1):
            record_posting(
                by=owner, village=village, month=Month(2026, month),
                paid_on=date(2026, month, 9), reference=f"KI-{month}",
            )  # fmt: skip
    return world
