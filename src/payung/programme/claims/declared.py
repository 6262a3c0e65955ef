"""What of this room points at a person: told to `people`, so that a merge leaves nothing behind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.programme.claims.models import Child, Event, Heir
from payung.programme.people import relations

TWO_DEATHS = _(
    "Kedua data memiliki laporan kematian. Nyatakan salah satunya tidak benar, lalu gabungkan."
)
SAME_DAY = _(
    "Kedua data memiliki kejadian yang sama pada hari yang sama. Nyatakan salah satunya tidak "
    "benar, lalu gabungkan."
)


def declare() -> None:
    """Called once at start-up."""
    relations.register(
        Event, "person", _("Kejadian dan klaim"), money=True,
        words={"claim_event_one_death": TWO_DEATHS, "claim_event_once_a_day": SAME_DAY},
    )  # fmt: skip
    relations.register(Heir, "person", _("Ahli waris"), may_stay=True)
    relations.register(Child, "person", _("Anak penerima beasiswa"))
