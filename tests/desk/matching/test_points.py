"""Decisions become a table of points: fitted, measured on decisions set aside, gated."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.importing import accepted, received
from tests.members import make_person
from tests.resident_files import xlsx
from tests.world import KEWAR, World

from payung.base.staging.deciding import decide_row
from payung.base.territory.actor import NotAllowed
from payung.core.linkage import default_points
from payung.core.linkage.levels import COMPARISONS
from payung.desk.matching.actions import refit, use_points
from payung.desk.matching.actions.points import LEAST, decisions, labels, of_held_rows
from payung.desk.matching.models import Pair, PointsTable
from payung.desk.matching.refusals import MatchingRefused
from payung.programme.people.models import Person
from payung.programme.people.points import points_in_force

NAMES = ("Maria Bere", "Yosef Taek", "Petrus Lesu", "Rosalia Hoar", "Domi Seran", "Anna Mau")


def decided(count: int) -> None:
    """Half are one person with a slip in the name, half are brothers born on one day."""
    for n in range(count):
        same = n % 2 == 0
        name = f"{NAMES[n % 6]} {NAMES[n % 5].split()[1]} {chr(65 + n % 26)}atu"
        other = name.replace("a", "A").upper() if same else f"{NAMES[(n + 1) % 6]} Klau"
        born = date(1960 + n % 40, 1 + n % 12, 1 + n % 28)
        left = make_person(KEWAR, 2 * n + 1, name=name, birth_date=born, mother_name=f"Ibu {n}")
        right = make_person(KEWAR, 2 * n + 2, name=other, birth_date=born, mother_name=f"Ibu {n}")
        Pair.objects.create(
            left=left, right=right, weight=1.0, band="review", points_version="uji", reasons=[],
            decision="same" if same else "different", decided_at=timezone.now(),
        )  # fmt: skip


def test_too_few_decisions_say_so(world: World) -> None:
    decided(4)
    with pytest.raises(MatchingRefused, match=f"mulai {LEAST} keputusan"):
        refit(by=world.actor("dpmd_belu"))
    assert points_in_force() == default_points()


def test_a_table_is_fitted_measured_and_put_in_force(world: World) -> None:
    decided(60)
    assert len(list(decisions())) == 60
    dpmd = world.actor("dpmd_belu")
    row = refit(by=dpmd)
    figures = row.figures
    assert row.labels + figures["held_out"] == 60
    assert row.passed == ("refused" not in figures)
    assert figures["after"]["loss"] <= figures["before"]["loss"]
    assert row.passed
    use_points(by=dpmd, table=row)
    assert points_in_force().version == row.version
    use_points(by=dpmd, table=None)
    assert points_in_force() == default_points()


def test_a_table_that_failed_cannot_be_used(world: World) -> None:
    failed = PointsTable.objects.create(
        version="x",
        table=default_points().as_json(),
        labels=1,
        passed=False,
        by_id="u",
        by_name="u",
    )
    with pytest.raises(MatchingRefused, match="tidak lolos"):
        use_points(by=world.actor("dpmd_belu"), table=failed)


def test_only_who_sets_policy_fits_a_table(world: World) -> None:
    for who in ("op_kewar", "camat_lamaknen", "inspektorat_belu"):
        with pytest.raises(NotAllowed):
            refit(by=world.actor(who))


def test_decisions_on_held_rows_teach_as_well(world: World) -> None:
    """As the two stood when somebody decided: taking the row in makes them alike."""
    operator, kk = world.actor("op_kewar"), "5304010101010001"
    make_person(
        KEWAR, 1, name="Maria Bere Mau", birth_date=date(1980, 8, 9), kk=kk, sex="P",
        mother_name="Rosa Hoar",
    )  # fmt: skip
    head = ("NIK", "Nama", "L/P", "Tanggal Lahir", "No KK", "Nama Ibu")
    typed = ["5304014908800030", "MARYA BERE MAU", "P", "09-08-1980", kk, "Rosa Hoar"]
    batch = received(operator, xlsx([typed], head), KEWAR)
    row = batch.rows.get(verdict="parked")
    decide_row(
        by=operator, batch=batch, number=row.number, other_area=KEWAR, same=True, reason="KTP-el"
    )
    accepted(operator, batch)
    assert Person.objects.active().get().name == "MARYA BERE MAU"
    ((levels, same, _held),) = of_held_rows()
    assert same
    shown = [c.levels[level].code for c, level in zip(COMPARISONS, levels, strict=True)]
    assert shown[0] != "nik:equal"
    assert shown[1].startswith(("name:equal", "name:near"))
    found = labels()
    assert (len(found.levels), found.same.tolist()) == (1, [True])
