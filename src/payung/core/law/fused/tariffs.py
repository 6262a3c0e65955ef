"""Terms in every stretch of months, under the law and each scenario, as rows of whole numbers.

What is equal is one row: two stretches in which nothing changes for somebody are one, and a
scenario that leaves somebody's terms alone costs nothing for them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import numpy as np
import numpy.typing as npt

from payung.core.law.batch.engine import Job
from payung.core.law.batch.spans import Span
from payung.core.law.batch.terms import Key, Terms
from payung.core.law.compiler.folding import Folder
from payung.core.law.compiler.integers import IConst, IExpr, IOp, IPar, ISearch, IVar
from payung.core.law.dated import Table
from payung.core.law.engines.loop import TABLED, Printed, Slot, printed
from payung.core.law.fused.program import distinct, program
from payung.core.law.law import Law
from payung.core.law.vocabulary import PROGRAMMES

CLASSES = ("risk", "fund", "sector")
OFF = -1
MOST_CELLS = 4096
Rows = tuple[tuple[int, int], ...]
Whole = npt.NDArray[np.int64]
Bundle = tuple[int, tuple[int, ...], tuple[int, ...]]
"""A variant, a row under each law, and a source of money under each."""


@dataclass(frozen=True)
class Tariffs:
    """What the loop reads beside the people.

    `bundle[key, stretch]` is a place in `variant`, `sides` and `funds`, or OFF where the terms are
    refused; `sides[bundle, law]` is a row of `rows`, or OFF where a scenario leaves somebody out.
    Bundles of one number in `alike` do not differ but in rupiah. `kept[bundle, law]` has a bit for
    each programme whose rupiah are those of the law `main`, whatever the amount.
    """

    text: str
    keys: tuple[Key, ...]
    by_income: npt.NDArray[np.bool_]
    bundle: npt.NDArray[np.int32]
    variant: Whole
    alike: Whole
    sides: Whole
    kept: Whole
    funds: Whole
    fund_names: tuple[str, ...]
    law_of: Whole
    main: int
    rows: Whole
    bounds: Whole
    values: Whole


def tariffs_of(job: Job) -> Tariffs:
    """The tariffs of all terms of a table. Raises LawFault."""
    laws = [job.law, *(scenario.law for scenario in job.scenarios)]
    sides = [_Side(law, {variant: printed(law, variant) for variant in TABLED}) for law in laws]
    variants = [tuple(side.printed[variant] for variant in TABLED) for side in sides]
    different = [tuple(one.text for one in law) for law in distinct(variants)]
    texts = [tuple(one.text for one in law) for law in variants]
    made = _Made()
    keys = tuple(dict.fromkeys(row.terms.key for row in job.rows))
    place = {key: number for number, key in enumerate(keys)}
    bundle = np.full((len(keys), len(job.spans)), OFF, dtype=np.int32)
    by_income = np.zeros(len(keys), dtype=np.bool_)
    spans = {span.number: (number, span) for number, span in enumerate(job.spans)}
    for row in job.rows:
        if row.terms.refusal:
            continue
        stretch, span = spans[row.terms.span]
        under = [(row.terms, Fraction(1)), *((one.terms, one.times) for one in row.reforms)]
        by_income[place[row.terms.key]] = row.terms.variant == "bpu"
        bundle[place[row.terms.key], stretch] = made.bundle(sides, under, span)
    bundles = list(made.bundles)
    main, matrix = int(len(job.scenarios) == 1), made.matrix()
    return Tariffs(
        program(variants),
        keys,
        by_income,
        bundle,
        _whole([variant for variant, _, _ in bundles]),
        _alike(bundles),
        _whole([rows for _, rows, _ in bundles]).reshape(len(bundles), len(laws)),
        _whole([_kept(variants, bundle, main, matrix) for bundle in bundles]).reshape(
            len(bundles), len(laws)
        ),
        _whole([funds for _, _, funds in bundles]).reshape(len(bundles), len(laws)),
        tuple(made.funds),
        _whole([different.index(text) for text in texts]),
        main,
        matrix,
        _whole([bound for bound, _ in made.pool]),
        _whole([value for _, value in made.pool]),
    )


def _alike(bundles: Sequence[Bundle]) -> Whole:
    """Bundles with the same sources of money, in which the same laws leave somebody out."""
    found: dict[object, int] = {}
    told = [(funds, [row == OFF for row in rows]) for _, rows, funds in bundles]
    return _whole([found.setdefault(repr(one), len(found)) for one in told])


def _kept(
    variants: Sequence[tuple[Printed, ...]], bundle: Bundle, main: int, matrix: Whole
) -> list[int]:
    """For each law, the programmes that read alike and read the same numbers as under `main`."""
    variant, rows, _ = bundle
    ours = variants[main][variant]
    return [
        sum(
            1 << place
            for place, reads in enumerate(ours.reads)
            if rows[main] != OFF
            and row != OFF
            and law[variant].parts[place] == ours.parts[place]
            and all(matrix[row, at] == matrix[rows[main], at] for at in reads)
        )
        for law, row in zip(variants, rows, strict=True)
    ]


def _whole(numbers: Sequence[object]) -> Whole:
    return np.array(numbers, dtype=np.int64)


@dataclass
class _Side:
    """One law: its printed variants, and slots that are settled already."""

    law: Law
    printed: dict[str, Printed]
    known: dict[tuple[object, ...], int] = field(default_factory=dict)


@dataclass
class _Made:
    """Rows, tables and bundles, each kept once."""

    rows: dict[tuple[object, ...], int] = field(default_factory=dict)
    pool: list[tuple[int, int]] = field(default_factory=list)
    tables: dict[Rows, tuple[int, int]] = field(default_factory=dict)
    funds: dict[str, int] = field(default_factory=dict)
    bundles: dict[Bundle, int] = field(default_factory=dict)

    def bundle(
        self, sides: Sequence[_Side], under: Iterable[tuple[Terms, Fraction]], span: Span
    ) -> int:
        rows, funds = [], []
        variant = ""
        for side, (terms, times) in zip(sides, under, strict=True):
            variant = terms.variant
            rows.append(OFF if terms.refusal else self.row(side, terms, times, span))
            funds.append(self.funds.setdefault(terms.fund, len(self.funds)))
        found = (TABLED.index(variant), tuple(rows), tuple(funds))
        return self.bundles.setdefault(found, len(self.bundles))

    def row(self, side: _Side, terms: Terms, times: Fraction, span: Span) -> int:
        text = side.printed[terms.variant]
        flags = dict(
            zip((*(f"has_{n}" for n in PROGRAMMES), "fund_bears"), terms.flags, strict=True)
        )
        flags["self_bears"] = 1 - flags["fund_bears"]
        flags |= {"num": times.numerator, "den": times.denominator}
        settled = _Settled(side.law, span, terms, int("jkp" in terms.programmes))
        numbers = []
        for slot in text.slots:
            kind, what = slot
            if isinstance(what, str):
                numbers.append(flags[what])
            elif isinstance(what, ISearch):
                numbers.append(self.table(what.how, settled.table(what), kind))
            else:
                numbers.append(_known(side, settled, slot, what))
        return self.rows.setdefault((text.text, *numbers), len(self.rows))

    def table(self, how: str, rows: Rows, kind: str) -> int:
        if rows not in self.tables:
            laid = _in_cells(rows) if how == "lookup" else rows
            self.tables[rows] = (len(self.pool), len(self.pool) + len(laid))
            self.pool += laid
        return self.tables[rows][kind == "to"]

    def matrix(self) -> Whole:
        width = max((len(row) for row in self.rows), default=1) - 1
        found = np.zeros((max(len(self.rows), 1), max(width, 1)), dtype=np.int64)
        for row, place in self.rows.items():
            found[place, : len(row) - 1] = _whole(row[1:])
        return found


def _in_cells(rows: Rows) -> Rows:
    """A table by lower bound, in cells of one width where they are few: read without a search."""
    step = gcd(*(bound for bound, _ in rows))
    if not step or rows[0][0] or rows[-1][0] // step >= MOST_CELLS:
        return rows
    bounds = [bound for bound, _ in rows]
    cells = range(rows[-1][0] // step + 1)
    return tuple((-step, rows[bisect_right(bounds, cell * step) - 1][1]) for cell in cells)


@dataclass(frozen=True)
class _Settled:
    """Expressions that the amount does not move, for the terms of somebody on a day."""

    law: Law
    span: Span
    terms: Terms
    with_jkp: int

    def number(self, expr: IExpr) -> int:
        """Its value; 0 where it is not known, which only terms that do not need it can reach."""
        folded = Folder(self.law.parameters, self.span.day, {}).fold(self.named(expr))
        return folded.value if isinstance(folded, IConst) else 0

    def named(self, expr: IExpr) -> IExpr:
        """The expression with its rules written out, and classes and flags put in."""
        match expr:
            case IVar("with_jkp"):
                return IConst(self.with_jkp)
            case IVar(name):
                return self.named(self.law.compiled[name].expr)
            case IPar(name, den, IVar(fact)):
                return IPar(name, den, self.classes[fact])
            case IOp(op, args):
                return IOp(op, tuple(self.named(arg) for arg in args))
            case _:
                return expr

    @property
    def classes(self) -> dict[str, str]:
        return {name: getattr(self.terms, name) for name in CLASSES}

    def table(self, search: ISearch) -> Rows:
        dated = self.law.parameters[search.name].at(self.span.day)
        if dated is None:
            return ()
        table: Table = dated.value  # type: ignore[assignment]
        return tuple((int(at * search.at_den), int(n * search.den)) for at, n in table)


def _known(side: _Side, settled: _Settled, slot: Slot, what: IExpr) -> int:
    """A slot's number, settled once for all terms that do not differ in what it reads."""
    read = _reads(side.law, what)
    told = tuple(getattr(settled.terms, name) for name in CLASSES if name in read)
    key = (slot, settled.span.number, told, settled.with_jkp)
    if key not in side.known:
        side.known[key] = settled.number(what)
    return side.known[key]


def _reads(law: Law, expr: IExpr) -> frozenset[str]:
    """The facts that an expression reads, directly or below."""
    match expr:
        case IVar(name) if name in law.compiled:
            return _reads(law, law.compiled[name].expr)
        case IVar(name) | IPar(_, _, IVar(name)):
            return frozenset({name})
        case IOp(_, args):
            return frozenset().union(*(_reads(law, arg) for arg in args))
        case _:
            return frozenset()
