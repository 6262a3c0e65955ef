"""Dates: every local form reads back; nothing that is no date becomes one."""

import re
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from payung.core.identity import DateFault, DateForm, age_on, read_date
from payung.core.identity.dates import from_serial

TODAY = date(2026, 11, 21)
MONTHS = re.findall(
    r"\w+",
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")
dates = st.dates(date(1900, 3, 1), TODAY)


@given(dates)
@example(date(2000, 2, 29))
@example(date(1900, 12, 31))
def test_every_form_reads_back(day: date) -> None:
    forms = [
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d %m %Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day:%d%m%Y}",
        f"{day:%Y-%m-%d} 00:00:00",
        f"{day:%Y-%m-%d}T00:00:00",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        f"{day.day}-{SHORT[day.month - 1]}-{day.year}",
        f"Senin, {day.day} {MONTHS[day.month - 1]} {day.year}",
        f"  {day:%d-%m-%Y}\u00a0",
        f"'{day:%d-%m-%Y}",
    ]
    for text in forms:
        reading = read_date(text, TODAY)
        assert (reading.value, reading.fault) == (day, None), text
        assert reading.form is DateForm.FULL
    assert read_date(day, TODAY).value == day
    assert read_date(datetime(day.year, day.month, day.day, 8), TODAY).value == day  # noqa: DTZ001


@given(dates)
def test_serials_read_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert from_serial(serial) == day
    reading = read_date(float(serial), TODAY)
    assert (reading.value, reading.form) == (day, DateForm.SERIAL)


@given(st.dates(date(1926, 11, 22), TODAY))
def test_two_digit_years_mean_the_last_hundred_years(day: date) -> None:
    reading = read_date(f"{day:%d-%m-%y}", TODAY)
    assert reading.form is DateForm.TWO_DIGIT_YEAR
    assert reading.value is not None
    assert reading.value <= TODAY
    if not (day.month == 2 and day.day == 29):
        assert reading.value == day


@given(st.one_of(st.text(max_size=25), st.integers(), st.floats(), st.booleans(), st.none()))
def test_no_cell_makes_it_raise(cell: object) -> None:
    reading = read_date(cell, TODAY)
    assert (reading.value is None) == (reading.fault in (DateFault.MISSING, DateFault.IMPOSSIBLE))


@pytest.mark.parametrize(
    "text",
    ["29-02-1900", "31-11-1980", "12-31-1980", "1980", "17-08", "17-13-1980", "abc", "32 Mei 1980"],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, TODAY).value is None or text == "1980"


@pytest.mark.parametrize("text", ["22-11-2026", "01-01-2062", "2030-01-01"])
def test_the_future_is_told(text: str) -> None:
    assert read_date(text, TODAY).fault is DateFault.FUTURE


@given(dates)
def test_age_grows_on_the_birthday(born: date) -> None:
    age = age_on(born, TODAY)
    had_birthday = (TODAY.month, TODAY.day) >= (born.month, born.day)
    assert age == TODAY.year - born.year - (not had_birthday)
