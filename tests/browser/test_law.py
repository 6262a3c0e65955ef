"""The law's pages in the browser: wide and narrow, axe clean, tried without a script, printed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CASE = "segment=bpu&programmes=jkk&programmes=jkm&month=2026-05&amount=1.000.000"
CLAIM = "programme=jkm&event=death&segment=bpu&date=2026-03-10&member_since=2022-01-01"
PAGES = {
    "hukum": "/hukum/?tanggal=2026-05-01",
    "hukum-saring": "/hukum/?tanggal=2026-05-01&program=jkm&riwayat=semua",
    "hukum-kosong": "/hukum/?cari=xyzzy",
    "iuran": "/hukum/iuran/",
    "iuran-hasil": f"/hukum/iuran/?{CASE}&fund=apbdes",
    "iuran-ditolak": f"/hukum/iuran/?{CASE}&programmes=jp",
    "manfaat": "/hukum/manfaat/",
    "manfaat-hasil": f"/hukum/manfaat/?{CLAIM}&sma_1=2&pt_1=5&sd_2=6",
    "manfaat-salah": "/hukum/manfaat/?programme=jkm&date=kemarin",
}


@pytest.fixture
def user(live_server: Any, world: World) -> Any:
    return world.user("op_kewar")


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_stands_and_is_axe_clean(
    user: Any,
    open_page: Opened,
    log_in: LogIn,
    assert_axe_clean: Callable[[Page], None],
    width: int,
) -> None:
    page = open_page(width=width)
    log_in(page, user)
    folder = os.environ.get("PAYUNG_LOOK")
    for name, url in PAGES.items():
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert_axe_clean(page)
        spill = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert spill <= 0, f"{url} is {spill} px wider than the screen"


def test_a_case_is_tried_and_its_law_opened_without_a_script(
    user: Any, open_page: Opened, log_in: LogIn
) -> None:
    page = open_page(javascript=False)
    log_in(page, user)
    page.goto("/")
    page.get_by_role("link", name="Hukum jaminan sosial dan coba hitung").click()
    page.get_by_role("link", name="Coba iuran").click()
    page.fill("[name=month]", "2025-09")
    page.get_by_role("button", name="Hitung").click()
    assert "Rp16.800" in page.inner_text(".pu-sentence")
    page.get_by_role("link", name="Iuran JKM bukan penerima upah").first.click()
    assert page.url.endswith("?tanggal=2025-09-01#jkm_bpu_amount")
    assert page.locator("#jkm_bpu_amount").bounding_box()["y"] < 800  # type: ignore[index]


def test_on_paper_the_case_stands_without_its_form(
    user: Any, open_page: Opened, log_in: LogIn
) -> None:
    page = open_page()
    log_in(page, user)
    page.goto(PAGES["iuran-hasil"])
    page.emulate_media(media="print")
    assert not page.locator("form[method=get]").first.is_visible()
    assert page.get_by_text("Langkah demi langkah").is_visible()
    assert "versi hukum" in page.inner_text(".pu-print-foot")
