"""Problems found in a table: where, how grave, why, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from payung.core.identity import mask, mask_within
from payung.core.sheets.catalogue import CODES, Lang, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``value`` is the cell as written; sentences never hold it.

    ``row`` counts from 1 as the spreadsheet does; ``row``, ``column`` and ``cell`` are None where
    there is none (a CSV has no cell addresses, a file's problem no row). ``identity`` marks a value
    that is masked as a whole, however damaged.
    """

    code: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    identity: bool = False

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it keeps the row out."""
        return CODES[self.code].severity is Severity.ERROR

    def message(self, lang: Lang = "id") -> str:
        """What is the matter, in a sentence."""
        return CODES[self.code].message[lang].format_map(self.facts)

    def way_out(self, lang: Lang = "id") -> str:
        """What the sender can do, in a sentence."""
        return CODES[self.code].way_out[lang].format_map(self.facts)

    def shown_value(self, *, show_identity: bool = False) -> str | None:
        """The value for people: long numbers masked unless asked otherwise."""
        if self.value is None or show_identity:
            return self.value
        return mask(self.value) if self.identity else mask_within(self.value)

    def as_dict(self, *, show_identity: bool = False, lang: Lang = "id") -> dict[str, Any]:
        """The problem as the command ``check`` prints it."""
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "severity": self.severity.value,
            "code": self.code,
            "message": self.message(lang),
            "value": self.shown_value(show_identity=show_identity),
        }
