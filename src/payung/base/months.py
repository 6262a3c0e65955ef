"""A column that holds a month (BLTH) as text YYYY-MM and gives `Month` in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from payung.core.calendar import Month

if TYPE_CHECKING:
    _Text = models.CharField[Any, Any]
else:
    _Text = models.CharField


class MonthField(_Text):
    """Text of seven characters in binary order, so that comparing it compares months."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        kwargs["db_collation"] = "BINARY"
        super().__init__(*args, **kwargs)

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> Month | None:
        return Month.parse(value) if value else None

    def to_python(self, value: Any) -> Any:
        return Month.parse(value) if isinstance(value, str) and value else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
