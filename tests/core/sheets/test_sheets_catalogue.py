"""The catalogue of problems is whole, used, and printed in the reference."""

import re
import string
from pathlib import Path

import pytest
from tests.core.sheets.fixtures.make import all_fixtures

import payung.core.sheets
from payung.core.sheets import CODES, Severity
from payung.core.sheets.reference import reference

ROOT = Path(payung.core.sheets.__file__).parent
REFERENCE = ROOT.parents[3] / "docs" / "reference" / "check.md"
CONTRACT_ERRORS = (
    "nik_numeric nik_scientific nik_length nik_invalid_date nik_missing nik_duplicate "
    "date_impossible date_future name_missing name_invalid"
)
CONTRACT_WARNINGS = (
    "nik_temporary nik_region_unknown nik_region_elsewhere nik_birthdate_differs nik_sex_differs "
    "value_cleaned kk_invalid age_65 formula_value"
)


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference()


def test_the_codes_of_the_contract_have_their_severity() -> None:
    for names, severity in (
        (CONTRACT_ERRORS, Severity.ERROR),
        (CONTRACT_WARNINGS, Severity.WARNING),
    ):
        assert {CODES[name].severity for name in names.split()} == {severity}


@pytest.mark.parametrize("name", sorted(CODES))
def test_both_languages_say_the_same_with_the_same_facts(name: str) -> None:
    code = CODES[name]
    for texts in (code.message, code.way_out):
        assert texts["id"].endswith(".")
        assert texts["en"].endswith(".")
        facts = {lang: _facts(texts[lang]) for lang in ("id", "en")}
        assert {f.removesuffix("_en") for f in facts["en"]} == facts["id"]


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_is_used_in_the_source() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (*ROOT.rglob("*.py"), *ROOT.parent.joinpath("identity").glob("*.py"))
    )
    unused = [name for name in CODES if not re.search(rf'"{name}"', source)]
    assert unused == []


def test_every_code_has_a_file_that_shows_it() -> None:
    elsewhere = {"file_missing", "file_changed", "file_too_large", "too_many_sheets"}
    other_schemas = {"key_missing", "key_duplicate", "number_invalid", "month_invalid"}
    expected = {code for f in all_fixtures().values() for _, _, code in f.expected.problems}
    assert set(CODES) - expected - elsewhere - other_schemas == set()
