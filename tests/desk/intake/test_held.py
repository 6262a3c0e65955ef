"""Held rows: decided by who may see both sides; the operator learns only that a match exists."""

from __future__ import annotations

import pytest
from tests.importing import accepted, imported, received, register, undone
from tests.resident_files import people, person, xlsx
from tests.world import FULUR, KEWAR, World

from payung.base.staging.models import Batch
from payung.programme.people.models import Person


@pytest.fixture
def elsewhere(world: World) -> Batch:
    """Somebody of Fulur stands in the list of Kewar."""
    imported(world.actor("op_fulur"), xlsx(people(1)), FULUR)
    return imported(world.actor("op_kewar"), xlsx([person(1, address="Jl. Baru")]), KEWAR)


def url(batch: Batch, number: int = 4) -> str:
    return f"/pendataan/impor/{batch.pk}/baris/{number}/putuskan/"


def test_the_operator_learns_only_that_a_match_exists(world: World, elsewhere: Batch) -> None:
    page = world.client("op_kewar").get(url(elsewhere)).content.decode()
    assert "sudah terdata di wilayah lain" in page
    assert "menunggu petugas" in page
    assert "Fulur" not in page
    answer = world.client("op_kewar").post(url(elsewhere), {"keputusan": "sama", "reason": "x"})
    assert answer.status_code == 403
    assert Person.objects.get().village_id == FULUR


def test_it_waits_in_the_tasks_of_who_sees_both(world: World, elsewhere: Batch) -> None:
    for name, waits in (("camat_lamaknen", True), ("dpmd_belu", True), ("op_kewar", False)):
        page = world.client(name).get("/").content.decode()
        assert ("Putuskan baris" in page) is waits, name
    assert "Putuskan baris" not in world.client("dpmd_bulukumba").get("/").content.decode()
    world.client("dpmd_belu").post(url(elsewhere), {"keputusan": "lain", "reason": "KTP-el"})
    assert "Putuskan baris" not in world.client("dpmd_belu").get("/").content.decode()


def test_who_sees_both_moves_the_person(world: World, elsewhere: Batch) -> None:
    before = register()
    client = world.client("camat_lamaknen")
    page = client.get(url(elsewhere)).content.decode()
    assert "Desa Fulur" in page
    assert "pindah ke sini" in page
    assert client.post(url(elsewhere), {"keputusan": "sama", "reason": ""}).status_code == 422
    answer = client.post(url(elsewhere), {"keputusan": "sama", "reason": "surat pindah 12/2026"})
    assert answer.status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.counts == {"changed": 1}
    accepted(world.actor("op_kewar"), elsewhere)
    moved = Person.objects.get()
    assert (moved.village_id, moved.address) == (KEWAR, "Jl. Baru")
    undone(world.actor("op_kewar"), elsewhere)
    assert register() == before


def test_somebody_else_with_the_same_number_is_registered(world: World) -> None:
    imported(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    batch = received(world.actor("op_kewar"), xlsx([person(1, name="Agustina Mali")]), KEWAR)
    client = world.client("op_kewar")
    assert "Yohanes Baaus Bere" in client.get(url(batch)).content.decode()
    client.post(url(batch), {"keputusan": "lain", "reason": "KTP-el diperiksa"})
    accepted(world.actor("op_kewar"), batch)
    assert Person.objects.filter(village_id=KEWAR).count() == 2
    assert batch.counts == {"new": 1}


@pytest.mark.parametrize("name", ["op_fulur", "dinsos_belu", "inspektorat_belu", "op_bialo"])
def test_nobody_else_decides(world: World, elsewhere: Batch, name: str) -> None:
    answer = world.client(name).post(url(elsewhere), {"keputusan": "sama", "reason": "x"})
    assert answer.status_code in {403, 404}
    assert Person.objects.get().village_id == FULUR


def test_decided_once(world: World, elsewhere: Batch) -> None:
    client = world.client("dpmd_belu")
    client.post(url(elsewhere), {"keputusan": "lain", "reason": "KTP-el"})
    again = client.post(url(elsewhere), {"keputusan": "sama", "reason": "KTP-el"})
    assert "tidak lagi menunggu" in again.content.decode()
