"""Moving a claim from one state to the next, with its history."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor
from payung.programme.claims.models import Claim, ClaimStep
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import TRANSITIONS, Step, check_state
from payung.programme.claims.who import check_may


@transaction.atomic
def move(
    *, by: Actor, claim: Claim, step: Step, note: str = "", paper: str = "", source: str = ""
) -> ClaimStep:
    """Take a step with a claim; the row of the claim must be locked by the caller's transaction.

    Raises NotAllowed, WrongState, or ClaimRefused for a missing note.
    """
    check_may(by, claim, step)
    check_state(claim.state, step)
    wanted = TRANSITIONS[step]
    if wanted.needs_note and not note.strip():
        raise ClaimRefused(gettext("Tuliskan alasan atau isinya; keluarga berhak mengetahuinya."))
    before = claim.state
    claim.state = wanted.target
    claim.save(update_fields=["state"])
    taken = ClaimStep.objects.create(
        claim=claim, number=claim.steps.count() + 1, step=step, from_state=before,
        to_state=wanted.target, note=note.strip(), paper=paper.strip()[:200], source=source,
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action=f"claims.{step}", subject=claim, area=claim.village_id, paper=paper.strip(),
        summary={"programme": claim.programme, "event": claim.event_id},
        changes=[
            RowChange(Claim._meta.db_table, str(claim.pk), {"state": [before, wanted.target]})
        ],
    )  # fmt: skip
    return taken
