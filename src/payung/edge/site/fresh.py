"""The tables of an empty database, made as they are today instead of one migration after another.

Migrating an empty database draws the models of every step in between, which takes eight seconds
where the tables themselves take one. What migrations run (guards, counting, a collation) is run
as well, but for what is `elidable`: that moves rows, of which there are none. All are recorded.
`tests/site/test_fresh.py` holds that the result is the same.
"""

from __future__ import annotations

from typing import cast

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


def is_empty() -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def make_tables() -> None:
    """All tables, or none if something fails; call for an empty database only."""
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor(atomic=True) as editor:
        made: set[type[models.Model]] = set()
        for migration, _backwards in steps:
            _take(migration, editor, made)
        left = [model for model in apps.get_models() if _wanted(model) and model not in made]
        if left:
            raise RuntimeError(f"no migration makes {left}")
        executor.recorder.ensure_schema()
        for migration, _backwards in steps:
            executor.recorder.record_applied(migration.app_label, migration.name)


def _take(
    migration: Migration, editor: BaseDatabaseSchemaEditor, made: set[type[models.Model]]
) -> None:
    """The tables that a migration begins, in their present form, and what it runs."""
    for operation in migration.operations:
        if isinstance(operation, RunPython):
            if not operation.elidable:
                operation.code(cast(StateApps, apps), editor)
        elif isinstance(operation, CreateModel):
            model = apps.all_models[migration.app_label].get(operation.name_lower)
            if model is not None and _wanted(model) and model not in made:
                editor.create_model(model)
                made.add(model)


def _wanted(model: type[models.Model]) -> bool:
    return model._meta.managed and not (model._meta.proxy or model._meta.swapped)
