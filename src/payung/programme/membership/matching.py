"""Which membership a row of BPJS means: by KPJ, else by NIK, within one region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from payung.base.vault.crypto import blind_index
from payung.base.worded import worded_once
from payung.programme.membership.models import Membership
from payung.programme.membership.reasons import AMBIGUOUS, NAME, UNKNOWN
from payung.programme.people.matching import names_agree


class Line(Protocol):
    """What every row of BPJS carries of a person."""

    @property
    def nik(self) -> str: ...
    @property
    def kpj(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def npp(self) -> str: ...


def nik_index(nik: str) -> str:
    """Blind index of a NIK as the register keeps it; nothing for a temporary one."""
    return blind_index("nik", nik) if nik and not nik.startswith("0") else ""


def kpj_index(kpj: str) -> str:
    """Blind index of a KPJ."""
    return blind_index("kpj", kpj)


class Member(NamedTuple):
    """A membership as far as rows are compared with it: no model for each, nothing unsealed."""

    pk: int
    person_id: int
    village_id: str
    kpj_index: str
    ended_on: date | None
    name: str
    nik_index: str
    npp: str | None


COLUMNS = (
    "pk", "person_id", "village_id", "kpj_index", "ended_on", "person__name",
    "person__nik_index", "employer__npp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Members:
    """The memberships of one region that rows may mean."""

    by_kpj: dict[str, list[Member]]
    by_nik: dict[str, list[Member]]

    def of(self, line: Line) -> list[Member]:
        """Memberships of the row's person, running ones first; all of them if names agree."""
        found = self.by_kpj.get(kpj_index(line.kpj), []) if line.kpj else []
        if not found and (index := nik_index(line.nik)):
            found = self.by_nik.get(index, [])
        if line.npp and any(m.npp == line.npp for m in found):
            found = [m for m in found if m.npp == line.npp]
        return found

    def fault(self, line: Line, found: Sequence[Member]) -> str | None:
        """The reason code why the row cannot be laid to any of `found`, or None."""
        if not found:
            return UNKNOWN
        if len({m.person_id for m in found}) > 1:
            return AMBIGUOUS
        if line.name and not names_agree(line.name, found[0].name):
            return NAME
        return None


def members(area: str, lines: Iterable[Line]) -> Members:
    """Every membership in a region that the rows may mean; two statements."""
    listed = list(lines)
    reach = (area, area + "/" if area else ":")  # what follows the region; ":" follows every digit
    kpjs = {kpj_index(line.kpj) for line in listed if line.kpj}
    niks = {index for line in listed if (index := nik_index(line.nik))}
    return Members(
        _by(_with_kpj(*reach, list(kpjs)) if kpjs else [], lambda m: m.kpj_index),
        _by(_with_nik(*reach, list(niks)) if niks else [], lambda m: m.nik_index),
    )


@worded_once
def _with_kpj(first: str, after: str, kpjs: list[str]) -> QuerySet[Membership, tuple[Any, ...]]:
    rows = Membership.objects.filter(village__gte=first, village__lt=after)
    return rows.filter(kpj_index__among=kpjs).values_list(*COLUMNS)


@worded_once
def _with_nik(first: str, after: str, niks: list[str]) -> QuerySet[Membership, tuple[Any, ...]]:
    rows = Membership.objects.filter(village__gte=first, village__lt=after)
    return rows.filter(person__nik_index__among=niks).values_list(*COLUMNS)


def _by(rows: Iterable[tuple[Any, ...]], key: Callable[[Member], str]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for row in sorted(map(Member._make, rows), key=lambda m: (m.ended_on is not None, m.pk)):
        found[key(row)].append(row)
    return found
