"""Many rows at once, column by column, say what the same rows say one by one."""

import random
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.sheets.fixtures.make import TODAY, all_fixtures, write_xlsx

from payung.core.sheets import RESIDENTS, Checker, Table, Unreadable, open_table
from payung.core.sheets.checks import Portion

VILLAGE = "53.04.01.2001"
BORN = date(1980, 8, 17)
CELLS: dict[int, list[Any]] = {
    0: ["5304015708800003", "530401", "", "5304011708800004", 53.0, "'5304015708800003"],
    1: ["Maria Bere", "maria", "", "MARIA  BERE", "=1+1", "Bere\nMau", "João", "X" * 151, " Ani"],
    2: ["P", "L", "", "Perempuan", "x", 1.0, "1"],
    3: ["17-08-1980", "17/8/80", "", BORN, datetime.combine(BORN, time()), "01-01-1950", 29450.0],
    4: ["Jl. Raya", "", "-", " Jl.  Raya", "Jl\tRaya", "'Raya", 3.0, True, "Jalan “Satu”", 1.0],
    5: ["KAWIN", "2", "", "entah", 2.0],
    6: ["5304010101180003", "", "0", "53040101", "5304010101180000"],
    7: ["HIDUP", "", "MATI", "1"],
}
COLUMNS = ("NIK", "Nama", "JK", "Tgl Lahir", "Alamat", "Status Kawin", "No KK", "Status")


def same(table: Table, portion: Portion, village: str | None) -> int:
    """Compare with rows read one by one; how many came by column."""
    one_by_one = {r.number: r for r in Checker(table, today=TODAY, village=village).rows()}
    for row in portion.others:
        alone = one_by_one.pop(row.number)
        assert (row.values, row.problems) == (alone.values, alone.problems)
    for place, number in enumerate(portion.numbers):
        alone = one_by_one.pop(number)
        assert alone.problems == []
        told = {name: column[place] for name, column in portion.columns.items()}
        assert told == alone.values
        assert list(told) == list(alone.values)
        assert [type(v) for v in told.values()] == [type(v) for v in alone.values.values()]
    assert one_by_one == {}
    return len(portion.numbers)


def test_every_fixture(tmp_path: Path) -> None:
    by_column = 0
    for fixture in all_fixtures().values():
        path = tmp_path / fixture.name
        fixture.write(path)
        try:
            table = open_table(path, schema=RESIDENTS)
        except Unreadable:
            continue
        with table:
            portion = Checker(table, today=TODAY).portion(list(table.rows()))
            by_column += same(table, portion, None)
    assert by_column


row = st.tuples(*(st.sampled_from(cells) for cells in CELLS.values()))


@settings(max_examples=25, deadline=None)
@given(st.lists(row, min_size=1, max_size=8), st.integers(0, 8))
def test_any_mixture(tmp_path_factory: pytest.TempPathFactory, rows: list[Any], good: int) -> None:
    plain = [
        (f"5304015708800{n:03d}", "Maria Bere", "P", "17-08-1980", "Jl. Raya", "", "", "HIDUP")
        for n in range(100, 100 + good)
    ]
    listed = [*rows, *plain]
    random.Random(good).shuffle(listed)
    path = tmp_path_factory.mktemp("a") / "a.xlsx"
    write_xlsx(path, [COLUMNS, *listed])
    try:
        table = open_table(path, schema=RESIDENTS)
    except Unreadable:
        return
    with table:
        data = list(table.rows())
        checker = Checker(table, today=TODAY, village=VILLAGE)
        same(table, checker.portion(data), VILLAGE)
        again = checker.portion(data)  # what was read before is at hand now
        assert same(table, again, VILLAGE) >= (good if good > 1 else 0)
