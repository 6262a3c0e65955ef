"""Lists in files: CSV or Parquet to columns of bytes, with a sentence for whatever is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from payung.core.linkage.record import COLUMNS
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.text import Texts

PART = 250_000
"""Rows whose texts DuckDB runs together at once: far from the longest text that it can hold."""
_WAYS_OUT = "Simpan ulang sebagai CSV UTF-8 atau Parquet."
_WAYS_OUT_EN = "Save it again as CSV UTF-8 or Parquet."


@dataclass(frozen=True)
class ListFile:
    """The rows of one file: their ids, and the columns that are there and not wholly empty."""

    ids: Any
    columns: dict[str, Texts]
    has_niks: bool

    def __len__(self) -> int:
        return len(self.ids)


def _has_niks(column: Texts | None) -> bool:
    """Whether a list has NIKs at all: on more than one row in ten."""
    return column is not None and bool(np.mean(np.diff(column.ends) > 0) > 0.1)


def read_list(path: Path) -> ListFile:
    """Read a list; all values as text. Raises LinkageRefusal with the place and the way out."""
    import duckdb

    source = _source(path)
    with duckdb.connect() as con:
        try:
            con.execute(f"CREATE VIEW source AS FROM {source}")
            names = {
                name.strip().lower(): name for name, *_ in con.execute("DESCRIBE source").fetchall()
            }
            if "id" not in names:
                raise _no_id(path)
            if path.suffix.lower() != ".parquet":
                con.execute("CREATE TABLE held AS SELECT * FROM source")
            table = "source" if path.suffix.lower() == ".parquet" else "held"
            # One thread reads rows in their order; two lists are read side by side.
            con.execute("SET threads = 1")
            ids = con.execute(f"SELECT {_text(names['id'])} AS v FROM {table}").fetchnumpy()["v"]  # noqa: S608
            found = {name: _texts(con, table, names[name]) for name in COLUMNS[1:] if name in names}
        except duckdb.Error as error:
            raise _unreadable(path, str(error)) from error
    _check_ids(path, ids)
    columns = {name: column for name, column in found.items() if column.ends[-1]}
    return ListFile(ids, columns, _has_niks(columns.get("nik")))


def _source(path: Path) -> str:
    """What DuckDB reads from: a table function over the file."""
    quoted = str(path).replace("'", "''")
    try:
        with path.open("rb") as file:
            head = file.read(65536)
    except OSError as error:
        reason = "tidak ditemukan" if isinstance(error, FileNotFoundError) else "tidak dapat dibaca"
        raise LinkageRefusal(
            "unreadable", f"Berkas {path.name} {reason}. Periksa nama dan hak aksesnya.",
            f"The file {path.name} cannot be opened. Check its name and access rights.",
        ) from error  # fmt: skip
    if not head.strip():
        raise _empty(path)
    if path.suffix.lower() == ".parquet":
        return f"read_parquet('{quoted}')"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"PAR1")) or b"\0" in head:
        raise _unreadable(path, "")
    line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0].decode("utf-8", "replace")
    mark = max(",;\t|", key=line.count)
    return (
        f"read_csv('{quoted}', delim='{mark}', quote='\"', escape='\"', header=true, "
        "all_varchar=true, auto_detect=false, null_padding=true, strict_mode=false, "
        f"columns={_csv_columns(path, line, mark)})"
    )


def _csv_columns(path: Path, line: str, mark: str) -> str:
    names = [name.strip().strip('"').strip() for name in line.split(mark)]
    if len({name.lower() for name in names}) < len(names):
        raise LinkageRefusal(
            "columns_twice",
            f"Berkas {path.name}: ada judul kolom yang kosong atau ditulis dua kali. "
            "Perbaiki baris judulnya.",
            f"The file {path.name} has a column heading that is empty or there twice. "
            "Correct the heading row.",
        )
    return "{" + ", ".join("'{}': 'VARCHAR'".format(n.replace("'", "''")) for n in names) + "}"


def _text(name: str) -> str:
    quoted = name.replace('"', '""')
    return f"coalesce(CAST(\"{quoted}\" AS VARCHAR), '')"


def _texts(con: Any, table: str, name: str) -> Texts:
    """A column, run together by DuckDB: no Python text is made for a cell."""
    text = _text(name)
    lengths = con.execute(f"SELECT strlen({text}) AS n FROM {table}").fetchnumpy()["n"]  # noqa: S608
    parts = con.execute(
        f"SELECT string_agg(v, '') FROM (SELECT {text} AS v, "  # noqa: S608
        f"row_number() OVER () // {PART} AS part FROM {table}) GROUP BY part ORDER BY part"
    ).fetchall()
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    joined = b"".join(part.encode() for (part,) in parts)
    return Texts(np.frombuffer(joined or b"\0", np.uint8), ends)


def _check_ids(path: Path, ids: Any) -> None:
    if not len(ids):
        raise _empty(path)
    if len(set(ids)) == len(ids) and "" not in ids:
        return
    seen: set[str] = set()
    for row, name in enumerate(ids, start=1):
        if name == "" or name in seen:
            what = f"id “{name}” sudah dipakai baris lain" if name else "id kosong"
            what_en = f"the id “{name}” is used by another row" if name else "the id is empty"
            raise LinkageRefusal(
                "id_twice",
                f"Berkas {path.name}, baris data {row}: {what}. Setiap baris perlu id sendiri.",
                f"The file {path.name}, data row {row}: {what_en}. Every row needs its own id.",
            )
        seen.add(name)


def _empty(path: Path) -> LinkageRefusal:
    return LinkageRefusal(
        "empty",
        f"Berkas {path.name} tidak memuat satu baris pun. Periksa apakah berkasnya benar.",
        f"The file {path.name} has no rows. Check that it is the right file.",
    )


def _no_id(path: Path) -> LinkageRefusal:
    return LinkageRefusal(
        "id_missing",
        f"Berkas {path.name} tidak mempunyai kolom id. Tambahkan kolom id yang unik; kolom lain "
        f"yang dikenal: {', '.join(COLUMNS[1:])}.",
        f"The file {path.name} has no column id. Add a column id with a value of its own on each "
        f"row; other columns known: {', '.join(COLUMNS[1:])}.",
    )


def _unreadable(path: Path, reason: str) -> LinkageRefusal:
    words = reason.lower()
    if "unicode" in words or "utf-8" in words or "utf8" in words:
        return LinkageRefusal(
            "encoding",
            f"Berkas {path.name} tidak ditulis dalam UTF-8, sehingga huruf pada nama dapat salah "
            f"dibaca. {_WAYS_OUT}",
            f"The file {path.name} is not written in UTF-8, so names may be misread. "
            f"{_WAYS_OUT_EN}",
        )
    return LinkageRefusal(
        "unreadable",
        f"Berkas {path.name} tidak dapat dibaca sebagai daftar CSV atau Parquet. {_WAYS_OUT}",
        f"The file {path.name} cannot be read as a list in CSV or Parquet. {_WAYS_OUT_EN}",
    )
