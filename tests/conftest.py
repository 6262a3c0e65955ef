"""What every test may use: Hypothesis profiles here, the browser in `browser_fixtures`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browser_fixtures", "tests.world"]

# No deadline: a busy machine is no fault of the code. CI repeats the same examples on every run.
settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")
