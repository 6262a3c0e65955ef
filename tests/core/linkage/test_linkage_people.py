"""The cases that decide whether a register can trust its matching."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.core.linkage.people import MARIA, written

from payung.core.linkage import Index, Record, dedupe_file, default_points, score


def test_the_same_person_written_otherwise_is_a_match_with_its_reasons() -> None:
    other = replace(
        MARIA,
        id="2",
        nama="MARYA BERE MAU, S.Pd",
        tanggal_lahir="1980-08-17",
        kode_desa="5304012001",
    )
    found = score(MARIA, other)
    assert (found.band, found.hard_review) == ("match", None)
    assert found.weight == pytest.approx(sum(reason.points for reason in found.reasons))
    assert "NIK sama" in [reason.text("id") for reason in found.reasons]
    assert "same NIK" in [reason.text("en") for reason in found.reasons]


@pytest.mark.parametrize(
    "name", ["Yosef Taek", "Siti Aminah", "Maria Rosalina Klau", "Domingas Bere"]
)
def test_a_shared_nik_alone_never_suffices(name: str) -> None:
    stranger = Record("2", MARIA.nik, name)
    found = score(MARIA, stranger)
    assert (found.band, found.hard_review) == ("review", "nik_conflict")


def test_a_shared_nik_with_nothing_else_is_no_match() -> None:
    assert score(MARIA, Record("2", MARIA.nik)).band != "match"
    assert score(Record("1", MARIA.nik), Record("2", MARIA.nik)).band != "match"


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("Maria Bere Mau", "Marta Bere Mau"),
        ("Yohanes Taek", "Yohana Taek"),
        ("Rina Seran", "Rini Seran"),
        ("Agustinus Nahak", "Agustina Nahak"),
    ],
)
def test_twins_are_never_joined_without_a_person_looking(name: str, twin: str) -> None:
    one = replace(MARIA, nama=name)
    other = replace(MARIA, id="2", nama=twin, nik="5304015708800004")
    assert score(one, other).band != "match"
    assert score(replace(one, nik=None), replace(other, nik=None)).band != "match"


def test_namesakes_with_one_nik_typed_twice_are_left_to_people() -> None:
    namesake = Record(
        "2", MARIA.nik, MARIA.nama, "P", "Kupang", "02-03-1961", "Yuliana Seran",
        "5371010101180009", None, "53.71.01.1002",
    )  # fmt: skip
    assert score(MARIA, namesake).band != "match"


def test_people_without_nik_match_on_all_the_rest() -> None:
    found = score(replace(MARIA, nik=None), replace(MARIA, id="2", nik=None))
    assert (found.band, found.hard_review) == ("match", None)
    bare = Record("1", nama="Maria"), Record("2", nama="Maria")
    assert score(*bare).band != "match"


@pytest.mark.parametrize(
    ("name", "born", "nik"),
    [
        ("Yohanes Bere Mau", "01-02-1975", "5304010102750001"),
        ("Rosalia Bere Mau", "05-06-2001", "5304014506010002"),
        ("Maria Mau", "09-11-2004", "5304014911040001"),
    ],
)
def test_the_household_is_not_one_person(name: str, born: str, nik: str) -> None:
    member = replace(MARIA, id="2", nama=name, tanggal_lahir=born, nik=nik)
    assert score(MARIA, member).band != "match"


def test_father_and_son_of_one_name_are_two() -> None:
    father = replace(MARIA, nama="Petrus Mau", nik="5304010102500001", tanggal_lahir="01-02-1950",
                     nama_ibu="Anna Tes", jenis_kelamin="L")  # fmt: skip
    son = replace(father, id="2", nik="5304011903820002", tanggal_lahir="19-03-1982",
                  nama_ibu="Rosa Mau")  # fmt: skip
    assert score(father, son).band == "no"


@pytest.mark.parametrize(
    "nik",
    [
        "5304011708800003",  # +40 forgotten
        "5304014817800003",  # day and month swapped cannot be: an odd number
        "5304015708800000",  # end zeroed by Excel
        "5304051708800003",
        "5.30401E+15",
        "530401570880003",  # a digit lost
    ],
)
def test_a_damaged_nik_does_not_hide_the_person(nik: str) -> None:
    assert score(MARIA, replace(MARIA, id="2", nik=nik)).band in ("match", "review")


def test_the_order_of_two_records_does_not_change_their_weight() -> None:
    other = replace(MARIA, id="2", nama="Mau Maria B.", nik=None)
    assert score(MARIA, other).weight == score(other, MARIA).weight


def test_an_index_finds_what_was_added_and_forgets_what_was_discarded() -> None:
    index = Index([replace(MARIA, id=f"n{i}", nama="Yosef Taek", nik=None) for i in range(3)])
    index.add(MARIA)
    assert index.search(replace(MARIA, id="?"))[0].id == "maria"
    index.discard("maria")
    assert "maria" not in [found.id for found in index.search(MARIA)]
    assert len(index) == 3


def test_an_index_that_grows_answers_as_one_that_was_made_at_once() -> None:
    records = [
        replace(MARIA, id=f"r{i:04d}", nik=f"53040157088{i:05d}", no_kk=f"53040101011{i % 300:05d}")
        for i in range(1300)
    ]
    rarity = Index(records).rarity
    whole, grown = Index(records, rarity=rarity), Index((), rarity=rarity)
    for record in records:
        grown.add(record)
    wanted = replace(MARIA, id="?", nik=records[700].nik)
    best = whole.search(wanted, 1)[0]
    assert best.id == "r0700"
    assert grown.search(wanted, 1)[0] == best


def test_the_default_table_says_what_it_rests_on() -> None:
    points = default_points()
    assert points.version
    assert points.fitted_on >= "2026-11-21"
    assert points.floor < points.match
    assert points.levels["nik:equal"] > points.levels["nik:one_serial_digit"]


def test_in_one_list_alike_names_of_one_day_wait_for_people(tmp_path: Path) -> None:
    """Between two lists the other twin stands beside as a rival; inside one list nobody does."""
    one = replace(MARIA, nama="Syalaluddin Karim", jenis_kelamin="L")
    other = replace(one, id="2", nama="Syalaluddinito Karim", nik=None, no_kk=None)
    typed_again = replace(one, id="3", nama="SYALALUDIN KARIM")
    bands = {}
    copied = replace(MARIA, id="4", nama="M. B. Mau", tanggal_lahir="03-02-1991")
    twin = replace(MARIA, id="5", nik=f"{str(MARIA.nik)[:15]}4")
    lists = {
        "twins": [one, other], "double": [one, typed_again], "copied": [MARIA, copied],
        "one name": [MARIA, twin],
    }  # fmt: skip
    for name, records in lists.items():
        dedupe_file(written(tmp_path / f"{name}.csv", records), tmp_path / f"{name}.parquet")
        (found,) = duckdb.sql(f"SELECT band, reasons FROM '{tmp_path / name}.parquet'").fetchall()
        bands[name] = found[0], found[1][-1]["code"]
    assert bands["twins"] == ("review", "hard:siblings")
    assert bands["double"][0] == "match"
    assert bands["copied"] == ("review", "hard:nik_alone")
    assert bands["one name"] == ("review", "hard:two_niks")
