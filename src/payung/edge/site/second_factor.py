"""Who must have a second factor: by role, unless the district decided otherwise on a paper."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payung.base.accounts.models import User
from payung.base.accounts.roles import ROLES
from payung.base.accounts.second_factor import has_second_factor
from payung.base.policy.queries import timeline
from payung.base.territory.actor import Actor, Grant

WHY = gettext_noop(
    "Peran Anda wajib masuk dengan dua langkah, karena membuka data pribadi banyak orang. "
    "Pasang dahulu aplikasi autentikator di ponsel Anda; sesudah itu semua halaman terbuka."
)
OPEN_WITHOUT = ("/akun/", "/static/", "/bahasa/")


def needs_second_factor(actor: Actor) -> bool:
    """Whether any grant asks for one; a statement per territory held."""
    return any(_asked_of(grant) for grant in actor.grants)


def _asked_of(grant: Grant) -> bool:
    """The setting for this role decides, then one for all roles, then the role itself."""
    found = timeline("mfa_required", area=grant.area).at(timezone.localdate(), grant.role)
    return found.value == "yes" if found.decided else ROLES[grant.role].mfa


class SecondFactor:
    """Sends to set-up who must have a second factor and has none; nothing else opens before.

    In the demo it is not asked for, so that a visitor can look around.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, user = getattr(request, "actor", None), request.user
        if actor is not None and isinstance(user, User) and self._must_set_up(request, user, actor):
            messages.info(request, _(WHY))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest, user: User, actor: Actor) -> bool:
        if settings.MFA_NOT_ENFORCED or request.path.startswith(OPEN_WITHOUT):
            return False
        return not has_second_factor(user) and needs_second_factor(actor)
