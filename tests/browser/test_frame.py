"""The frame around every page, as a person with two territories uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.world import FULUR, World

from payung.base.accounts import actions as accounts
from payung.base.territory.models import Area

if TYPE_CHECKING:
    from playwright.sync_api import Page

GUIDE = "/ui/komponen/"
Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def user(live_server: Any, world: World, settings: Any) -> Any:
    """The operator of Kewar, who helps out in Fulur too."""
    settings.DEMO = True
    user = world.user("op_kewar")
    accounts.assign(
        by=accounts.SYSTEM, user=user, role="village_operator",
        area=Area.objects.get(code=FULUR), since=date(2021, 1, 1), paper="SK uji",
    )  # fmt: skip
    return user


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault_with_menus_open(
    open_page: Opened,
    log_in: LogIn,
    user: Any,
    assert_axe_clean: Callable[[Page], None],
    width: int,
) -> None:
    page = open_page(width=width)
    log_in(page, user)
    page.goto(GUIDE)
    for menu in (".pu-header__place summary", ".pu-header__end summary"):
        page.click(menu)
        assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False])
def test_the_territory_changes_in_one_step(
    open_page: Opened, log_in: LogIn, user: Any, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    log_in(page, user)
    page.goto(GUIDE)
    assert page.inner_text(".pu-place__name") == "Desa Kewar"
    assert page.inner_text(".pu-place__role") == "Operator desa"
    page.click(".pu-header__place summary")
    page.click(".pu-header__place button >> text=Desa Fulur")
    page.wait_for_url(f"**{GUIDE}")
    assert page.inner_text(".pu-place__name") == "Desa Fulur"


def test_a_slash_leads_to_the_search_but_not_while_typing(
    page: Page, log_in: LogIn, user: Any
) -> None:
    log_in(page, user)
    page.goto(GUIDE)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "cari"
    page.keyboard.type("a/b")
    assert page.input_value("#cari") == "a/b"
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=a%2Fb")


def test_escape_closes_a_menu_and_gives_the_focus_back(
    page: Page, log_in: LogIn, user: Any
) -> None:
    log_in(page, user)
    page.goto(GUIDE)
    page.click(".pu-header__end summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".pu-menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_one_leaves_by_the_menu(open_page: Opened, log_in: LogIn, user: Any) -> None:
    page = open_page(javascript=False)
    log_in(page, user)
    page.goto(GUIDE)
    page.click(".pu-header__end summary")
    page.click(".pu-header__end >> text=Keluar")
    page.goto(GUIDE)
    assert page.locator(".pu-place").count() == 0


def test_the_first_tab_leads_past_the_frame(page: Page, log_in: LogIn, user: Any) -> None:
    log_in(page, user)
    page.goto("/ui/komponen/surat/")
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Langsung ke isi halaman"
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")
