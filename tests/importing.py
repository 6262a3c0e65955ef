"""Imports done in one breath, for tests: through the public actions, jobs done at once."""

from __future__ import annotations

from typing import Any

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor
from payung.programme.people.models import Person


def received(
    actor: Actor, content: bytes, village: str, name: str = "daftar.xlsx", **kw: Any
) -> Batch:
    """Sent and read."""
    batch = staging.receive(
        by=actor, kind="residents", area=village, content=content, name=name, **kw
    )
    assert batch.job is not None
    run_here(by=actor, job=batch.job)
    batch.refresh_from_db()
    return batch


def accepted(actor: Actor, batch: Batch) -> Batch:
    run_here(by=actor, job=staging.accept(by=actor, batch=batch))
    batch.refresh_from_db()
    return batch


def imported(actor: Actor, content: bytes, village: str, name: str = "daftar.xlsx") -> Batch:
    """Sent, read and accepted."""
    return accepted(actor, received(actor, content, village, name))


def undone(actor: Actor, batch: Batch) -> Batch:
    run_here(by=actor, job=staging.undo(by=actor, batch=batch, reason="salah berkas"))
    batch.refresh_from_db()
    return batch


def register(village: str = "") -> list[tuple[Any, ...]]:
    """What the register says, without the numbers that the database gives."""
    found = Person.objects.active().in_area(village)
    return sorted(
        (
            p.village_id, p.name, p.name_key, p.sex, p.birth_place, str(p.birth_date), p.nik,
            p.nik_index, p.nik_tail, p.nik_state, p.kk, p.kk_index, p.mother_name, p.address,
            p.rt, p.rw, p.occupation or 0, p.occupation_text, p.life_status,
        )
        for p in found
    )  # fmt: skip
