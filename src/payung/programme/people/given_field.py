"""Which columns a row gave, in one small number: lists give the same ones row after row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def masks_of(columns: Sequence[Sequence[Any]]) -> list[int]:
    """The same of many rows, told column by column (of `COLUMNS` from the first on): a value that
    is not None was given."""
    masks = [0] * len(columns[0])
    for place, column in enumerate(columns):
        bit = 1 << place
        if None not in column:
            masks = [mask + bit for mask in masks]
        else:
            masks = [m if v is None else m + bit for m, v in zip(masks, column, strict=True)]
    return masks


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
