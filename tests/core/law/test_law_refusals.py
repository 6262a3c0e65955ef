"""Impossible cases are refused with a reason and, where the law says so, its article."""

from datetime import date
from typing import Any

import pytest

from payung.core.law import ContributionCase, LawRefusal, contribution, price_line

MONTH = date(2025, 9, 1)
PU: dict[str, Any] = {"segment": "pu", "programmes": ["jkk"], "month": MONTH, "wage": 1_000_000}
BPU: dict[str, Any] = {"segment": "bpu", "programmes": ["jkk"], "month": MONTH, "income": 1_000_000}
SITE: dict[str, Any] = {
    "segment": "construction",
    "programmes": ["jkk"],
    "month": MONTH,
    "contract_value": 1_000_000,
}
ALL_FIVE = ["jkk", "jkm", "jht", "jp", "jkp"]
REFUSED = [
    ("jp_not_for_bpu", BPU | {"programmes": ["jkk", "jp"]}, "Permenaker 5/2021"),
    ("jkp_not_for_bpu", BPU | {"programmes": ["jkp"]}, "PP 37/2021"),
    ("jht_not_for_construction", SITE | {"programmes": ["jkk", "jht"]}, "Permenaker 44/2015"),
    ("wage_negative", PU | {"wage": -1}, ""),
    ("income_negative", BPU | {"income": "-0.01"}, ""),
    ("wage_missing", PU | {"wage": None}, ""),
    ("income_missing", BPU | {"income": None, "wage": 1_000_000}, ""),
    ("wage_invalid", PU | {"wage": 1_000_000.5}, ""),
    ("wage_invalid", PU | {"wage": "1.000.000"}, ""),
    ("wage_invalid", PU | {"wage": "NaN"}, ""),
    ("wage_invalid", PU | {"wage": "1e3"}, ""),
    ("wage_invalid", PU | {"wage": "1_000"}, ""),
    ("wage_invalid", PU | {"wage": "Infinity"}, ""),
    ("wage_invalid", PU | {"wage": "1000000.005"}, ""),
    ("wage_out_of_range", PU | {"wage": 10**10 + 1}, ""),
    ("contract_value_out_of_range", SITE | {"contract_value": "0.50"}, ""),
    ("construction_basis", SITE | {"wage": 1_000_000}, "Permenaker 44/2015"),
    ("unknown_programme", PU | {"programmes": ["jkn"]}, ""),
    ("programme_missing", PU | {"programmes": []}, ""),
    ("unknown_segment", PU | {"segment": "asn"}, ""),
    ("unknown_risk", PU | {"risk": "huge"}, ""),
    ("unknown_fund", BPU | {"fund": "apbx"}, ""),
    ("unknown_sector", BPU | {"sector": "farming"}, ""),
    ("before_programme", PU | {"month": date(2015, 6, 30)}, "PP 44/2015"),
    ("before_programme", PU | {"programmes": ["jp"], "month": date(2015, 6, 1)}, "PP 45/2015"),
    ("before_programme", PU | {"programmes": ALL_FIVE, "month": date(2021, 2, 28)}, "PP 37/2021"),
    ("before_programme", SITE | {"month": date(2015, 12, 1)}, "PP 44/2015"),
    ("jkp_needs_programmes", PU | {"programmes": ["jkk", "jkm", "jkp"]}, "PP 37/2021"),
    (
        "jkp_split_unknown",
        PU | {"programmes": ALL_FIVE, "sector": "labour-intensive"},
        "PP 36/2025",
    ),
]


@pytest.mark.parametrize(("code", "case", "article"), REFUSED, ids=lambda value: str(value)[:40])
def test_refusal_names_reason_and_article(code: str, case: dict[str, Any], article: str) -> None:
    with pytest.raises(LawRefusal) as caught:
        contribution(ContributionCase(**case))
    refusal = caught.value
    assert refusal.code == code
    assert refusal.article.startswith(article)
    assert refusal.reason_id != refusal.reason_en
    assert refusal.text("id").startswith(refusal.reason_id)


# The fast path takes one amount, so a case with two amounts, or with the wrong one, is none there.
ONE_AMOUNT = [row for row in REFUSED if row[0] not in ("construction_basis", "income_missing")]


@pytest.mark.parametrize(("code", "case", "article"), ONE_AMOUNT, ids=lambda value: str(value)[:40])
def test_fast_path_refuses_alike(code: str, case: dict[str, Any], article: str) -> None:
    amount = next((case[n] for n in ("contract_value", "wage", "income") if n in case), None)
    classes = {name: case.get(name) for name in ("risk", "fund", "sector")}
    with pytest.raises(LawRefusal) as caught:
        price_line(case["segment"], tuple(case["programmes"]), case["month"], amount, **classes)
    assert caught.value.code == code


def test_a_value_that_is_not_known_is_refused_not_guessed() -> None:
    from payung.core.law.reader import minimum_wage

    with pytest.raises(LawRefusal, match="not known"):
        minimum_wage("53", date(2027, 1, 1))
    with pytest.raises(LawRefusal):
        minimum_wage("93", date(2022, 1, 1))
