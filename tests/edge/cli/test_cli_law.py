"""`payung law` as scripts call it: documents, sentences, exit codes."""

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from payung.core.law import current_law
from payung.edge.cli import law as command


def call(capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, str, str]:
    """Run one command line; exit code, standard output, standard error."""
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args(line.split())
    code = args.run(args)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


PU = "law contribution --segment pu --programmes jkk,jkm,jht --month 2024-02 --wage 3000000"


def test_contribution_document(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, f"{PU} --json")
    answer: dict[str, Any] = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["total"] == 187_200
    assert answer["parts"] == {"jkk": 7_200, "jkm": 9_000, "jht": 171_000}
    assert answer["payers"] == {
        "employer": 127_200,
        "worker": 60_000,
        "state": 0,
        "participant": 0,
        "fund": 0,
    }
    assert answer["law_id"] == current_law().law_id
    for step in answer["steps"]:
        assert {"rule", "value", "reference", "confidence"} <= step.keys()


def test_contribution_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, PU)
    assert code == 0
    assert "Jumlah ditagih: JKK Rp7.200 + JKM Rp9.000 + JHT Rp171.000 = Rp187.200." in out
    code, out, _ = call(capsys, f"{PU} --lang en")
    assert "Billed: JKK Rp7,200 + JKM Rp9,000 + JHT Rp171,000 = Rp187,200." in out


def test_upper_case_and_synonyms_are_read_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    line = "law contribution --segment PU --programmes JKK --month 2024-02 --wage 3000000"
    _, out, _ = call(capsys, f"{line} --risk sangat_rendah --json")
    assert json.loads(out)["total"] == 7_200


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--segment bpu --programmes jp --month 2024-02 --income 1", "jp_not_for_bpu"),
        ("--segment pu --programmes jkk --month 2024-13 --wage 1", "month_invalid"),
        ("--segment pu --programmes jkk --month 2024-02-01 --wage 1", "month_invalid"),
        ("--segment pu --programmes jkk --month 2024-02 --wage=-1", "wage_negative"),
        ("--segment pu --programmes jkk --month 2014-02 --wage 1", "before_programme"),
    ],
)
def test_refusal_is_exit_two_with_a_sentence(
    capsys: pytest.CaptureFixture[str], line: str, code: str
) -> None:
    status, out, err = call(capsys, f"law contribution {line} --json")
    assert status == 2
    answer = json.loads(out)
    assert answer["refused"]["code"] == code
    assert answer["error"] in err
    status, out, _ = call(capsys, f"law contribution {line}")
    assert (status, out) == (2, "")


def test_two_amounts_are_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        call(capsys, f"{PU} --income 1")
    assert caught.value.code == 2


def test_show_one_parameter_through_time(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "law show jp_wage_cap --json")
    values = json.loads(out)["parameters"][0]["values"]
    assert (code, len(values)) == (0, 12)
    code, out, _ = call(capsys, "law show jp_wage_cap --on 2025-02-28 --json")
    assert [v["value"] for v in json.loads(out)["parameters"][0]["values"]] == [10_042_300]


def test_show_the_law_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "law show --on 2020-10-01 --json")
    answer = json.loads(out)
    found = {entry["parameter"]: entry["values"] for entry in answer["parameters"]}
    assert code == 0
    assert found["relief_2020_due"][0]["value"] == {"jkk": "1%", "jkm": "1%"}
    assert found["jkp_rate"] == []


def test_show_refuses_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "law show jkm_rate")[0] == 2
    assert call(capsys, "law show --on 2020-02-30")[0] == 2


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "law check --json")
    answer = json.loads(out)
    assert (code, err, answer["faults"]) == (0, "", [])
    assert answer["parameters"] == len(current_law().parameters)


CLAIM = "law benefit --segment bpu --member-since 2019-01-01 --date 2024-06-01"


def test_benefit_document(capsys: pytest.CaptureFixture[str]) -> None:
    line = f"{CLAIM} --programme jkm --event death --children sma:2+pt:5,sd:6 --json"
    code, out, err = call(capsys, line)
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["total"], answer["scholarship"]) == (42_000_000, 75_000_000)
    assert answer["parts"] == {
        "santunan": 20_000_000,
        "berkala": 12_000_000,
        "pemakaman": 10_000_000,
    }
    assert answer["law_id"] == current_law().law_id
    assert {"rule", "value", "reference", "confidence"} <= answer["steps"][0].keys()


def test_benefit_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    line = f"{CLAIM} --programme jkk --event partial-disability --part toe-big --income 1000000"
    code, out, _ = call(capsys, line)
    assert code == 0
    assert "Manfaat tunai: Rp4.000.000; beasiswa paling banyak: Rp0." in out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--programme jkm --event old-age", "event_not_covered"),
        ("--programme jp --event old-age", "jp_not_for_bpu"),
        ("--programme jht --event old-age", "balance_missing"),
        ("--programme jkm --event death --children sd", "children_invalid"),
        ("--programme jkk --event death", "income_missing"),
    ],
)
def test_benefit_refused(capsys: pytest.CaptureFixture[str], line: str, code: str) -> None:
    status, out, err = call(capsys, f"{CLAIM} {line} --json")
    assert (status, json.loads(out)["refused"]["code"]) == (2, code)
    assert err


def people_file(path: Path, programmes: str = "jkk,jkm") -> Path:
    """A table of one good person and one whom the law may refuse."""
    duckdb = pytest.importorskip("duckdb")
    duckdb.execute(
        f"""COPY (SELECT 'a' AS person_id, 'bpu' AS segment, 1000000 AS income,
        'jkk,jkm' AS programmes, '2025-01' AS month_from, 12 AS months
        UNION ALL SELECT 'b', 'bpu', 1000000, '{programmes}', '2025-01', 12)
        TO '{path}' (FORMAT parquet)"""
    )
    return path


def test_price_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people, out = people_file(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    code, printed, err = call(capsys, f"law price {people} --out {out} --json")
    answer = json.loads(printed)
    assert (code, answer["people"], answer["rows"], answer["total"]) == (0, 2, 24, 403_200)
    assert answer["refused"] == {}
    assert "100 %" in err


def test_price_with_refusals_is_exit_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people, out = people_file(tmp_path / "in.parquet", "jkk,jp"), tmp_path / "out.parquet"
    code, printed, err = call(capsys, f"law price {people} --out {out} --json")
    answer = json.loads(printed)
    assert (code, answer["rows"]) == (1, 12)
    assert answer["refused"] == {"jp_not_for_bpu": 1}
    assert "jp_not_for_bpu" in err


def test_price_refuses_paths_and_engines(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people = people_file(tmp_path / "in.parquet")
    assert call(capsys, f"law price {tmp_path}/none.parquet --out {tmp_path}/o.parquet")[0] == 2
    assert call(capsys, f"law price {people} --out {people}")[0] == 2
    assert call(capsys, f"law price {people} --out {tmp_path}/no/o.parquet")[0] == 2
    if importlib.util.find_spec("pyspark") is None:
        code, _, err = call(capsys, f"law price {people} --out {tmp_path}/o.parquet --engine spark")
        assert code == 2
        assert "pyspark" in err


def test_price_under_a_scenario(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people, reform = people_file(tmp_path / "in.parquet"), tmp_path / "reform.yaml"
    reform.write_text(
        "name: jht\nlabel: {id: JHT, en: JHT}\npeople: [{since: 2025-07, add: [jht]}]\n", "utf-8"
    )
    line = f"law price {people} --out {tmp_path}/o.parquet --scenario {reform}"
    code, printed, _ = call(capsys, f"{line} --json")
    answer = json.loads(printed)
    assert (code, answer["total"]) == (0, 403_200 + 2 * 6 * 20_000)
    (outcome,) = answer["comparison"]["scenarios"]
    assert (outcome["difference"], outcome["heads"], outcome["person_months"]) == (240_000, 2, 24)
    _, printed, _ = call(capsys, line)
    assert "Sekarang: Rp403.200; terlindungi 2 orang, 24 bulan-orang" in printed
    assert "JHT: Rp643.200 (+Rp240.000)" in printed
    reform.write_text("name: x\n", "utf-8")
    assert call(capsys, line)[0] == 2


def test_price_under_several_scenarios(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people, folder = people_file(tmp_path / "in.parquet"), "docs/examples/scenarios"
    line = f"law price {people} --out {tmp_path}/o.parquet --scenario {folder}/relief-ends.yaml"
    line += f" --scenario {folder}/district-adds-jht.yaml"
    code, printed, _ = call(capsys, f"{line} --json")
    answer = json.loads(printed)
    assert (code, answer["law_id"]) == (0, current_law().law_id)
    names = [outcome["name"] for outcome in answer["comparison"]["scenarios"]]
    assert names == ["relief-ends", "district-adds-jht"]
    assert Path(answer["comparison"]["file"]).exists()
    assert call(capsys, f"{line} --scenario {folder}/relief-ends.yaml")[0] == 2


BELU = "--settings docs/examples/settings/belu.yaml"


def test_settings_of_a_district(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = f"law contribution --segment pu --programmes jkk,jkm --month 2026-05 {BELU} --json"
    code, out, _ = call(capsys, f"{line} --wage umk:53.04")
    answer = json.loads(out)
    assert (code, answer["total"]) == (0, 13_500)
    assert answer["law_id"] != current_law().law_id
    code, out, _ = call(capsys, f"law show umk --on 2026-05-01 {BELU} --json")
    (value,) = json.loads(out)["parameters"][0]["values"]
    assert value["value"]["53.04"] == 2_500_000
    assert "Keputusan Gubernur" in value["reference"]
    claim = "--segment bpu --member-since 2026-01-31 --date 2026-04-30 --programme jkm"
    code, out, _ = call(capsys, f"law benefit {claim} --event death {BELU} --json")
    assert json.loads(out)["total"] == 10_000_000
    people = people_file(tmp_path / "in.parquet")
    code, out, _ = call(capsys, f"law price {people} --out {tmp_path}/o.parquet {BELU} --json")
    assert json.loads(out)["law_id"] == answer["law_id"]
    assert call(capsys, f"law show --settings {tmp_path}/none.yaml")[0] == 2


def test_diff_of_two_priced_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people = people_file(tmp_path / "in.parquet")
    settings = tmp_path / "settings.yaml"
    settings.write_text(
        "name: Uji\nsettings: {apbdes_relief: {'2026-04-01': {value: 'yes', paper: Surat}}}\n",
        "utf-8",
    )
    call(capsys, f"law price {people} --out {tmp_path}/a.parquet")
    call(capsys, f"law price {people} --out {tmp_path}/b.parquet --settings {settings}")
    line = f"law diff {tmp_path}/a.parquet {tmp_path}/b.parquet --out {tmp_path}/d.parquet"
    code, out, _ = call(capsys, f"{line} --json")
    answer = json.loads(out)
    assert (code, answer["difference"], answer["months"]) == (0, 0, [])
    assert answer["rows"] == {"changed": 0, "added": 0, "removed": 0}
    assert answer["law_id_before"] == current_law().law_id != answer["law_id_after"]
    code, out, _ = call(capsys, line)
    assert (code, "Semua: Rp403.200 → Rp403.200 (Rp0), 0 baris berbeda" in out) == (0, True)
    assert call(capsys, line.replace("a.parquet", "none.parquet"))[0] == 2
    assert call(capsys, line.replace("d.parquet", "a.parquet"))[0] == 2


def test_costs_that_are_repaid(capsys: pytest.CaptureFixture[str]) -> None:
    line = "law costs --date 2026-01-01 --cost transport-land:6000000 --cost medical:75000000"
    code, out, _ = call(capsys, f"{line} --json")
    answer = json.loads(out)
    assert (code, answer["total"]) == (0, 80_000_000)
    assert answer["parts"] == {"transport-land": 5_000_000, "medical": 75_000_000}
    code, out, _ = call(capsys, line)
    assert (code, "Diganti: Rp80.000.000." in out) == (0, True)
    assert call(capsys, "law costs --date 2026-01-01 --cost medical")[0] == 2
