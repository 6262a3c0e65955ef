"""Members of two villages with planned months, ready to be billed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.members import Lists, lists, statements
from tests.world import FULUR, KEWAR, World

from payung.base.territory.actor import Actor
from payung.programme.membership.actions import enrol

__all__ = ["lists", "statements"]


@pytest.fixture
def dpmd(world: World) -> Actor:
    return world.actor("dpmd_belu")


@pytest.fixture
def planned(world: World, lists: Lists, dpmd: Actor) -> Lists:
    """Kewar: three BPU and two officials (PU, with JHT); Fulur: two BPU. All of 2026."""
    enrol(by=dpmd, decree=lists.decree(KEWAR, 3))
    enrol(by=dpmd, decree=lists.decree(FULUR, 2, start=50))
    lists.employer(KEWAR)
    lists.setting("programmes", "jkk,jkm,jht", scope="perangkat")
    decree = lists.decree(
        KEWAR, 2, segment="pu", start=100, base=2_500_000, post="perangkat", round_=2
    )
    enrol(by=dpmd, decree=decree)
    return lists


@pytest.fixture
def guards_lifted(db: None) -> Callable[[], None]:
    """What only the owner of the database can do; the check must show it all the same."""
    from django.db import connection

    from payung.base.journal.triggers import run
    from payung.programme.billing import triggers

    return lambda: run(connection, triggers.removals(connection.vendor))
