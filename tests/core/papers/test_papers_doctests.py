from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["wording", "engine", "paging"])
def test_examples_in_the_papers_hold(name):
    result = doctest.testmod(import_module(f"payung.core.papers.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
