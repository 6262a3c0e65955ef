from __future__ import annotations

from allauth.mfa.models import Authenticator

from payung.base.accounts.models import User


def has_second_factor(user: User) -> bool:
    """Whether a TOTP app is set up; one statement."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
