"""Bytes on the disk: encrypted, and whole or not there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext

from payung.base.files.refusals import FileRefused
from payung.base.vault.crypto import seal


def write_sealed(path: Path, content: bytes) -> None:
    """Encrypt, write beside and rename: a full disk or a kill leaves no half file."""
    sealed = seal(content)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise FileRefused(
            gettext(
                "Penyimpanan penuh atau tidak dapat ditulisi; berkas belum diterima. "
                "Hubungi pengelola, lalu unggah lagi."
            )
        ) from error
