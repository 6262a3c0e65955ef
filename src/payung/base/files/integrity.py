"""Are all stored files there, and still the same?"""

from __future__ import annotations

from collections.abc import Iterator

from payung.base.files.actions import FileRefused, read
from payung.base.files.models import StoredFile
from payung.base.vault.crypto import VaultError


def check_files() -> Iterator[str]:
    """Opens and hashes every distinct stored file: reads the whole store once."""
    seen: set[str] = set()
    for file in StoredFile.objects.order_by("sha256", "id").iterator():
        if file.sha256 in seen:
            continue
        seen.add(file.sha256)
        try:
            read(file)
        except (FileRefused, VaultError) as error:
            yield f"Berkas {file.name} (nomor {file.pk}): {error}"
