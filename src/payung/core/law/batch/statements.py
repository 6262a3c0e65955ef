# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""The SQL of a priced table: one statement per stretch of months, printed from the rules."""

from collections.abc import Iterable, Mapping
from itertools import chain

from payung.core.law.batch.spans import Span
from payung.core.law.compiler.folding import Folder, folded_rules
from payung.core.law.engines.sql import SqlPrinter
from payung.core.law.law import Law
from payung.core.law.outputs import AMOUNT, OUTPUTS, PAYERS
from payung.core.law.vocabulary import PROGRAMMES


def rule_columns(law: Law, span: Span, variants: Iterable[str]) -> dict[str, str]:
    """The rules that the variants need in a stretch, as SQL, each after what it needs.

    `amount` is the wage or income in sen, one column for all variants.
    """
    outputs = [OUTPUTS[key] for key in OUTPUTS if key[0] in set(variants)]
    named = chain.from_iterable((output.part, *output.payers.values()) for output in outputs)
    rules = folded_rules(
        law.compiled, Folder(law.parameters, span.day, {}), tuple(dict.fromkeys(named))
    )
    values: dict[str, object] = {}
    for name, parameter in law.parameters.items():
        dated = parameter.at(span.day)
        if dated is not None:
            values[name] = dated.value
    printer = SqlPrinter(law, values)
    return {name: printer.show(expr) for name, expr in rules.items()}


def money_columns(variants: Iterable[str]) -> dict[str, str]:
    """Parts, payers and the total, as SQL over the columns of the rules."""
    known = [variant for variant in AMOUNT if variant in set(variants)]
    columns = {
        programme: _by_variant({v: _part(v, programme) for v in known}) for programme in PROGRAMMES
    }
    for payer in PAYERS:
        columns[payer] = _by_variant({v: _borne(v, payer) for v in known})
    columns["total"] = " + ".join(columns[programme] for programme in PROGRAMMES)
    return columns


def _part(variant: str, programme: str) -> str:
    output = OUTPUTS.get((variant, programme))
    return f"CASE WHEN has_{programme} = 1 THEN {output.part} ELSE 0 END" if output else "0"


def _borne(variant: str, payer: str) -> str:
    terms = []
    for programme in PROGRAMMES:
        output = OUTPUTS.get((variant, programme))
        for named, rule in output.payers.items() if output else ():
            condition = f"has_{programme} = 1"
            if named == "bearer" and payer in ("participant", "fund"):
                condition += f" AND fund_bears = {int(payer == 'fund')}"
            elif named != payer:
                continue
            terms.append(f"CASE WHEN {condition} THEN {rule} ELSE 0 END")
    return " + ".join(terms) or "0"


def _by_variant(exprs: Mapping[str, str]) -> str:
    if not exprs or set(exprs.values()) == {"0"}:
        return "0"
    cases = (f"WHEN '{variant}' THEN {expr}" for variant, expr in exprs.items())
    return f"CASE variant {' '.join(cases)} ELSE 0 END"


def span_statement(law: Law, span: Span, keys: Iterable[str], variants: Iterable[str]) -> str:
    """The priced rows of one stretch, a row per person and month, from the view `ready`."""
    used = list(variants)
    rules = {AMOUNT[variant]: "amount" for variant in used} | rule_columns(law, span, used)
    money = money_columns(used)
    months = ", ".join(f"'{month}'" for month in span.months)
    computed = "".join(f",\n      {sql} AS {name}" for name, sql in rules.items())
    paid = "".join(f",\n    CAST({sql} AS BIGINT) AS {name}" for name, sql in money.items())
    out = ", ".join(f'"{key}"' for key in keys)
    before, last = span.first.ordinal - 1, span.last.ordinal
    return f"""
SELECT {out}, unnest(covered) AS month, {", ".join(money)} FROM (
  SELECT {out}, covered{paid}
  FROM (
    SELECT *, list_slice([{months}], greatest(m_from - {before}, 1),
                         least(m_to, {last}) - {before}) AS covered{computed}
    FROM ready WHERE span = {span.number}))"""
