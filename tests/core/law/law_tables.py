"""Reads the case tables of this folder."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from payung.core.law import BenefitCase, ContributionCase
from payung.core.law.benefit_cases import parse_children

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    loaded: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return loaded


def month(text: str) -> date:
    """The first day of a month written YYYY-MM."""
    return date.fromisoformat(f"{text}-01")


def case_of(row: dict[str, Any]) -> ContributionCase:
    """A contribution case from a table row."""
    known = ("wage", "income", "contract_value", "risk", "fund", "sector")
    return ContributionCase(
        segment=row["segment"],
        programmes=row["programmes"],
        month=month(row["month"]),
        **{name: row[name] for name in known if name in row},
    )


def claim_of(row: dict[str, Any]) -> BenefitCase:
    """A benefit case from a table row."""
    known = ("wage", "income", "months_paid", "percent", "part", "days", "balance", "average_wage")
    return BenefitCase(
        programme=row["programme"],
        event=row["event"],
        on=date.fromisoformat(row["date"]),
        segment=row["segment"],
        member_since=date.fromisoformat(row["member_since"]),
        children=parse_children(row.get("children", "")),
        **{name: row[name] for name in known if name in row},
    )
