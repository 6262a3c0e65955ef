"""`payung review`: the camat's look at a proposal, or sending it back with a note."""

from __future__ import annotations

from typing import Any

from payung.edge.cli.examining import Look, declare

LOOK = Look(
    "review", "Telaah usulan satu desa sebagai camat", "review", "reviewed", "return_review"
)


def register(subparsers: Any) -> None:
    declare(LOOK, subparsers)
