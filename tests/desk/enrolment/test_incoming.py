"""Files of BPJS on the screen: sending, preview, recording, taking back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.members import Lists
from tests.sending import workbook
from tests.world import BELU, KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.staging.models import Batch
from payung.core.calendar import Month
from payung.desk.enrolment.waiting import tasks
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import Membership, Posting
from payung.programme.membership.queries import covered_by_village

pytestmark = pytest.mark.django_db
TERMS = {"month": "2026-01", "paid_on": "2026-01-14", "reference": "KI-1"}


@pytest.fixture
def members(world: World, lists: Lists) -> list[Membership]:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=2))
    return list(Membership.objects.select_related("person").order_by("pk"))


def file(rows: list[list[object]], name: str = "rincian.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(rows))


def upload(world: World, rows: list[list[object]], **given: str) -> Batch:
    data = {"kind": "", "area": BELU, "file": file(rows), **TERMS, **given}
    answer = world.client("bpjs_belu").post("/iuran/bpjs/", data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Batch.objects.order_by("-pk")[0]


def work(world: World, batch: Batch, name: str = "bpjs_belu") -> None:
    batch.refresh_from_db()
    assert batch.job is not None
    run_here(by=world.actor(name), job=batch.job)


def test_from_upload_to_cover_and_back(world: World, members: list[Membership]) -> None:
    rows: list[list[object]] = [["NIK", "NAMA", "TOTAL"]]
    rows += [[m.person.nik, m.person.name, 16_800] for m in members]
    rows += [["5304011912850099", "ORANG ASING", 16_800]]
    batch = upload(world, rows)
    client, url = world.client("bpjs_belu"), f"/iuran/bpjs/{batch.pk}/"
    assert "Sedang dikerjakan" in client.get(url).content.decode()
    work(world, batch)
    held = client.get(url).content.decode()
    assert "3 baris dibaca: 2 siap masuk, 1 ditahan untuk diperiksa." in held
    assert "bukan peserta di wilayah ini" in held
    assert "ORANG ASING" in held
    assert "Catat 2 baris" in held
    ready = client.get(url, {"lihat": "catat"}).content.decode()
    assert members[0].person.name in ready
    assert "ORANG ASING" not in ready
    assert not Posting.objects.exists()
    (task,) = tasks(world.actor("bpjs_belu"))
    assert task.url == url

    client.post(f"{url}terima/")
    work(world, batch)
    assert covered_by_village(world.actor("bpjs_belu"), Month(2026, 1)) == {KEWAR: 2}
    assert "2 sudah masuk" in client.get(url).content.decode()
    assert client.post(f"{url}batalkan/", {}).status_code == 422
    client.post(f"{url}batalkan/", {"reason": "salah bulan"})
    work(world, batch)
    assert not Posting.objects.exists()


def test_unknown_headers_are_mapped_by_hand(world: World, members: list[Membership]) -> None:
    rows: list[list[object]] = [["Identitas Diri", "Nama Orang", "Uang"]]
    rows += [[m.person.nik, m.person.name, 16_800] for m in members]
    batch = upload(world, rows)
    work(world, batch)
    batch.refresh_from_db()
    client, url = world.client("bpjs_belu"), f"/iuran/bpjs/{batch.pk}/"
    if batch.columns:
        answer = client.get(url)
        assert answer["Location"] == f"{url}petakan/"
        given = {"kolom_0": "nik", "kolom_1": "nama", "kolom_2": "nama"}
        double = client.post(f"{url}petakan/", given)
        assert double.status_code == 422
        client.post(f"{url}petakan/", {**given, "kolom_2": "jumlah"})
        work(world, batch)
        batch.refresh_from_db()
        assert batch.counts == {"new": 2}
    else:
        page = client.get(url).content.decode()
        assert batch.message in page


def test_a_file_that_is_no_table_says_so(world: World, members: list[Membership]) -> None:
    data = {
        "kind": "bpjs_answer", "area": BELU,
        "file": SimpleUploadedFile("foto.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    }  # fmt: skip
    client = world.client("bpjs_belu")
    client.post("/iuran/bpjs/", data)
    batch = Batch.objects.get()
    work(world, batch)
    batch.refresh_from_db()
    page = client.get(f"/iuran/bpjs/{batch.pk}/")
    assert page.status_code == 200
    assert batch.message
    assert batch.message.split(".")[0] in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("file", ""), ("month", "Foo"), ("paid_on", "31-31-2026"), ("area", "73.02"), ("kind", "x")],
)
def test_a_wrong_entry_is_named(world: World, field: str, value: str) -> None:
    data = {"kind": "bpjs_posting", "area": BELU, "file": file([["NIK"]]), **TERMS}
    data = {**data, field: value}
    answer = world.client("bpjs_belu").post("/iuran/bpjs/", data)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Batch.objects.exists()


@pytest.mark.parametrize("name", ["op_kewar", "camat_lamaknen", "inspektorat_belu"])
def test_who_does_not_record(world: World, members: list[Membership], name: str) -> None:
    batch = upload(world, [["NIK", "NAMA"]])
    client = world.client(name)
    for url in ("", f"{batch.pk}/", f"{batch.pk}/kemajuan/", f"{batch.pk}/petakan/"):
        assert client.get(f"/iuran/bpjs/{url}").status_code == 403, url
    assert client.post(f"/iuran/bpjs/{batch.pk}/terima/").status_code == 403
    assert client.post(f"/iuran/bpjs/{batch.pk}/batalkan/").status_code == 403


def test_the_neighbour_district_finds_nothing(world: World, members: list[Membership]) -> None:
    batch = upload(world, [["NIK", "NAMA"]])
    client = world.client("dpmd_bulukumba")
    for url in ("", "kemajuan/", "petakan/", "batalkan/"):
        assert client.get(f"/iuran/bpjs/{batch.pk}/{url}").status_code == 404, url
    assert client.post(f"/iuran/bpjs/{batch.pk}/terima/").status_code == 404
