"""How much a file may hold before it is refused. Units are bytes, rows, columns and cells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one upload from taking the machine."""

    file_bytes: int = 256 * 1024**2
    unzipped_bytes: int = 2 * 1024**3
    zip_entries: int = 5_000
    zip_ratio: int = 120
    zip_ratio_from: int = 128 * 1024**2
    columns: int = 1_000
    rows: int = 1_048_576
    area: int = 48_000_000
    sheets: int = 100
    record_lines: int = 40


DEFAULT_LIMITS = Limits()
