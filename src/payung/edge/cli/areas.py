"""The region that a command is about: as given, or the one in which the user acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payung.edge.cli.errors import CommandError

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor, Right
    from payung.base.territory.models import Area


def area_of(actor: Actor, right: Right, code: str | None) -> Area:
    """The region of a code, or the actor's only one for the right. Raises CommandError."""
    from payung.base.territory.models import Area

    seen = Area.objects.visible_to(actor, right)
    if code:
        if found := seen.filter(code=code).select_related("parent__parent").first():
            return found
        raise CommandError("Anda tidak berwenang di wilayah itu, atau kodenya tidak ada.")
    reach = [area for area in actor.areas(right) if area]
    if len(reach) == 1 and (found := seen.filter(code=reach[0]).first()):
        return found
    raise CommandError("Sebutkan wilayahnya: --area KODE.")
