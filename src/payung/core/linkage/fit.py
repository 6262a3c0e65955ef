"""Points from labelled pairs: logistic regression, held to what is known before.

Ridge towards the table in use: a level that few labels speak about stays where it was, so clerks'
decisions correct the table and cannot overturn it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from payung.core.linkage.encode import encode_records
from payung.core.linkage.kernel import levels_of_pairs
from payung.core.linkage.levels import COMPARISONS, Comparison
from payung.core.linkage.order import Chain, Ties, chains, turned
from payung.core.linkage.points import UNIT, Points
from payung.core.linkage.rarity import Rarity, default_rarity
from payung.core.linkage.record import Record
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.text import Integers

Floats = NDArray[np.float64]
ROUNDS = 60
RIDGE = 1.0


class Shape:
    """Where the levels of some declared comparisons stand in one long row."""

    def __init__(self, comparisons: Sequence[Comparison] = COMPARISONS) -> None:
        self.sizes = [len(comparison.levels) for comparison in comparisons]
        self.starts = np.cumsum([0, *self.sizes])[:-1]
        self.codes = [level.code for comparison in comparisons for level in comparison.levels]


_OURS = Shape()


class Decision(NamedTuple):
    """What somebody decided about two records."""

    left: Record
    right: Record
    same: bool


class Labelled(NamedTuple):
    """Distinct rows of levels, how often each was seen, and how often as one person."""

    levels: Integers
    seen: Floats
    same: Floats


def labelled(levels: Integers, same: NDArray[np.bool_]) -> Labelled:
    """Pairs with labels, equal rows of levels put together.

    >>> found = labelled(np.array([[1, 0], [1, 0], [2, 0]]), np.array([True, False, True]))
    >>> found.levels.tolist(), found.seen.tolist(), found.same.tolist()
    ([[1, 0], [2, 0]], [2.0, 1.0], [1.0, 1.0])
    """
    kept, inverse = np.unique(levels, axis=0, return_inverse=True)
    inverse = inverse.ravel()
    seen = np.bincount(inverse, minlength=len(kept)).astype(float)
    alike = np.bincount(inverse, same, minlength=len(kept)).astype(float)
    return Labelled(kept, seen, alike)


def labelled_decisions(decisions: Sequence[Decision], rarity: Rarity | None = None) -> Labelled:
    """The decisions of clerks as labelled levels."""
    same = np.array([decision.same for decision in decisions], bool)
    return labelled(levels_of_decisions(decisions, rarity), same)


def levels_of_decisions(decisions: Sequence[Decision], rarity: Rarity | None = None) -> Integers:
    """The levels of decided pairs, a row each."""
    rarity = rarity or default_rarity()
    left = encode_records([decision.left for decision in decisions], rarity)
    right = encode_records([decision.right for decision in decisions], rarity)
    places = np.arange(len(decisions))
    levels: Integers = levels_of_pairs(left, right, places, places)[:, : len(COMPARISONS)]
    return levels


def levels_of_codes(codes: Sequence[str]) -> list[int] | None:
    """The row of levels that these codes name, one of each comparison; None if they do not.

    >>> levels_of_codes(["nik:equal", "name:near:3", "born:equal", "sex:equal",
    ...                  "household:equal:equal:same", "place:equal"])
    [1, 15, 1, 1, 21, 1]
    >>> levels_of_codes(["nik:equal"])
    """
    if len(codes) != len(COMPARISONS):
        return None
    found = []
    for comparison, code in zip(COMPARISONS, codes, strict=True):
        places = [n for n, level in enumerate(comparison.levels) if level.code == code]
        found += places
    return found if len(found) == len(codes) else None


def fit(
    data: Labelled, start: Points, version: str, basis: str, ridge: float = RIDGE,
    today: date | None = None, *, shape: Shape = _OURS, order: Sequence[Chain] | None = None,
) -> Points:  # fmt: skip
    """A table fitted on labels, drawn towards ``start``; bands and margin stay those of ``start``.

    Newton's method on the penalised likelihood; the penalty makes the optimum unique. Levels whose
    order would be turned round (see `order`) share their points. ``shape`` and ``order`` are those
    of our own comparisons unless others were declared.
    """
    prior = _weights(start, shape)
    ties, kept = Ties(shape.codes), chains() if order is None else order
    while True:
        weights = _fitted(data, prior, ties, ridge, shape)
        wrong = turned(dict(zip(shape.codes, weights[1:].tolist(), strict=True)), kept)
        if not wrong:
            return _table(weights, start, version, basis, today or date.today(), shape)
        for less, more in wrong:
            ties.join(less, more)


def _fitted(data: Labelled, prior: Floats, ties: Ties, ridge: float, shape: Shape) -> Floats:
    """The weights of all levels, those that are tied sharing one."""
    groups = np.array(ties.groups())
    design = _design(data.levels, groups, shape)
    sizes = np.bincount(groups)
    centre = np.concatenate([prior[:1], np.bincount(groups, prior[1:]) / sizes])
    penalty = np.concatenate([[ridge / 100], ridge * sizes])
    weights = np.array(centre, np.float64)
    for _ in range(ROUNDS):
        step = _newton_step(design, data, weights, centre, penalty)
        weights += np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-6:
            break
    return np.concatenate([weights[:1], weights[1:][groups]])


def _newton_step(
    design: Floats, data: Labelled, weights: Floats, prior: Floats, penalty: Floats
) -> Floats:
    chance = 1 / (1 + np.exp(-np.clip(design @ weights, -40, 40)))
    gradient = design.T @ (data.same - data.seen * chance) - penalty * (weights - prior)
    spread = data.seen * chance * (1 - chance)
    curve = design.T @ (design * spread[:, None]) + np.diag(penalty)
    found: Floats = np.asarray(np.linalg.solve(curve, gradient), np.float64)
    return found


def _design(levels: Integers, groups: Integers, shape: Shape) -> Floats:
    """One column for the start and one for each group of levels that share their points."""
    design = np.zeros((len(levels), 2 + int(groups.max())))
    design[:, 0] = 1
    rows = np.arange(len(levels))
    for place, start in enumerate(shape.starts):
        design[rows, 1 + groups[start + levels[:, place]]] += 1
    return design


def _weights(points: Points, shape: Shape) -> Floats:
    return np.array([points.intercept, *(points.levels[code] for code in shape.codes)]) / UNIT


def _table(
    weights: Floats, start: Points, version: str, basis: str, today: date, shape: Shape
) -> Points:
    whole = [round(weight * UNIT) for weight in _centred(weights, shape).tolist()]
    return replace(
        start, version=version, fitted_on=today.isoformat(), basis=basis, intercept=whole[0],
        levels=dict(zip(shape.codes, whole[1:], strict=True)),
    )  # fmt: skip


def _centred(weights: Floats, shape: Shape) -> Floats:
    """The same sums with nothing said (the first level of each comparison) at nought points."""
    out = weights.copy()
    for start, size in zip(shape.starts, shape.sizes, strict=True):
        out[0] += weights[1 + start]
        out[1 + start : 1 + start + size] -= weights[1 + start]
    return out


def weights_of(levels: Integers, points: Points, shape: Shape = _OURS) -> Floats:
    """The weight of each row of levels by a table."""
    return _design(levels, np.arange(len(shape.codes)), shape) @ _weights(points, shape)


class Quality(NamedTuple):
    """How a table does on labels: mean log-loss, wrong matches, true pairs that are no match."""

    loss: float
    false_matches: float
    missed: float


def quality(points: Points, data: Labelled) -> Quality:
    """The figures of a table on a labelled set."""
    weight = weights_of(data.levels, points)
    different = data.seen - data.same
    loss = data.same @ np.logaddexp(0, -weight) + different @ np.logaddexp(0, weight)
    match = weight >= points.match
    return Quality(
        float(loss / data.seen.sum()), float(different[match].sum()), float(data.same[~match].sum())
    )


def gate(new: Points, current: Points, data: Labelled) -> Quality:
    """The quality of ``new``; raises LinkageRefusal if it is worse than ``current`` in anything.

    The labels must not be those that ``new`` was fitted on.
    """
    if not len(data.levels):
        raise LinkageRefusal(
            "gate_empty", "Tabel baru belum dapat diuji: tidak ada keputusan berlabel.",
            "The new table cannot be tested: there are no labelled decisions.",
        )  # fmt: skip
    before, after = quality(current, data), quality(new, data)
    worse = [
        name
        for name, old, fresh in zip(Quality._fields, before, after, strict=True)
        if fresh > old + 1e-12
    ]
    if worse:
        raise LinkageRefusal(
            "gate_worse",
            f"Tabel poin baru ditolak: lebih buruk pada {', '.join(worse)}. Tabel lama tetap "
            "dipakai.",
            f"The new table of points is refused: worse in {', '.join(worse)}. "
            "The old table stays.",
        )
    return after


def refit(
    current: Points, decisions: Labelled, held: Labelled, version: str, basis: str
) -> tuple[Points, Quality]:
    """A table corrected by decisions, let through only if it is as good on the set held apart."""
    new = fit(decisions, current, version, basis)
    return new, gate(new, current, held)
