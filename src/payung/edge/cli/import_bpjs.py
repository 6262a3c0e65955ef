"""`payung import-bpjs FILE`: an answer, a posting list or a branch summary of BPJS."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.core.calendar import Month
from payung.edge.cli.errors import CommandError
from payung.edge.cli.given_file import content_of
from payung.edge.cli.members import add_arguments, perform
from payung.edge.cli.output import say

if TYPE_CHECKING:
    from payung.base.jobs.models import Job
    from payung.base.staging.models import Batch
    from payung.base.territory.actor import Actor

KINDS = {"answer": "bpjs_answer", "posting": "bpjs_posting", "mkro": "bpjs_mkro"}


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "import-bpjs",
        help="Baca jawaban atau posting BPJS",
        epilog="Aman diulang: berkas yang sama tidak mengubah apa pun.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    add_arguments(parser)
    parser.add_argument(
        "--kind", choices=list(KINDS),
        help="answer: KPJ; posting: rincian iuran per orang; mkro: rekap per NPP; bawaan: dikenali",
    )  # fmt: skip
    parser.add_argument("--month", type=Month.parse, metavar="YYYY-MM", help="BLTH seluruh berkas")
    parser.add_argument(
        "--paid-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="tanggal terima"
    )
    parser.add_argument("--reference", default="", metavar="KODE", help="kode iuran atau bukti")
    parser.add_argument("--preview-only", action="store_true", help="baca dan periksa saja")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, "record_bpjs", lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Read the file and record its good rows."""
    from payung.desk.enrolment.actions import import_from_bpjs

    content = content_of(arguments.file)
    batch = import_from_bpjs(
        by=by,
        kind=KINDS.get(arguments.kind, ""),
        area=area,
        content=content,
        name=arguments.file.name,
        month=arguments.month,
        paid_on=arguments.paid_on,
        reference=arguments.reference,
        accept=not arguments.preview_only,
        report=_progress,
    )
    if batch.state not in {"previewed", "accepted"}:
        raise CommandError(batch.message or "Berkas belum dapat dibaca. Jalankan lagi.")
    return document(batch)


def document(batch: Batch) -> dict[str, Any]:
    """The answer as JSON; `accepted + unchanged + refused = rows`."""
    from payung.base.staging.queries import problem_documents

    count = batch.counts.get
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "file": batch.file.name,
        "area": batch.area,
        "state": batch.state,
        "rows": batch.rows_read,
        "accepted": count("new", 0) + count("changed", 0),
        "unchanged": count("unchanged", 0),
        "refused": count("rejected", 0) + count("parked", 0),
        "problems": problem_documents(batch),
    }


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    lines = [
        f"{document['rows']} baris dibaca: {document['accepted']} dicatat, "
        f"{document['unchanged']} sama dengan yang sudah ada, {document['refused']} ditahan."
    ]
    lines += [f"- baris {one['row']}: {one['message']}" for one in document["problems"]]
    return "\n".join(lines)


def _progress(job: Job) -> None:
    if job.total:
        say(f"  {job.done} dari {job.total} baris …")
