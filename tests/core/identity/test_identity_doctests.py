"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import payung.core.identity

MODULES = [m.name for m in pkgutil.iter_modules(payung.core.identity.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(f"payung.core.identity.{name}")
    assert doctest.testmod(module).failed == 0
