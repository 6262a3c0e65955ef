"""The reference of rights is current, and leaves none out."""

from __future__ import annotations

from pathlib import Path

from payung.base.accounts.rights_page import MEANING, rights_page
from payung.base.accounts.roles import ROLES
from payung.base.territory.actor import Right

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rights.md"


def test_the_reference_is_current() -> None:
    assert PAGE.read_text() == rights_page(), (
        "write it anew: python -c 'from payung.base.accounts.rights_page import rights_page as p; "
        'print(p(), end="")\' > docs/reference/rights.md'
    )


def test_every_right_has_a_meaning_and_a_holder() -> None:
    assert set(MEANING) == set(Right)
    assert set(Right) == {right for role in ROLES.values() for right in role.rights}
