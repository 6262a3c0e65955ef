"""Which worker takes which tests: a file's stay together, for they share what is dear to make."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

#: Files of long tests, which two workers share; each makes the fixtures for itself.
SPREAD = ("tests/site/test_walk.py", "tests/door/test_launcher.py", "tests/browser/")


class ByFile(LoadFileScheduling):
    """By file, but for the spread ones."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(SPREAD) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)
