"""The diagram in the docs is the table's own; each state is reached and left as it says."""

from __future__ import annotations

from pathlib import Path

from payung.programme.claims.diagram import states_page
from payung.programme.claims.models import Claim
from payung.programme.claims.states import OPEN, SENT, TRANSITIONS, Step

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "claim-states.md"


def test_the_page_is_generated() -> None:
    assert PAGE.read_text(encoding="utf-8") == states_page()


def test_every_state_is_reached_and_only_the_ends_are_not_left() -> None:
    S = Claim.State  # noqa: N806
    reached = {t.target for t in TRANSITIONS.values()} | {S.PREPARED, S.GATHERING}
    assert reached == set(S)
    left = {source for t in TRANSITIONS.values() for source in t.sources}
    assert set(S) - left == {S.HANDED_OVER, S.WITHDRAWN}
    assert {S.REFUSED} == set(S) - set(OPEN) - {S.PAID, S.HANDED_OVER, S.WITHDRAWN}
    assert S.GATHERING not in SENT
    assert set(TRANSITIONS) == set(Step)
