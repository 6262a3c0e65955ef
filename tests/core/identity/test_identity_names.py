"""Names: what is allowed, what is not, and that searching forgives spelling marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.identity import NameFault, clean, read_name, search_form


@pytest.mark.parametrize(
    "name",
    ["Maria Bere", "MARIA", "d'Rosari", "Siti Nur-Aisyah, S.Pd.", "I Gusti", "Z", "José", "Đức"],
)
def test_names_that_are_fine(name: str) -> None:
    reading = read_name(name)
    assert (reading.text, reading.fault, reading.taken) == (name, None, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NameFault.MISSING),
        (" - ", NameFault.MISSING),
        ("=HYPERLINK(1)", NameFault.FORMULA),
        (" +1", NameFault.FORMULA),
        ("-2+3", NameFault.FORMULA),
        ("@a", NameFault.FORMULA),
        ("'=1+1", NameFault.FORMULA),
        ("A\x1bB", NameFault.CONTROL),
        ("Maria 2", NameFault.CHARACTERS),
        ("Maria (alm)", NameFault.CHARACTERS),
        ("A" * 151, NameFault.LENGTH),
    ],
)
def test_names_that_are_not(text: str, fault: NameFault) -> None:
    assert read_name(text).fault is fault


@given(st.text(max_size=60))
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
    assert read_name(text).text is not None


@given(st.text(max_size=60))
def test_search_form_is_stable_and_upper(text: str) -> None:
    form = search_form(text)
    assert search_form(form) == form
    assert form == form.upper().strip()


def test_search_forgives_marks_case_and_punctuation() -> None:
    forms = {search_form(n) for n in ("JOSÉ d'ROSARI", "Jose  D’Rosari", "jose drosari")}
    assert forms == {"JOSE DROSARI"}
