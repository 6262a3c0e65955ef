"""SIPP's other files: workers known by a KPJ, and workers who left."""

from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests.members import Lists, make_person
from tests.world import KEWAR, World

from payung.base.files.actions import read
from payung.base.vault.crypto import blind_index
from payung.programme.membership.actions import end_membership, enrol, export, preview
from payung.programme.membership.models import Employer, Export, ExportLine, Membership
from payung.programme.membership.sending import Form

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(world: World, lists: Lists) -> Employer:
    """Two officials of Kewar; the first is a BPU member with a KPJ already."""
    dpmd = world.actor("dpmd_belu")
    employer = Employer.objects.create(area_id=KEWAR, npp="2328969", name="Kewar", kind="employer")
    lists.setting("sipp_work_location", "53040001", scope="2328969")
    people = [make_person(KEWAR, 1), make_person(KEWAR, 2)]
    enrol(by=dpmd, decree=lists.decree(people=people[:1]))
    known(Membership.objects.get(), "26000000001")
    enrol(by=dpmd, decree=lists.decree(people=people, segment="pu", post="perangkat", round_=2))
    return employer


def known(member: Membership, kpj: str) -> None:
    Membership.objects.filter(pk=member.pk).update(
        kpj=kpj, kpj_index=blind_index("kpj", kpj), kpj_at="2026-01-05T00:00:00Z"
    )


def rows_of(row: Export) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(read(row.file)))
    return [[str(c) for c in line] for line in book.get_sheet_by_index(0).to_python()]


def official(number: int) -> Membership:
    rows = Membership.objects.filter(segment="pu").select_related("person")
    return rows.order_by("person__name_key", "pk")[number]


def write(world: World, employer: Employer, form: str) -> Export:
    (row,) = export(
        by=world.actor("dpmd_belu"), segment="pu", area=KEWAR, employer=employer, form=form
    ).exports
    return row


def test_who_has_a_kpj_is_told_as_continuing_and_nobody_twice(
    world: World, village: Employer
) -> None:
    new, existing = write(world, village, Form.NEW), write(world, village, Form.EXISTING)
    assert (new.layout, new.file.name, new.rows) == ("sipp_new", "template_tk_baru.xlsx", 1)
    assert (existing.layout, existing.file.name) == ("sipp_existing", "template_tk_lanjutan.xlsx")
    (head, line) = rows_of(existing)
    assert line[head.index("NOMOR_IDENTITAS_KPJ")] == "26000000001"
    assert line[head.index("LOKASI_PEKERJAAN")] == "53040001"
    sent = ExportLine.objects.values_list("membership", flat=True)
    assert len(set(sent)) == 2
    again = export(by=world.actor("dpmd_belu"), segment="pu", area=KEWAR, employer=village,
                   form=Form.EXISTING)  # fmt: skip
    assert again.exports == ()


def test_who_left_is_told_with_day_and_cause(world: World, lists: Lists, village: Employer) -> None:
    member = official(1)
    known(member, "26000000002")
    end_membership(
        by=world.actor("dpmd_belu"), membership=member, on=date(2026, 6, 30), reason="resigned",
        paper="Surat 7/2026",
    )  # fmt: skip
    row = write(world, village, Form.LEFT)
    (head, line) = rows_of(row)
    assert row.file.name == "template_tk_na.xlsx"
    assert [line[head.index(name)] for name in ("KPJ", "SEBAB_NA", "TGL_KEJADIAN")] == [
        "26000000002", "A1 Mengundurkan Diri", "30-06-2026",
    ]  # fmt: skip
    assert line[head.index("KETERANGAN")] == "Surat 7/2026"


def test_a_cause_that_nobody_gave_holds_the_leaver_back(
    world: World, lists: Lists, village: Employer
) -> None:
    dpmd, member = world.actor("dpmd_belu"), official(1)
    known(member, "26000000002")
    end_membership(by=dpmd, membership=member, on=date(2026, 6, 30), reason="died", paper="Akta 1")
    held = preview(by=dpmd, segment="pu", area=KEWAR, employer=village, form=Form.LEFT).held
    assert "SEBAB_NA" in held[0].holds[0].text()
    lists.setting("sipp_end_reason", "A5 Meninggal Dunia (contoh)", scope="died")
    assert write(world, village, Form.LEFT).rows == 1


def test_the_page_offers_the_three_files(world: World, village: Employer) -> None:
    client = world.client("dpmd_belu")
    page = client.get("/iuran/ekspor/").content.decode()
    assert f"/iuran/ekspor/npp/{village.pk}/?berkas=sipp_existing" in page
    one = client.get(f"/iuran/ekspor/npp/{village.pk}/?berkas=sipp_existing").content.decode()
    assert "template_tk_lanjutan.xlsx" in one
    done = client.post(f"/iuran/ekspor/npp/{village.pk}/?berkas=sipp_existing")
    assert done.status_code == 302
    assert Export.objects.get().layout == "sipp_existing"
    assert "Pekerja yang sudah punya KPJ" in client.get("/iuran/ekspor/").content.decode()
    assert client.get(f"/iuran/ekspor/npp/{village.pk}/?berkas=lain").status_code == 200
