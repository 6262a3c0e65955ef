"""The documents of `payung law` as they are promised: these keys, these types, these columns."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.edge.cli.test_cli_law import call

from payung.core.law import current_law

duckdb = pytest.importorskip("duckdb")

PAYERS = {"employer", "worker", "state", "participant", "fund"}
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
FUNDS = ("self", "apbn", "apbd", "apbdes", "dana-desa", "dau", "dbh", "csr", "asn")
RISKS = ("very-low", "low", "medium", "high", "very-high")


def document(capsys: pytest.CaptureFixture[str], line: str, code: int = 0) -> dict[str, Any]:
    """What a command prints under --json."""
    found, out, _ = call(capsys, f"law {line} --json")
    assert found == code
    answer: dict[str, Any] = json.loads(out)
    return answer


def check_steps(answer: dict[str, Any]) -> None:
    """Steps and identity, as both reckonings promise them."""
    assert answer["law_id"] == current_law().law_id
    assert answer["steps"]
    for step in answer["steps"]:
        assert {"rule", "value", "reference", "confidence"} <= step.keys()
        assert isinstance(step["rule"], str)
        assert isinstance(step["reference"], str)
        assert isinstance(step["value"], int | str)
        assert step["confidence"] in ("high", "medium", "low")


CONTRIBUTIONS = [
    ("pu", "jkk,jkm,jht,jp,jkp", "--wage 3000000"),
    ("pu", "jkk", "--wage 3000000.50"),
    ("bpu", "jkk,jkm,jht", "--income 1000000"),
    ("construction", "jkk,jkm", "--contract-value 250000000"),
    ("construction", "jkk", "--wage 3000000"),
    *(("pu", "jkk", f"--wage 3000000 --risk {risk}") for risk in RISKS),
    *(("bpu", "jkk,jkm", f"--income 1000000 --fund {fund}") for fund in FUNDS),
    *(("bpu", "jkk", f"--income 1000000 --sector {word}") for word in ("transport", "other")),
]


@pytest.mark.parametrize(("segment", "programmes", "rest"), CONTRIBUTIONS)
def test_contribution(
    capsys: pytest.CaptureFixture[str], segment: str, programmes: str, rest: str
) -> None:
    line = f"contribution --segment {segment} --programmes {programmes} --month 2026-05 {rest}"
    answer = document(capsys, line)
    assert {"total", "parts", "payers", "law_id", "steps"} <= answer.keys()
    assert list(answer["parts"]) == programmes.split(",")
    assert answer["payers"].keys() == PAYERS
    amounts = [*answer["parts"].values(), *answer["payers"].values(), answer["total"]]
    assert all(type(amount) is int for amount in amounts)
    assert answer["total"] == sum(answer["parts"].values())
    billed = sum(amount for payer, amount in answer["payers"].items() if payer != "state")
    assert answer["total"] == billed
    check_steps(answer)


def test_the_state_s_share_stands_outside_the_bill(capsys: pytest.CaptureFixture[str]) -> None:
    line = "contribution --segment pu --month 2026-05 --wage 3000000 --programmes jkk,jkm,jht"
    without, with_jkp = document(capsys, line), document(capsys, f"{line},jkp")
    assert with_jkp["total"] == without["total"]
    assert (without["payers"]["state"], with_jkp["payers"]["state"]) == (0, 6_600)


@pytest.mark.parametrize(("words", "fact"), [("pu --wage", "risk"), ("bpu --income", "fund")])
def test_what_is_assumed_is_said(capsys: pytest.CaptureFixture[str], words: str, fact: str) -> None:
    line = f"contribution --programmes jkk --month 2026-05 --segment {words} 1000000"
    rules = {step["rule"] for step in document(capsys, line)["steps"]}
    assert {f"assumed_{fact}", "assumed_sector"} <= rules


CLAIMS = [
    ("jkm", "death", "bpu", "", 42_000_000),
    ("jkk", "death", "bpu", "--income 1000000", 48_000_000 + 22_000_000),
    ("jkk", "total-disability", "pu", "--wage 2000000", 112_000_000 + 12_000_000),
    ("jkk", "partial-disability", "pu", "--wage 2000000 --percent 5", 8_000_000),
    ("jkk", "partial-disability", "pu", "--wage 2000000 --part toe-big", 8_000_000),
    ("jkk", "temporary-inability", "pu", "--wage 3000000 --days 30", 3_000_000),
    ("jht", "old-age", "pu", "--balance 5000000", 5_000_000),
    ("jht", "job-loss", "pu", "--balance 5000000", 5_000_000),
    ("jp", "old-age", "pu", "--months-paid 240 --average-wage 4000000", 800_000),
    ("jp", "old-age", "pu", "--months-paid 100 --balance 9000000", 9_000_000),
    ("jkp", "job-loss", "pu", "--wage 4000000", 4_000_000 * 6 * 60 // 100),
]


@pytest.mark.parametrize(("programme", "event", "segment", "rest", "total"), CLAIMS)
def test_benefit(
    capsys: pytest.CaptureFixture[str],
    programme: str,
    event: str,
    segment: str,
    rest: str,
    total: int,
) -> None:
    line = f"benefit --programme {programme} --event {event} --segment {segment} {rest}"
    answer = document(capsys, f"{line} --date 2025-08-01 --member-since 2021-08-01")
    assert {"total", "parts", "scholarship", "law_id", "steps"} <= answer.keys()
    assert (answer["total"], sum(answer["parts"].values())) == (total, total)
    assert type(answer["total"]) is int
    assert answer["scholarship"] == 0
    check_steps(answer)


def test_children_as_they_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    line = "benefit --programme jkm --event death --segment bpu --date 2025-08-01"
    answer = document(capsys, f"{line} --member-since 2021-08-01 --children sma:2+pt:5,sd:6")
    assert answer["scholarship"] == 2 * 3_000_000 + 5 * 12_000_000 + 6 * 1_500_000


REFUSED = [
    "contribution --segment bpu --programmes jp --month 2026-05 --income 1000000",
    "contribution --segment pu --programmes jkk --month 2010-05 --wage 1000000",
    "contribution --segment pu --programmes jkn --month 2026-05 --wage 1000000",
    "benefit --programme jht --event old-age --segment pu --date 2025-08-01 "
    "--member-since 2021-08-01",
    "benefit --programme jkk --event death --segment pu --date 2018-08-01 "
    "--member-since 2016-08-01 --wage 1000000",
    "show jkm_rate",
]


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_not_decided_is_refused(capsys: pytest.CaptureFixture[str], line: str) -> None:
    code, out, err = call(capsys, f"law {line} --json")
    answer = json.loads(out)
    assert (code, answer["error"]) == (2, err.strip())
    assert answer["refused"].keys() == {"code", "reason_id", "reason_en", "article"}


def people(path: Path) -> Path:
    """One row with every column of the contract."""
    duckdb.execute(
        f"""COPY (SELECT 7 AS person_id, 'pu' AS segment, 3000000 AS wage,
        NULL::BIGINT AS income, 'jkk,jkm,jht,jp,jkp' AS programmes, '2026-05' AS month_from,
        2 AS months, 'low' AS risk, 'apbdes' AS fund, 'other' AS sector, '53.04.01' AS area)
        TO '{path}' (FORMAT parquet)"""
    )
    return path


def test_price(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    answer = document(capsys, f"price {people(tmp_path / 'in.parquet')} --out {out}")
    columns = dict(row[:2] for row in duckdb.execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall())
    money = {*PROGRAMMES, *PAYERS, "total"}
    assert columns.keys() == {"person_id", "area", "segment", "month"} | money
    assert {columns[name] for name in money} == {"BIGINT"}
    metadata = dict(
        duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata('{out}')").fetchall()
    )
    assert metadata[b"law_id"].decode() == answer["law_id"] == current_law().law_id
    rows = duckdb.execute(f"SELECT person_id, month, total, state FROM '{out}' ORDER BY 2")
    line = "contribution --segment pu --programmes jkk,jkm,jht,jp,jkp --wage 3000000 --risk low"
    one = document(capsys, f"{line} --month 2026-05")
    assert rows.fetchall() == [
        (7, month, one["total"], one["payers"]["state"]) for month in ("2026-05", "2026-06")
    ]


def test_show_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    whole = document(capsys, "show --on 2026-05-01")
    assert (whole["on"], whole["law_id"]) == ("2026-05-01", current_law().law_id)
    names = [entry["parameter"] for entry in whole["parameters"]]
    assert sorted(names) == sorted(current_law().parameters)
    (one,) = document(capsys, "show jp_wage_cap --on 2026-05-01")["parameters"]
    (value,) = one["values"]
    assert value["value"] == 11_086_300
    assert {"since", "until", "reference", "confidence", "sources"} <= value.keys()
    checked = document(capsys, "check")
    assert checked.keys() == {"parameters", "values", "rules", "law_id", "faults"}
    assert checked["faults"] == []
