"""Clean rows lie in packs: what the sender sees and what goes in is the same as row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing import accepted, imported, received, register, undone
from tests.resident_files import nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.staging import packs
from payung.base.staging.fixing import fix_row
from payung.base.staging.models import Batch, Pack
from payung.base.staging.registry import Incoming
from payung.base.vault.crypto import Vault
from payung.base.vault.keys import KeyRing
from payung.programme.people.models import Person

VAULT = Vault(KeyRing("k1", {"k1": bytes(32)}, bytes(32)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)
VALUES = st.dictionaries(
    st.from_regex(r"[a-z_]{1,9}", fullmatch=True), TEXTS, min_size=1, max_size=5
)


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_rows_come_back(values: list[dict[str, str]]) -> None:
    rows = [Incoming(n * 3, v, f"{n:032x}", f"{n + 9:032x}") for n, v in enumerate(values, 1)]
    made = packs.packed("new", rows, VAULT)
    marked = any(mark in text for v in values for text in v.values() for mark in "\x1e\x1f")
    assert (made is None) == marked
    if made:
        pack = Pack(**dict(zip(packs.COLUMNS, made, strict=True)))
        assert packs.opened(pack, VAULT) == rows


def numbers(batch: Batch) -> dict[str, list[int]]:
    found = {p.verdict: [r.number for r in packs.opened(p)] for p in batch.packs.all()}
    return found | {"single": list(batch.rows.values_list("number", flat=True))}


def test_from_preview_to_undo(world: World) -> None:
    """Ninety clean rows, one bad; the register moves on before they are accepted."""
    operator = world.actor("op_kewar")
    before = register()
    rows = [*people(90), person(91, nik_text="1")]
    batch = received(operator, xlsx(rows), KEWAR)
    assert numbers(batch) == {"new": list(range(4, 94)), "single": [94]}
    assert batch.counts == {"new": 90, "rejected": 1}
    for texts, code in (({"nik": nik(5)}, ["nik_duplicate"]), ({"nik": nik(91)}, [])):
        assert fix_row(by=operator, batch=batch, number=94, texts=texts).codes.split()[-1:] == code
    imported(operator, xlsx([person(2), person(3, name="Agustina Mali")]), KEWAR, "lain.xlsx")
    batch.refresh_from_db()
    batch = accepted(operator, batch)
    assert batch.counts == {"new": 89, "parked": 1, "unchanged": 1}
    assert numbers(batch)["new"] == [4, *range(7, 94)]
    single = dict(batch.rows.values_list("number", "verdict"))
    assert single == {5: "unchanged", 6: "parked", 94: "new"}
    assert batch.rows.get(number=6).codes == " person_conflict "
    assert Person.objects.filter(origin=batch).count() == 89
    again = imported(operator, xlsx(rows[:90]), KEWAR, "lagi.xlsx")
    assert again.counts == {"parked": 1, "unchanged": 89}
    assert not again.packs.filter(applied=True).exists()
    undone(operator, batch)
    assert not batch.packs.filter(applied=True).exists()
    assert len(register()) == len(before) + 2


@pytest.mark.parametrize("view", ["siap", "semua"])
def test_pages_of_packed_and_single_rows(world: World, view: str) -> None:
    """Forward to the end and back again: every row once, in the order of the sheet."""
    rows = [person(n, nik_text="1" if n % 30 == 0 else None) for n in range(1, 131)]
    batch = received(world.actor("op_kewar"), xlsx(rows), KEWAR)
    client = world.client("op_kewar")
    address = f"/pendataan/impor/{batch.pk}/?lihat={view}"
    there: list[int] = []
    back: list[int] = []
    page = client.get(address).context["page"]
    while True:
        there += [row.number for row in page]
        if not page.next:
            break
        page = client.get(f"/pendataan/impor/{batch.pk}/{page.next}").context["page"]
    while True:
        back = [row.number for row in page] + back
        if not page.previous:
            break
        page = client.get(f"/pendataan/impor/{batch.pk}/{page.previous}").context["page"]
    bad = set(range(33, 134, 30)) if view == "siap" else set()
    assert there == back == [n for n in range(4, 134) if n not in bad]
    assert page.count == len(there)
