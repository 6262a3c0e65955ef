"""How private each column is; a test fails for a column without a class."""

from __future__ import annotations

LEVELS = ("public", "internal", "personal", "sealed", "system")


def classify(**levels: str) -> dict[str, str]:
    """Column → class, from one text of column names per class.

    public: anyone; internal: officers; personal: need to know (UU 27/2022); sealed: encrypted or
    keyed at rest; system: no meaning about a person.

    >>> classify(system="id", personal="name birth_date")
    {'id': 'system', 'name': 'personal', 'birth_date': 'personal'}
    """
    return {column: level for level, columns in levels.items() for column in columns.split()}
