"""Why a file is not taken."""

from __future__ import annotations


class FileRefused(Exception):
    """The file cannot be taken; the message says why and what to do."""
