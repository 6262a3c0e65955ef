# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""The SQL of a priced table: one statement per stretch of months, printed from the rules.

With scenarios, all laws are reckoned in the one pass: a rule of a scenario gets a column of its own
(s1_…, s2_…) only where its text, or something below it, differs from every law before it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from payung.core.law.batch.engine import Dialect, Job, Progress, TableEngine, Written
from payung.core.law.batch.people import prefixes
from payung.core.law.batch.spans import Span
from payung.core.law.compiler.folding import Folder, folded_rules
from payung.core.law.compiler.integers import IExpr
from payung.core.law.engines.sql import SqlPrinter
from payung.core.law.law import Law
from payung.core.law.outputs import AMOUNT, OUTPUTS, PAYERS
from payung.core.law.scenarios import Scenario
from payung.core.law.vocabulary import PROGRAMMES


def price_by_statement(
    engine: TableEngine, job: Job, out: Path, metadata: dict[str, str], progress: Progress | None
) -> Written:
    """Price in the engine's own SQL, and sum up what was written."""
    engine.write(job_statement(job, engine.dialect), out, metadata, progress)
    ((rows, total),) = engine.fetch(
        f"SELECT count(*), CAST(coalesce(sum(total), 0) AS BIGINT) FROM {engine.priced(out)}"
    )
    return Written(int(rows), int(total))


def job_statement(job: Job, dialect: Dialect) -> str:
    """The statement of all stretches in which anybody is priced."""
    variants = {span.number: set[str]() for span in job.spans}
    for row in job.rows:
        if not row.terms.refusal:
            variants[row.terms.span].add(row.terms.variant)
    return "\nUNION ALL".join(
        span_statement(job.law, job.scenarios, span, job.keys, variants[span.number], dialect)
        for span in job.spans
        if variants[span.number]
    )


@dataclass(frozen=True)
class Side:
    """One law in a statement: its columns, and the names under which money is reckoned."""

    columns: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """The column of a fact or rule on this side."""
        return self.names.get(name, name)


def _rules(law: Law, span: Span, variants: set[str]) -> dict[str, IExpr]:
    outputs = [OUTPUTS[key] for key in OUTPUTS if key[0] in variants]
    named = chain.from_iterable((output.part, *output.payers.values()) for output in outputs)
    folder = Folder(law.parameters, span.day, {})
    return folded_rules(law.compiled, folder, tuple(dict.fromkeys(named)))


def _values(law: Law, span: Span) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, parameter in law.parameters.items():
        dated = parameter.at(span.day)
        if dated is not None:
            found[name] = dated.value
    return found


def baseline(law: Law, span: Span, variants: set[str], division: str) -> Side:
    """The law as it is: every rule that the variants need, each after what it needs."""
    printer = SqlPrinter(law, _values(law, span), division=division)
    facts = {AMOUNT[variant]: "amount" for variant in sorted(variants)}
    rules = {name: printer.show(expr) for name, expr in _rules(law, span, variants).items()}
    return Side(facts | rules)


def reform(
    scenario: Scenario,
    prefix: str,
    span: Span,
    variants: set[str],
    known: dict[str, str],
    dialect: Dialect,
) -> Side:
    """A scenario's law: only the columns that neither the law nor an earlier scenario has.

    `known` are the columns so far, name by text; the new ones are added to it.
    """
    names: dict[str, str] = {}
    columns: dict[str, str] = {}
    held = [change for change in scenario.changes if change.holds(span.first)]
    if any(change.times != 1 for change in held):
        for variant in sorted(variants):
            names[AMOUNT[variant]] = f"{prefix}amount"
    if held:
        own = ("fund", "with_jkp", "fund_bears", *(f"has_{name}" for name in PROGRAMMES))
        names |= {name: f"{prefix}{name}" for name in own}
    printer = SqlPrinter(scenario.law, _values(scenario.law, span), names, dialect.division)
    for name, expr in _rules(scenario.law, span, variants).items():
        sql = printer.show(expr)
        if sql not in known:
            known[sql] = f"{prefix}{name}"
            columns[known[sql]] = sql
        names[name] = known[sql]
    return Side(columns, names)


def money_columns(side: Side, variants: set[str]) -> dict[str, str]:
    """Parts, payers and the total, as SQL over the columns of one side."""
    known = [variant for variant in AMOUNT if variant in variants]
    parts = {
        programme: _by_variant({v: _part(side, v, programme) for v in known})
        for programme in PROGRAMMES
    }
    payers = {payer: _by_variant({v: _borne(side, v, payer) for v in known}) for payer in PAYERS}
    total = " + ".join(f"({sql})" for sql in parts.values())
    return {**parts, **payers, "total": total}


def _part(side: Side, variant: str, programme: str) -> str:
    output = OUTPUTS.get((variant, programme))
    if output is None:
        return "0"
    return (
        f"CASE WHEN {side.named(f'has_{programme}')} = 1 THEN {side.named(output.part)} ELSE 0 END"
    )


def _borne(side: Side, variant: str, payer: str) -> str:
    terms = []
    for programme in PROGRAMMES:
        output = OUTPUTS.get((variant, programme))
        for named, rule in output.payers.items() if output else ():
            condition = f"{side.named(f'has_{programme}')} = 1"
            if named == "bearer" and payer in ("participant", "fund"):
                condition += f" AND {side.named('fund_bears')} = {int(payer == 'fund')}"
            elif named != payer:
                continue
            terms.append(f"CASE WHEN {condition} THEN {side.named(rule)} ELSE 0 END")
    return " + ".join(terms) or "0"


def _by_variant(exprs: Mapping[str, str]) -> str:
    if not exprs or set(exprs.values()) == {"0"}:
        return "0"
    cases = (f"WHEN '{variant}' THEN {expr}" for variant, expr in exprs.items())
    return f"CASE variant {' '.join(cases)} ELSE 0 END"


@dataclass(frozen=True)
class Compared:
    """The columns of a priced table in which one scenario stands against the law."""

    scenario: Scenario
    prefix: str
    total: str
    protected: str
    source: str
    baseline: str = "total"


def compared_columns(scenarios: Sequence[Scenario]) -> list[Compared]:
    """Where each scenario stands: one takes the money columns, several get totals of their own."""
    if len(scenarios) == 1:
        source = "source_scenario" if moves_funds(scenarios[0]) else "source"
        return [Compared(scenarios[0], "s1_", "total", "protected", source, "baseline_total")]
    found = []
    for prefix, scenario in zip(prefixes(len(scenarios)), scenarios, strict=True):
        name = column_word(scenario.name)
        source = f"source_{name}" if moves_funds(scenario) else "source"
        found.append(Compared(scenario, prefix, f"total_{name}", f"protected_{name}", source))
    return found


def moves_funds(scenario: Scenario) -> bool:
    """True where a scenario gives somebody another source of money."""
    return any(change.fund for change in scenario.changes)


def column_word(name: str) -> str:
    """A scenario's name as part of a column's name.

    >>> column_word("Relief ends")
    'relief_ends'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def span_statement(
    law: Law,
    scenarios: Sequence[Scenario],
    span: Span,
    keys: Iterable[str],
    variants: set[str],
    dialect: Dialect,
) -> str:
    """The priced rows of one stretch, a row per person and month, from the view `ready`."""
    base = baseline(law, span, variants, dialect.division)
    rules, money = dict(base.columns), money_columns(base, variants)
    known = {sql: name for name, sql in reversed(rules.items())}
    before = money["total"]
    terms: dict[str, str] = {"source": "fund"} if scenarios else {}
    for one in compared_columns(scenarios):
        side = reform(one.scenario, one.prefix, span, variants, known, dialect)
        rules |= side.columns
        on = f"{one.prefix}on = 1"
        paid = {
            name: f"CASE WHEN {on} THEN {sql} ELSE 0 END"
            for name, sql in money_columns(side, variants).items()
        }
        if one.total == "total":
            money = {**paid, "baseline_total": before}
        else:
            money[one.total] = paid["total"]
        terms |= {one.protected: on}
        if one.source != "source":
            terms[one.source] = f"{one.prefix}fund"
    return _select(dialect, span, list(keys), rules, money, terms)


def _select(
    dialect: Dialect,
    span: Span,
    keys: list[str],
    rules: dict[str, str],
    money: dict[str, str],
    terms: dict[str, str],
) -> str:
    computed = "".join(f",\n      {sql} AS {name}" for name, sql in (rules | terms).items())
    paid = "".join(f",\n    CAST({sql} AS BIGINT) AS {name}" for name, sql in money.items())
    out = ", ".join([*(dialect.named(key) for key in keys), *terms])
    before, last = span.first.ordinal - 1, span.last.ordinal
    stretch = dialect.months(
        span.months, f"greatest(m_from - {before}, 1)", f"least(m_to, {last}) - {before}"
    )
    return f"""
SELECT {out}, {dialect.explode}(stretch) AS month, {", ".join(money)} FROM (
  SELECT {out}, stretch{paid}
  FROM (
    SELECT *, {stretch} AS stretch{computed}
    FROM ready WHERE span = {span.number}) AS ruled) AS paid"""
