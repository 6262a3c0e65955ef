"""What a checked row holds: values, raw texts, addresses, extras."""

from datetime import date
from pathlib import Path

import pytest
from tests.core.sheets.fixtures.known import OPENSID, resident
from tests.core.sheets.fixtures.make import (
    HEADERS,
    MARIA,
    TODAY,
    YOHANES,
    all_fixtures,
    changed,
    write_csv,
    write_xlsx,
)

from payung.core.sheets import RESIDENTS, Checker, Unreadable, check_file, check_rows, open_table


def test_values_are_canonical(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    words = resident(sex="Pr", pekerjaan_id="Petani / Pekebun", kk_level="ISTRI", ayah_nik="0")
    write_xlsx(path, [list(OPENSID), words])
    with open_table(path, schema=RESIDENTS) as table:
        (row,) = check_rows(table, today=TODAY)

    values = {name: value for name, value in row.values.items() if value is not None}
    assert values == {
        "nik": "5304014101800003",
        "no_kk": "5304010101180003",
        "nama": "MARIA BERE",
        "jenis_kelamin": "P",
        "tempat_lahir": "ATAMBUA",
        "tanggal_lahir": date(1980, 1, 1),
        "alamat": "Jl. Raya",
        "dusun": "Kewar",
        "rt": "002",
        "rw": "001",
        "agama": "KATHOLIK",
        "pendidikan": "SLTA / SEDERAJAT",
        "pekerjaan": "PETANI/PEKEBUN",
        "status_kawin": "KAWIN",
        "hubungan_keluarga": "ISTRI",
        "kewarganegaraan": "WNI",
        "nama_ibu": "LUSIA",
        "golongan_darah": "TIDAK TAHU",
        "status_dasar": "HIDUP",
    }
    assert row.accepted
    assert row.raw("nik") == "'5304014101800003"
    assert (row.address("nik"), row.address("alamat")) == ("G2", "A2")


def test_extras_are_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [[*HEADERS, "Jumlah Ternak"], [*MARIA, 3], [*YOHANES, None]])
    with open_table(path, schema=RESIDENTS) as table:
        first, second = check_rows(table, today=TODAY)
        assert [c.header for c in table.unknown_columns] == ["Jumlah Ternak"]
    assert (first.extras(), second.extras()) == ({"Jumlah Ternak": "3"}, {})


def test_combined_columns_fill_two_fields(tmp_path: Path) -> None:
    path = tmp_path / "place_and_date.xlsx"
    all_fixtures()[path.name].write(path)
    with open_table(path, schema=RESIDENTS) as table:
        rows = list(check_rows(table, today=TODAY))
    first = rows[0].values
    assert (first["tempat_lahir"], first["tanggal_lahir"]) == ("Kewar", date(1980, 8, 17))
    assert (first["rt"], first["rw"]) == ("001", "002")
    assert rows[1].values["tempat_lahir"] == "Kewar"
    assert rows[0].address("tanggal_lahir") == "D2"


def test_every_date_form_gives_the_same_day(tmp_path: Path) -> None:
    path = tmp_path / "dates_forms.xlsx"
    all_fixtures()[path.name].write(path)
    with open_table(path, schema=RESIDENTS) as table:
        found = {row.values["tanggal_lahir"] for row in check_rows(table, today=TODAY)}
    assert found == {date(1980, 8, 17)}


def test_mapping_by_hand_reads_what_no_synonym_knows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [["Nomor Jati Diri", "Sebutan", "Ket"], [MARIA[0], MARIA[1], "x"]])
    with pytest.raises(Unreadable) as caught:
        open_table(path, schema=RESIDENTS)
    assert caught.value.code == "no_table"

    mapping = {"nomor jati diri": "nik", "Sebutan": "nama"}
    with open_table(path, schema=RESIDENTS, mapping=mapping) as table:
        (row,) = check_rows(table, today=TODAY)
    assert (row.values["nik"], row.values["nama"]) == (MARIA[0], MARIA[1])


def test_mapping_by_letters_and_leaving_a_column_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [["NIK", "Nama", "Nama KTP"], [MARIA[0], "Ia", "Maria Bere"]])
    mapping = {"Nama": "", "[C]": "nama"}
    with open_table(path, schema=RESIDENTS, mapping=mapping) as table:
        (row,) = check_rows(table, today=TODAY)
        assert [c.guesses for c in table.unknown_columns] == [()]
    assert row.values["nama"] == "Maria Bere"


def test_a_mapping_to_no_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [HEADERS, MARIA])
    with pytest.raises(ValueError, match="niik"):
        open_table(path, schema=RESIDENTS, mapping={"NIK": "niik"})


def test_sheet_and_header_row_can_be_settled(tmp_path: Path) -> None:
    path = tmp_path / "several_sheets.xlsx"
    all_fixtures()[path.name].write(path)
    with open_table(path, schema=RESIDENTS, sheet="Ringkas", header_row=1) as table:
        assert (table.sheet, table.count) == ("Ringkas", 1)


def test_unknown_headers_come_with_guesses(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [["NIK", "Nama", "Tgl Lahr", "Pekerjan"], [*MARIA[:2], "", ""]])
    with open_table(path, schema=RESIDENTS) as table:
        guesses = {c.header: c.guesses[0] for c in table.unknown_columns}
    assert guesses == {"Tgl Lahr": "tanggal_lahir", "Pekerjan": "pekerjaan"}


def test_rows_can_be_read_again_and_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [HEADERS, MARIA, changed(YOHANES, nik=MARIA[0])])
    with open_table(path, schema=RESIDENTS) as table:
        first = [row.values for row in check_rows(table, today=TODAY)]
        assert first == [row.values for row in check_rows(table, today=TODAY)]
        checker = Checker(table, today=TODAY)
        number, cells = next(table.rows())
        assert checker.check(number, cells).values == first[0]


def test_bytes_are_read_like_files(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [HEADERS, MARIA])
    with open_table(path.read_bytes(), schema=RESIDENTS, file_name="unggahan.xlsx") as table:
        assert (table.file, table.count) == ("unggahan.xlsx", 1)
        table.verify_unchanged()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [HEADERS, MARIA, YOHANES])
    with open_table(path, schema=RESIDENTS) as table:
        rows = check_rows(table, today=TODAY)
        next(rows)
        write_csv(path, [HEADERS, YOHANES])
        with pytest.raises(Unreadable) as caught:
            list(rows)
    assert caught.value.code == "file_changed"


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "tiada.xlsx", tmp_path):
        report = check_file(path, today=TODAY)
        assert report.unreadable == "file_missing"
        assert report.as_dict()["rows"] == 0


def test_identity_is_masked_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [HEADERS, changed(MARIA, nik="'5304014101800003")])
    hidden = check_file(path, today=TODAY).as_dict()["problems"]
    shown = check_file(path, today=TODAY, show_identity=True).as_dict()["problems"]
    assert [p["value"] for p in hidden] == ["'530401••••••0003"]
    assert [p["value"] for p in shown] == ["'5304014101800003"]
