"""`payung verify-list`: DPMD's verification of a reviewed list, or sending it back with a note."""

from __future__ import annotations

from typing import Any

from payung.edge.cli.examining import Look, declare

LOOK = Look(
    "verify-list", "Verifikasi usulan satu desa sebagai DPMD", "verify", "verified", "return_verify"
)


def register(subparsers: Any) -> None:
    declare(LOOK, subparsers)
