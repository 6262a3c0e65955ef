"""Fixtures that drive the system's Chromium through Playwright's synchronous interface.

    @pytest.mark.browser
    def test_home(page, live_server, assert_axe_clean, screenshot):
        page.goto("/")
        assert_axe_clean(page)
        screenshot(page, "beranda")

`page` is 1280 pixels wide; `open_page(width=360, javascript=False)` opens others. `log_in(page,
user)` starts a session without the log-in form. A test fails when its page raises a JavaScript
error or breaks the content security policy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_png import small_png

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDE, NARROW, HEIGHT = 1280, 360, 800
ARGUMENTS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; the test is skipped where there is none."""
    from playwright.sync_api import sync_playwright
    from tools.chromium import WAY_OUT, find

    executable = find()
    if executable is None:
        pytest.skip(f"Chromium is missing: {WAY_OUT}")
    # Playwright's loop runs in this thread, which Django would take for an asynchronous context.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(executable), args=arguments)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open pages of any width, with or without JavaScript; addresses are relative to the server."""
    faults: list[str] = []
    contexts = []
    # Only a test that serves needs the server: `set_content` does without.
    server = request.getfixturevalue("live_server") if _wants_server(request) else None

    def opened(*, width: int = WIDE, javascript: bool = True, locale: str = "id-ID") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            base_url=server.url if server else None,
            locale=locale,
            timezone_id="Asia/Makassar",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note_policy_breach(message, faults))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "The page raised errors:\n" + "\n".join(faults)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page 1280 pixels wide, with JavaScript."""
    return open_page()


@pytest.fixture
def log_in(request: pytest.FixtureRequest) -> Callable[[Page, Any], None]:
    """Start a session for a user by cookie, past password and second factor."""

    def logged_in(page: Page, user: Any) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        backend = settings.AUTHENTICATION_BACKENDS[0]
        client.force_login(user, backend=backend)
        name = settings.SESSION_COOKIE_NAME
        server = request.getfixturevalue("live_server")
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": server.url}]
        )

    return logged_in


@pytest.fixture
def assert_axe_clean() -> Callable[[Page], None]:
    """Assert that axe finds no accessibility fault on the page as it is now."""

    def checked(page: Page) -> None:
        from axe_playwright_python.sync_playwright import Axe

        if page.evaluate("!window.axe"):
            page.evaluate(Axe().axe_script)
        violations = page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(told => told.violations)"
        )
        assert not violations, "\n".join(map(_described, violations))

    return checked


@pytest.fixture
def screenshot(browser: Browser) -> Callable[..., None]:
    """With PAYUNG_SCREENSHOTS=1, write docs/images/NAME.png, 1280 wide, and NAME-360.png."""

    def taken(page: Page, name: str, *, full_page: bool = False, narrow: bool = True) -> None:
        if os.environ.get("PAYUNG_SCREENSHOTS") != "1":
            return
        IMAGES.mkdir(parents=True, exist_ok=True)
        before = page.viewport_size
        widths = ((NARROW, f"-{NARROW}"), (WIDE, "")) if narrow else ((WIDE, ""),)
        for width, ending in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            picture = page.screenshot(full_page=full_page, animations="disabled")
            (IMAGES / f"{name}{ending}.png").write_bytes(small_png(browser, picture))
        if before:
            page.set_viewport_size(before)

    return taken


def _wants_server(request: pytest.FixtureRequest) -> bool:
    return "live_server" in request.fixturenames or "log_in" in request.fixturenames


def _note_policy_breach(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error" and "Content Security Policy" in message.text:
        faults.append(message.text)


def _described(violation: dict[str, Any]) -> str:
    places = "\n".join(f"    {' '.join(map(str, node['target']))}" for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n{places}"
