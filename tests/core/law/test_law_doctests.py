"""The examples in the docstrings of core/law hold."""

import doctest
import importlib
import pkgutil

import pytest

import payung.core.law

MODULES = [
    found.name
    for found in pkgutil.walk_packages(payung.core.law.__path__, "payung.core.law.")
    if ".rules." not in found.name
]


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
