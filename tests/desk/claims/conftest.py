"""Members whose cover is known."""

from tests.covered import covered, today

__all__ = ["covered", "today"]
