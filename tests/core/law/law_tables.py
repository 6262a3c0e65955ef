"""Reads the case tables of this folder."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from payung.core.law import ContributionCase

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
