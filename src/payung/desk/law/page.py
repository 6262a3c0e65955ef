"""What every page of this room has: the request's language, the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.core.calendar import Lang

Tab = tuple[str, str, bool, None]


def language() -> Lang:
    """The language of the request, as `core/law` names it."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def tabs(here: str) -> list[Tab]:
    """The pages of the room, the present one marked."""
    pages = {"home": _("Ketentuan"), "contribution": _("Coba iuran"), "benefit": _("Coba manfaat")}
    return [
        (label, reverse(f"law_room:{name}"), name == here, None) for name, label in pages.items()
    ]
