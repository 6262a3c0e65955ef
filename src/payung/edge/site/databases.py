"""The database from one URL, with the pragmas and options each engine needs and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL: readers never wait for the writer. NORMAL: safe with WAL against a killed process;
# a power cut may lose the last transactions but never corrupts. busy_timeout is Django's
# `timeout`. cache_size: 64 MB, so that a district's indexes stay in memory.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA cache_size=-64000;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
)


def database_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `url`; without one, SQLite in the data directory.

    Raises ValueError for a scheme other than sqlite or postgres(ql).
    """
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        return _sqlite(data_dir / "payung.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(url)
    raise ValueError(
        f"DATABASE_URL: skema {parts.scheme!r} tidak dikenal; pakai postgres atau sqlite"
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # IMMEDIATE: a writer waits at BEGIN, where the timeout works, and never fails half way.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # jit=off: compiling a plan costs more than every page query here takes.
    options = query.pop("options", "-c jit=off -c statement_timeout=60000")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": options, **query},
    }
