"""One worker as BPJS's forms ask for him or her."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.core.calendar import Month


@dataclass(frozen=True, slots=True)
class Worker:
    """Everything that a layout may ask for; empty where unknown.

    ``ref`` is the caller's own key, handed back with what is held back. ``wage`` and ``income`` in
    rupiah a month. ``married`` is Y or T, ``contract`` PKWT or PKWTT, ``sex`` L or P.
    """

    ref: str
    nik: str = ""
    name: str = ""
    sex: str = ""
    birth_place: str = ""
    birth_date: dt.date | None = None
    mother_name: str = ""
    no_kk: str = ""
    phone: str = ""
    email: str = ""
    married: str = ""
    blood: str = ""
    npwp: str = ""
    wage: int | None = None
    income: int | None = None
    address: str = ""
    village: str = ""
    village_code: str = ""
    postcode: str = ""
    occupation: str = ""
    employee_no: str = ""
    kpj: str = ""
    npp: str = ""
    contract: str = ""
    work_from: dt.date | None = None
    work_until: dt.date | None = None
    programmes: str = ""
    month_from: Month | None = None
    months: int | None = None
    end_reason: str = ""
    ended_on: dt.date | None = None
    note: str = ""


FIELDS: frozenset[str] = frozenset(Worker.__dataclass_fields__) - {"ref"}
