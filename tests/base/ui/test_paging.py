"""Pages by key: every row once, in both directions, whatever the ties."""

from __future__ import annotations

from itertools import chain

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from payung.base.territory.models import Area
from payung.base.ui.paging import Page, Sort, keyset_page, sort_from

ALLOWED = {"nama": "name", "kode": "code"}


def areas() -> QuerySet[Area]:
    return Area.objects.filter(postal_code="uji")


def fill(names: list[str]) -> None:
    Area.objects.bulk_create(
        Area(code=f"99.{n:04d}", name=name, level="village", kind="desa", postal_code="uji")
        for n, name in enumerate(names)
    )


def walk(sort: Sort, size: int) -> tuple[list[list[str]], Page[Area]]:
    page = keyset_page(areas(), QueryDict(), sort, size)
    seen = [[area.pk for area in page]]
    while page.next:
        page = keyset_page(areas(), QueryDict(page.next[1:]), sort, size)
        seen.append([area.pk for area in page])
    return seen, page


class Walk(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from("ABC"), max_size=20), st.integers(1, 6), st.booleans())
    def test_forwards_and_back_show_every_row_once(
        self, names: list[str], size: int, down: bool
    ) -> None:
        fill(names)
        sort = Sort("nama", "name", down)
        mark = "-" if down else ""
        wanted = list(areas().order_by(f"{mark}name", f"{mark}pk").values_list("pk", flat=True))
        pages, page = walk(sort, size)
        assert list(chain(*pages)) == wanted
        back = [[area.pk for area in page]]
        while page.previous:
            page = keyset_page(areas(), QueryDict(page.previous[1:]), sort, size)
            back.insert(0, [area.pk for area in page])
        assert list(chain(*back)) == wanted


@pytest.mark.django_db
def test_a_page_costs_three_statements_and_the_count_is_capped() -> None:
    fill(["A"] * 12)
    first = keyset_page(areas(), QueryDict(), Sort("nama", "name"), 5, cap=10)
    assert (first.count, first.capped, first.previous) == (10, True, None)
    assert first.next
    with CaptureQueriesContext(connection) as queries:
        keyset_page(areas(), QueryDict(first.next[1:]), Sort("nama", "name"), 5)
    assert len(queries) == 3


@pytest.mark.django_db
def test_a_cursor_that_is_gone_leads_to_the_first_page() -> None:
    fill(["A", "B"])
    page = keyset_page(areas(), QueryDict("setelah=tidak-ada"), Sort("nama", "name"), 5)
    assert [area.name for area in page] == ["A", "B"]
    assert page.previous is None


def test_only_allowed_orders_are_taken() -> None:
    assert sort_from(QueryDict("urut=-nama"), ALLOWED, "kode") == Sort("nama", "name", True)
    assert sort_from(QueryDict("urut=nik"), ALLOWED, "kode") == Sort("kode", "code")
    assert sort_from(QueryDict("urut=--nama"), ALLOWED, "-kode").descending
