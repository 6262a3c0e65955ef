"""Whatever is dropped on the upload page: taken, or answered with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.core.sheets.fixtures import hostile
from tests.resident_files import csv_bytes, people, xlsx
from tests.site.walk_world import build
from tests.world import KEWAR, World

from payung.base.files.actions import place_of
from payung.base.files.models import StoredFile
from payung.base.jobs.actions import run_here
from payung.base.staging.models import Batch
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db
GOOD = xlsx(people(3))


def send(world: World, content: bytes, name: str = "daftar.xlsx", kind: str = "") -> Any:
    file = SimpleUploadedFile("berkas", content, kind or "application/octet-stream")
    file.name = name  # as a browser that cuts nothing off would send it
    return world.client("op_kewar").post("/pendataan/unggah/", {"village": KEWAR, "file": file})


def read(world: World, answer: Any) -> Batch:
    assert answer.status_code == 302, answer.content.decode()[:3000]
    batch = Batch.objects.get()
    assert batch.job is not None
    run_here(by=world.actor("op_kewar"), job=batch.job)
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\Users\\Kewar\\Desktop\\warga.xlsx", "warga.xlsx"),
        ("warga.xlsx.exe", "warga.xlsx.exe"),
        ("warga.php.xlsx", "warga.php.xlsx"),
        ("tanpa akhiran", "tanpa akhiran"),
        ("<script>alert(1)<.xlsx", "<script>alert(1)<.xlsx"),
        ('kutip".xlsx', 'kutip".xlsx'),
        ("Daftar Warga Désa – 2026.xlsx", "Daftar Warga Désa – 2026.xlsx"),
        ("x" * 400 + ".xlsx", None),
    ],
)
def test_a_name_is_a_label_and_never_a_place(world: World, sent: str, kept: str | None) -> None:
    batch = read(world, send(world, GOOD, sent))
    assert batch.state == "previewed", batch.message
    row = StoredFile.objects.get()
    assert len(row.name) <= 255
    assert kept is None or row.name == kept
    page = world.client("op_kewar").get(f"/pendataan/impor/{batch.pk}/").content.decode()
    assert "<script>alert" not in page
    errors = world.client("op_kewar").get(f"/pendataan/impor/{batch.pk}/perlu-diperbaiki.xlsx")
    header = errors["Content-Disposition"]
    assert header.isascii()
    assert header.count('"') == 2


def test_nothing_is_an_answer_of_its_own(world: World) -> None:
    answer = send(world, b"")
    assert answer.status_code == 422
    assert "0 bita" in answer.content.decode()
    none = world.client("op_kewar").post("/pendataan/unggah/", {"village": KEWAR})
    assert none.status_code == 422
    assert "Pilih berkas" in none.content.decode()


HARM: list[Callable[[Path], None]] = [
    hostile.ten_gigabytes, hostile.zip_directory_lies, hostile.entity_bomb, hostile.entity_file,
    hostile.password, hostile.password_ods, hostile.truncated, hostile.damaged_sheet,
    hostile.html_renamed, hostile.pdf_renamed, hostile.random_bytes, hostile.word_document,
    hostile.reader_asks_for_a_terabyte, hostile.chain_that_bites_its_tail,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARM, ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", ["warga.xlsx", "warga.csv"])
def test_a_file_that_means_harm_ends_as_a_sentence(
    world: World, tmp_path: Path, harm: Callable[[Path], None], name: str
) -> None:
    path = tmp_path / "berkas"
    harm(path)
    batch = read(world, send(world, path.read_bytes(), name))
    assert batch.state == "unreadable", batch.state
    assert batch.message
    assert "Traceback" not in batch.message
    page = world.client("op_kewar").get(f"/pendataan/impor/{batch.pk}/")
    assert page.status_code == 200
    assert not Person.objects.exists()


def test_the_content_decides_and_not_the_name(world: World) -> None:
    batch = read(world, send(world, csv_bytes(people(2)), "warga.xlsx", "application/vnd.ms-excel"))
    assert batch.state == "previewed", batch.message
    assert batch.rows_read == 2


def test_two_tabs(world: World) -> None:
    """What a stale page sends is answered with a sentence and does nothing twice."""
    batch = read(world, send(world, GOOD))
    client, url = world.client("op_kewar"), f"/pendataan/impor/{batch.pk}/"
    for _ in range(2):
        assert client.post(f"{url}terima/").status_code == 302
    said = client.get(url).content.decode()
    assert "Sedang" in said or "langkah itu tidak berlaku lagi" in said
    batch.refresh_from_db()
    run_here(by=world.actor("op_kewar"), job=batch.job)  # type: ignore[arg-type]
    stale = [
        client.post(f"{url}baris/4/", {"name": "Lain"}), client.post(f"{url}baris/4/abaikan/"),
        client.post(f"{url}petakan/", {}), client.post(f"{url}lanjutkan/"),
        client.post(f"{url}hentikan/"), client.post(f"{url}terima/"),
    ]  # fmt: skip
    assert {answer.status_code for answer in stale} <= {200, 302}
    assert Person.objects.count() == 3
    assert not Person.objects.filter(name="Lain").exists()
    for _ in range(2):
        assert client.post(f"{url}batalkan/", {"reason": "salah"}).status_code in {302, 422}


def test_a_harmed_file_is_a_sentence(world: World, tmp_path: Path, settings: Any) -> None:
    """A paper that was kept, and an upload that waits to be mapped."""
    settings.DATA_DIR = tmp_path
    ids = build(world)[0].ids
    for file in StoredFile.objects.all():
        place_of(file.sha256).write_bytes(b"k1:rusak")
    papers = {"decree": "penetapan/sk/{}/pdf", "export": "iuran/ekspor/berkas/{}",
              "report": "laporan/nomor/{}/xlsx"}  # fmt: skip
    for name, room in papers.items():
        answer = world.client("dpmd_belu").get(f"/{room.format(ids[name])}/")
        assert answer.status_code == 404, name
    answer = world.client("op_kewar").get(f"/pendataan/impor/{ids['unknown_batch']}/petakan/")
    assert answer.status_code == 404
