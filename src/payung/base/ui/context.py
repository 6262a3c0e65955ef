"""Context processor ``payung.base.ui.context.layout``: what every page's frame needs."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from payung.base.territory.actor import Actor
from payung.base.ui import nav, standing

LONGEST_QUERY = 300
LANGUAGES = (("id", "ID", "Bahasa Indonesia"), ("en", "EN", "English"))


@dataclass
class Layout:
    """Computed when the template asks, so that fragments and files cost nothing."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        """Who is at work, or None before log-in."""
        return getattr(self.request, "actor", None)

    @property
    def name(self) -> str:
        """The name to show in the menu."""
        return self.actor.name if self.actor else ""

    @cached_property
    def nav(self) -> list[nav.Link]:
        """Items that this actor may use; a view may set ``request.nav_key`` to mark one."""
        if self.actor is None:
            return []
        return nav.links(self.request, getattr(self.request, "nav_key", None))

    @cached_property
    def place(self) -> standing.Place | None:
        """The territory in which the actor stands."""
        return standing.current(self.request, self.places)

    @cached_property
    def places(self) -> list[standing.Place]:
        """The territories to choose from."""
        return standing.places(self.request)

    @property
    def search_url(self) -> str | None:
        """Where ``/`` leads."""
        return nav.search_url() if self.actor else None

    @cached_property
    def urls(self) -> dict[str, str | None]:
        """Optional pages of other rooms, None where they are not mounted."""
        names = {
            "stand": "ui:stand",
            "language": "set_language",
            "logout": "account_logout",
            "login": "account_login",
            "password": "account_change_password",
            "mfa": "mfa_index",
            "rules": "settings_room:home",
            "law": "law_room:home",
        }
        return {key: nav.url_or_none(name) for key, name in names.items()}

    @cached_property
    def language(self) -> str:
        """``id`` or ``en``."""
        return "en" if (get_language() or "id").startswith("en") else "id"

    @property
    def languages(self) -> list[tuple[str, str, str, bool]]:
        """Code, short and full name, chosen."""
        return [(*known, known[0] == self.language) for known in LANGUAGES]

    @property
    def refresh(self) -> int:
        """Seconds after which the page reloads itself; only where the reader asked for it."""
        return 5 if self.request.GET.get("segarkan") == "1" else 0

    @property
    def address(self) -> str:
        """The page's own address, for the printed QR: without what was searched (it may be a NIK),
        and without the choices when they are too long for a code."""
        chosen = self.request.GET.copy()
        chosen.pop("q", None)
        query = chosen.urlencode()
        query = query if len(query) <= LONGEST_QUERY else ""
        return self.request.build_absolute_uri(self.request.path + (f"?{query}" if query else ""))

    @property
    def version(self) -> str:
        """The program's version, if the settings name one."""
        return str(getattr(settings, "PAYUNG_VERSION", ""))


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Give templates the variable ``layout``."""
    return {"layout": Layout(request)}
