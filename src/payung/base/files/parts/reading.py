"""What is known of a file in parts: how far it came, whether it is whole, its bytes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from payung.base.files.models import PartialFile
from payung.base.files.refusals import FileRefused
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import unseal
from payung.base.vault.keys import VaultError

PART = 256 * 1024
"""Bytes of a part: some seconds on a slow line, lost at most once."""


@dataclass(frozen=True, slots=True)
class OutOfStep(Exception):
    """The part does not begin where the server stands; `offset` says where that is."""

    offset: int


class Gone(FileRefused):
    """There is no such file of this person: kept already, or let go."""


def folder_of(token: str) -> Path:
    """Where the parts of one file lie."""
    return Path(settings.DATA_DIR) / "parts" / token


def check_size(size: int, limit: int) -> None:
    """Raise FileRefused, with a sentence, for a file that is empty or over the limit."""
    if not 0 < size <= limit:
        raise FileRefused(
            gettext(
                "Berkas %(size)s MB melebihi batas %(limit)s MB. Potret ulang dengan mutu sedang, "
                "atau kirim per halaman."
            )
            % {"size": size // 2**20, "limit": limit // 2**20}
        )


def stands(*, by: Actor, token: str) -> PartialFile:
    """How far a file has come. Raises Gone when it is not this person's, or let go."""
    return own_file(by, token)


def whole(*, by: Actor, token: str) -> tuple[bytes, str]:
    """The bytes and the name of a file whose last part has come.

    Raises FileRefused: not whole yet, harmed, not this person's.
    """
    row = own_file(by, token)
    if row.received < row.size:
        raise FileRefused(gettext("Berkas belum terkirim seluruhnya. Pilih lagi, lalu lanjutkan."))
    try:
        parts = sorted(folder_of(token).iterdir())
        content = b"".join(unseal(p.read_bytes()) for p in parts if p.name.isdecimal())
    except (OSError, VaultError) as error:
        raise FileRefused(gettext("Bagian berkas hilang. Pilih lagi berkasnya.")) from error
    if len(content) != row.size or crc(content) != row.mark:
        raise FileRefused(gettext("Berkas berubah di perjalanan. Pilih lagi berkasnya."))
    return content, row.name


def own_file(by: Actor, token: str, *, lock: bool = False) -> PartialFile:
    rows = PartialFile.objects.select_for_update() if lock else PartialFile.objects.all()
    row = rows.filter(by_id=by.id, token=token).first()
    if row is None:
        raise Gone(gettext("Kiriman ini sudah tidak ada. Pilih lagi berkasnya."))
    return row


def crc(content: bytes) -> str:
    """CRC-32 as eight hex digits.

    >>> crc(b"123456789")
    'cbf43926'
    """
    return f"{zlib.crc32(content):08x}"
