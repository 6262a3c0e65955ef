"""Keeping and fetching the bytes of files."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from payung.base.files.models import StoredFile
from payung.base.files.refusals import FileRefused as FileRefused
from payung.base.files.sealing import write_sealed
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import unseal
from payung.base.vault.keys import VaultError


def place_of(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256


@transaction.atomic
def store(*, by: Actor, content: bytes, name: str, purpose: str, area: str = "") -> StoredFile:
    """Keep the bytes (encrypted) and a row about them; the same content is stored once.

    Raises FileRefused when it is empty, over the limit, or the disk is full.
    """
    if not content:
        raise FileRefused(
            gettext("Berkas kosong (0 bita). Simpan ulang berkasnya, lalu unggah lagi.")
        )
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 2**20
        raise FileRefused(
            gettext("Berkas lebih besar dari %(limit)s MB. Bagi menjadi beberapa berkas.")
            % {"limit": limit}
        )
    digest = hashlib.sha256(content).hexdigest()
    _keep(place_of(digest), content)
    safe = PurePath(name.replace("\\", "/")).name[:255] or "berkas"
    row = StoredFile.objects.create(
        sha256=digest, name=safe, size=len(content), purpose=purpose, area=area,
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action="files.stored", subject=row, area=area,
        summary={"name": safe, "sha256": digest, "size": len(content), "purpose": purpose},
    )  # fmt: skip
    return row


def read(file: StoredFile) -> bytes:
    """The bytes as they came; raises FileRefused when they are missing or no longer the same."""
    try:
        content = unseal(place_of(file.sha256).read_bytes())
    except OSError as error:
        raise FileRefused(
            gettext("Isi berkas tidak ditemukan di penyimpanan. Unggah ulang.")
        ) from error
    except VaultError as error:
        raise FileRefused(str(error)) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileRefused(gettext("Isi berkas berubah sejak disimpan. Unggah ulang."))
    return content


def _keep(path: Path, content: bytes) -> None:
    """Once; but a damaged copy is replaced by the good one that just came."""
    with suppress(OSError, VaultError):
        if unseal(path.read_bytes()) == content:
            return
    write_sealed(path, content)
