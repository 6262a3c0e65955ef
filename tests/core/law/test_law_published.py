"""Sums that public pages print: reproduced where they are right, and not where they are wrong."""

from typing import Any

import pytest
from tests.core.law.law_tables import case_of, claim_of, month, rows

from payung.core.law import benefit, contribution, price_line


@pytest.mark.parametrize("row", rows("contributions"), ids=lambda row: row["id"])
def test_published_contribution(row: dict[str, Any]) -> None:
    answer = contribution(case_of(row))
    assert answer.total == row["total"]
    assert answer.parts.items() >= row.get("parts", {}).items()
    assert answer.payers.items() >= row.get("payers", {}).items()


@pytest.mark.parametrize("row", rows("contributions"), ids=lambda row: row["id"])
def test_every_row_cites_its_source(row: dict[str, Any]) -> None:
    assert row["source"]


@pytest.mark.parametrize("row", rows("budgets"), ids=lambda row: row["id"])
def test_published_budget(row: dict[str, Any]) -> None:
    total = 0
    for line in row["rows"]:
        priced = price_line(
            line["segment"], tuple(line["programmes"]), month(row["month"]), line["amount"]
        )
        total += line["heads"] * priced.total * row["months"]
    assert total == row["total"]


@pytest.mark.parametrize("row", rows("benefits"), ids=lambda row: row["id"])
def test_published_benefit(row: dict[str, Any]) -> None:
    answer = benefit(claim_of(row))
    assert row["source"]
    assert answer.total == row["total"] == sum(answer.parts.values())
    assert answer.scholarship == row.get("scholarship", 0)
    assert answer.parts.items() >= row.get("parts", {}).items()
    assert answer.confidence == row.get("confidence", answer.confidence)


@pytest.mark.parametrize("row", rows("published_wrong"), ids=lambda row: row["id"])
def test_published_error_is_not_reproduced(row: dict[str, Any]) -> None:
    if "claim" in row:
        claim = benefit(claim_of(row["claim"]))
        answer, parts = (claim.scholarship if "scholarship" in row else claim.total), claim.parts
    else:
        billed = contribution(case_of(row["case"]))
        answer, parts = billed.total * row.get("times", 1), billed.parts
    assert answer == row["right"]
    assert row["printed"] not in (answer, *parts.values())
