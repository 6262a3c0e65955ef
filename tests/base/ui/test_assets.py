"""The first page stays small, and nothing in it needs an inline style or script."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.test.utils import override_settings

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ("payung.css", "htmx.min.js", "payung.js", "favicon.svg", "tenun.svg")
LIMIT = 60 * 1024


def _size(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def _asset(name: str) -> bytes:
    found = finders.find(f"ui/{name}")
    assert found, name
    return Path(found).read_bytes()


@pytest.fixture
def page() -> str:
    with override_settings(DEMO=True):
        return Client().get("/ui/komponen/").content.decode()


@pytest.mark.django_db
def test_the_first_load_is_under_60_kb(page: str) -> None:
    sizes = {name: _size(_asset(name)) for name in ASSETS} | {"html": _size(page.encode())}
    assert sum(sizes.values()) <= LIMIT, sizes
    assert sizes["html"] <= 10 * 1024, sizes


@pytest.mark.django_db
def test_no_inline_style_script_or_handler(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


@pytest.mark.parametrize("name", ["payung.js", "upload.js"])
def test_the_built_script_is_the_source(name: str) -> None:
    assert _asset(name) == (ROOT / "frontend" / "scripts" / name).read_bytes()


def test_the_stylesheet_asks_for_nothing_from_elsewhere() -> None:
    css = _asset("payung.css").decode()
    assert set(re.findall(r"url\(([^)]*)\)", css)) <= {"tenun.svg", '"tenun.svg"'}
    assert "GDS Transport" not in css
    assert "@import" not in css


def test_the_lock_of_the_frontend_holds_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in entry and "resolved" not in entry for entry in packages.values())
