"""Two regencies with members whose cover is counted by hand, on 20 November 2026.

Kewar: five members, paid January to November. Fulur: three, paid January to September, so that
they lapse on 16 December. Bialo (Bulukumba): two, paid to November.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from tests.members import Lists, make_fund
from tests.world import BIALO, FULUR, KEWAR, World, load_two_regencies

from payung.core.calendar import Month
from payung.programme.funds.models import Allotment
from payung.programme.membership.actions import enrol, record_posting

TODAY = date(2026, 11, 20)
HEADS = {KEWAR: 5, FULUR: 3, BIALO: 2}
PAID = {KEWAR: 11, FULUR: 9, BIALO: 11}
TARGET = {KEWAR: 4, FULUR: 10, BIALO: 2}


COMMITS = {"transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who needs the members comes last in its file: the others shall not meet them."""
    files = {path: place for place, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (files[item.path], "covered_once" in _fixtures(item)))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day that every page takes for today."""
    return _today(monkeypatch)


@pytest.fixture(scope="module")
def covered_once(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World | None]:
    """The members, made once for a file and taken back at its end; each test takes back its own.

    None for a file with a test that commits: its tests each make their own.
    """
    tests = [item for item in request.session.items if item.path == request.node.path]
    if any(COMMITS & _fixtures(item) for item in tests):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MFA_NOT_ENFORCED=True), pytest.MonkeyPatch.context() as patch:
            _today(patch)
            load_two_regencies()
            made = _with_members(World())
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def covered(covered_once: World | None, world: World, today: date) -> World:
    """Members of three villages with their receipts."""
    if covered_once is None:
        return _with_members(world)
    world.users |= {name: copy(user) for name, user in covered_once.users.items()}
    return world


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _today(patch: pytest.MonkeyPatch) -> date:
    patch.setattr(timezone, "localdate", lambda *_a, **_k: TODAY)
    return TODAY


def _with_members(world: World) -> World:
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
