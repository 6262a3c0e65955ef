"""Who may do a step: the right over the village, and another hand for the sending."""

from __future__ import annotations

from django.utils.translation import gettext

from payung.base.territory.actor import Actor, NotAllowed
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.states import TRANSITIONS, Step


def check_may(actor: Actor, claim: Claim, step: Step) -> None:
    """Raise NotAllowed, with a sentence, unless the role covers the step here.

    Who vouched for the event does not also send it to BPJS.
    """
    actor.require(TRANSITIONS[step].right, claim.village_id)
    if step is Step.SUBMIT and actor.id in vouchers(claim.event):
        raise NotAllowed(
            gettext(
                "Anda (%(name)s) yang melaporkan atau membenarkan kejadian ini. Mintalah petugas "
                "lain mengirimkannya ke BPJS."
            )
            % {"name": actor.name}
        )


def vouchers(event: Event) -> set[str]:
    """The persons who said that the event is true."""
    return {event.confirmed_by_id} - {""}


def may(actor: Actor, claim: Claim, step: Step) -> bool:
    """The same as a yes or no, for a page."""
    try:
        check_may(actor, claim, step)
    except NotAllowed:
        return False
    return True
