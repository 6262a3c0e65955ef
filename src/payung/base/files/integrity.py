"""Are all stored files there, and still the same?"""

from __future__ import annotations

from collections.abc import Iterator

from payung.base.files.actions import FileRefused, read
from payung.base.files.models import StoredFile
from payung.base.journal.models import Event
from payung.base.vault.keys import VaultError


def check_files() -> Iterator[str]:
    """Open and hash every distinct stored file, and hold each row against the journal."""
    yield from _contents()
    yield from _against_the_journal()


def _contents() -> Iterator[str]:
    seen: set[str] = set()
    for file in StoredFile.objects.order_by("sha256", "id").iterator():
        if file.sha256 in seen:
            continue
        seen.add(file.sha256)
        try:
            read(file)
        except (FileRefused, VaultError) as error:
            yield f"Berkas {file.name} (nomor {file.pk}): {error}"


def _against_the_journal() -> Iterator[str]:
    """Two statements, streamed: a row that names other bytes than were received, or is gone."""
    kept = StoredFile.objects.order_by("pk").values_list("pk", "sha256", "name")
    rows = {str(pk): (sha256, name) for pk, sha256, name in kept.iterator(chunk_size=5000)}
    stored = Event.objects.filter(action="files.stored").order_by("seq")
    for pk, told in stored.values_list("subject_id", "summary").iterator(chunk_size=5000):
        sha256, name = rows.pop(pk, ("", told.get("name", "")))
        if not sha256:
            yield f"Berkas {name} (nomor {pk}) tercatat dalam jurnal tetapi tidak ada lagi."
        elif (sha256, name) != (told.get("sha256"), told.get("name")):
            yield f"Berkas {name} (nomor {pk}) tidak sama dengan yang tercatat dalam jurnal."
    for pk, (_sha256, name) in rows.items():
        yield f"Berkas {name} (nomor {pk}) tidak tercatat dalam jurnal."
