"""Which columns a row gave, in one small number: lists give the same ones row after row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models

#: Columns that a row can give, one bit each from the lowest. Only ever add at the end.
COLUMNS = (
    "name", "sex", "birth_place", "birth_date", "nik", "kk", "mother_name", "address", "hamlet",
    "rt", "rw", "family_relation", "marital_status", "citizenship", "occupation",
    "occupation_text", "phone", "life_status", "village_id",
)  # fmt: skip
_BITS = {name: 1 << place for place, name in enumerate(COLUMNS)}

if TYPE_CHECKING:
    _Json = models.JSONField[Any, Any]
else:
    _Json = models.JSONField


def mask_of(names: Iterable[str]) -> int:
    """The number that stands for some columns. Raises KeyError for one that no row gives."""
    return sum(_BITS[name] for name in names)


@lru_cache(maxsize=500)
def mask_of_filled(filled: Sequence[bool]) -> int:
    """The same, told for each of `COLUMNS` from the first on whether it was given."""
    return sum(1 << place for place, there in enumerate(filled) if there)


class GivenField(_Json):
    """A list of column names in Python, a number in the database; reads the lists of old as well.

    In the database it is a JSON field, so that nothing need be migrated.
    """

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        if not isinstance(found, int):
            return found
        return sorted(name for name, bit in _BITS.items() if found & bit)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, list):
            value = mask_of(value)
        return super().get_db_prep_value(value, connection, prepared)
