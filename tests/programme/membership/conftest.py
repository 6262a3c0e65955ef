"""Decreed lists to enrol."""

from tests.members import lists, statements

__all__ = ["lists", "statements"]
