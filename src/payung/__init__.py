"""Payung: social-protection software for Indonesian districts."""

__version__ = "0.1.0"
