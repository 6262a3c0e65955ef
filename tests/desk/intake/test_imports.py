"""From upload to register in the browser's own steps, without a script, by the right one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.importing import imported, received
from tests.resident_files import nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor
from payung.programme.people.models import Person

UPLOAD = "/pendataan/unggah/"


def send(client: Client, content: bytes, village: str = KEWAR, name: str = "warga.xlsx") -> Batch:
    answer = client.post(
        UPLOAD, {"village": village, "file": SimpleUploadedFile(name, content)}, follow=False
    )
    assert answer.status_code == 302, answer.content.decode()[:500]
    return Batch.objects.latest("pk")


def work(actor: Actor) -> None:
    """What the worker does."""
    for job in Job.objects.filter(state="queued"):
        run_here(by=actor, job=job)


def test_upload_preview_accept_undo(world: World) -> None:
    operator, client = world.actor("op_kewar"), world.client("op_kewar")
    batch = send(client, xlsx([*people(3), person(9, nik_text="530401")]))
    page = f"/pendataan/impor/{batch.pk}/"
    waiting = client.get(page).content.decode()
    assert "sedang dikerjakan" in waiting
    work(operator)
    preview = client.get(page).content.decode()
    assert "4 baris dibaca: 3 siap masuk, 1 perlu diperbaiki." in preview
    assert "B7" in preview
    assert "NIK berisi 6 angka" in preview
    assert Person.objects.count() == 0
    assert client.post(page + "terima/").status_code == 302
    work(operator)
    assert "3 sudah masuk, 1 perlu diperbaiki" in client.get(page).content.decode()
    assert Person.objects.count() == 3
    assert "Tuliskan alasan" in client.post(page + "batalkan/", {"reason": ""}).content.decode()
    assert client.post(page + "batalkan/", {"reason": "keliru"}).status_code == 302
    work(operator)
    assert "telah dibatalkan" in client.get(page).content.decode()
    assert Person.objects.active().count() == 0


def test_the_same_file_again_says_so(world: World) -> None:
    operator, client = world.actor("op_kewar"), world.client("op_kewar")
    content = xlsx(people(2))
    imported(operator, content, KEWAR)
    batch = send(client, content)
    work(operator)
    client.post(f"/pendataan/impor/{batch.pk}/terima/")
    work(operator)
    page = client.get(f"/pendataan/impor/{batch.pk}/").content.decode()
    assert "2 sama dengan yang sudah ada" in page
    assert "Tidak ada yang berubah" in page


def test_an_empty_upload_is_answered_with_a_sentence(world: World) -> None:
    answer = world.client("op_kewar").post(
        UPLOAD, {"village": KEWAR, "file": SimpleUploadedFile("a.xlsx", b"")}
    )
    assert answer.status_code == 422
    assert "Berkas kosong" in answer.content.decode()


def test_a_village_that_is_not_one_s_own_is_no_choice(world: World) -> None:
    answer = world.client("op_fulur").post(
        UPLOAD, {"village": KEWAR, "file": SimpleUploadedFile("a.xlsx", xlsx(people(1)))}
    )
    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_a_file_that_is_no_list_says_why(world: World) -> None:
    operator, client = world.actor("op_kewar"), world.client("op_kewar")
    batch = send(client, b"%PDF-1.4 bukan lembar kerja", name="surat.pdf")
    work(operator)
    page = client.get(f"/pendataan/impor/{batch.pk}/").content.decode()
    assert "bukan lembar kerja" in page


SEES = {
    "op_kewar": 200, "kades_kewar": 200, "camat_lamaknen": 200, "dpmd_belu": 200,
    "inspektorat_belu": 200, "dinsos_belu": 200, "op_fulur": 404, "op_bialo": 404,
    "dpmd_bulukumba": 404, "kejari_belu": 403, "provinsi_ntt": 403, "orang_luar": 403,
}  # fmt: skip
ACTS = ["op_fulur", "kades_kewar", "camat_lamaknen", "dpmd_belu", "op_bialo", "orang_luar"]


@pytest.mark.parametrize(("name", "status"), SEES.items())
def test_who_sees_an_import(world: World, name: str, status: int) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    assert world.client(name).get(f"/pendataan/impor/{batch.pk}/").status_code == status
    assert world.client(name).get(f"/pendataan/impor/{batch.pk}/kemajuan/").status_code == status


@pytest.mark.parametrize("name", ACTS)
def test_who_may_not_act_on_an_import(world: World, name: str) -> None:
    batch = received(world.actor("op_kewar"), xlsx([*people(1), person(2, nik_text="1")]), KEWAR)
    client, root = world.client(name), f"/pendataan/impor/{batch.pk}/"
    for path in ("terima/", "batalkan/", "petakan/", "baris/5/", "baris/5/abaikan/", "lanjutkan/"):
        assert client.post(root + path, {"reason": "x"}).status_code in {403, 404}, path
    assert client.get(root + "perlu-diperbaiki.xlsx").status_code in {403, 404}
    batch.refresh_from_db()
    assert batch.state == "previewed"


def test_a_stranger_is_sent_to_log_in(world: World) -> None:
    assert Client().get("/pendataan/").status_code == 302


def test_identity_is_masked_for_who_need_not_know(world: World) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    for name, shown in (("op_kewar", True), ("camat_lamaknen", True), ("dinsos_belu", False)):
        page = world.client(name).get(f"/pendataan/impor/{batch.pk}/?lihat=semua").content.decode()
        whole = "".join(f"<span>{p}</span>" for p in (nik(1)[:6], nik(1)[6:12], nik(1)[12:]))
        assert (whole in page) is shown, name
        assert nik(1)[:6] in page


def test_a_stopped_job_can_be_carried_on(world: World) -> None:
    operator, client = world.actor("op_kewar"), world.client("op_kewar")
    batch = send(client, xlsx(people(2)))
    client.post(f"/pendataan/impor/{batch.pk}/hentikan/")
    work(operator)
    page = client.get(f"/pendataan/impor/{batch.pk}/").content.decode()
    assert "Lanjutkan" in page
    client.post(f"/pendataan/impor/{batch.pk}/lanjutkan/")
    work(operator)
    batch.refresh_from_db()
    assert batch.state == "previewed"


def test_home_lists_what_one_may_see(world: World) -> None:
    received(world.actor("op_kewar"), xlsx(people(1)), KEWAR, name="kewar.xlsx")
    assert "kewar.xlsx" in world.client("camat_lamaknen").get("/pendataan/").content.decode()
    assert "kewar.xlsx" not in world.client("op_fulur").get("/pendataan/").content.decode()
    assert "menunggu diperiksa" in world.client("op_kewar").get("/pendataan/").content.decode()
    assert "kewar.xlsx" in world.client("op_kewar").get("/").content.decode()
