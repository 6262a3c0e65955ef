"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import payung.core.sheets

MODULES = [
    m.name for m in pkgutil.walk_packages(payung.core.sheets.__path__, "payung.core.sheets.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
