"""Taking back what BPJS's list had said of a claim, where the list was wrong."""

from __future__ import annotations

from django.db import transaction

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.programme.claims.models import Claim, ClaimStep, Payment
from payung.programme.claims.states import Step
from payung.programme.claims.undoing import UNDO, check_undo, standing_steps


@transaction.atomic
def take_back(*, by: Actor, claim: Claim, source: str, reason: str) -> list[RowChange]:
    """Take back the last step of a claim that came from `source`; the history keeps both.

    A payment that the step told goes, and stays in the journal. Raises NotAllowed, ClaimRefused.
    """
    by.require(Right.RECORD_BPJS, claim.village_id)
    row = Claim.objects.select_for_update(of=("self",)).select_related("event__person")
    found = row.get(pk=claim.pk)
    step = check_undo(found, source)
    changes = [*_unpay(found, step), journal.changed(found, **_before(found, step))]
    found.save(update_fields=["state", "reference"])
    ClaimStep.objects.create(
        claim=found, number=found.steps.count() + 1, step=UNDO, from_state=step.to_state,
        to_state=step.from_state, note=reason.strip(), source=source, by_id=by.id, by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action="claims.undo", subject=found, area=found.village_id, reason=reason.strip(),
        summary={"event": found.event_id, "step": step.step, "source": source}, changes=changes,
    )  # fmt: skip
    return changes


def _before(claim: Claim, step: ClaimStep) -> dict[str, str]:
    """State and number of BPJS as they were before the step."""
    papers = [
        s.paper
        for s in standing_steps(claim)[:-1]
        if s.step in (Step.APPROVE, Step.PAY) and s.paper
    ]
    return {"state": step.from_state, "reference": papers[-1][:80] if papers else ""}


def _unpay(claim: Claim, step: ClaimStep) -> list[RowChange]:
    """Remove the payment that the step told; its sum and day stay in the journal."""
    if step.step != Step.PAY:
        return []
    paid = Payment.objects.get(claim=claim)
    gone = {"amount": [paid.amount, None], "paid_on": [paid.paid_on.isoformat(), None]}
    change = RowChange(Payment._meta.db_table, str(paid.pk), gone)
    paid.delete()
    return [change]
