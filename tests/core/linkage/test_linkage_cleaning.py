"""Cleaning: the compiled loops and the scalar readers say the same of every cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.linkage import fields, plain
from payung.core.linkage.spelling import one_spelling, pack, read_token, unpack
from payung.core.linkage.text import by_distinct, texts

TODAY = date(2026, 11, 21)
DIGITS = st.text("0123456789", min_size=16, max_size=16)
CELLS = st.lists(DIGITS | DIGITS.map("'{}".format) | st.text(max_size=20), min_size=1, max_size=30)
DATES = st.dates(date(1900, 1, 1), date(2025, 12, 31))


@given(CELLS)
@settings(deadline=None)
def test_plain_numbers_are_read_as_by_the_scalar_reader(cells: list[str]) -> None:
    column = texts(cells)
    values = plain.sixteen_digits(column.data, column.ends)
    kinds = plain.nik_kinds(values)
    for cell, value, kind in zip(cells, values.tolist(), kinds.tolist(), strict=True):
        if value != plain.UNREAD:
            assert fields.nik(cell) == (value, kind)
            assert fields.kk(cell) in (value, 0)


@given(DATES, st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d"]))
@settings(deadline=None)
def test_plain_dates_are_read_as_by_the_scalar_reader(day: date, form: str) -> None:
    column = texts([day.strftime(form)])
    value = int(plain.plain_dates(column.data, column.ends, 1850, 2025)[0])
    assert value == day.year * 10000 + day.month * 100 + day.day
    assert fields.birth_date(TODAY)(column.at(0)) == (value,)


@pytest.mark.parametrize("text", ["31-02-1980", "29-02-1900", "1980-13-13", "ab-cd-efgh"])
def test_odd_dates_are_left_to_the_scalar_reader(text: str) -> None:
    column = texts([text])
    assert plain.plain_dates(column.data, column.ends, 1850, 2025)[0] == plain.UNREAD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soekarno", "Sukarno"), ("Djaelani", "Jaelani"), ("Tjahjo", "Cahyo"), ("Sjarif", "Syarif"),
        ("Moh.", "Muhammad"), ("Muh", "Mochamad"), ("Abd.", "Abdul"), ("Yosef", "Yosep"),
        ("Johannes", "Yohanes"), ("Fatimah", "Patima"), ("Theresia", "Teresia"), ("Ach.", "Ahmad"),
        ("Zainuddin", "Sainudin"), ("Khadijah", "Hadija"), ("José", "Jose"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert read_token(one).canonical == read_token(other).canonical


@pytest.mark.parametrize(
    ("one", "other"), [("Maria", "Marta"), ("Yosef", "Yohanes"), ("Ali", "Adi")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert read_token(one).canonical != read_token(other).canonical


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12))
@settings(deadline=None)
def test_packing_keeps_up_to_twelve_letters(token: str) -> None:
    assert unpack(pack(token)) == token
    assert one_spelling(token) == one_spelling(token)


@given(st.lists(st.text(max_size=8), min_size=1, max_size=40))
@settings(deadline=None)
def test_every_distinct_text_is_read_once(values: list[str]) -> None:
    seen: list[str] = []

    def read(text: str) -> list[int]:
        seen.append(text)
        return [len(text.encode())]

    found = by_distinct(texts(values), read)[:, 0].tolist()
    assert found == [len(value.encode("utf-8", "replace")) for value in values]
    assert len(seen) == len(set(seen))
