"""The rules as a page of the reference."""

from __future__ import annotations

from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.rules.verdict import Rule

HEADER = """# Rules of selection

Generated from `payung.programme.selection.rules.registry.RULES`; a test compares it.
A fund takes a rule over with a day, parameters, a weight (hard or soft) and the regulation it rests
on; what stands here holds until a fund or a district decides otherwise. A hard rule that fails
keeps a name out of the decree; a soft one asks for a look. "Unknown" never counts as "no".

| code | rule | asks | weight | for | parameters | ground | confidence |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def rules_page() -> str:
    """A row for each rule in reading order."""
    return HEADER + "\n".join(_row(rule) for rule in RULES.values()) + "\n"


def _row(rule: Rule) -> str:
    weight = "hard" if rule.default_hard else "soft"
    cells = [
        f"`{rule.code}`",
        f"{rule.title_id} · {rule.title_en}",
        f"{rule.description_id} {rule.description_en}",
        weight if rule.adopted else f"{weight}; only if a fund takes it",
        ", ".join(rule.segments).upper(),
        _params(rule),
        rule.regulation + (f". Met in practice: {rule.source}" if rule.source else ""),
        rule.confidence,
    ]
    return "| " + " | ".join(cells) + " |"


def _params(rule: Rule) -> str:
    own = [f"{name} = {value}" for name, value in rule.params.items()]
    settings = [f"{name}: setting `{code}`" for name, code in rule.policy.items()]
    return "; ".join([*own, *settings]) or "–"
