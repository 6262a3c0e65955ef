"""What the rules may know of one candidate; everything else must not decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ActiveBpu = Literal["none", "continues", "elsewhere", "reported"]


@dataclass(frozen=True, slots=True)
class Facts:
    """One candidate on one day. Money in rupiah a month; `None` is "not known", never "no".

    `enrol_on` is the first day on which cover could begin. `active_bpu`: no BPU membership is
    open; one is and this roster continues it; one is open elsewhere; a list of BPJS says so, and
    nobody confirmed it or it names no segment (`active_source`, `active_on`). `other_payers` names
    the payers that already have one of the roster's months.
    """

    enrol_on: date
    segment: Literal["bpu", "pu"]
    life_status: str
    citizenship: int
    village: str
    roster_village: str
    birth_date: date
    occupation: int | None
    nik_state: str
    nik_shared: bool = False
    working_statement: bool = False
    decile: int | None = None
    override_reason: str = ""
    income: int | None = None
    enrolled_before: bool = False
    active_bpu: ActiveBpu = "none"
    active_source: str = ""
    active_on: date | None = None
    other_payers: tuple[str, ...] = ()
    household_asn: bool = False
    household_head: bool = False
