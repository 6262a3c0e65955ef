"""Points from labels, and the gate that a new table must pass."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.core.linkage.people import damaged, person

from payung.core.linkage import LinkageRefusal, default_points, load_points
from payung.core.linkage.fit import (
    Decision,
    Shape,
    fit,
    gate,
    labelled,
    labelled_decisions,
    quality,
    refit,
    weights_of,
)
from payung.core.linkage.levels import SEX, Comparison, Level
from payung.core.linkage.order import turned
from payung.core.linkage.points import read_points


def decisions(count: int, seed: int) -> list[Decision]:
    """Some that are one person, and as many of one household."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        one = person(4 * number, chance)
        found.append(Decision(one, damaged(one, chance), True))
        other = replace(person(4 * number + 1, chance), no_kk=one.no_kk, nama_ibu=one.nama_ibu)
        found.append(Decision(one, other, False))
    return found


def test_a_blank_table_learns_from_decisions() -> None:
    learnt, held = (labelled_decisions(decisions(300, seed)) for seed in (1, 2))
    blank = replace(default_points(), intercept=0, levels=dict.fromkeys(default_points().levels, 0))
    found = fit(learnt, blank, "test", "300 decisions")
    assert quality(found, held).loss < 0.1 * quality(blank, held).loss
    assert not turned({code: float(value) for code, value in found.levels.items()})
    assert (found.version, found.basis) == ("test", "300 decisions")


def test_other_comparisons_are_fitted_as_well() -> None:
    """Declared elsewhere, for columns that no Indonesian list has."""
    house = Comparison("house", tuple(Level(f"house:{n}", "", "") for n in range(2)))
    shape = Shape((SEX, house))
    blank = replace(default_points(), intercept=0, levels=dict.fromkeys(shape.codes, 0))
    levels = np.array([[sex, n] for sex in range(3) for n in range(2) for _ in range(50)])
    data = labelled(levels, levels[:, 1] == 1)
    found = fit(data, blank, "test", "houses", shape=shape, order=())
    assert set(found.levels) == set(shape.codes)
    assert ((weights_of(data.levels, found, shape) > 0) == (data.levels[:, 1] == 1)).all()


def test_few_decisions_correct_the_table_and_cannot_overturn_it() -> None:
    current = default_points()
    found = fit(labelled_decisions(decisions(3, 1)), current, "test", "six decisions")
    moved = [abs(found.levels[code] - value) for code, value in current.levels.items()]
    assert max(moved) < 300


def test_a_worse_table_is_refused_and_says_so() -> None:
    current, held = default_points(), labelled_decisions(decisions(200, 3))
    worse = replace(current, levels=dict(current.levels) | {"name:equal:5": -900})
    with pytest.raises(LinkageRefusal) as refusal:
        gate(worse, current, held)
    assert refusal.value.code == "gate_worse"
    assert gate(current, current, held) == quality(current, held)


def test_wrong_decisions_do_not_get_through() -> None:
    wrong = [Decision(d.left, d.right, not d.same) for d in decisions(200, 4)]
    held = labelled_decisions(decisions(200, 5))
    with pytest.raises(LinkageRefusal):
        refit(default_points(), labelled_decisions(wrong), held, "2", "decisions turned round")


def test_a_gate_without_labels_stays_shut() -> None:
    with pytest.raises(LinkageRefusal) as refusal:
        gate(default_points(), default_points(), labelled_decisions([]))
    assert refusal.value.code == "gate_empty"


def test_a_table_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "points.json"
    path.write_text(default_points().as_json(), "utf-8")
    assert load_points(path) == default_points()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"levels": {"nik:equal": 1.5}}'])
def test_a_file_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(LinkageRefusal):
        read_points(text)
