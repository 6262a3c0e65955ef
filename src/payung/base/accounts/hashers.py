"""One password for everybody, printed at start: the demo need not hash it a million times."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds; only for the demo's synthetic log-ins."""

    algorithm = "pbkdf2_demo"
    iterations = 1000
