"""Upload files for SIPP and BPU: exact columns, text cells, splits, holds, blocks."""

import datetime as dt
import doctest
import importlib
import io
import pkgutil
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from payung.core import sipp
from payung.core.calendar import Month
from payung.core.sipp import (
    ExportBlocked,
    HoldCode,
    LayoutError,
    Worker,
    bundle,
    example_layout,
    prepare,
    read_layout,
    sipp_layout,
    write_files,
)

CODES = {"work_location": "53040001"}
MARIA = Worker(
    ref="1",
    nik="5304015708800003",
    name="Maria Bere",
    sex="P",
    birth_place="Atambua",
    birth_date=dt.date(1980, 8, 17),
    mother_name="Yuliana Seran",
    phone="0812-3456-7890",
    married="Y",
    blood="O",
    wage=2_328_969,
    address="Dusun Kewar RT 02",
    postcode="85774",
    contract="PKWT",
    work_from=dt.date(2024, 2, 29),
)
COLUMNS = [
    *("NO_PEGAWAI", "NAMA_LENGKAP", "GELAR", "TELEPON_AREA_RUMAH", "TELEPON_RUMAH"),
    *("TELEPON_AREA_KANTOR", "TELEPON_KANTOR", "TELEPON_EXT_KANTOR", "HP", "EMAIL"),
    *("TEMPAT_LAHIR", "TANGGAL_LAHIR", "NAMA_IBU_KANDUNG", "JENIS_IDENTITAS", "NOMOR_IDENTITAS"),
    *("MASA_LAKU_IDENTITAS", "JENIS_KELAMIN", "SURAT_MENYURAT_KE", "TANGGAL_KEPESERTAAN"),
    *("STATUS_KAWIN", "GOLONGAN_DARAH", "NPWP", "KODE_NEGARA", "UPAH", "ALAMAT", "KODE_POS"),
    *("LOKASI_PEKERJAAN", "STATUS_PEGAWAI", "TGL_AWAL_BEKERJA", "TGL_AKHIR_KONTRAK"),
]


def numbered(count: int) -> list[Worker]:
    return [replace(MARIA, ref=str(n), nik=f"530401570880{n:04d}") for n in range(1, count + 1)]


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(sipp.__path__)])
def test_the_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"payung.core.sipp.{name}")).failed == 0


def test_the_new_worker_template_is_written_to_its_rules() -> None:
    (file,) = write_files(prepare(sipp_layout(), [MARIA], CODES))
    assert file.file_name == "template_tk_baru.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.sheetnames[0] == "data_tk_baru"
    assert book.sheetnames[1:] == ["Petunjuk Pengisian", "LOKASI_PEKERJAAN"]
    header, row = book["data_tk_baru"].iter_rows()
    assert [cell.value for cell in header] == COLUMNS
    assert all(c.data_type == "s" for c in (*header, *row) if c.value is not None)
    assert all(c.number_format == "@" for c in row if c.value is not None)
    told = {h.value: c.value for h, c in zip(header, row, strict=True) if c.value is not None}
    assert told == {
        "NAMA_LENGKAP": "MARIA BERE",
        "HP": "081234567890",
        "TEMPAT_LAHIR": "ATAMBUA",
        "TANGGAL_LAHIR": "17-08-1980",
        "NAMA_IBU_KANDUNG": "YULIANA SERAN",
        "JENIS_IDENTITAS": "KTP",
        "NOMOR_IDENTITAS": "5304015708800003",
        "JENIS_KELAMIN": "P",
        "SURAT_MENYURAT_KE": "S",
        "STATUS_KAWIN": "Y",
        "GOLONGAN_DARAH": "O",
        "KODE_NEGARA": "ID",
        "UPAH": "2328969",
        "ALAMAT": "DUSUN KEWAR RT 02",
        "KODE_POS": "85774",
        "LOKASI_PEKERJAAN": "53040001",
        "STATUS_PEGAWAI": "PKWT",
        "TGL_AWAL_BEKERJA": "29-02-2024",
    }


def test_the_same_workers_give_the_same_bytes() -> None:
    prepared = prepare(sipp_layout(), numbered(3), CODES)
    one, other = write_files(prepared), write_files(prepared)
    assert [f.sha256 for f in one] == [f.sha256 for f in other]
    assert bundle(one) == bundle(other)


def test_ten_thousand_rows_a_file_and_the_name_never_changes() -> None:
    layout = replace(sipp_layout(), max_rows=4)
    assert sipp_layout().max_rows == 10_000
    files = write_files(prepare(layout, numbered(9), CODES))
    assert [len(f.refs) for f in files] == [4, 4, 1]
    assert {f.file_name for f in files} == {"template_tk_baru.xlsx"}
    rows = [
        CalamineWorkbook.from_filelike(io.BytesIO(f.content)).get_sheet_by_index(0).to_python()
        for f in files
    ]
    assert [len(r) for r in rows] == [5, 5, 2]
    niks = [row[14] for sheet in rows for row in sheet[1:]]
    assert niks == [w.nik for w in numbered(9)]
    with zipfile.ZipFile(io.BytesIO(bundle(files))) as archive:
        assert archive.namelist() == [f"0{n}/template_tk_baru.xlsx" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nik": "0530401200100001"}, HoldCode.NIK_TEMPORARY),
        ({"nik": "0"}, HoldCode.NIK_TEMPORARY),
        ({"nik": "530401570880003"}, HoldCode.NIK_INVALID),
        ({"nik": "5304 0157 0880 0003"}, HoldCode.NIK_INVALID),
        ({"nik": ""}, HoldCode.FIELD_MISSING),
        ({"name": ""}, HoldCode.FIELD_MISSING),
        ({"name": "=CMD()"}, HoldCode.NAME_INVALID),
        ({"name": "محمد"}, HoldCode.NAME_INVALID),
        ({"birth_date": None}, HoldCode.FIELD_MISSING),
        ({"sex": "X"}, HoldCode.FIELD_CHOICE),
        ({"wage": None}, HoldCode.FIELD_MISSING),
        ({"contract": ""}, HoldCode.FIELD_MISSING),
        ({"married": ""}, HoldCode.FIELD_MISSING),
        ({"work_from": None}, HoldCode.FIELD_MISSING),
        ({"blood": "A+"}, HoldCode.FIELD_CHOICE),
    ],
)
def test_what_bpjs_would_refuse_is_held_back(change: dict[str, object], code: HoldCode) -> None:
    prepared = prepare(sipp_layout(), [replace(MARIA, **change)], CODES)  # type: ignore[arg-type]
    assert prepared.rows == ()
    (held,) = prepared.held
    assert [h.code for h in held.holds] == [code]
    for lang in ("id", "en"):
        words = held.holds[0].text(lang)  # type: ignore[arg-type]
        assert words.endswith(".")
        assert "{" not in words


def test_a_second_row_with_the_same_nik_is_held_back() -> None:
    prepared = prepare(sipp_layout(), [MARIA, replace(MARIA, ref="2")], CODES)
    assert prepared.refs == ("1",)
    assert prepared.held[0].holds[0].code is HoldCode.NIK_REPEATED


def test_without_the_work_location_nothing_is_exported() -> None:
    with pytest.raises(ExportBlocked, match="LOKASI_PEKERJAAN"):
        prepare(sipp_layout(), [MARIA], {"work_location": " "})


def test_without_a_layout_no_bpu_file() -> None:
    with pytest.raises(ExportBlocked, match="Tata letak"):
        prepare(None, [MARIA])


def test_the_example_layout_works() -> None:
    layout = read_layout(example_layout())
    farmer = replace(
        MARIA, occupation="Petani", income=1_000_000, month_from=Month(2026, 1), months=12
    )
    (file,) = write_files(prepare(layout, [farmer]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_name("Data BPU")
    header, row = sheet.to_python()
    told = dict(zip(header, row, strict=True))
    assert told["PEKERJAAN"] == "PETANI"
    assert (told["BLTH AWAL"], told["JUMLAH BULAN"]) == ("01-2026", "12")
    assert told["PENGHASILAN"] == "1000000"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("just words", "name, file_name"),
        ("a: [1", "YAML"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: []}", "paling sedikit satu"),
        ("{name: x, file_name: x.xls, sheet: s, columns: [{title: A}]}", ".xlsx"),
        ("{name: x, file_name: ../x.xlsx, sheet: s, columns: [{title: A}]}", "tanpa folder"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: [{field: nik}]}", "title"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: [{title: A, field: gaji}]}", "gaji"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: [{title: A, format: z}]}", "'z'"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: [{title: A, colour: z}]}", "colour"),
        ("{name: x, file_name: x.xlsx, sheet: s, columns: [{title: A}, {title: A}]}", "sama"),
        ("{name: x, file_name: x.xlsx, sheet: s, max_rows: 0, columns: [{title: A}]}", "max_rows"),
    ],
)
def test_a_wrong_layout_is_refused_with_the_place(text: str, told: str) -> None:
    with pytest.raises(LayoutError, match=told.replace(".", r"\.")):
        read_layout(text)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=8))
def test_every_worker_is_either_sent_or_held_back(people: list[tuple[str, str]]) -> None:
    workers = [
        replace(MARIA, ref=str(n), nik=nik, name=name) for n, (nik, name) in enumerate(people)
    ]
    prepared = prepare(sipp_layout(), workers, CODES)
    refs = [*prepared.refs, *(h.ref for h in prepared.held)]
    assert sorted(refs) == sorted(w.ref for w in workers)
    assert all(h.holds for h in prepared.held)
