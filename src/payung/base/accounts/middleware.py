"""`request.actor`: decided once per request, from the roles in force today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.territory.actor import Actor


class ActorMiddleware:
    """Sets `request.actor`; None for a stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        actor: Actor | None = actor_for(user) if isinstance(user, User) else None
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)
