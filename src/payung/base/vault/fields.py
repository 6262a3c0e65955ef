"""A text column that is ciphertext in the database and text in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from payung.base.vault.crypto import seal, unseal

if TYPE_CHECKING:
    _Binary = models.BinaryField[Any, Any]
else:
    _Binary = models.BinaryField


class SealedTextField(_Binary):
    """Encrypted text; cannot be searched: put a blind index beside it where one must."""

    def from_db_value(
        self, value: Any, _expression: object, _connection: BaseDatabaseWrapper
    ) -> str | None:
        return None if value is None else unseal(bytes(value)).decode() if value else ""

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or isinstance(value, bytes | memoryview):
            return None if value is None else bytes(value)
        return seal(str(value).encode()) if value else b""

    def to_python(self, value: Any) -> Any:
        return value
