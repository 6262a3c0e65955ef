"""The law as a region decided it: the settings kept here, laid over the national law.

There is one place where a district decides: its dated settings, each with its paper. What the law
leaves to it (the waiting clock, the grace, the age boundary, the relief of village money) reaches
every law call from here; the settings file of the command line is for use without a database.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.models import Setting
from payung.base.policy.queries import Timeline, ancestors
from payung.core.law import Law, current_law
from payung.core.law.settings import SETTINGS, parse_settings

CODES = tuple(code for code in SETTINGS if code in CATALOGUE)
"""Settings that the law itself reads."""


def law_in(area: str) -> Law:
    """The law in a region with all that it and the regions above it decided; one statement.

    Without a decision it is the national law itself, with the same `law_id`.
    """
    rows = Setting.objects.filter(code__in=CODES, area__in=ancestors(area)).order_by("pk")
    decided = _decided(list(rows))
    if not decided:
        return current_law()
    return _laid(json.dumps({"name": area, "settings": decided}, sort_keys=True))


@lru_cache(maxsize=200)
def _laid(text: str) -> Law:
    return parse_settings(text, json.loads(text)["name"], current_law())


def _decided(rows: Sequence[Setting]) -> dict[str, dict[str, Any]]:
    """By code and day what holds from then on, as a settings file would say it."""
    found: dict[str, dict[str, Any]] = {}
    for code in CODES:
        line = Timeline(code, tuple(row for row in rows if row.code == code))
        for day in sorted({row.valid_from for row in line.rows}):
            found.setdefault(code, {})[day.isoformat()] = _entry(line, day)
    return found


def _entry(line: Timeline, day: Any) -> dict[str, Any]:
    """One value, or of a setting by position the value of each position."""
    if SETTINGS[line.code].kind == "per_class" and SETTINGS[line.code].words is None:
        scopes = sorted({row.scope for row in line.rows if row.scope and row.valid_from <= day})
        held = [line.at(day, scope) for scope in scopes]
        value: Any = {
            scope: _value(line.code, each.value) for scope, each in zip(scopes, held, strict=True)
        }
    else:
        held = [line.at(day)]
        value = _value(line.code, held[0].value)
    papers = dict.fromkeys(each.reference for each in held)
    levels = [each.confidence for each in held]
    worst = max(levels, key=("high", "medium", "low").index, default="low")
    return {"value": value, "paper": "; ".join(papers), "confidence": worst}


def _value(code: str, value: Any) -> Any:
    return int(value) if CATALOGUE[code].kind == "integer" else value
