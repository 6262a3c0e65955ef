"""One column of many rows by their ids: a receipt of a village, a history its members share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection


def set_among(table: str, column: str, value: Any, ids: Iterable[int], *, empty: bool) -> int:
    """Set one column of the rows with these ids; `empty`: only where it holds nothing yet.

    Returns how many rows were set. One statement, its text the same for any number of ids.
    """
    listed, within = list(ids), "= ANY(%s)"
    if not listed:
        return 0
    given: Any = listed
    if connection.vendor != "postgresql":
        within, given = "IN (SELECT value FROM json_each(%s))", json.dumps(listed)
    only = f' AND "{column}" IS NULL' if empty else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = %s WHERE "id" {within}{only}',  # noqa: S608
            [value, given],
        )
        return int(cursor.rowcount)
