"""What a view starts with: an actor, and the right it needs somewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from payung.base.territory.actor import Actor, NotAllowed, Right

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request whose actor is known (after `acting`)."""

    actor: Actor


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def acting(
    right: Right | None = None,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """A view for people with a log-in (stranger → log-in page) and, if given, the right anywhere.

    A NotAllowed raised inside becomes 403 with its sentence.
    """

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if right is not None and not actor.may_somewhere(right):
                raise PermissionDenied(
                    gettext("Halaman ini untuk petugas lain; peran Anda tidak membukanya.")
                )
            try:
                return view(cast(ActorRequest, request), *args, **kwargs)
            except NotAllowed as error:
                raise PermissionDenied(str(error)) from error

        return inner

    return wrap
