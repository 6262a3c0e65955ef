"""Codes compared byte by byte, so that a region is a range on an ordinary index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class CodeField(_Text):
    """Text in binary order on both engines.

    SQLite has the collation BINARY built in; on PostgreSQL the first migration creates one of
    that name from "C", because a language's order would skip the dots of 53.04.01.2001.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("db_collation", "BINARY")
        super().__init__(*args, **kwargs)
