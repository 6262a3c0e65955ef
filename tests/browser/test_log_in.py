"""The way in, as a person meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
pytestmark = pytest.mark.usefixtures("live_server")


@pytest.mark.parametrize("width", [360, 1280])
def test_page_is_accessible_and_fits(
    open_page: OpenPage, world: World, assert_axe_clean: Callable[[Page], None], width: int
) -> None:
    page = open_page(width=width)
    page.goto("/")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_operator_logs_in_without_javascript(open_page: OpenPage, world: World) -> None:
    world.user("op_kewar")
    page = open_page(javascript=False)
    page.goto("/")
    page.get_by_label("Nama pengguna").fill("op_kewar")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    assert "/login" not in page.url
    assert "Kewar" in page.inner_text("body")


def test_keyboard_alone_is_enough(page: Page, world: World) -> None:
    world.user("op_kewar")
    page.goto("/")
    page.get_by_label("Nama pengguna").focus()
    page.keyboard.type("op_kewar")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def test_wrong_password_is_said_and_the_name_is_kept(page: Page, world: World) -> None:
    world.user("op_kewar")
    page.goto("/")
    page.get_by_label("Nama pengguna").fill("op_kewar")
    page.get_by_label("Kata sandi").fill("salah sama sekali")
    page.get_by_role("button", name="Masuk").click()
    assert page.get_by_label("Nama pengguna").input_value() == "op_kewar"
    assert "kata sandi" in page.inner_text("main").lower()


def test_session_by_cookie_opens_the_house(
    page: Page, world: World, log_in: Callable[[Page, Any], None]
) -> None:
    log_in(page, world.user("op_kewar"))
    page.goto("/")
    assert "/login" not in page.url
