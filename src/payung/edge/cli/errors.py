"""What a command says when it does not do what was asked."""

from __future__ import annotations

import errno

REASONS = {
    errno.EACCES: "tidak ada hak akses",
    errno.EPERM: "tidak ada hak akses",
    errno.EROFS: "hanya dapat dibaca",
    errno.ENOENT: "tidak ditemukan",
    errno.EISDIR: "adalah folder, bukan berkas",
    errno.ENOTDIR: "bukan folder",
    errno.EEXIST: "sudah ada",
    errno.ENOSPC: "ruang disk habis",
    errno.EDQUOT: "jatah ruang disk habis",
}


class CommandError(Exception):
    """Not done, with a sentence for the person: usage, unreadable, not allowed (exit 2)."""

    def __init__(self, sentence: str, exit_code: int = 2) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def explained(error: Exception) -> str:
    """A sentence for an error that no command foresaw, with the way out where there is one.

    >>> explained(PermissionError(errno.EACCES, "Permission denied", "data"))
    'data: tidak ada hak akses. Periksa nama, hak akses dan ruang disk.'
    """
    if getattr(error, "says_all", False):
        return str(error)
    if isinstance(error, OSError) and error.errno:
        place = f"{error.filename}: " if error.filename else ""
        reason = REASONS.get(error.errno, error.strerror)
        return f"{place}{reason}. Periksa nama, hak akses dan ruang disk."
    if type(error).__module__.startswith("django.db"):
        return (
            f"Basis data tidak dapat dipakai ({error}). Periksa folder data (--data-dir) dan ruang "
            "disk; basis data yang belum ada disiapkan dengan ./payung migrate."
        )
    return (
        f"Terjadi kesalahan yang tidak terduga: {type(error).__name__}: {error}\n"
        "Ulangi dengan --debug untuk jejak lengkap, lalu laporkan kepada pengelola."
    )
