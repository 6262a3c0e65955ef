"""`request.actor`: decided once per request, from the roles in force today."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for, needs_second_factor
from payung.base.accounts.second_factor import has_second_factor
from payung.base.territory.actor import Actor

OPEN_WITHOUT_SECOND_FACTOR = ("/akun/", "/static/", "/bahasa/")


class ActorMiddleware:
    """Sets `request.actor` (None for a stranger) and sends to set-up who must have a second factor.

    In the demo the second factor is not asked for, so that a visitor can look around.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: Actor | None = None
        user = request.user
        if isinstance(user, User):
            actor = actor_for(user)
        request.actor = actor  # type: ignore[attr-defined]
        if actor and isinstance(user, User) and self._must_set_up(request, user, actor):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest, user: User, actor: Actor) -> bool:
        if settings.MFA_NOT_ENFORCED or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR):
            return False
        return needs_second_factor(actor) and not has_second_factor(user)
