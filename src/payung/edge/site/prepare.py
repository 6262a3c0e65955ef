"""Bringing a database up to date: tables, cache table, regions. Safe to run at every start."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from payung.base.territory.actions import load_areas
from payung.base.territory.models import Area
from payung.base.vault.checking import check_keys
from payung.edge.site.fresh import is_empty, make_tables

REGIONS = 91_599


def pending() -> bool:
    """Whether a migration is not yet applied."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare(say: Callable[[str], None] = lambda _message: None) -> None:
    """Apply migrations and load the country's regions where they are missing.

    Raises KeysLost when the data are sealed with other keys than those at hand.
    """
    if pending():
        say("Menyiapkan basis data …")
        if is_empty():
            make_tables()
        call_command("migrate", interactive=False, verbosity=0)
    if "site_cache" not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    if Area.objects.count() < REGIONS:
        say(f"Memuat {REGIONS} kode wilayah …".replace("91599", "91.599"))
        load_areas()
    check_keys()
