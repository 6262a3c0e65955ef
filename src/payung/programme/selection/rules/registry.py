"""All rules by code, in reading order."""

from __future__ import annotations

from typing import Final

from payung.programme.selection.rules import (
    age,
    double,
    identity,
    life,
    residence,
    welfare,
    work,
)
from payung.programme.selection.rules.verdict import Rule

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        life.ALIVE,
        residence.CITIZEN,
        residence.RESIDENT,
        age.AGE,
        identity.NIK_USABLE,
        work.NO_EMPLOYER,
        work.OCCUPATION,
        work.WORKS,
        double.NOT_ACTIVE,
        double.OTHER_PAYER,
        double.HOUSEHOLD,
        welfare.DECILE,
        welfare.INCOME,
    )
}
