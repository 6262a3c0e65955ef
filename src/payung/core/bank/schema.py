"""Statements that banks give as a table: which headers they carry."""

from __future__ import annotations

from typing import Final

from payung.core.sheets.schema import Field, Kind, Schema


def _field(
    name: str, label_id: str, label_en: str, *synonyms: str, kind: Kind = Kind.TEXT
) -> Field:
    return Field(name, {"id": label_id, "en": label_en}, kind, synonyms, strict=False)


STATEMENT: Final = Schema(
    "bank_statement",
    (
        _field("no_urut", "Nomor urut", "Number", "No", "No.", kind=Kind.IGNORED),
        _field(
            *("tanggal", "Tanggal", "Date", "Tgl", "Tanggal Transaksi", "Tgl Transaksi"),
            *("Posting Date", "Tanggal Posting", "Tgl Posting", "Tanggal Mutasi", "Value Date"),
            kind=Kind.DATE,
        ),
        _field(
            *("keterangan", "Keterangan", "Description", "Uraian", "Deskripsi", "Uraian Transaksi"),
            *("Keterangan Transaksi", "Berita", "Remark", "Remarks", "Narasi"),
        ),
        _field(
            *("referensi", "Referensi", "Reference", "No Referensi", "No. Ref", "No Bukti"),
            *("Nomor Referensi", "Ref", "Journal", "No Jurnal", "NTB"),
        ),
        _field(
            "debit",
            "Debit",
            "Debit",
            "Debet",
            "Mutasi Debet",
            "Keluar",
            "Pengeluaran",
            "Debit (Rp)",
            kind=Kind.MONEY,
        ),
        _field(
            "kredit",
            "Kredit",
            "Credit",
            "Mutasi Kredit",
            "Masuk",
            "Penerimaan",
            "Kredit (Rp)",
            kind=Kind.MONEY,
        ),
        _field("jumlah", "Jumlah", "Amount", "Nominal", "Mutasi", "Nilai", kind=Kind.MONEY),
        _field("jenis", "D/K", "D/C", "Jenis", "DK", "D/C", "DB/CR", "Tipe"),
        _field("saldo", "Saldo", "Balance", "Saldo Akhir", kind=Kind.MONEY),
        _field("rekening", "Rekening", "Account", "No Rekening", "Nomor Rekening", "No. Rekening"),
    ),
    anchors=("tanggal",),
    least=3,
)
