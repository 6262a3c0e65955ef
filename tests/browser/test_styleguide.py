"""Every component in Chromium: accessible, at every width, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from playwright.sync_api import Page

GUIDE = "/ui/komponen/"
Opened = Callable[..., "Page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _shown(settings: Any, live_server: Any) -> None:
    settings.DEMO = True


def visit(page: Page, address: str = GUIDE) -> None:
    answer = page.goto(address)
    assert answer
    assert answer.ok, answer.status


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_no_fault(
    open_page: Opened, assert_axe_clean: Callable[[Page], None], width: int, language: str
) -> None:
    page = open_page(width=width)
    visit(page)
    page.click(f".pu-lang button[value={language}]")
    assert page.locator("html").get_attribute("lang") == language
    assert_axe_clean(page)


def test_axe_finds_no_fault_on_paper_and_errors(
    page: Page, assert_axe_clean: Callable[[Page], None]
) -> None:
    visit(page, "/ui/komponen/surat/")
    assert_axe_clean(page)
    page.goto("/tidak-ada/")
    assert page.inner_text("h1") == "Halaman tidak ditemukan"
    assert_axe_clean(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_the_page_never_scrolls_sideways(open_page: Opened, width: int) -> None:
    page = open_page(width=width)
    visit(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hidden_words_in_a_scrolling_box_do_not_widen_the_page(open_page: Opened) -> None:
    page = open_page(width=360)
    page.set_content(
        f"<!doctype html><style>{Path(finders.find('ui/payung.css') or '').read_text()}</style>"
        '<main><div class="pu-table-box"><table class="pu-table"><tr>'
        + "<td>Lamaknen Selatan <span class='govuk-visually-hidden'>desa</span></td>" * 20
        + "</tr></table></div></main>"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_faults_of_a_form_take_the_focus_and_lead_to_the_field(page: Page) -> None:
    visit(page)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.click(".govuk-error-summary a[href='#id_number']")
    assert page.evaluate("document.activeElement.id") == "id_number"


def test_the_focus_is_seen(page: Page) -> None:
    visit(page)
    page.focus(".pu-brand")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    colour = "getComputedStyle(document.activeElement).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 221, 0)"


def test_a_term_opens_without_javascript(open_page: Opened) -> None:
    page = open_page(javascript=False)
    visit(page)
    page.click(".pu-term >> text=KPJ")
    assert page.locator(".pu-meaning:popover-open").inner_text().startswith("KPJ")


def test_a_job_moves_on_by_itself_and_ends(page: Page) -> None:
    visit(page)
    page.wait_for_selector("#kemajuan >> text=Selesai", timeout=30_000)
    assert page.locator("#kemajuan [hx-trigger], #kemajuan[hx-trigger]").count() == 0


def test_without_javascript_a_job_offers_to_reload(open_page: Opened) -> None:
    page = open_page(javascript=False)
    visit(page)
    page.click("noscript a")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"


def test_a_dropped_file_is_named(page: Page) -> None:
    visit(page)
    page.set_input_files(
        "#bersih_file", {"name": "desa.csv", "mimeType": "text/csv", "buffer": b"a"}
    )
    assert page.locator(".pu-drop__name >> text=desa.csv").count() == 1


def test_a_column_sorts_by_its_address_without_javascript(open_page: Opened) -> None:
    page = open_page(javascript=False)
    visit(page)
    page.click("thead >> text=Peserta aktif")
    assert "urut=aktif" in page.url
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Peserta aktif")
    assert page.locator(".pu-table tbody th").first.inner_text() == "Lakmaras"


def test_table_rows_are_dense_for_a_mouse(page: Page) -> None:
    visit(page)
    box = page.locator(".pu-table tr", has_text="Kewar").bounding_box()
    assert box
    assert 31 <= box["height"] <= 33


@pytest.mark.parametrize("width", [360, 1280])
def test_the_head_of_a_long_table_stays_in_sight(open_page: Opened, width: int) -> None:
    page = open_page(width=width)
    visit(page, "/ui/komponen/surat/")
    page.locator(".pu-table tbody tr").nth(40).scroll_into_view_if_needed()
    assert (
        page.locator(".pu-table thead th").first.evaluate(
            "head => { const box = head.getBoundingClientRect();"
            " return document.elementFromPoint(box.left + 40, box.top + 12)?.tagName }"
        )
        == "TH"
    )


def test_the_language_changes_by_a_form(open_page: Opened) -> None:
    page = open_page(javascript=False)
    visit(page)
    page.click(".pu-lang button[value=en]")
    assert page.url.endswith(GUIDE)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.inner_text(".pu-figure__value >> nth=1") == "Rp20,160,000"


def test_paper_repeats_its_head_and_counts_its_pages(page: Page) -> None:
    visit(page, "/ui/komponen/surat/")
    paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in paper.pages]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert ("NIK" in text) == ("Maria Bere" in text)
    assert "Sumber" in texts[-1]
    assert "Kembali" not in texts[0]


def test_the_page_is_shown(page: Page, screenshot: Callable[..., None]) -> None:
    visit(page)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    screenshot(page, "komponen", full_page=True)
    assert page.title() == "Komponen – Payung"
