"""`payung import-list FILE`: deaths, moves, civil servants, deciles or members from outside."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.edge.cli.errors import CommandError
from payung.edge.cli.given_file import content_of
from payung.edge.cli.import_bpjs import _progress, document
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor

KINDS = {
    "deaths": ("dukcapil_deaths", "record_deaths"),
    "moves": ("dukcapil_moves", "record_deaths"),
    "asn": ("bkpsdm_asn", "record_asn"),
    "deciles": ("dinsos_dtsen", "record_deciles"),
    "members": ("bpjs_active", "record_bpjs"),
}


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "import-list",
        help="Cocokkan daftar dari luar dengan register",
        epilog="Aman diulang: hal yang sama tidak ditanyakan lagi. Tidak ada kepesertaan yang "
        "berubah sebelum petugas membenarkannya.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--kind", choices=list(KINDS), required=True,
        help="deaths, moves: Dukcapil; asn: BKPSDM; deciles: Dinsos (DTSEN); members: BPJS",
    )  # fmt: skip
    add_arguments(parser)
    parser.add_argument("--preview-only", action="store_true", help="baca dan cocokkan saja")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    right = KINDS[arguments.kind][1]
    return perform(arguments, right, lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Read the file, match it and write down what it says of whom."""
    from payung.desk.matching.actions import take_list
    from payung.desk.matching.queries import findings_by_batch

    content = content_of(arguments.file)
    batch = take_list(
        by=by, kind=KINDS[arguments.kind][0], area=area, content=content,
        name=arguments.file.name, accept=not arguments.preview_only, report=_progress,
    )  # fmt: skip
    if batch.state not in {"previewed", "accepted"}:
        raise CommandError(batch.message or "Berkas belum dapat dibaca. Jalankan lagi.")
    return document(batch) | {"findings": sum(findings_by_batch(batch).values())}


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    lines = [
        f"{document['rows']} baris dibaca: {document['accepted']} menyangkut warga terdata, "
        f"{document['unchanged']} tidak atau sudah diketahui, {document['refused']} ditahan; "
        f"{document['findings']} temuan menunggu petugas."
    ]
    lines += [f"- baris {one['row']}: {one['message']}" for one in document["problems"]]
    return "\n".join(lines)
