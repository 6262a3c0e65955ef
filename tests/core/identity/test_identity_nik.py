"""NIK: what is read is what was written; every damage has its own name."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from payung.core.identity import (
    Cleaning,
    NikError,
    NikFault,
    known_prefixes,
    mask,
    parse_nik,
    read_kk,
    read_kpj,
    read_nik,
)

TODAY = date(2026, 11, 21)
prefixes = st.sampled_from(sorted(known_prefixes()))
births = st.dates(date(1927, 1, 1), TODAY)
serials = st.integers(1, 9999)


def nik_of(prefix: str, born: date, female: bool, serial: int) -> str:
    day = born.day + 40 * female
    return f"{prefix}{day:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"


@given(prefixes, births, st.booleans(), serials)
@example("530401", date(2000, 2, 29), True, 1)
@example("530401", date(1928, 2, 29), False, 9999)
def test_a_written_nik_reads_back(prefix: str, born: date, female: bool, serial: int) -> None:
    nik = parse_nik(nik_of(prefix, born, female, serial))
    assert nik.district.replace(".", "") == prefix
    assert nik.sex == ("P" if female else "L")
    assert int(nik.serial) == serial
    assert nik.birth_date(TODAY) == born if born > date(1927, 11, 20) else True
    assert nik.agrees_with(born)


@given(prefixes, births, st.booleans(), serials)
def test_the_century_is_the_latest_that_is_not_in_the_future(
    prefix: str, born: date, female: bool, serial: int
) -> None:
    found = parse_nik(nik_of(prefix, born, female, serial)).birth_date(TODAY)
    assert found <= TODAY
    assert TODAY - found < timedelta(days=366 * 104)


@given(prefixes, births, st.booleans(), serials, st.sampled_from("'`’"), st.integers(0, 16))
def test_stray_characters_are_taken_away_and_listed(
    prefix: str, born: date, female: bool, serial: int, quote: str, place: int
) -> None:
    text = nik_of(prefix, born, female, serial)
    spaced = f"{quote}{text[:place]}\u200b {text[place:]}"
    reading = read_nik(spaced)
    assert reading.text == text
    assert reading.fault is None
    assert {Cleaning.INVISIBLE, Cleaning.APOSTROPHE} <= set(reading.taken)


@given(prefixes, births, st.booleans(), serials)
def test_numbers_are_refused_whatever_their_digits(
    prefix: str, born: date, female: bool, serial: int
) -> None:
    text = nik_of(prefix, born, female, serial)
    assert read_nik(int(text)).fault is NikFault.NUMERIC
    assert read_nik(float(text)).fault is NikFault.NUMERIC
    assert read_nik(f"{float(text):.5E}").fault is NikFault.SCIENTIFIC
    assert read_nik(text[:-1]).fault is NikFault.LENGTH
    assert read_nik(text + "1").fault is NikFault.LENGTH


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans()))
def test_no_cell_makes_a_reader_raise(cell: object) -> None:
    for read in (read_nik, read_kk, read_kpj):
        reading = read(cell)
        assert isinstance(reading.text, str)
    reading = read_nik(cell)
    usable = reading.fault is None
    assert not usable or reading.text == "0" or len(reading.text) == 16


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("5304013002800001", NikFault.INVALID_DATE),
        ("5304017202800001", NikFault.INVALID_DATE),
        ("5304010100800001", NikFault.INVALID_DATE),
        ("5304012902010001", NikFault.INVALID_DATE),
        ("5304010101800000", NikFault.ROUNDED),
        ("0530401200100001", NikFault.LENGTH),
        ("", NikFault.MISSING),
    ],
)
def test_parse_says_what_is_wrong(text: str, fault: NikFault) -> None:
    with pytest.raises(NikError) as caught:
        parse_nik(text)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("cell", "valid"),
    [
        ("5304010101180003", True),
        ("'5304010101180003", True),
        ("5.30401E+15", False),
        (5304010101180003.0, False),
        ("0304010101180003", False),
        ("530401010118000", False),
    ],
)
def test_family_card(cell: object, valid: bool) -> None:
    assert read_kk(cell).valid is valid


@given(st.text(alphabet="0123456789", min_size=11, max_size=20))
def test_a_mask_shows_six_and_four(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert hidden[:6] == text[:6]
    assert hidden[-4:] == text[-4:]
    assert set(hidden[6:-4]) == {"•"}
