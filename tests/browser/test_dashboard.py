"""Monev, Laporan, Tugas and Cari in Chromium: clean for axe, inside the screen, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.desk.reports.test_freeze import frozen
from tests.world import BELU, KEWAR, LAMAKNEN, World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
PAGES = {
    "tugas": ("dpmd_belu", "/"),
    "kabupaten": ("dpmd_belu", f"/monev/{BELU}/"),
    "kecamatan": ("camat_lamaknen", f"/monev/{LAMAKNEN}/"),
    "desa": ("op_kewar", f"/monev/{KEWAR}/"),
    "nama": ("op_kewar", f"/monev/{KEWAR}/nama/aktif/"),
    "provinsi": ("provinsi_ntt", "/monev/53/"),
    "cari": ("dpmd_belu", "/cari/?q=kewar"),
    "laporan": ("dpmd_belu", "/laporan/"),
    "aturan": ("dpmd_belu", "/aturan/"),
}


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault_and_nothing_sticks_out(
    live_server: Any,
    covered: World,
    open_page: Opened,
    log_in: LogIn,
    assert_axe_clean: Callable[[Page], None],
    screenshot: Callable[..., None],
    width: int,
) -> None:
    for name, (who, url) in PAGES.items():
        page = open_page(width=width)
        log_in(page, covered.user(who))
        page.goto(url)
        assert page.locator("h1").count() == 1, name
        assert_axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if width == 1280:
            screenshot(page, f"monev-{name}")


def test_from_the_number_to_the_names_by_keyboard(
    live_server: Any, covered: World, page: Page, log_in: LogIn
) -> None:
    log_in(page, covered.user("dpmd_belu"))
    page.goto(f"/monev/{BELU}/")
    page.locator("tbody a", has_text="Kewar").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/monev/{KEWAR}/")
    page.get_by_role("link", name="Aktif", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nama/aktif/**")
    assert page.locator("tbody tr").count() == 5


def test_a_frozen_report_reads_on_a_phone(
    live_server: Any,
    covered: World,
    open_page: Opened,
    log_in: LogIn,
    assert_axe_clean: Callable[[Page], None],
    today: date,
) -> None:
    report = frozen(covered)
    page = open_page(width=360, javascript=True)
    log_in(page, covered.user("provinsi_ntt"))
    page.goto(f"/laporan/{report.content_hash[:16]}/")
    assert page.url.endswith(f"/laporan/nomor/{report.pk}/")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
