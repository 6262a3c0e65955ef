"""The site's signing key: from the environment, else made once in the data directory."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """Return the key; creates `secret_key` (mode 0600) on the first start."""
    given = os.environ.get("PAYUNG_SECRET_KEY")
    if given:
        return given
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # the first of two starting processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
