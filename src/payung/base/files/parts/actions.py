"""Parts of a file: begun, taken one by one, read when whole, let go.

Each part is sealed and lies on the disk before the row says so; a server killed at any moment goes
on at the last part that it had told. The same file of the same person goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from payung.base.files.actions import FileRefused, write_sealed
from payung.base.files.models import PartialFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import unseal
from payung.base.vault.keys import VaultError

PART = 256 * 1024
"""Bytes of a part: some seconds on a slow line, lost at most once."""
MOST_OPEN = 20
KEPT = dt.timedelta(days=2)


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


@transaction.atomic
def begin(*, by: Actor, name: str, size: int, mark: str, limit: int) -> PartialFile:
    """Begin a file of `size` bytes, or go on with the same one; `mark` is its CRC-32 in hex.

    Raises FileRefused before a byte is sent when the file is over `limit` bytes.
    """
    check_size(size, limit)
    own = PartialFile.objects.filter(by_id=by.id)
    known = own.filter(size=size, mark=mark).first()
    if known is not None:
        return known
    newest = own.order_by("-pk").values_list("pk", flat=True)[: MOST_OPEN - 1]
    _let_go(own.filter(begun_at__lt=timezone.now() - KEPT))
    _let_go(own.exclude(pk__in=list(newest)))
    row = PartialFile.objects.create(
        token=get_random_string(32), name=name[:255], size=size, mark=mark, by_id=by.id,
        by_name=by.name,
    )  # fmt: skip
    journal.record(by=by, action="files.begun", subject=row, summary={"size": size, "mark": mark})
    return row


def _let_go(rows: object) -> None:
    for row in rows:  # type: ignore[attr-defined]
        shutil.rmtree(folder_of(row.token), ignore_errors=True)
        row.delete()


@transaction.atomic
def append(*, by: Actor, token: str, offset: int, content: bytes, mark: str) -> PartialFile:
    """Take the part that begins at `offset`; `mark` is its CRC-32 in hex.

    Raises OutOfStep with the offset wanted, FileRefused for a part that was harmed on the way.
    """
    row = _own(by, token, lock=True)
    if offset != row.received:
        raise OutOfStep(row.received)
    if not content or len(content) > PART or row.received + len(content) > row.size:
        raise FileRefused(gettext("Bagian berkas tidak sesuai ukurannya. Kirim ulang berkasnya."))
    if crc(content) != mark:
        raise FileRefused(gettext("Bagian berkas berubah di perjalanan; dikirim ulang."))
    write_sealed(folder_of(token) / f"{offset:012d}", content)
    row.received += len(content)
    row.save(update_fields=["received"])
    return row


def stands(*, by: Actor, token: str) -> PartialFile:
    """How far a file has come. Raises Gone when it is not this person's, or let go."""
    return _own(by, token)


def whole(*, by: Actor, token: str) -> tuple[bytes, str]:
    """The bytes and the name of a file whose last part has come.

    Raises FileRefused: not whole yet, harmed, not this person's.
    """
    row = _own(by, token)
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


@transaction.atomic
def let_go(*, by: Actor, token: str) -> None:
    """The file is kept elsewhere, or not wanted: its parts are removed."""
    _let_go(PartialFile.objects.filter(by_id=by.id, token=token))


def _own(by: Actor, token: str, *, lock: bool = False) -> PartialFile:
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
