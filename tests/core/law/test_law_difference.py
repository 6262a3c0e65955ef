"""A late regulation: the same people reckoned anew, and what that changes, to the row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.core.law.test_law_table import GOOD, read, write

from payung.core.law import Law, LawRefusal, current_law
from payung.core.law.batch.difference import compare_tables
from payung.core.law.batch.table import price_table

duckdb = pytest.importorskip("duckdb")

LAW = current_law()


def before_the_relief() -> Law:
    """The law as it was known until PP 50/2025: no relief in 2026, JP capped as in 2025."""
    known = dict(LAW.parameters)
    for name in ("relief_2026_due", "relief_2026_reaches"):
        value = known[name].values[0]
        assert isinstance(value.value, Mapping)
        due = Fraction(int(name == "relief_2026_due"))
        whole = dict.fromkeys(value.value, due)
        open_end = replace(value, start=date(2015, 7, 1), until=None, value=whole)
        known[name] = replace(known[name], values=(open_end,))
    cap = known["jp_wage_cap"]
    *earlier, last = (value for value in cap.values if value.start < date(2026, 3, 1))
    known["jp_wage_cap"] = replace(cap, values=(*earlier, replace(last, until=None)))
    return Law(known, LAW.rules, LAW.regulations)


PEOPLE = [
    GOOD | {"person_id": "self", "month_from": "2026-02", "months": 4},
    GOOD | {"person_id": "village", "month_from": "2026-02", "months": 4, "fund": "apbdes"},
    GOOD | {"person_id": "twice", "month_from": "2026-04", "months": 1},
    GOOD | {"person_id": "twice", "month_from": "2026-04", "months": 1, "income": 2_000_000},
    GOOD
    | {
        "person_id": "office",
        "segment": "pu",
        "wage": 20_000_000,
        "programmes": "jp",
        "month_from": "2026-02",
        "months": 2,
    },
]


def priced(tmp_path: Path) -> tuple[Path, Path]:
    """The people under the text of before, and under the text of now."""
    people = write(tmp_path / "in.parquet", PEOPLE)
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    price_table(people, old, law=before_the_relief())
    price_table(people, new)
    return old, new


def test_a_late_regulation_shows_its_difference(tmp_path: Path) -> None:
    old, new = priced(tmp_path)
    found = compare_tables(old, new, tmp_path / "diff.parquet")
    assert (found.law_before, found.law_after) == (before_the_relief().law_id, LAW.law_id)
    assert (found.changed, found.added, found.removed) == (4, 0, 0)
    rows = {(row["person_id"], row["month"]): row for row in read(tmp_path / "diff.parquet")}
    own = {key: (row["before"], row["after"], row["difference"]) for key, row in rows.items()}
    assert own == {
        ("self", "2026-04"): (16_800, 8_400, -8_400),
        ("self", "2026-05"): (16_800, 8_400, -8_400),
        ("twice", "2026-04"): (16_800 + 26_800, 8_400 + 13_400, -21_800),
        ("office", "2026-03"): (316_422, 332_589, 16_167),
    }
    assert rows["self", "2026-04"]["jkk"] == -5_000
    assert rows["self", "2026-04"]["participant"] == -8_400
    assert rows["office", "2026-03"]["worker"] == 110_863 - 105_474
    assert {row["change"] for row in rows.values()} == {"changed"}
    assert [(month.month, month.rows) for month in found.months] == [
        ("2026-03", 1),
        ("2026-04", 2),
        ("2026-05", 1),
    ]
    assert found.after - found.before == sum(row["difference"] for row in rows.values())


def test_the_same_law_shows_none(tmp_path: Path) -> None:
    _, new = priced(tmp_path)
    found = compare_tables(new, new, tmp_path / "diff.parquet")
    assert (found.changed, found.months, found.before) == (0, (), found.after)
    assert read(tmp_path / "diff.parquet") == []


def test_rows_that_come_and_go(tmp_path: Path) -> None:
    for name, persons in (("a", PEOPLE[:2]), ("b", PEOPLE[1:])):
        price_table(write(tmp_path / f"{name}.in", persons), tmp_path / f"{name}.parquet")
    found = compare_tables(
        tmp_path / "a.parquet", tmp_path / "b.parquet", tmp_path / "diff.parquet"
    )
    assert (found.changed, found.added, found.removed) == (0, 3, 4)
    assert {r["change"] for r in read(tmp_path / "diff.parquet")} == {"added", "removed"}


def test_what_is_no_priced_table_is_refused(tmp_path: Path) -> None:
    _, new = priced(tmp_path)
    (tmp_path / "no.parquet").write_bytes(b"no table")
    for path, code in (("in.parquet", "columns_missing"), ("no.parquet", "unreadable")):
        with pytest.raises(LawRefusal) as caught:
            compare_tables(tmp_path / path, new, tmp_path / "diff.parquet")
        assert caught.value.code == code
    assert not (tmp_path / "diff.parquet").exists()
