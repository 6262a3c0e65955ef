from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["boundaries", "svg"])
def test_examples_in_the_drawings_hold(name):
    result = doctest.testmod(import_module(f"payung.core.drawing.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
