"""Lists from outside, sent and taken in through the public actions."""

from __future__ import annotations

from collections.abc import Sequence

from tests.resident_files import xlsx

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor

DEATHS = ("No", "NIK", "Nama Lengkap", "Tgl Lahir", "Tgl Meninggal", "No Akta Kematian", "Desa")
SERVANTS = ("No", "NIP", "NIK", "Nama Pegawai", "Tgl Lahir", "Status Pegawai", "TMT", "Unit Kerja")
DECILES = (
    "id_keluarga", "nomor_kartu_keluarga", "nomor_induk_kependudukan", "desil_nasional",
)  # fmt: skip
MEMBERS = ("No", "KPJ", "NIK", "Nama TK", "Tgl Lahir", "Status Peserta")


def read(by: Actor, kind: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Batch:
    """Sent and read."""
    batch = staging.receive(
        by=by, kind=kind, area="53.04", content=xlsx(rows, headers), name=f"{kind}.xlsx"
    )
    assert batch.job is not None
    run_here(by=by, job=batch.job)
    batch.refresh_from_db()
    return batch


def taken_in(by: Actor, kind: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Batch:
    """Sent, read and recorded."""
    batch = read(by, kind, headers, rows)
    assert batch.state == "previewed", batch.message
    run_here(by=by, job=staging.accept(by=by, batch=batch))
    batch.refresh_from_db()
    return batch
