"""The demo is an embedded database: its builds are tested on SQLite, where people meet it.

Inside one test's transaction PostgreSQL never learns how large the tables have grown, and a build
takes minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if connection.vendor != "sqlite":
        skip = pytest.mark.skip(reason="the demo is built on SQLite only")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(skip)
