"""``payung check``: read files of residents and say what is wrong, without a database."""

from __future__ import annotations

import argparse
from typing import Any

from payung.core.sheets.check_command import run_check
from payung.edge.cli.output import emit, say


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the program."""
    parser = subparsers.add_parser(
        "check",
        help="periksa berkas penduduk tanpa basis data",
        description="Membaca daftar penduduk (.xlsx, .xls, .ods, .csv) dan menyebut setiap masalah "
        "dengan letak, sebab dan jalan keluarnya. Tidak ada yang disimpan.",
        epilog="Kode keluar: 0 semua baris diterima, 1 ada baris yang ditolak, 2 ada file yang "
        "tidak dapat dibaca.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="file yang diperiksa")
    parser.add_argument("--village", metavar="KODE", help="kode desa/kelurahan pemilik daftar")
    parser.add_argument(
        "--show-identity", action="store_true", help="tampilkan NIK dan nomor KK tanpa disamarkan"
    )
    parser.add_argument("--lang", choices=("id", "en"), default="id", help="bahasa keluaran")
    parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer; 0 all rows accepted, 1 some rejected, 2 a file that cannot be read."""
    answer = run_check(
        args.files, village=args.village, show_identity=args.show_identity, lang=args.lang
    )
    if answer.refusal:
        say(answer.refusal)
    if args.json or not answer.refusal:
        document = answer.as_dict(args.lang)
        emit(document, as_json=args.json, text=lambda: answer.as_text(args.lang))
    return answer.exit_code
