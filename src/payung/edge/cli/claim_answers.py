"""`payung claim answers FILE`: BPJS's list of claim statuses, as on Klaim → Jawaban BPJS."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.edge.cli.errors import CommandError
from payung.edge.cli.given_file import content_of
from payung.edge.cli.import_bpjs import document, told
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor


def register(acts: Any) -> None:
    parser = acts.add_parser(
        "answers",
        help="Daftar status klaim dari BPJS",
        epilog="Aman diulang: baris yang sama tidak dicatat dua kali; yang tidak cocok ditahan.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--preview-only", action="store_true", help="baca dan cocokkan saja")
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, "record_bpjs", lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Read the file, match each row with its claim, and record the rows that can be."""
    from payung.base.staging import actions as staging
    from payung.base.staging.finishing import finish
    from payung.programme.claims.status_list import KIND

    content = content_of(arguments.file)
    name = arguments.file.name
    batch = staging.receive(by=by, kind=KIND, area=area, content=content, name=name)
    finish(by, batch)
    if batch.state == "previewed" and not arguments.preview_only and batch.counts.get("changed"):
        staging.accept(by=by, batch=batch)
        finish(by, batch)
    if batch.state not in {"previewed", "accepted"}:
        raise CommandError(batch.message or "Berkas belum dapat dibaca. Jalankan lagi.")
    return document(batch)
