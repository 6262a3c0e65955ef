"""Words in which the rules of the walk are written: right × territory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.site.walk_world import Things

from payung.base.territory.actor import Actor, Right

R = Right
May = Callable[[Actor, Things], bool]
Fill = Callable[[Things], dict[str, Any]]


def anyone(_actor: Actor, _things: Things) -> bool:
    return True


def nobody(_actor: Actor, _things: Things) -> bool:
    return False


def somewhere(right: Right) -> May:
    """The right in any region."""
    return lambda actor, _things: actor.may_somewhere(right)


def village(*rights: Right) -> May:
    """Every one of the rights over the village."""
    return lambda a, t: all(a.may(right, t.place.village) for right in rights)


def regency(*rights: Right) -> May:
    """Every one of the rights over the whole district."""
    return lambda a, t: all(a.may(right, t.place.regency) for right in rights)


def decides(actor: Actor, things: Things) -> bool:
    """Who sees identities in the village and looks after, reviews or verifies its list."""
    code = things.place.village
    return actor.may(R.VIEW_IDENTITY, code) and any(
        actor.may(right, code) for right in (R.IMPORT_RESIDENTS, R.REVIEW, R.VERIFY)
    )


SENDING = (R.RECORD_DEATHS, R.RECORD_ASN, R.RECORD_DECILES, R.RECORD_BPJS)


def sends_lists(actor: Actor, _things: Things) -> bool:
    """Who keeps one of the lists from outside."""
    return any(actor.may_somewhere(right) for right in SENDING)


def sends_lists_of(actor: Actor, things: Things) -> bool:
    """Who keeps one of the lists from outside for this district."""
    return any(actor.may(right, things.place.regency) for right in SENDING)


def budget_reader(actor: Actor, things: Things) -> bool:
    """A village reads the funds of its district, which pay for its people."""
    code = things.place.regency
    return actor.may(R.VIEW_BUDGET, code) or any(
        area.startswith(code) for area in actor.areas(R.VIEW_BUDGET)
    )


def stage_writer(actor: Actor, things: Things) -> bool:
    """Who manages the village's funds, or its Kaur Keuangan; and who sees its budget."""
    code = things.place.village
    return actor.may(R.VIEW_BUDGET, code) and any(
        actor.may(right, code) for right in (R.MANAGE_FUNDS, R.MAKE_PAYMENT)
    )


def starter(actor: Actor, things: Things) -> bool:
    """Who holds the right and asked for the work: the village's own operator."""
    return village(R.IMPORT_RESIDENTS)(actor, things) and actor.name == "Op " + (
        things.place.operator.removeprefix("op_").title()
    )


@dataclass(frozen=True)
class Rule:
    """`get` and `post` say who may; None: the address does not take that kind of request.

    `harmless`: sending it without the right may be answered by a page with a sentence, as long
    as nothing is written. `public`: strangers may too. `odd`: allauth decides; only that it never
    fails and never leaks is checked. `looks`: opening it is itself written into the journal.
    """

    get: May | None = anyone
    post: May | None = None
    fill: Fill = lambda _things: {}
    body: Fill = lambda _things: {}
    query: dict[str, str] = field(default_factory=dict)
    harmless: bool = False
    public: bool = False
    odd: bool = False
    looks: bool = False


def pk(name: str, **more: Any) -> Fill:
    return lambda t: {
        "pk": t.ids[name],
        **{key: (value(t) if callable(value) else value) for key, value in more.items()},
    }


def code_of(level: str, key: str = "code", **more: Any) -> Fill:
    return lambda t: {key: getattr(t.place, level), **more}


REASON = {"reason": "Uji hak"}
WORDS = {"words": "Uji hak"}
PEOPLE, FIGURES, IDENTITY = R.VIEW_PEOPLE, R.VIEW_FIGURES, R.VIEW_IDENTITY
CLAIMS = R.VIEW_CLAIMS
OPEN = Rule(public=True, odd=True, post=anyone)
