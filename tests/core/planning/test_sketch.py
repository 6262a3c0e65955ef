"""Budgets told from outside, beside what the law of the year gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from payung.core.planning import PlanRefused
from payung.core.planning.sketch import is_sketch, load_sketch, parse_sketch

FILE = Path(__file__).parents[3] / "docs" / "examples" / "plans" / "pangkep-2025.yaml"


def test_pangkep_2025_is_within_fifteen_hundredths_of_a_percent_of_what_was_published() -> None:
    sketch = load_sketch(FILE, 2025)
    assert sketch.total == 2_242_569_600
    assert sketch.published == 2_239_339_680
    assert sketch.off_by is not None
    assert abs(sketch.off_by) * 10_000 < 15 * sketch.published


def test_the_line_of_63_400_is_not_explained_by_law() -> None:
    said = load_sketch(FILE, 2025).as_json()
    assert said["not_explained_by_law"] == ["bpd"]
    (bpd,) = (line for line in said["lines"] if line["post"] == "bpd")
    assert (bpd["tariff"], bpd["printed"], bpd["amount"]) == (62_400, 63_400, 461 * 12 * 62_400)
    assert "bpd Rp63.400 (hukum: Rp62.400)" in load_sketch(FILE, 2025).sentence


def sketch(**terms: Any) -> dict[str, Any]:
    post = {"heads": 100, "segment": "bpu", "income": 1_000_000, "programmes": ["jkk", "jkm"]}
    return {"name": "uji", "year": 2025, "posts": {"rentan": {**post, **terms}}}


def test_a_hundred_workers_cost_the_governors_sum() -> None:
    made = parse_sketch(sketch(), 2025)
    assert (made.total, made.off_by, made.lines[0].explained) == (20_160_000, None, True)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"segment": "asn"}, "segmen harus pu atau bpu"),
        ({"income": None}, "tulis income"),
        ({"segment": "pu"}, "tulis wage"),
        ({"programmes": ["jp"]}, "rentan: "),
        ({"programmes": ["apa"]}, "rentan: "),
    ],
)
def test_a_line_that_cannot_be_priced_is_named(terms: dict[str, Any], said: str) -> None:
    with pytest.raises(PlanRefused, match=said):
        parse_sketch(sketch(**terms), 2025)


def test_another_year_is_refused() -> None:
    with pytest.raises(PlanRefused, match="untuk tahun 2025, bukan 2026"):
        parse_sketch(sketch(), 2026)


def test_a_tariff_that_changes_in_the_year_is_not_averaged() -> None:
    late = sketch(segment="pu", wage=2_000_000, income=None, programmes=["jkk", "jkm"])
    made = parse_sketch({**late, "year": 2024}, 2024)
    assert made.lines[0].tariff == 10_800
    relieved = {**sketch(), "year": 2020}
    with pytest.raises(PlanRefused, match="berubah dalam tahun 2020"):
        parse_sketch(relieved, 2020)


def test_a_reform_is_no_sketch_and_a_missing_file_neither() -> None:
    assert is_sketch(FILE)
    assert not is_sketch(FILE.parents[1] / "scenarios" / "relief-ends.yaml")
    assert not is_sketch(FILE.with_name("tidak-ada.yaml"))
    with pytest.raises(PlanRefused, match="tidak terbaca"):
        load_sketch(FILE.with_name("tidak-ada.yaml"), 2025)
