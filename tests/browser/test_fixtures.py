"""The browser fixtures themselves: they see faults, and do not cry wolf."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOOD = """<!doctype html><html lang="id"><head><title>Payung</title></head>
<body><main><h1>Payung</h1><p>Tiga nama perlu Anda periksa.</p></main></body></html>"""


def test_chromium_renders_a_page(page: Page) -> None:
    page.set_content(GOOD)
    assert page.inner_text("h1") == "Payung"


def test_page_is_as_wide_as_asked_for(open_page: Callable[..., Page]) -> None:
    assert open_page(width=360).evaluate("window.innerWidth") == 360
    assert open_page().evaluate("window.innerWidth") == 1280


def test_without_javascript_no_script_runs(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.set_content(GOOD + "<script>document.title = 'lain'</script>")
    assert page.title() == "Payung"


def test_axe_accepts_a_sound_page(page: Page, assert_axe_clean: Callable[[Page], None]) -> None:
    page.set_content(GOOD)
    assert_axe_clean(page)


def test_axe_names_the_fault_and_the_place(
    page: Page, assert_axe_clean: Callable[[Page], None]
) -> None:
    page.set_content(GOOD.replace("<p>", '<img id="peta" src="data:,"><p>'))
    with pytest.raises(AssertionError, match=r"image-alt(.|\n)*#peta"):
        assert_axe_clean(page)
