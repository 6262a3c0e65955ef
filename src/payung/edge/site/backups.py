"""One file that holds a whole embedded Payung: database, files and, if asked for, keys."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

DATABASE = "payung.sqlite3"
KEYS = ("keys.json", "secret_key")


class BackupRefused(Exception):
    """Not done, with the reason and the way out."""


def backup(data_dir: Path, target: Path, *, with_keys: bool) -> int:
    """Write a consistent copy while the server runs; returns the number of stored files.

    The database is copied by SQLite's own backup, so that a writer in between does no harm.
    Raises BackupRefused when there is nothing to back up or the target exists.
    """
    if not (data_dir / DATABASE).exists():
        raise BackupRefused(f"Tidak ada basis data di {data_dir}; periksa --data-dir.")
    if target.exists():
        raise BackupRefused(f"{target} sudah ada; pilih nama lain.")
    draft = target.with_name(target.name + ".sebagian")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(data_dir / DATABASE, copy)
        files = list(_stored(data_dir))
        with tarfile.open(draft, "w:gz") as archive:
            archive.add(copy, DATABASE)
            for path in files:
                archive.add(path, str(path.relative_to(data_dir)))
            for name in KEYS if with_keys else ():
                archive.add(data_dir / name, name)
    draft.replace(target)
    return len(files)


def restore(archive_path: Path, data_dir: Path) -> bool:
    """Unpack into an empty data directory; returns whether the keys came along."""
    if (data_dir / DATABASE).exists():
        raise BackupRefused(f"{data_dir} sudah berisi basis data; pilih --data-dir yang kosong.")
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive_path) as archive:
            names = archive.getnames()
            if DATABASE not in names:
                raise BackupRefused(f"{archive_path} bukan cadangan Payung.")
            archive.extractall(data_dir, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise BackupRefused(f"{archive_path} tidak dapat dibaca: {error}") from error
    return all(name in names for name in KEYS)


def _copy_database(source: Path, target: Path) -> None:
    reader, writer = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reader.backup(writer)
    finally:
        reader.close()
        writer.close()


def _stored(data_dir: Path) -> Iterator[Path]:
    """Files written whole; a draft of an upload under way has a suffix and is left out."""
    for path in sorted((data_dir / "files").rglob("*")):
        if path.is_file() and not path.suffix:
            yield path
