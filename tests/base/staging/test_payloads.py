"""What a staged row holds comes back as it was put in, however it is written inside the seal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.base.staging.payloads import body, content_indexer, content_of, unpack
from payung.base.vault.crypto import Vault
from payung.base.vault.keys import KeyRing

VAULT = Vault(KeyRing("k1", {"k1": bytes(32)}, bytes(32)))
VALUES = st.dictionaries(
    st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers()),
    max_size=8,
)


@given(values=VALUES)
def test_values_come_back(values: dict[str, Any]) -> None:
    assert unpack(VAULT.seal(body(values)), VAULT) == (values, [])


@pytest.mark.parametrize("awkward", ["a\x1fb", "a\x1eb", "", "{", "\x1e"])
def test_marks_between_values_may_stand_in_a_value(awkward: str) -> None:
    values = {"nama": awkward, "rt": "001"}
    assert unpack(VAULT.seal(body(values)), VAULT) == (values, [])


def test_cells_are_kept_where_something_is_wrong() -> None:
    cells = ["1", 5304.0, "Maria"]
    assert unpack(VAULT.seal(body({"nama": "Maria"}, cells)), VAULT) == ({"nama": "Maria"}, cells)


def test_rows_sealed_by_earlier_versions_open() -> None:
    assert unpack(VAULT.seal(b'{"v":{"nama":"Maria"}}'), VAULT) == ({"nama": "Maria"}, [])


def test_a_fingerprint_tells_contents_and_regions_apart() -> None:
    def here(values: dict[str, Any], village: str = "53.04.01.2001") -> str:
        index = content_indexer("residents", village, VAULT)
        return index(content_of(values, ("nama", "nilai")))

    one = {"nama": "Maria", "nilai": 5, "agama": "-"}
    assert here(one) == here({**one, "agama": "+"}) != here(one, "53.04.01.2002")
    assert here(one) != here({**one, "nilai": 6})
    assert here({"nama": "Maria"}) == here({"nama": "Maria", "nilai": 0})
