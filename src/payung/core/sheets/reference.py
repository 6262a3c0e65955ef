"""The reference page of the problem codes, made from the catalogue.

``python -m payung.core.sheets.reference > docs/reference/check.md``
"""

import sys
from collections.abc import Iterator

from payung.core.sheets.catalogue import CODES, Code, Scope, Severity, unfilled

_PARTS = (
    (Scope.ROW, Severity.ERROR, "Galat baris", "Baris dengan galat ini tidak diterima."),
    (Scope.ROW, Severity.WARNING, "Peringatan baris", "Baris tetap diterima."),
    (Scope.TABLE, Severity.WARNING, "Peringatan tentang lembar dan kolom", "File tetap dibaca."),
    (Scope.FILE, Severity.ERROR, "File yang tidak dapat dibaca", "Kode keluar 2."),
)
_INTRODUCTION = """\
# `payung check`: kode masalah

<!-- Made from src/payung/core/sheets/data/problems.toml by
     `python -m payung.core.sheets.reference`; do not edit by hand. -->

`./payung check FILE… [--village KODE] [--show-identity] [--lang id|en] [--json]` membaca daftar
penduduk (.xlsx, .xlsm, .xls, .ods, .csv) tanpa basis data dan tanpa menyimpan apa pun.
Kode keluar: 0 semua baris diterima, 1 ada baris yang ditolak, 2 ada file yang tidak dapat dibaca;
dari beberapa file, yang terburuk yang dipakai.

Sebuah baris ditolak jika dan hanya jika ada galat padanya. Yang wajib: nama; NIK yang dapat
dipakai; tanggal lahir dan jenis kelamin (dari kolomnya sendiri, jika kosong dari NIK). Tidak ada
yang diperbaiki diam-diam: setiap pembersihan disebut sebagai `value_cleaned`.

`…` dalam kalimat diisi dari barisnya.
"""


def reference() -> str:
    """The page, in Indonesian with the English meaning beside it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for scope, severity, heading, about in _PARTS:
        codes = [c for c in CODES.values() if (c.scope, c.severity) == (scope, severity)]
        yield f"## {heading} ({len(codes)})"
        yield ""
        yield about
        yield ""
        yield "| kode | arti | jalan keluar | meaning |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(code) for code in codes)
        yield ""


def _row(code: Code) -> str:
    texts = (code.message["id"], code.way_out["id"], code.message["en"])
    cells = (unfilled(text).replace("|", "\\|") for text in texts)
    return f"| `{code.name}` | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
