"""Which membership a row of BPJS means: by KPJ, else by NIK, within one region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from payung.base.territory.visibility import within
from payung.base.vault.crypto import blind_index
from payung.programme.membership.models import Membership
from payung.programme.membership.reasons import AMBIGUOUS, NAME, UNKNOWN
from payung.programme.people.matching import names_agree

SEALED = ("person__nik", "person__kk", "person__mother_name", "person__phone")
"""Not needed here: opening them would take most of the time."""


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


@dataclass(frozen=True, slots=True)
class Members:
    """The memberships of one region that rows may mean."""

    by_kpj: dict[str, list[Membership]]
    by_nik: dict[str, list[Membership]]

    def of(self, line: Line) -> list[Membership]:
        """Memberships of the row's person, running ones first; all of them if names agree."""
        found = self.by_kpj.get(kpj_index(line.kpj), []) if line.kpj else []
        if not found and (index := nik_index(line.nik)):
            found = self.by_nik.get(index, [])
        if line.npp and any(m.employer and m.employer.npp == line.npp for m in found):
            found = [m for m in found if m.employer and m.employer.npp == line.npp]
        return found

    def fault(self, line: Line, found: Sequence[Membership]) -> str | None:
        """The reason code why the row cannot be laid to any of `found`, or None."""
        if not found:
            return UNKNOWN
        if len({m.person_id for m in found}) > 1:
            return AMBIGUOUS
        if line.name and not names_agree(line.name, found[0].person.name):
            return NAME
        return None


def members(area: str, lines: Iterable[Line]) -> Members:
    """Every membership in a region that the rows may mean; two statements."""
    listed = list(lines)
    rows = (
        Membership.objects.filter(within("village_id", (area,)))
        .select_related("person", "employer")
        .defer(*SEALED)
    )
    kpjs = {kpj_index(line.kpj) for line in listed if line.kpj}
    niks = {index for line in listed if (index := nik_index(line.nik))}
    return Members(
        _by(rows.filter(kpj_index__in=kpjs), lambda m: m.kpj_index),
        _by(rows.filter(person__nik_index__in=niks), lambda m: m.person.nik_index),
    )


def _by(
    rows: Iterable[Membership], key: Callable[[Membership], str]
) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in sorted(rows, key=lambda m: (m.ended_on is not None, m.pk)):
        found[key(row)].append(row)
    return found
