"""The annex of a decree: its lines before they are frozen, and the hash that holds them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from payung.base.journal.models import Event
from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate, Decree, DecreeLine, Roster
from payung.programme.selection.pricing import Priced, price_members

HASHED = (
    "position", "name", "address", "post", "programmes", "base", "month_from", "month_to",
    "amounts", "law_id",
)  # fmt: skip

OF_PERSON = (
    "name", "nik", "occupation", "occupation_text", "address", "hamlet", "rt", "rw",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One member with the price of his months."""

    candidate: Candidate
    address: str
    months: tuple[Month, ...]
    price: Priced


def address_of(person: Person) -> str:
    """The address as people write it: street, hamlet, RT/RW.

    >>> from types import SimpleNamespace as P
    >>> address_of(P(address="Jl. Raya", hamlet="Webora", rt="003", rw="1"))
    'Jl. Raya, Dusun Webora, RT 003/RW 1'
    """
    hamlet = person.hamlet
    if hamlet and not hamlet.lower().startswith("dusun"):
        hamlet = f"Dusun {hamlet}"
    block = "/".join(
        f"{label} {value}" for label, value in (("RT", person.rt), ("RW", person.rw)) if value
    )
    return ", ".join(part for part in (person.address, hamlet, block) if part)


def annex_lines(roster: Roster, months: Sequence[Month]) -> list[AnnexLine]:
    """Members in the order of their names, priced. Three or four statements. Raises NoPrice."""
    members, wanted = _members(roster.pk), tuple(months)
    prices = price_members(roster, members, wanted)
    return [AnnexLine(c, address_of(c.person), wanted, prices[c.pk]) for c in members]


@worded_once
def _members(roster: int) -> QuerySet[Candidate]:
    rows = Candidate.objects.members().filter(roster=roster).select_related("person")
    told = (f"person__{name}" for name in OF_PERSON)
    return rows.only("person", "post", "base", *told).order_by("person__name_key", "person_id")


def frozen(line: AnnexLine, position: int) -> DecreeLine:
    """The line as it will stay; the decree is set by the caller."""
    price = line.price
    return DecreeLine(
        candidate=line.candidate, position=position, name=line.candidate.person.name,
        address=line.address[:300], post=line.candidate.post,
        programmes=",".join(price.programmes), base=price.base, month_from=line.months[0],
        month_to=line.months[-1], amounts=list(price.amounts), monthly=price.amounts[0],
        total=price.total, law_id=price.law_id,
    )  # fmt: skip


def annex_hash(lines: Iterable[DecreeLine]) -> str:
    """SHA-256 over every frozen line in its order; the same lines give the same hash for ever."""
    digest = hashlib.sha256()
    for line in lines:
        values = [getattr(line, name) for name in HASHED]
        digest.update(json.dumps(values, ensure_ascii=False, default=str).encode() + b"\n")
    return digest.hexdigest()


def changed_annexes() -> Iterator[str]:
    """A sentence for each decree whose lines are no longer those that were decreed.

    Three statements; lines are streamed, so memory does not grow with their number.
    """
    lines = DecreeLine.objects.order_by("decree_id", "position").iterator(chunk_size=2000)
    found = {key: annex_hash(rows) for key, rows in groupby(lines, key=lambda row: row.decree_id)}
    made = Event.objects.filter(action="selection.decree.made").order_by("seq")
    told = {pk: summary["annex_hash"] for pk, summary in made.values_list("subject_id", "summary")}
    for pk, number, kept in Decree.objects.values_list("pk", "number", "annex_hash"):
        if found.get(pk) != kept:
            yield f"Lampiran keputusan {number} tidak sama dengan saat ditetapkan."
        if told.pop(str(pk), None) != kept:
            yield f"Keputusan {number} tidak sama dengan yang tercatat dalam jurnal."
    for row in told:
        yield f"Keputusan nomor baris {row} tercatat dalam jurnal tetapi tidak ada lagi."
