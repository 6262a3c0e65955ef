"""Every version boundary of every parameter: the value before, the value from the day on.

Every rule is reckoned on both sides of every boundary that it can feel, by every engine.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import payung.core.law as room
from payung.core.law import LawRefusal, current_law
from payung.core.law.compiler.folding import Folder, folded_rules
from payung.core.law.compiler.form import parameters_of
from payung.core.law.dated import Parameter
from payung.core.law.engines.explain import Explainer
from payung.core.law.engines.scalar import function
from payung.core.law.engines.sql import SqlPrinter
from payung.core.law.reader import shown
from payung.core.law.vocabulary import CLASSES, FACTS

LAW = current_law()
FILES = Path(room.__file__).parent / "parameters"
DAY = timedelta(days=1)


def written() -> dict[str, dict[str, Any]]:
    """The parameters as their files write them, read by a plain reader."""
    found: dict[str, dict[str, Any]] = {}
    for path in FILES.glob("*.yaml"):
        if path.name != "regulations.yaml":
            found |= yaml.safe_load(path.read_text("utf-8"))["parameters"]
    return found


WRITTEN = written()


def on(name: str, day: date) -> list[str]:
    """First days of what `law show NAME --on DAY` shows: one or none."""
    values = shown(LAW, name, day)["parameters"][0]["values"]
    return [value["since"] for value in values]


def test_every_file_is_part_of_the_law() -> None:
    assert WRITTEN.keys() == LAW.parameters.keys()


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_each_value_begins_and_ends_on_its_day(name: str) -> None:
    values = WRITTEN[name]["values"]
    starts = sorted(values)
    for number, start in enumerate(starts):
        first, until = date.fromisoformat(start), values[start].get("until")
        before = starts[number - 1] if number else None
        over = before and values[before].get("until")
        held = [] if not before or (over and over < str(first - DAY)) else [before]
        assert on(name, first - DAY) == held
        assert on(name, first) == [start]
        following = starts[number + 1] if number + 1 < len(starts) else None
        if until:
            last = date.fromisoformat(until)
            assert on(name, last) == [start]
            assert on(name, last + DAY) == ([following] if following == str(last + DAY) else [])
        elif following:
            assert on(name, date.fromisoformat(following) - DAY) == [start]
        else:
            assert on(name, date(2099, 12, 31)) == [start]


def below(name: str) -> set[str]:
    """A rule and every rule that it needs."""
    if name not in LAW.rules:
        return set()
    return {name}.union(*(below(arg) for arg in LAW.rules[name].args))


def days_felt(name: str) -> list[date]:
    """The days on either side of every boundary that a rule can feel."""
    used = set().union(*(parameters_of(LAW.rules[rule].body) for rule in below(name)))
    days: set[date] = set()
    for value in (value for parameter in used for value in LAW.parameters[parameter].values):
        days |= {value.start - DAY, value.start}
        if value.until:
            days |= {value.until, value.until + DAY}
    return sorted(days) or [date(2026, 1, 1)]


def facts_of(name: str) -> list[str]:
    """The facts that a rule reads, directly or below."""
    return sorted({arg for rule in below(name) for arg in LAW.rules[rule].args if arg in FACTS})


def classes(fact: str, name: str) -> list[str]:
    """The words that a class fact may take, known in every version."""
    closed = CLASSES[FACTS[fact].class_name]
    if closed:
        return list(closed)
    used = {par for rule in below(name) for par in parameters_of(LAW.rules[rule].body)}
    open_ones: list[Parameter] = [
        LAW.parameters[par] for par in used
        if LAW.parameters[par].class_name == FACTS[fact].class_name
    ]  # fmt: skip
    tables = [value.value for par in open_ones for value in par.values]
    known = [set(table) for table in tables if isinstance(table, Mapping)]
    return sorted(set.intersection(*known))


def case_of(name: str, rng: random.Random) -> dict[str, Any]:
    """Facts of one case, scaled as the engines take them."""
    facts: dict[str, Any] = {}
    for fact in facts_of(name):
        kind = FACTS[fact]
        if kind.unit == "class":
            facts[fact] = rng.choice(classes(fact, name))
        else:
            top = rng.choice([kind.high, min(kind.high, 30_000_000), min(kind.high, 20)])
            facts[fact] = rng.randint(kind.low * kind.den, top * kind.den)
    return facts


def explained(name: str, facts: dict[str, Any], day: date) -> Fraction | str:
    """A rule walked in fractions, or the code of its refusal."""
    exact = {
        fact: value if isinstance(value, str) else Fraction(value, FACTS[fact].den)
        for fact, value in facts.items()
    }
    try:
        return Explainer(LAW, exact, day).value(name)
    except LawRefusal as refusal:
        return refusal.code


def compiled(name: str, facts: dict[str, Any], day: date) -> Fraction | str:
    """A rule by the generated function, told its flags beforehand as a tariff is."""
    flags = {fact: value for fact, value in facts.items() if FACTS[fact].unit == "flag"}
    try:
        (value,) = function(LAW, tuple(facts), (name,), day, flags)(*facts.values())
    except LawRefusal as refusal:
        return refusal.code
    return Fraction(int(value), LAW.compiled[name].kind.den)


def queried(name: str, cases: list[dict[str, Any]], day: date) -> list[Fraction | None]:
    """A rule by the SQL that tables run."""
    duckdb = pytest.importorskip("duckdb")
    values = {n: p.at(day).value for n, p in LAW.parameters.items() if p.at(day)}  # type: ignore[union-attr]
    printer = SqlPrinter(LAW, values)
    rules = folded_rules(LAW.compiled, Folder(LAW.parameters, day, {}), (name,))
    columns = ", ".join(f"{printer.show(expr)} AS {rule}" for rule, expr in rules.items())
    facts = facts_of(name)
    rows = " UNION ALL ".join(
        f"SELECT {number} AS number"
        + "".join(
            f", '{case[fact]}' AS {fact}"
            if isinstance(case[fact], str)
            else f", CAST({case[fact]} AS BIGINT) AS {fact}"
            for fact in facts
        )
        for number, case in enumerate(cases)
    )
    sql = f"SELECT {name} FROM (SELECT *, {columns} FROM ({rows})) ORDER BY number"
    den = LAW.compiled[name].kind.den
    got = duckdb.execute(sql).fetchall()
    return [None if value is None else Fraction(int(value), den) for (value,) in got]


@pytest.mark.parametrize("name", sorted(LAW.rules))
def test_every_engine_says_the_same_on_both_sides_of_every_boundary(name: str) -> None:
    rng = random.Random(name)
    decided = 0
    for day in days_felt(name):
        cases = [case_of(name, rng) for _ in range(4)]
        by_sql = queried(name, cases, day)
        for case, asked in zip(cases, by_sql, strict=True):
            walked = explained(name, case, day)
            assert compiled(name, case, day) == walked
            if not isinstance(walked, str):  # a table asks the scalar law first what it refuses
                assert asked == walked
                decided += 1
    assert decided
