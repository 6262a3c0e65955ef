"""The decree: once, frozen, within quota and ceiling."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import OperationalError, connection
from openpyxl import load_workbook
from tests.rosters import PAPER, TODAY, give, listed
from tests.world import World

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.core.calendar import Month
from payung.desk.roster import actions as flow
from payung.programme.people.models import Person
from payung.programme.selection.actions import DecreePaper
from payung.programme.selection.annex import annex_hash, changed_annexes
from payung.programme.selection.models import Decree, DecreeLine
from payung.programme.selection.refusals import SelectionRefused, WrongState

pytestmark = pytest.mark.django_db


def test_a_decree_needs_a_number(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    with pytest.raises(SelectionRefused, match="nomor"):
        made.decree(replace(PAPER, number=" "))
    assert not StoredFile.objects.exists()


def test_somebody_died_after_verification(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    Person.objects.filter(pk=made.people[0].pk).update(life_status="dead")
    with pytest.raises(SelectionRefused, match="1 nama tidak memenuhi"):
        made.decree()
    assert made.fresh().state == "verified"


def test_the_ceiling_in_rupiah_holds(world: World) -> None:
    made = listed(world, heads=3, ceiling=3 * 201_600 - 1)
    made.bring_to("verified")
    with pytest.raises(SelectionRefused, match=r"melebihi pagu Rp604\.799"):
        made.decree()
    give(world, made.fund, ceiling=3 * 201_600)
    assert made.decree().lines.count() == 3


def test_a_quota_cut_after_verification_holds(world: World) -> None:
    made = listed(world, heads=3)
    made.bring_to("verified")
    give(world, made.fund, quota=2)
    with pytest.raises(SelectionRefused, match="melebihi kuota 2"):
        made.decree()


def test_no_month_before_the_decree_unless_chosen(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    decree = made.decree(replace(PAPER, on=date(2026, 4, 10)))
    line = decree.lines.first()
    assert line is not None
    assert (line.month_from, line.month_to, line.total) == (
        Month(2026, 4), Month(2026, 12), 9 * 16_800,
    )  # fmt: skip


def test_the_first_month_can_be_chosen_within_the_share(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    with pytest.raises(SelectionRefused, match="di luar masa pagu"):
        made.decree(replace(PAPER, month_from=Month(2025, 12)))
    made.decree(replace(PAPER, on=date(2026, 4, 10), month_from=Month(2026, 2)))
    assert DecreeLine.objects.values_list("month_from", flat=True).distinct().get() == Month(
        2026, 2
    )


def test_the_annex_names_the_work_of_a_coded_list(world: World) -> None:
    made = listed(world)
    Person.objects.filter(pk=made.people[0].pk).update(occupation=11, occupation_text="")
    made.bring_to("verified")
    sheet = load_workbook(BytesIO(files.read(made.decree().xlsx))).worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    assert "ikan" in rows[made.people[0].name][4].lower()
    assert rows[made.people[1].name][4] == "Petani/pekebun"


def test_reserves_and_excluded_are_not_in_the_annex(world: World) -> None:
    made = listed(world, heads=4)
    flow.rank(by=world.actor("op_kewar"), roster=made.roster, heads=2, on=TODAY)
    made.bring_to("decreed")
    assert made.roster.decree.lines.count() == 2
    assert made.roster.candidates.filter(place="reserve").count() == 2


def test_the_annex_is_in_the_order_of_names_and_keeps_the_basis(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    decree = made.roster.decree
    names = list(decree.lines.values_list("name", flat=True))
    assert names == sorted(names)
    assert [line.position for line in decree.lines.all()] == [1, 2, 3]
    assert decree.legal_basis[-1] == made.fund.regulation
    assert decree.signer_post == "Kepala Desa Kewar"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "X"), ("amounts", [1]), ("address", "lain"), ("base", 5), ("month_to", "2026-11")],
)
def test_the_hash_finds_a_changed_line(world: World, field: str, value: Any) -> None:
    made = listed(world)
    made.bring_to("decreed")
    decree = made.roster.decree
    DecreeLine.objects.filter(decree=decree, position=2).update(**{field: value})
    assert annex_hash(decree.lines.all()) != decree.annex_hash
    assert list(changed_annexes()) == [
        "Lampiran keputusan SK 7/2026 tidak sama dengan saat ditetapkan."
    ]


def test_sound_decrees_have_no_fault(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    assert list(changed_annexes()) == []
    DecreeLine.objects.filter(position=3).delete()
    assert len(list(changed_annexes())) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_decrees_at_once_one_wins(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    actor, together = world.actor("kades_kewar"), threading.Barrier(2)
    said: list[str] = []

    def once(number: str) -> str:
        paper = DecreePaper(number=number, on=TODAY)
        try:
            flow.decree(by=actor, roster=made.roster, paper=paper, on=TODAY)
        except WrongState:
            return "too late"
        return "done"

    def attempt(number: str) -> None:
        together.wait()
        while True:
            # A database in memory refuses at once where one on disk would wait for its turn.
            with contextlib.suppress(OperationalError):
                said.append(once(number))
                break
            time.sleep(0.01)
        connection.close()

    threads = [threading.Thread(target=attempt, args=(f"SK {n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "too late"]
    assert Decree.objects.count() == 1
    assert DecreeLine.objects.count() == 3
