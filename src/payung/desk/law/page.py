"""What every page of this room has: the request's language, the tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.base.policy.law import law_in
from payung.base.territory.actor import Actor, widest
from payung.core.calendar import Lang
from payung.core.law import Law

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


def law_of(actor: Actor) -> Law:
    """The law where the reader works, with what that region decided; one statement.

    Who works in several regions reads the national law: there is no one region to decide.
    """
    areas = widest(grant.area for grant in actor.grants)
    return law_in(areas[0] if len(areas) == 1 else "")
