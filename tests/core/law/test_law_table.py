"""A whole table against the scalar law: the same rupiah, the same refusals, to the last row."""

import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from payung.core.calendar import Month
from payung.core.law import LawRefusal, current_law, price_line
from payung.core.law.batch.duck import DuckEngine
from payung.core.law.batch.engine import TableEngine
from payung.core.law.batch.table import price_table
from payung.core.law.fused.engine import FusedEngine
from payung.core.law.scenarios import Scenario, parse_scenario
from payung.core.law.vocabulary import FUNDS, PROGRAMMES, RISKS, SECTORS

duckdb = pytest.importorskip("duckdb")

COLUMNS = {
    "person_id": "VARCHAR",
    "segment": "VARCHAR",
    "wage": "DECIMAL(18,2)",
    "income": "BIGINT",
    "programmes": "VARCHAR",
    "month_from": "VARCHAR",
    "months": "INTEGER",
    "risk": "VARCHAR",
    "fund": "VARCHAR",
    "sector": "VARCHAR",
    "area": "VARCHAR",
}
GOOD: dict[str, Any] = {
    "person_id": "a",
    "segment": "bpu",
    "income": 1_000_000,
    "programmes": "jkk,jkm",
    "month_from": "2026-03",
    "months": 2,
    "fund": "self",
    "area": "53.04",
}


def write(path: Path, people: list[dict[str, Any]], columns: dict[str, str] = COLUMNS) -> Path:
    """Write people to Parquet with the given column types."""
    connection = duckdb.connect()
    named = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(f"CREATE TABLE t ({named})")
    marks = ", ".join("?" * len(columns))
    rows = [[person.get(name) for name in columns] for person in people]
    connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
    connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    result = duckdb.execute(f"SELECT * FROM '{path}' ORDER BY ALL")
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def somebody(rng: random.Random, number: int) -> dict[str, Any]:
    """Anybody: good cases, and cases that the law refuses."""
    return {
        "person_id": f"p{number}",
        "segment": rng.choice(["pu", "pu", "bpu", "bpu", "construction", "PU"]),
        "wage": rng.choice([None, -1, rng.randrange(10**9) / 100, rng.randrange(20_000_000)]),
        "income": rng.choice([None, -5, rng.randrange(25_000_000), rng.randrange(3_000_000)]),
        "programmes": ",".join(rng.sample(PROGRAMMES, rng.randint(1, 5))),
        "month_from": f"{rng.randint(2015, 2027)}-{rng.randint(1, 12):02d}",
        "months": rng.randint(1, 30),
        "risk": rng.choice([*RISKS, None]),
        "fund": rng.choice([*FUNDS, None]),
        "sector": rng.choice([*SECTORS, None, "farming"]),
        "area": rng.choice(["53.04", "62.03"]),
    }


def fused(out: Path) -> FusedEngine:
    """The loop, however few people there are."""
    return FusedEngine(out, least=0)


def scalar(person: dict[str, Any], month: Month) -> Any:
    """The scalar law's answer for one month: a line, or the code of its refusal."""
    segment = person["segment"].lower()
    amount = person["income"] if segment == "bpu" else person["wage"]
    if isinstance(amount, float):
        amount = f"{amount:.2f}"
    try:
        return price_line(
            "construction-wage" if segment == "construction" else segment,
            tuple(person["programmes"].split(",")),
            month.first_day,
            amount,
            risk=person.get("risk"),
            fund=person.get("fund"),
            sector=person.get("sector"),
        )
    except LawRefusal as refusal:
        return refusal.code


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "number"), [(DuckEngine, 160), (fused, 600)])
def test_a_table_equals_the_scalar_law_to_the_rupiah(
    tmp_path: Path, engine: Callable[[Path], TableEngine], number: int
) -> None:
    rng = random.Random(20261121)
    people = [somebody(rng, place) for place in range(number)]
    table, out = write(tmp_path / "in.parquet", people), tmp_path / "out.parquet"
    done = price_table(table, out, engine=engine(out))
    got = {(row["person_id"], row["month"]): row for row in read(out)}
    expected_rows = refused = 0
    for person in people:
        first = Month.parse(person["month_from"])
        for month in (first + ahead for ahead in range(person["months"])):
            answer = scalar(person, month)
            row = got.get((person["person_id"], str(month)))
            if isinstance(answer, str):
                refused += 1
                assert row is None, (person, month, answer)
                continue
            assert row is not None, (person, month)
            expected_rows += 1
            order = [name for name in PROGRAMMES if name in person["programmes"].split(",")]
            parts = dict.fromkeys(PROGRAMMES, 0) | dict(zip(order, answer.parts, strict=True))
            assert {name: row[name] for name in PROGRAMMES} == parts, (person, month)
            for name in ("total", "employer", "worker", "state", "participant", "fund"):
                assert row[name] == getattr(answer, name), (person, month, name)
    assert done.rows == expected_rows == len(got)
    assert done.total == sum(row["total"] for row in got.values())
    assert expected_rows > 300
    assert refused > 300


REFORM = """
name: trial
label: {id: Uji, en: Trial}
parameters:
  relief_2026_due:
    '2026-07-01': {value: {transport: 100%, other: 100%, labour-intensive: 100%}}
  jp_wage_cap:
    '2026-01-01': {times: 108%}
people:
- since: 2026-05
  where: {segment: bpu, fund: apbdes}
  add: [jht]
- since: 2026-09
  until: 2026-10
  where: {segment: pu}
  wage_times: 108%
- since: 2026-11
  where: {fund: self}
  fund: apbd
- since: 2026-12
  where: {fund: csr}
  remove: [jkk, jkm, jht]
"""


def under_reform(person: dict[str, Any], month: Month, reform: Scenario) -> int:
    """The scalar law's total under the reform, its changes written out by hand; 0 if dropped."""
    programmes, fund = set(person["programmes"].split(",")), person["fund"]
    amount = Fraction(person["wage"] if person["segment"] == "pu" else person["income"])
    if month >= Month(2026, 5) and person["segment"] == "bpu" and fund == "apbdes":
        programmes.add("jht")
    if Month(2026, 9) <= month <= Month(2026, 10) and person["segment"] == "pu":
        amount = Fraction(int(amount * 108 + Fraction(1, 2)), 100)
    if month >= Month(2026, 11) and fund == "self":
        fund = "apbd"
    if month >= Month(2026, 12) and fund == "csr":
        programmes -= {"jkk", "jkm", "jht"}
    if not programmes:
        return 0
    ordered = tuple(sorted(programmes))
    return price_line(
        person["segment"], ordered, month.first_day, amount, fund=fund, law=reform.law
    ).total


@pytest.mark.slow
def test_a_scenario_and_the_law_in_one_pass(tmp_path: Path) -> None:
    reform = parse_scenario(REFORM, "reform.yaml", current_law())
    rng = random.Random(7)
    people = [
        {
            "person_id": f"p{number}",
            "segment": segment,
            "wage": rng.randrange(20_000_000),
            "income": rng.randrange(20_000_000),
            "programmes": "jkk,jkm,jht,jp" if segment == "pu" and number % 2 else "jkk,jkm",
            "month_from": "2026-01",
            "months": 12,
            "fund": rng.choice(["self", "apbdes", "csr", "apbd"]),
            "area": f"53.04.{number % 3}",
        }
        for number in range(60)
        for segment in [rng.choice(["pu", "bpu"])]
    ]
    out = tmp_path / "out.parquet"
    done = price_table(write(tmp_path / "in.parquet", people), out, scenario=reform)
    got = {(row["person_id"], row["month"]): row for row in read(out)}
    for person in people:
        for month in (Month(2026, number) for number in range(1, 13)):
            row = got[(person["person_id"], str(month))]
            assert row["baseline_total"] == scalar(person, month).total
            assert row["total"] == under_reform(person, month, reform), (person, month)
            assert row["source"] == person["fund"]
            assert row["protected"] == (row["total"] > 0)
    compared = done.comparison
    assert compared is not None
    assert compared.baseline == sum(row["baseline_total"] for row in got.values())
    (outcome,) = compared.outcomes
    assert outcome.total == done.total == sum(row["total"] for row in got.values())
    assert (compared.months, done.law_id) == (720, reform.law.law_id)
    assert 0 < outcome.months < compared.months
    assert compared.heads == len({row["person_id"] for row in got.values()})
    assert outcome.heads == len({r["person_id"] for r in got.values() if r["protected"]})
    cells = read(compared.file)
    assert sum(cell["scenario"] for cell in cells) == done.total
    assert sum(cell["people"] for cell in cells) == 720
    assert {"area", "source", "month"} <= cells[0].keys()


def test_refused_rows_are_listed_with_their_reason(tmp_path: Path) -> None:
    people = [
        GOOD,
        GOOD | {"person_id": "b", "programmes": "jkk,jp"},
        GOOD | {"person_id": "c", "income": None},
        GOOD | {"person_id": "d", "income": -1},
        GOOD | {"person_id": "e", "month_from": "2026-13"},
        GOOD | {"person_id": "f", "months": 0},
        GOOD | {"person_id": "g", "segment": "asn"},
        GOOD | {"person_id": "h", "income": 10**11},
    ]
    done = price_table(write(tmp_path / "in.parquet", people), tmp_path / "out.parquet")
    assert done.refused_file is not None
    listed = {row["person_id"]: row["code"] for row in read(done.refused_file)}
    assert listed == {
        "b": "jp_not_for_bpu",
        "c": "income_missing",
        "d": "income_negative",
        "e": "month_invalid",
        "f": "months_invalid",
        "g": "unknown_segment",
        "h": "income_out_of_range",
    }
    counted = Counter(row["code"] for row in read(done.refused_file))
    assert done.refused == dict(counted)


def test_the_relief_begins_inside_a_person_s_year(tmp_path: Path) -> None:
    price_table(write(tmp_path / "in.parquet", [GOOD]), tmp_path / "out.parquet")
    rows = read(tmp_path / "out.parquet")
    assert [(row["month"], row["total"]) for row in rows] == [
        ("2026-03", 16_800),
        ("2026-04", 8_400),
    ]
    assert rows[0]["area"] == "53.04"


def test_the_file_names_the_law(tmp_path: Path) -> None:
    price_table(write(tmp_path / "in.parquet", [GOOD]), tmp_path / "out.parquet")
    metadata = duckdb.execute(
        f"SELECT key, value FROM parquet_kv_metadata('{tmp_path}/out.parquet')"
    ).fetchall()
    assert (b"law_id", current_law().law_id.encode()) in metadata
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


@pytest.mark.parametrize(
    ("kind", "amount", "answer"),
    [
        ("BIGINT", 2_000_000, 20_000),
        ("DOUBLE", 2_000_000.0, 20_000),
        ("VARCHAR", "2000000", 20_000),
        ("DECIMAL(12,4)", "2000000.5", 20_000),
        ("DOUBLE", 2_000_000.5, "income_invalid"),
        ("VARCHAR", "2.000.000", "income_invalid"),
        ("VARCHAR", "2e6", "income_invalid"),
        ("DECIMAL(12,4)", "2000000.005", "income_invalid"),
    ],
)
def test_amounts_are_exact_or_refused(
    tmp_path: Path, kind: str, amount: Any, answer: int | str
) -> None:
    columns = {**COLUMNS, "income": kind}
    people = [
        GOOD,
        GOOD | {"person_id": "b", "income": amount, "programmes": "jkk", "fund": "apbd"},
    ]
    if kind == "VARCHAR":
        people[0] = people[0] | {"income": "1000000"}
    done = price_table(write(tmp_path / "in.parquet", people, columns), tmp_path / "out.parquet")
    if isinstance(answer, str):
        assert answer in done.refused
    else:
        totals = {row["total"] for row in read(tmp_path / "out.parquet") if row["person_id"] == "b"}
        assert totals == {answer}


def test_optional_columns_may_be_missing(tmp_path: Path) -> None:
    few = ("person_id", "segment", "income", "programmes", "month_from", "months")
    path = write(tmp_path / "in.parquet", [GOOD], {name: COLUMNS[name] for name in few})
    assert price_table(path, tmp_path / "out.parquet").total == 2 * 16_800


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "in.parquet", [GOOD], {"person_id": "VARCHAR", "segment": "VARCHAR"})
    with pytest.raises(LawRefusal) as caught:
        price_table(path, tmp_path / "out.parquet")
    assert caught.value.code == "columns_missing"
    (tmp_path / "no.parquet").write_bytes(b"not a table")
    with pytest.raises(LawRefusal) as caught:
        price_table(tmp_path / "no.parquet", tmp_path / "out.parquet")
    assert caught.value.code == "unreadable"
    assert not (tmp_path / "out.parquet").exists()


def test_a_table_of_refusals_only_is_not_done(tmp_path: Path) -> None:
    path = write(tmp_path / "in.parquet", [GOOD | {"programmes": "jp"}])
    with pytest.raises(LawRefusal) as caught:
        price_table(path, tmp_path / "out.parquet")
    assert "jp_not_for_bpu" in caught.value.reason_id


def test_progress_ends_at_one(tmp_path: Path) -> None:
    seen: list[float] = []
    price_table(
        write(tmp_path / "in.parquet", [GOOD]), tmp_path / "out.parquet", progress=seen.append
    )
    assert seen[-1] == 1.0
