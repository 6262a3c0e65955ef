"""Whether a step can be taken back: what holds of a claim's history, and what rests on it."""

from __future__ import annotations

from django.utils.translation import gettext

from payung.programme.claims.models import Claim, ClaimStep, SchoolYear
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import GIVEN, TRANSITIONS, Step

UNDO = "undo"


def standing_steps(claim: Claim) -> list[ClaimStep]:
    """The steps that hold, without those that were taken back; one statement."""
    found: list[ClaimStep] = []
    for step in claim.steps.order_by("number"):
        if step.step == UNDO:
            found.pop()
        else:
            found.append(step)
    return found


def check_undo(claim: Claim, source: str) -> ClaimStep:
    """The step of that source, if it is the last one and nothing rests on it.

    Raises ClaimRefused with what rests on it.
    """
    held = standing_steps(claim)
    name = claim.event.person.name
    if not held or held[-1].source != source:
        later = TRANSITIONS[Step(held[-1].step)].label() if held else "–"
        raise ClaimRefused(
            gettext("Klaim %(name)s sudah berjalan lagi sesudah daftar ini: “%(step)s”.")
            % {"name": name, "step": later}
        )
    if held[-1].from_state not in GIVEN and _school_years(claim):
        raise ClaimRefused(
            gettext("Beasiswa atas klaim %(name)s sudah ditagih; tarik dahulu beasiswanya.")
            % {"name": name}
        )
    return held[-1]


def _school_years(claim: Claim) -> bool:
    return SchoolYear.objects.filter(child__claim=claim).exists()
