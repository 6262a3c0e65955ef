"""The import in a real browser: without a script, at both widths, clean for screen readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.importing import imported, received
from tests.resident_files import HEADERS, nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.staging.models import Batch
from payung.programme.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
LogIn = Callable[..., None]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("live_server")]
ODD = [{"NIK": "Identitas", "Nama Lengkap": "Sebutan"}.get(h, h) for h in HEADERS]


def mixed() -> bytes:
    rows = [*people(8, 10), person(30, nik_text="53040117088"), person(31, name="Maria 2")]
    return xlsx([*rows, person(32, name="Ana 2"), person(33, name="Ana 2"), person(1)])


def work(world: World) -> None:
    for job in Job.objects.filter(state="queued"):
        run_here(by=world.actor("op_kewar"), job=job)


def test_from_upload_to_register_without_javascript(
    open_page: OpenPage, world: World, log_in: LogIn, tmp_path: Path
) -> None:
    """A 360-pixel phone, no script: upload, mend one row, accept, see the person."""
    file = tmp_path / "warga.xlsx"
    file.write_bytes(xlsx([*people(2), person(3, nik_text="53")]))
    page = open_page(width=360, javascript=False)
    log_in(page, world.user("op_kewar"))
    page.goto("/pendataan/unggah/")
    page.get_by_label("Berkas daftar penduduk").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()
    work(world)
    page.reload()
    assert "3 baris dibaca: 2 siap masuk, 1 perlu diperbaiki." in page.inner_text("body")
    page.get_by_role("link", name="6 perbaiki").click()
    page.get_by_label("NIK", exact=True).fill(nik(3))
    page.get_by_role("button", name="Simpan dan periksa").click()
    page.get_by_role("button", name="Masukkan 3 baris").click()
    work(world)
    page.reload()
    assert "3 sudah masuk" in page.inner_text("body")
    page.goto("/pendataan/warga/?q=0003")
    page.get_by_role("link", name="Yohanes Daaus Bere").click()
    assert "warga.xlsx" in page.inner_text("body")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_is_clean(
    open_page: OpenPage,
    world: World,
    log_in: LogIn,
    assert_axe_clean: Callable[..., None],
    width: int,
) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(3)), KEWAR, name="lama.xlsx")
    batch = received(operator, mixed(), KEWAR, name="warga-kewar.xlsx")
    odd = received(operator, xlsx(people(2, 200), ODD), KEWAR, name="lain.xlsx")
    working = received(operator, xlsx(people(2, 300)), KEWAR, name="jalan.xlsx")
    Batch.objects.filter(pk=working.pk).update(state="accepting")
    held = received(operator, xlsx([person(1, name="Agustina Mali")]), KEWAR, name="tahan.xlsx")
    root = f"/pendataan/impor/{batch.pk}/"
    pages = [
        "/pendataan/", "/pendataan/unggah/", root, f"{root}?lihat=semua&masalah=name_invalid",
        f"{root}baris/13/", f"{root}batalkan/", f"/pendataan/impor/{odd.pk}/petakan/",
        f"/pendataan/impor/{working.pk}/", f"/pendataan/impor/{held.pk}/baris/4/putuskan/",
        "/pendataan/warga/?q=yoh", f"/pendataan/warga/{Person.objects.earliest('pk').pk}/",
    ]  # fmt: skip
    page = open_page(width=width)
    log_in(page, world.user("op_kewar"))
    for address in pages:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert_axe_clean(page)
    page.goto(root)
    if width == 360:
        told = page.locator(".pu-table tbody .pu-long").first.bounding_box()
        assert told is not None
        assert told["x"] >= 0
        assert told["x"] + told["width"] <= width, "a problem is read without moving sideways"
