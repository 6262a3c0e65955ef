"""Export batches: frozen files, nobody sent twice, holds and blocks with reasons."""

from __future__ import annotations

import hashlib
import io

import pytest
from python_calamine import CalamineWorkbook
from tests.members import Lists, make_person
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.files.actions import read
from payung.base.territory.actor import NotAllowed
from payung.core.sipp import ExportBlocked, HoldCode, example_layout
from payung.programme.membership.actions import (
    MembershipRefused,
    enrol,
    export,
    preview,
    why_blocked,
    withdraw_export,
)
from payung.programme.membership.models import Employer, Export, ExportLine, Membership

pytestmark = pytest.mark.django_db


def sheet(export_: Export) -> list[list[object]]:
    content = read(export_.file)
    assert hashlib.sha256(content).hexdigest() == export_.file.sha256
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def village(world: World, lists: Lists) -> Employer:
    """Kewar's officials enrolled under its NPP."""
    employer = lists.employer()
    decree = lists.decree(count=3, segment="pu", base=2_328_969, post="perangkat")
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    return employer


def test_without_the_work_location_nothing_is_written(world: World, village: Employer) -> None:
    by = world.actor("dpmd_belu")
    assert "LOKASI_PEKERJAAN" in why_blocked("pu", KEWAR, village)
    with pytest.raises(ExportBlocked):
        export(by=by, segment="pu", area=KEWAR, employer=village)
    assert not Export.objects.exists()


def test_the_file_is_frozen_and_nobody_is_sent_twice(
    world: World, lists: Lists, village: Employer
) -> None:
    by = world.actor("dpmd_belu")
    lists.setting("sipp_work_location", "53040001", scope=village.npp)
    done = export(by=by, segment="pu", area=KEWAR, employer=village)
    (row,) = done.exports
    assert (row.rows, row.file.name, row.layout) == (3, "template_tk_baru.xlsx", "sipp_new")
    rows = sheet(row)
    assert len(rows) == 4
    assert rows[1][26] == "53040001"
    assert {line[23] for line in rows[1:]} == {"2328969"}
    assert {line[27] for line in rows[1:]} == {"PKWTT"}
    again = export(by=by, segment="pu", area=KEWAR, employer=village)
    assert (again.exports, again.rows) == ((), 0)
    assert Export.objects.count() == 1


def test_a_file_that_was_never_uploaded_is_withdrawn(
    world: World, lists: Lists, village: Employer
) -> None:
    by = world.actor("dpmd_belu")
    lists.setting("sipp_work_location", "53040001", scope=village.npp)
    (row,) = export(by=by, segment="pu", area=KEWAR, employer=village).exports
    with pytest.raises(MembershipRefused, match="alasan"):
        withdraw_export(by=by, export=row, reason=" ")
    assert withdraw_export(by=by, export=row, reason="salah NPP") == 3
    again = export(by=by, segment="pu", area=KEWAR, employer=village)
    assert again.rows == 3
    assert ExportLine.objects.count() == 6


def test_a_temporary_nik_is_held_back_with_the_reason(world: World, lists: Lists) -> None:
    by = world.actor("dpmd_belu")
    lists.setting("bpu_layout", example_layout())
    people = [make_person(KEWAR, 1), make_person(KEWAR, 2, nik="0530401200100002")]
    enrol(by=by, decree=lists.decree(people=people))
    done = export(by=by, segment="bpu", area=BELU)
    assert done.rows == 1
    (held,) = done.held
    assert held.ref == str(Membership.objects.get(person=people[1]).pk)
    assert held.holds[0].code is HoldCode.NIK_TEMPORARY


def test_bpu_waits_for_its_layout_and_takes_the_whole_district(world: World, lists: Lists) -> None:
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=lists.decree(KEWAR, 2))
    enrol(by=by, decree=lists.decree(FULUR, 1, start=10))
    assert "Tata letak" in why_blocked("bpu", BELU, None)
    lists.setting("bpu_layout", example_layout())
    assert why_blocked("bpu", BELU, None) == ""
    (row,) = export(by=by, segment="bpu", area=BELU).exports
    told = dict(zip(*sheet(row)[:2], strict=True))
    assert told["PEKERJAAN"] == "PETANI/PEKEBUN"
    assert (told["BLTH AWAL"], told["JUMLAH BULAN"], told["PENGHASILAN"]) == (
        "01-2026",
        "12",
        "1000000",
    )
    assert row.rows == 3


def test_a_broken_layout_blocks_with_its_fault(world: World, lists: Lists) -> None:
    lists.setting("bpu_layout", "columns: nothing")
    assert "columns" in why_blocked("bpu", BELU, None)


@pytest.mark.parametrize("name", ["op_kewar", "bpjs_belu", "dpmd_bulukumba", "inspektorat_belu"])
def test_who_may_not_export(world: World, lists: Lists, name: str) -> None:
    lists.setting("bpu_layout", example_layout())
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, 1))
    with pytest.raises(NotAllowed):
        preview(by=world.actor(name), segment="bpu", area=KEWAR)
