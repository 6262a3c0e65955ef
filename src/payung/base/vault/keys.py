"""Keys for the secrets at rest: a file of the data directory, never the database.

Each key has an id that stands in front of every value it closed, so that keys can be changed
while old values stay readable. Losing the file loses the NIKs: back it up apart from the data.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

LOST = (
    "Berkas kunci {path} hilang atau bukan kunci data ini, sehingga NIK dan berkas tersimpan tidak "
    "dapat dibuka. Kembalikan keys.json dari cadangan; jangan membuat kunci baru."
)


class VaultError(Exception):
    """A stored value cannot be opened: wrong key file, or the value was changed."""


class KeysLost(VaultError):
    """The data are sealed with keys that are not here; a sentence with the way out."""

    says_all = True

    def __init__(self) -> None:
        super().__init__(LOST.format(path=place()))


@dataclass(frozen=True, slots=True)
class KeyRing:
    """`current` names the key that closes new values; `index_key` feeds the blind indexes."""

    current: str
    keys: dict[str, bytes]
    index_key: bytes


def load() -> KeyRing:
    """The key ring; made (mode 0600) when there is none yet. Called for every sealed value.

    Raises KeysLost when it is gone while sealed files are there.
    """
    return _load(place())


def place() -> str:
    """Where the key file is, or would be."""
    return os.environ.get("PAYUNG_KEY_FILE") or f"{settings.DATA_DIR}/keys.json"


@lru_cache(maxsize=4)
def _load(name: str) -> KeyRing:
    path = Path(name)
    if not path.exists():
        if any((Path(settings.DATA_DIR) / "files").glob("*/*")):
            raise KeysLost
        _create(path)
    stored = json.loads(path.read_text())
    keys = {k: base64.b64decode(v) for k, v in stored["keys"].items()}
    return KeyRing(stored["current"], keys, base64.b64decode(stored["index_key"]))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    ring = {"current": "k1", "keys": {"k1": _new_key()}, "index_key": _new_key()}
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(ring, out)
    try:
        os.link(draft, path)  # the first of two starting processes wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
