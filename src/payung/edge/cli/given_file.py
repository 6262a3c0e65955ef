"""The file that a command was given, read whole."""

from __future__ import annotations

from pathlib import Path

from payung.edge.cli.errors import REASONS, CommandError


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises CommandError with the reason in Indonesian and the way out."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror)
        raise CommandError(
            f"Berkas {str(path)!r} tidak dapat dibuka ({reason}). Periksa nama dan letaknya."
        ) from error
