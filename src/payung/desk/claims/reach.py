"""What every view of this room begins with: tabs, the region, an event or claim in reach."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest
from payung.base.territory.actor import Actor, Right
from payung.base.ui import standing
from payung.programme.claims.models import Claim, Event

Trail = list[tuple[str, str]]


def tabs(actor: Actor, current: str) -> list[tuple[str, str, bool, None]]:
    """Tabs that the actor may open; `current` names the one shown."""
    listed = [
        ("home", _("Klaim"), Right.VIEW_CLAIMS),
        ("unclaimed", _("Belum diklaim"), Right.VIEW_CLAIMS),
        ("school", _("Beasiswa"), Right.VIEW_CLAIMS),
        ("send", _("Kirim ke BPJS"), Right.SUBMIT_CLAIM),
        ("status", _("Jawaban BPJS"), Right.RECORD_BPJS),
        ("figures", _("Angka"), Right.VIEW_FIGURES),
    ]
    return [
        (label, reverse(f"claims:{name}"), name == current, None)
        for name, label, right in listed
        if actor.may_somewhere(right)
    ]


def area_of(request: ActorRequest, right: Right) -> str:
    """The region in which the person stands, if the right is held there; else the widest one."""
    place = standing.current(request)
    if place is not None and request.actor.may(right, place.code):
        return place.code
    reach = request.actor.areas(right)
    return reach[0] if reach else ""


def event_or_404(request: ActorRequest, pk: int, right: Right | None = None) -> Event:
    """The event within the actor's reach; with a right, it must be held there."""
    rows = Event.objects.visible_to(request.actor).select_related(
        "person__death", "village__parent"
    )
    found = get_object_or_404(rows, pk=pk)
    if right is not None:
        request.actor.require(right, found.village_id)
    return found


def claim_or_404(request: ActorRequest, pk: int) -> Claim:
    """The claim within the actor's reach."""
    rows = Claim.objects.visible_to(request.actor).select_related(
        "event__person", "event__village", "membership", "submission"
    )
    return get_object_or_404(rows, pk=pk)


def trail(event: Event | None = None, *more: str) -> Trail:
    """Where one is: claims, the event, what is done with it."""
    found: Trail = [(_("Klaim"), reverse("claims:home"))]
    if event is not None:
        found.append((event.person.name, reverse("claims:event", args=[event.pk])))
    return [*found, *((word, "") for word in more)] if more else [*found[:-1], (found[-1][0], "")]
