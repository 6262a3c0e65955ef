"""The frame: navigation by rooms and rights, territory, errors, the page of components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from payung.base.territory.actor import Actor, Grant, Right
from payung.base.ui import nav, standing, views
from payung.base.ui.context import Layout

KEWAR = Grant("village_operator", "53.04.01.2001", "Desa Kewar", frozenset({Right.PROPOSE}))
BELU = Grant("dpmd", "53.04", "Kabupaten Belu", frozenset({Right.VERIFY}))


def request_of(*grants: Grant, path: str = "/ui/komponen/", method: str = "get") -> Any:
    request: Any = getattr(RequestFactory(), method)(path)
    request.actor = Actor("user:1", "Maria", grants)
    request.session = {}
    return request


@pytest.fixture
def empty_nav(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(nav, "_counters", {})
    return


@pytest.mark.usefixtures("empty_nav")
class TestNavigation:
    def test_only_what_exists_and_may_be_used_is_shown_in_the_order_of_the_loop(self) -> None:
        nav.register(nav.NavItem("laporan", "Laporan", "ui:styleguide", nav.LAPORAN))
        nav.register(nav.NavItem("tetap", "Penetapan", "ui:stand", nav.PENETAPAN, Right.VERIFY))
        nav.register(nav.NavItem("data", "Pendataan", "ui:stand", nav.PENDATAAN, Right.PROPOSE))
        nav.register(nav.NavItem("hilang", "Hilang", "tidak:ada", nav.KLAIM))
        assert [link.key for link in nav.links(request_of(KEWAR))] == ["data", "laporan"]

    def test_the_longest_address_is_the_current_one(self) -> None:
        nav.register(nav.NavItem("a", "A", "ui:styleguide", 1))
        nav.register(nav.NavItem("b", "B", "ui:letter", 2))
        links = nav.links(request_of(KEWAR, path="/ui/komponen/surat/"))
        assert [link.current for link in links] == [False, True]

    def test_a_count_stands_beside_its_item(self) -> None:
        nav.register(nav.NavItem("tugas", "Tugas", "ui:styleguide", nav.TUGAS), lambda _request: 7)
        (link,) = nav.links(request_of(KEWAR))
        assert link.count == 7

    def test_a_stranger_sees_no_item(self) -> None:
        nav.register(nav.NavItem("a", "A", "ui:styleguide", 1))
        request = RequestFactory().get("/")
        assert Layout(request).nav == []


class TestTerritory:
    def test_one_stands_in_the_first_until_one_chooses(self) -> None:
        request = request_of(BELU, KEWAR)
        here = standing.current(request)
        assert here
        assert here.name == "Kabupaten Belu"
        assert standing.stand(request, KEWAR.area)
        there = standing.current(request)
        assert there
        assert there.name == "Desa Kewar"

    def test_another_territory_is_refused(self) -> None:
        request = request_of(KEWAR, method="post")
        assert not standing.stand(request, "53.04")
        with pytest.raises(PermissionDenied):
            views.stand(request)

    def test_the_way_back_stays_on_this_site(self) -> None:
        request = RequestFactory().post("/", {"place": KEWAR.area, "next": "https://lain.example/"})
        request.actor = Actor("user:1", "Maria", (KEWAR,))  # type: ignore[attr-defined]
        request.session = {}  # type: ignore[assignment]
        assert views.stand(request).headers["Location"] == "/"

    def test_a_choice_that_was_taken_away_is_forgotten(self) -> None:
        request = request_of(BELU, KEWAR)
        standing.stand(request, KEWAR.area)
        request.actor = Actor("user:1", "Maria", (BELU,))
        here = standing.current(request)
        assert here
        assert here.code == "53.04"


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_error_pages_need_no_context_and_show_a_way_out(name: str, lang: str) -> None:
    with override(lang):
        html = render_to_string(name)
    assert f'<html lang="{lang}"' in html
    assert '<a class="govuk-button" href="/">' in html


def test_a_refusal_keeps_its_own_sentence() -> None:
    html = render_to_string("403.html", {"exception": "Daftar ini milik <Desa Fulur>."})
    assert "Daftar ini milik &lt;Desa Fulur&gt;." in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ui/komponen/", "/ui/komponen/surat/", "/ui/komponen/kemajuan/"])
def test_the_page_of_components_is_for_demo_and_development_only(path: str, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    assert Client().get(path).status_code == 404
    settings.DEMO = True
    assert Client().get(path).status_code == 200
