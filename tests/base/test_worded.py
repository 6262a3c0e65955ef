"""A question worded once answers as the ORM would, for every value it is given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Count, QuerySet

from payung.base.policy.models import Setting
from payung.base.territory.models import Area
from payung.base.worded import worded_once
from payung.core.calendar import Month

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def settings_of_belu() -> None:
    for code, day, value in (("a", 1, 5), ("a", 9, {"x": [1]}), ("b", 5, "teks")):
        Setting.objects.create(
            code=code, area="53.04", value=value, valid_from=date(2026, 1, day), paper="Perbup",
            by_id="1", by_name="Uji",
        )  # fmt: skip


@worded_once
def in_force(codes: list[str], on: date) -> QuerySet[Setting]:
    rows = Setting.objects.filter(area="53.04", code__among=codes, valid_from__lte=on)
    return rows.order_by("pk")


@worded_once
def sizes(level: str, parents: list[str]) -> QuerySet[Any, tuple[str | None, int]]:
    rows = Area.objects.filter(level=level, parent__among=parents).values("parent")
    return rows.annotate(n=Count("code")).order_by("parent").values_list("parent", "n")


def test_the_answer_follows_the_values(settings_of_belu: None) -> None:
    def told(codes: list[str], on: date) -> list[object]:
        plain = Setting.objects.filter(area="53.04", code__in=codes, valid_from__lte=on)
        return [(s.pk, s.value, s.valid_from, s.at) for s in plain.order_by("pk")]

    for codes, on in (
        (["a"], date(2026, 1, 2)),
        (["a", "b"], date(2026, 1, 9)),
        (["b"], date(2026, 1, 1)),
        ([], date(2026, 2, 1)),
    ):
        found = in_force(codes, on)
        assert [(s.pk, s.value, s.valid_from, s.at) for s in found] == told(codes, on)
    row = in_force(codes=["b"], on=date(2026, 2, 1))[0]
    row.paper = "Perbup baru"
    row.save()  # a full model: it can be written
    assert in_force(["b"], date(2026, 2, 1))[0].paper == "Perbup baru"


def test_relations_come_along_and_one_statement_is_asked(
    django_assert_num_queries: Any,
) -> None:
    @worded_once
    def villages(code: str) -> QuerySet[Area]:
        return Area.objects.select_related("parent__parent").filter(code=code)

    for code in ("53.04.01.2001", "53.04.01.2002", "53.04.01.2001"):
        with django_assert_num_queries(1):
            (village,) = villages(code)
            assert village.code == code
            assert village.parent
            assert village.parent.code == code[:8]
            assert village.parent.parent
            assert village.parent.parent.name == "Kabupaten Belu"
    assert villages("53.04.99.9999") == []


def test_values_groups_and_single_columns() -> None:
    @worded_once
    def names(first: str, last: str) -> QuerySet[Area, str]:
        rows = Area.objects.filter(code__gte=first, code__lte=last).order_by("-code")
        return rows.values_list("name", flat=True)

    for first, last in (("53.04", "53.04.02"), ("53.05", "53.05")):
        plain = Area.objects.filter(code__gte=first, code__lte=last).order_by("-code")
        assert names(first, last) == list(plain.values_list("name", flat=True))
    grouped = dict(sizes("village", ["53.04.01", "53.04.12"]))
    assert "53.04.01" in grouped
    assert sum(grouped.values()) == Area.objects.filter(
        parent__in=["53.04.01", "53.04.12"], level="village"
    ).count()  # fmt: skip


def test_the_words_are_found_once() -> None:
    asked = []

    @worded_once
    def one(code: str) -> QuerySet[Area, str]:
        asked.append(code)
        return Area.objects.filter(code=code).values_list("code", flat=True)

    assert [one(code) for code in ("53", "53.04", "99")] == [["53"], ["53.04"], []]
    assert len(asked) == 1


def test_what_cannot_be_worded_is_refused() -> None:
    @worded_once
    def beginning(text: str) -> QuerySet[Area, str]:
        return Area.objects.filter(name__startswith=text).values_list("code", flat=True)

    with pytest.raises(TypeError, match="not a parameter by itself"):
        beginning("Be")

    @worded_once
    def of(parent: str | None) -> QuerySet[Area]:
        return Area.objects.filter(parent=parent)

    with pytest.raises(TypeError, match="NoneType"):
        of(None)

    @worded_once
    def since(month: Month, value: bool) -> QuerySet[Setting]:
        return Setting.objects.filter(code=str(month), value=value)

    with pytest.raises(TypeError, match="bool"):
        since(Month(2026, 1), True)
