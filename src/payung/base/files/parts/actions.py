"""Parts of a file: begun, taken one by one, read when whole, let go.

Each part is sealed and lies on the disk before the row says so; a server killed at any moment goes
on at the last part that it had told. The same file of the same person goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from payung.base.files.models import PartialFile
from payung.base.files.parts.reading import (
    PART,
    OutOfStep,
    check_size,
    crc,
    folder_of,
    own_file,
)
from payung.base.files.refusals import FileRefused
from payung.base.files.sealing import write_sealed
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor

MOST_OPEN = 20
KEPT = dt.timedelta(days=2)


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


def _let_go(rows: Iterable[PartialFile]) -> None:
    for row in rows:
        shutil.rmtree(folder_of(row.token), ignore_errors=True)
        row.delete()


@transaction.atomic
def append(*, by: Actor, token: str, offset: int, content: bytes, mark: str) -> PartialFile:
    """Take the part that begins at `offset`; `mark` is its CRC-32 in hex.

    Raises OutOfStep with the offset wanted, FileRefused for a part that was harmed on the way.
    """
    row = own_file(by, token, lock=True)
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


@transaction.atomic
def let_go(*, by: Actor, token: str) -> None:
    """The file is kept elsewhere, or not wanted: its parts are removed."""
    row = PartialFile.objects.filter(by_id=by.id, token=token).first()
    if row is not None:
        journal.record(by=by, action="files.let_go", subject=row, summary={"mark": row.mark})
        _let_go([row])
