"""Payung: social-protection software for Indonesian districts."""
