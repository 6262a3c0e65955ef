"""What people do with their own log-in, kept in the journal: allauth tells, this room writes."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.journal import actions as journal


def connect() -> None:
    """Listen; called once at start-up."""
    password_changed.connect(_password, dispatch_uid="trace_password")
    authenticator_added.connect(_added, dispatch_uid="trace_factor_added")
    authenticator_removed.connect(_removed, dispatch_uid="trace_factor_removed")
    authenticator_reset.connect(_reset, dispatch_uid="trace_factor_reset")


def _password(user: User, **_told: Any) -> None:
    _note(user, "accounts.password.changed")


def _added(user: User, authenticator: Authenticator, **_told: Any) -> None:
    _note(user, "accounts.second_factor.added", type=authenticator.type)


def _removed(user: User, authenticator: Authenticator, **_told: Any) -> None:
    _note(user, "accounts.second_factor.removed", type=authenticator.type)


def _reset(user: User, authenticator: Authenticator, **_told: Any) -> None:
    _note(user, "accounts.second_factor.reset", type=authenticator.type)


@transaction.atomic
def _note(user: User, action: str, **summary: str) -> None:
    journal.record(by=actor_for(user), action=action, subject=user, summary=summary)
