"""Addresses and bodies that nobody's browser sends by itself: a page or a sentence, never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.resident_files import people, xlsx
from tests.rosters import listed
from tests.world import BELU, KEWAR, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HUGE = 10**30
ODD = ["a%00b", "..%2f..%2fetc%2fpasswd", "53.04.01.2001'--", "%F0%9F%98%80", "x" * 3000, "-1", "%"]


@pytest.mark.parametrize(
    "url",
    ["/pendataan/impor/{}/", "/pendataan/impor/1/baris/{}/", "/pendataan/warga/{}/",
     "/penetapan/{}/", "/penetapan/calon/{}/", "/penetapan/sk/{}/pdf/", "/anggaran/dana/{}/",
     "/iuran/peserta/{}/", "/iuran/ekspor/berkas/{}/", "/iuran/bpjs/{}/", "/laporan/nomor/{}/"],
)  # fmt: skip
def test_numbers_beyond_any_row(world: World, url: str) -> None:
    for name in ("dpmd_belu", "op_kewar"):
        assert world.client(name).get(url.format(HUGE)).status_code in {403, 404}


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize(
    "url",
    ["/monev/{}/", "/monev/{}/nama/aktif/", "/anggaran/{}/", "/iuran/ekspor/bpu/{}/",
     "/aturan/{}/grace_months/", "/aturan/53.04/{}/", "/laporan/{}/", "/bahasa/{}/"],
)  # fmt: skip
def test_codes_that_are_none(world: World, url: str, text: str) -> None:
    assert world.client("dpmd_belu").get(url.format(text)).status_code in {400, 403, 404}


@pytest.mark.parametrize("text", [*ODD, "1e999", "٣", "NaN", str(HUGE), "(", "%25%25%25"])
@pytest.mark.parametrize(
    "url",
    ["/pendataan/?urut={0}&setelah={0}", "/pendataan/warga/?q={0}&desa={0}&setelah={0}&urut={0}",
     "/cari/?q={0}", "/penetapan/?urut={0}&setelah={0}", "/anggaran/53.04/?tahun={0}&orang-{0}={0}",
     "/monev/53.04/?tahun={0}&urut={0}", f"/monev/{KEWAR}/nama/usul/?tahun={{0}}&setelah={{0}}",
     "/iuran/peserta/?q={0}&setelah={0}", "/iuran/terima/?setelah={0}&urut={0}"],
)  # fmt: skip
def test_queries_that_nobody_types(world: World, url: str, text: str) -> None:
    answer = world.client("dpmd_belu").get(url.format(text))
    assert answer.status_code in {200, 302, 400}, answer.status_code


def test_ids_beyond_any_row_in_a_form(world: World) -> None:
    roster = listed(world).roster
    client = world.client("op_kewar")
    for name, page, more in (
        ("calon", "tempat", {"place": "reserve"}), ("orang", "tambah", {}),
    ):  # fmt: skip
        answer = client.post(f"/penetapan/{roster.pk}/{page}/", {name: [HUGE, "x", -1], **more})
        assert answer.status_code == 302


def test_an_upload_over_the_limit_is_a_page_with_a_sentence(world: World, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2**20
    client = world.client("op_kewar")
    file = SimpleUploadedFile("daftar.xlsx", b"x" * (3 * 2**20))
    answer = client.post("/pendataan/unggah/", {"village": KEWAR, "file": file})
    assert answer.status_code == 413
    assert "lebih besar dari 1 MB" in answer.content.decode()
    just = SimpleUploadedFile("daftar.xlsx", b"x" * (2**20 + 5))
    answer = client.post("/pendataan/unggah/", {"village": KEWAR, "file": just})
    assert answer.status_code == 422
    assert "lebih besar dari 1 MB" in answer.content.decode()


def test_a_stranger_s_large_body_is_not_read(world: World, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2**20
    file = SimpleUploadedFile("daftar.xlsx", b"x" * (3 * 2**20))
    assert Client().post("/pendataan/unggah/", {"file": file}).status_code == 413


def test_too_many_fields(world: World) -> None:
    fields = {f"kolom_{n}": "x" for n in range(25_000)}
    assert world.client("op_kewar").post("/pendataan/unggah/", fields).status_code == 400


@pytest.mark.parametrize("kind", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_write_nothing(world: World, kind: str) -> None:
    client = world.client("op_kewar")
    for url in ("/", "/pendataan/", "/pendataan/unggah/", f"/monev/{BELU}/"):
        assert client.generic(kind, url).status_code < 500


def test_a_file_in_another_s_village(world: World) -> None:
    file = SimpleUploadedFile("daftar.xlsx", xlsx(people(2)))
    data = {"village": "53.04.01.2002", "file": file}
    answer = world.client("op_kewar").post("/pendataan/unggah/", data)
    assert answer.status_code == 422
