"""What people really send: a sentence or an answer, bounded work, never a crash."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.core.linkage.people import MARIA, two_lists, written

from payung.core.linkage import LinkageRefusal, Record, dedupe_file, link_files

HEAD = "id,nik,nama\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"   \n \n", "empty"),
        (b"id,nik,nama\n", "empty"),
        (b"nik,nama\n1,Maria\n", "id_missing"),
        (b"id,nama\n1,Maria\n1,Yosef\n", "id_twice"),
        (b"id,nama\n,Maria\n", "id_twice"),
        (b"id,nama,nama\n1,a,b\n", "columns_twice"),
        ("id,nama\n1,José\n".encode("latin-1"), "encoding"),
        ("id,nama\n1,Maria\n".encode("utf-16"), "unreadable"),
        (b"PK\x03\x04 a workbook", "unreadable"),
        (b"\x00\x01\x02", "unreadable"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, content: bytes, code: str
) -> None:
    bad, good = tmp_path / "bad.csv", written(tmp_path / "good.csv", [MARIA])
    bad.write_bytes(content)
    for files in ((bad, good), (good, bad)):
        with pytest.raises(LinkageRefusal) as refusal:
            link_files(*files, tmp_path / "out.csv")
        assert refusal.value.code == code
        assert "bad.csv" in refusal.value.text("id")
        assert refusal.value.text("en").endswith(".")
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_and_a_parquet_that_is_none(tmp_path: Path) -> None:
    good, none = written(tmp_path / "good.csv", [MARIA]), tmp_path / "none.parquet"
    with pytest.raises(LinkageRefusal, match="tidak ditemukan"):
        link_files(good, none, tmp_path / "out.csv")
    none.write_bytes(b"not parquet at all")
    with pytest.raises(LinkageRefusal) as refusal:
        link_files(good, none, tmp_path / "out.csv")
    assert refusal.value.code == "unreadable"


def test_semicolons_a_byte_order_mark_and_capital_headings_are_read(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    one.write_bytes(
        b'\xef\xbb\xbfID;NIK;Nama;Tanggal_Lahir\r\n7;5304015708800003;"Bere; Maria";17/8/80\r\n'
    )
    done = link_files(one, written(tmp_path / "two.csv", [MARIA]), tmp_path / "out.csv")
    assert (done.matches, done.reviews) == (1, 0)


def test_columns_without_any_value_and_lists_of_ids_alone(tmp_path: Path) -> None:
    bare = written(tmp_path / "bare.csv", [Record("1"), Record("2")])
    done = link_files(bare, written(tmp_path / "r.csv", [MARIA]), tmp_path / "out.csv")
    assert (done.candidates, done.matches, done.reviews) == (0, 0, 0)
    assert (
        (tmp_path / "out.csv").read_text().startswith("id_l,id_r,weight,probability,band,reasons")
    )


def test_lists_without_nik_are_left_to_people(tmp_path: Path) -> None:
    left, right = two_lists(100)
    columns = ("id", "nama", "tanggal_lahir", "nama_ibu", "no_kk", "kode_desa")
    out = tmp_path / "out.parquet"
    done = link_files(
        written(tmp_path / "l.csv", left, columns), written(tmp_path / "r.csv", right), out
    )
    assert done.matches == 0
    assert done.reviews > 60
    last = duckdb.sql(f"SELECT reasons[-1].code, count(*) FROM '{out}' GROUP BY 1").fetchall()
    assert "hard:list_without_nik" in dict(last)


def test_numbers_in_parquet_are_read_as_text(tmp_path: Path) -> None:
    one = tmp_path / "one.parquet"
    duckdb.sql(
        "COPY (SELECT 7 AS id, 5304015708800003 AS nik, 'Maria Bere Mau' AS nama, "
        f"DATE '1980-08-17' AS tanggal_lahir) TO '{one}' (FORMAT parquet)"
    )
    done = link_files(one, written(tmp_path / "r.csv", [MARIA]), tmp_path / "out.csv")
    assert done.matches == 1


def test_one_name_shared_by_fifty_thousand(tmp_path: Path) -> None:
    same = tmp_path / "same.parquet"
    duckdb.sql(
        "COPY (SELECT 'r' || i AS id, 'SITI AMINAH' AS nama, '1980-01-01' AS tanggal_lahir, "
        f"'5304012001' AS kode_desa FROM range(50000) t(i)) TO '{same}' (FORMAT parquet)"
    )
    one = [Record("1", None, "Siti Aminah", "P", None, "01-01-1980", kode_desa="5304012001")]
    done = link_files(written(tmp_path / "l.csv", one), same, tmp_path / "out.csv")
    assert done.capped_blocks > 0
    assert done.candidates <= 400
    assert done.matches == 0


@pytest.mark.slow
def test_a_million_identical_rows(tmp_path: Path) -> None:
    same = tmp_path / "same.parquet"
    duckdb.sql(
        "COPY (SELECT 'r' || i AS id, '5304015708800003' AS nik, 'MARIA BERE MAU' AS nama, "
        "'1980-08-17' AS tanggal_lahir, '5304010101180003' AS no_kk, '5304012001' AS kode_desa "
        f"FROM range(1000000) t(i)) TO '{same}' (FORMAT parquet)"
    )
    done = dedupe_file(same, tmp_path / "out.parquet")
    assert done.rows_left == 1_000_000
    assert done.capped_blocks > 0
    assert done.candidates <= 1_000_000


def test_lists_beyond_the_memory_are_refused_before_the_work(tmp_path: Path) -> None:
    left, right = two_lists(100)
    files = written(tmp_path / "l.csv", left), written(tmp_path / "r.csv", right)
    with pytest.raises(LinkageRefusal) as refusal:
        link_files(*files, tmp_path / "out.csv", memory=1000)
    assert refusal.value.code == "memory"
    assert "--memory" in refusal.value.text("en")


def test_hostile_cells_do_no_harm(tmp_path: Path) -> None:
    odd = [
        "=1+1",
        "\u202e\u0000x",
        "🙂" * 40,
        "a" * 5000,
        "ZZ" * 600,
        "'; DROP TABLE x; --",
        ",,,",
        "(",
    ]
    rows = [Record(f"i{n}", text, text, text, text, text, text, text, text, text)
            for n, text in enumerate(odd)]  # fmt: skip
    path = tmp_path / "odd.parquet"
    columns = {
        name: [getattr(row, name) for row in rows]
        for name in ("id", "nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "no_kk")
    }
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (" + ", ".join(f"{name} VARCHAR" for name in columns) + ")")
        con.executemany(
            f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})",
            [list(row) for row in zip(*columns.values(), strict=True)],
        )
        con.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    done = link_files(path, path, tmp_path / "out.parquet")
    assert done.rows_left == len(odd)
