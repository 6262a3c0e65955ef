"""The address of a list, for papers made outside a request."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from payung.programme.selection.models import Roster


def roster_url(roster: Roster) -> str:
    """Where the list can be looked up, on the site's first host; printed as the QR of a decree."""
    host = next((h for h in settings.ALLOWED_HOSTS if h and h != "*"), "localhost")
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{host.lstrip('.')}{reverse('roster:one', args=[roster.pk])}"
