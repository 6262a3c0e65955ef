"""Every ugly file gives exactly the expected answer."""

from pathlib import Path

import pytest
from tests.core.sheets.fixtures.make import TODAY, Expected, all_fixtures

from payung.core.sheets import check_file
from payung.core.sheets.cells import column_letter

FIXTURES = all_fixtures()


def test_there_are_at_least_forty() -> None:
    assert len(FIXTURES) >= 40


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_fixture(name: str, tmp_path: Path) -> None:
    fixture = FIXTURES[name]
    expected = fixture.expected
    path = tmp_path / name
    fixture.write(path)

    report = check_file(path, today=TODAY, village=expected.village)
    answer = report.as_dict()

    found = sorted((p.row or 0, p.column or "", p.code) for p in report.problems)
    assert found == sorted((row or 0, col or "", code) for row, col, code in expected.problems)
    assert _summary(answer) == _summary_of(expected, str(path))
    assert report.unreadable == expected.unreadable
    assert answer["accepted"] + answer["rejected"] == answer["rows"]


def _summary(answer: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in answer.items() if key != "problems"}


def _summary_of(expected: Expected, path: str) -> dict[str, object]:
    return {
        "file": path,
        "format": expected.format,
        "sheet": expected.sheet,
        "header_row": expected.header_row,
        "rows": expected.rows,
        "accepted": expected.rows - expected.rejected,
        "rejected": expected.rejected,
    }


@pytest.mark.parametrize("name", sorted(set(FIXTURES) - {"styled_to_the_last_row.xlsx"}))
def test_every_problem_names_its_place_and_hides_identity(name: str, tmp_path: Path) -> None:
    fixture = FIXTURES[name]
    path = tmp_path / name
    fixture.write(path)
    is_text = fixture.expected.sheet is None

    for problem in check_file(path, today=TODAY).as_dict()["problems"]:
        assert problem["message"]
        assert "{" not in problem["message"]
        if is_text or problem["row"] is None:
            assert problem["cell"] is None
        elif problem["cell"]:
            assert problem["cell"].endswith(str(problem["row"]))
            assert problem["cell"].rstrip("0123456789") in {column_letter(n) for n in range(60)}
        for text in (problem["value"] or "", problem["message"]):
            assert "5304014101800003" not in text
            assert "5304011708790001" not in text
