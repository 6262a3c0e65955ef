"""Finding the likely person of a row: blocks, scores, and what an import does with a doubt."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importing import accepted, received
from tests.members import make_person
from tests.resident_files import xlsx
from tests.world import FULUR, KEWAR, World

from payung.base.staging.deciding import decide_row
from payung.programme.people.likely import CROWD, Wanted, candidates, likely
from payung.programme.people.models import Person

BORN = date(1980, 8, 9)
KK = "5304010101010001"


@pytest.fixture
def maria(world: World) -> Person:
    from payung.base.vault.crypto import blind_index

    return make_person(
        KEWAR, 1, name="Maria Bere Mau", sex="P", birth_date=BORN, nik="5304014908800003", kk=KK,
        kk_index=blind_index("kk", KK), mother_name="Rosa Hoar",
    )  # fmt: skip


def wanted(**columns: str) -> Wanted:
    return Wanted(1, {"name": "Maria Bere Mau", "sex": "P", **columns}, KEWAR)


@pytest.mark.parametrize(
    "columns",
    [
        {"nik": "5304014908800003", "name": "MARYA BERE"},
        {"birth_date": "1980-08-09"},
        {"birth_date": "1980-09-08"},
        {"kk": KK, "birth_date": "1999-01-01"},
        {"name": "MARIA BERE MAU"},
    ],
    ids=["nik", "birth", "day and month exchanged", "family card", "village and name"],
)
def test_every_block_finds_her(maria: Person, columns: dict[str, str]) -> None:
    assert candidates([wanted(**columns)]) == {1: [maria.pk]}


def test_another_name_on_the_same_day_is_not_scored(maria: Person) -> None:
    assert candidates([wanted(name="Yosef Taek", birth_date="1980-08-09")]) == {1: []}


def test_a_crowded_day_is_looked_at_in_one_village(
    maria: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(FULUR, 2, name="Maria Bere", birth_date=BORN)
    assert len(candidates([wanted(birth_date="1980-08-09")])[1]) == 2
    monkeypatch.setattr("payung.programme.people.likely.CROWD", 1)
    assert candidates([wanted(birth_date="1980-08-09")]) == {1: [maria.pk]}
    assert CROWD > 100


def test_the_score_says_why(maria: Person) -> None:
    row = wanted(nik="5304014908800004", birth_date="1980-08-09", kk=KK, mother_name="Rosa Hoar")
    best = likely([row])[1][0]
    assert best.person == maria.pk
    codes = [reason.code for reason in best.scored.reasons]
    assert any(code.startswith("name:equal") for code in codes)
    assert best.scored.weight == pytest.approx(sum(r.points for r in best.scored.reasons))


HEAD = ("NIK", "Nama", "L/P", "Tanggal Lahir", "No KK", "Nama Ibu", "Alamat")
TYPED = ["5304014908800030", "MARYA BERE MAU", "P", "09-08-1980", KK, "Rosa Hoar", "Jl. Uji"]


def test_an_import_holds_the_doubtful_row_and_goes_on(world: World, maria: Person) -> None:
    operator = world.actor("op_kewar")
    other = ["5304011708800099", "Yosef Taek", "L", "17-08-1980", "", "", "Jl. Uji"]
    batch = received(operator, xlsx([TYPED, other], HEAD), KEWAR)
    assert batch.counts == {"new": 1, "parked": 1}
    row = batch.rows.get(verdict="parked")
    assert (row.subject_id, row.codes) == (maria.pk, " person_likely ")
    batch = accepted(operator, batch)
    assert batch.counts == {"new": 1, "parked": 1}
    decide_row(
        by=operator, batch=batch, number=row.number, other_area=KEWAR, same=False, reason="KTP-el"
    )
    assert accepted(operator, batch).counts == {"new": 2}
    assert Person.objects.active().count() == 3


def test_the_operator_learns_only_that_somebody_is_elsewhere(world: World, maria: Person) -> None:
    batch = received(world.actor("op_fulur"), xlsx([TYPED], HEAD), FULUR)
    assert batch.counts == {"parked": 1}
    page = world.client("op_fulur").get(f"/pendataan/impor/{batch.pk}/?lihat=tahan")
    assert "NIK lain" in page.content.decode()
    assert "Kewar" not in page.content.decode()
    held = world.client("op_fulur").get(
        f"/pendataan/impor/{batch.pk}/baris/{batch.rows.get().number}/putuskan/"
    )
    assert "Maria Bere Mau" not in held.content.decode()
