"""The territory in which a person stands, when their grants cover more than one."""

from dataclasses import dataclass

from django.http import HttpRequest

from payung.base.territory.actor import Actor, Grant

SESSION_KEY = "ui.place"


@dataclass(frozen=True)
class Place:
    """A territory and the role held there."""

    code: str
    name: str
    role: str


def _place(grant: Grant) -> Place:
    return Place(grant.area, grant.area_name, str(grant.role_name or grant.role))


def places(request: HttpRequest) -> list[Place]:
    """Every territory that the actor's grants name, each once, in the order of the grants."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return []
    found = [_place(grant) for grant in actor.grants]
    return list({place.code: place for place in reversed(found)}.values())[::-1]


def current(request: HttpRequest, known: list[Place] | None = None) -> Place | None:
    """Where the actor stands: the place last chosen, else the first; `known` are its places."""
    mine = places(request) if known is None else known
    chosen = getattr(request, "session", {}).get(SESSION_KEY)
    return next((place for place in mine if place.code == chosen), mine[0] if mine else None)


def stand(request: HttpRequest, code: str) -> bool:
    """Move to another of one's own territories; False if it is not one's own."""
    if code not in {place.code for place in places(request)}:
        return False
    request.session[SESSION_KEY] = code
    return True
