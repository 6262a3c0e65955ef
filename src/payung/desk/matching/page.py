"""What the pages of this room share: the tabs and the trail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest
from payung.base.territory.actor import Right
from payung.desk.matching.queries import acts_somewhere, kinds_of

Tab = tuple[str, str, bool, None]


def tabs(request: ActorRequest, current: str) -> list[Tab]:
    """The sections of this room that the actor may open."""
    actor = request.actor
    request.nav_key = "pendataan"  # type: ignore[attr-defined]
    sees = actor.may_somewhere(Right.VIEW_IDENTITY)
    shown = [
        ("pairs", _("Data ganda"), acts_somewhere(actor)),
        ("findings", _("Temuan"), sees),
        ("visits", _("Kunjungan keluarga"), sees),
        ("lists", _("Daftar dari luar"), bool(kinds_of(actor))),
        ("merges", _("Penggabungan"), acts_somewhere(actor)),
        ("check", _("Periksa orang"), sees),
        ("quality", _("Mutu"), sees),
    ]
    return [
        (word, reverse(f"matching:{name}"), name == current, None)
        for name, word, may in shown
        if may
    ]


def trail(label: str, home: str = "pairs", word: str = "") -> list[tuple[str, str]]:
    """Breadcrumbs: the room's section, then the page."""
    return [(word or _("Data ganda"), reverse(f"matching:{home}")), (label, "")]
