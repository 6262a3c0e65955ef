"""What every test may use: Hypothesis profiles, `browser_fixtures`, and `world` with Django."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browser_fixtures"]

# No deadline: a busy machine is no fault of the code. CI repeats the same examples on every run.
settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def heed_ctrl_c() -> None:
    """A run put in the background is born deaf to Ctrl-C, and its children with it: hear again."""
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database, what never asks a database is not run again."""
    lost = [i.nodeid for i in items if i.get_closest_marker("browser") and not in_browser_room(i)]
    if lost:
        raise pytest.UsageError(f"Only tests/browser is run with a browser: {', '.join(lost)}")
    if "DATABASE_URL" not in os.environ:
        return
    again = [item for item in items if asks_a_database(item)]
    if len(again) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if not asks_a_database(item)])
        items[:] = again


def in_browser_room(item: pytest.Item) -> bool:
    return item.path.parent.name == "browser"


def asks_a_database(item: pytest.Item) -> bool:
    """Whether its answer can differ from one database to another."""
    if item.get_closest_marker("once"):
        return False
    named = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(named) or item.get_closest_marker("django_db") is not None


def pytest_configure(config: pytest.Config) -> None:
    """Load the fixtures that need the database, unless core is tested without Django."""
    heed_ctrl_c()
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.world")
        config.pluginmanager.import_plugin("tests.covered")
