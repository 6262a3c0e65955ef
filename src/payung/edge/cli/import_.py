"""`payung import`: a village's residents from a file into the register."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.given_file import content_of
from payung.edge.cli.output import emit, say

if TYPE_CHECKING:
    from payung.base.jobs.models import Job
    from payung.base.staging.models import Batch
    from payung.base.territory.actor import Actor


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "import",
        help="Masukkan daftar warga desa",
        epilog="Aman diulang: yang terputus dilanjutkan, isi yang sama tidak mengubah apa pun.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--village", metavar="KODE", required=True, help="desa pemilik daftar")
    parser.add_argument("--as", dest="user", metavar="NAMA", required=True, help="yang bertindak")
    parser.add_argument(
        "--map",
        metavar='"JUDUL=FIELD"',
        action="append",
        default=[],
        help="arti judul kolom yang tidak dikenal; boleh diulang; JUDUL= berarti abaikan",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--accept", action="store_true", help="masukkan baris yang baik (bawaan)")
    how.add_argument("--preview-only", action="store_true", help="baca dan periksa saja")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    batch, by = _imported(arguments)
    if batch.state not in {"previewed", "accepted"}:
        raise CommandError(_why_not(batch))
    emit(document(batch), as_json=arguments.json, text=lambda: _told(batch, by))
    refused = batch.counts.get("rejected", 0) + batch.counts.get("parked", 0)
    return 1 if refused else 0


def _imported(arguments: argparse.Namespace) -> tuple[Batch, Actor]:
    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.files.actions import FileRefused
    from payung.base.jobs.run import LeaseLost
    from payung.base.staging.states import StateRefused
    from payung.base.territory.actor import NotAllowed
    from payung.core.identity import RegionError, normal_code
    from payung.desk.intake.actions import import_file

    try:
        by = actor_named(arguments.user)
        batch = import_file(
            by=by,
            village=normal_code(arguments.village),
            content=content_of(arguments.file),
            name=arguments.file.name,
            mapping=_mapping(arguments.map),
            accept=not arguments.preview_only,
            report=_progress,
        )
    except RegionError as error:
        raise CommandError(f"Kode desa {arguments.village!r} tidak dikenal.") from error
    except LeaseLost as error:
        raise CommandError(
            "Pekerjaan ini diambil proses lain. Jalankan lagi perintahnya."
        ) from error
    except (UnknownUser, FileRefused, StateRefused, NotAllowed, ValueError) as error:
        raise CommandError(str(error)) from error
    return batch, by


def _mapping(given: list[str]) -> dict[str, str]:
    """`["Nomor Induk=nik"]` → `{"Nomor Induk": "nik"}`."""
    found = {}
    for text in given:
        header, equals, field = text.rpartition("=")
        if not equals or not header:
            raise CommandError(f'--map {text!r}: tulis sebagai "JUDUL=FIELD".')
        found[header.strip()] = field.strip()
    return found


def _progress(job: Job) -> None:
    if job.total:
        say(f"  {job.done} dari {job.total} baris …")


def _why_not(batch: Batch) -> str:
    if batch.state == "needs_mapping":
        unknown = ", ".join(repr(c["header"]) for c in batch.columns if not c["field"])
        hint = f" Judul yang belum dikenal: {unknown}." if unknown else ""
        return f'{batch.message}{hint} Pakai --map "JUDUL=FIELD", misalnya --map "No Induk=nik".'
    if batch.message:
        return batch.message
    return (batch.job.message if batch.job else "") or "Impor belum selesai. Jalankan lagi."


def document(batch: Batch) -> dict[str, Any]:
    """The answer as JSON; `new + changed + unchanged + rejected + parked = rows`."""
    from payung.base.staging.queries import problem_documents

    verdicts = ("new", "changed", "unchanged", "rejected", "parked")
    return {
        "batch": batch.pk,
        "file": batch.file.name,
        "village": batch.area,
        "state": batch.state,
        "format": batch.format,
        "sheet": batch.sheet or None,
        "header_row": batch.header_row,
        "rows": batch.rows_read,
        **{name: batch.counts.get(name, 0) for name in verdicts},
        "problems": problem_documents(batch),
    }


def _told(batch: Batch, by: Actor) -> str:
    from payung.base.staging.queries import sentence

    where = "sudah masuk" if batch.state == "accepted" else "diperiksa, belum dimasukkan"
    return (
        f"{sentence(batch)}\nDaftar {batch.file.name} {where} (impor {batch.pk}, oleh {by.name})."
    )
