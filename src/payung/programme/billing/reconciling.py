"""A month compared: decree, membership, code, debit, Siskeudes, and what BPJS lists; no writing.

`compare_month` reads everything of a region once and judges each line of BPJS's file in memory.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from payung.core.calendar import Month
from payung.core.sheets import CheckedRow, Unreadable, check_rows, open_table
from payung.core.sipp import (
    ANSWER,
    EMPLOYER_POSTING,
    POSTING,
    EmployerLine,
    PostingLine,
    read_employer_line,
    read_posting,
    recognise,
)
from payung.programme.billing.models import Difference
from payung.programme.billing.sources import Cell, Member, Sources
from payung.programme.membership.matching import kpj_index, nik_index
from payung.programme.people.matching import names_agree

Kind = Difference.Class
GONE = {"dead", "moved", "missing", "away", "invalid"}


class FileUnreadable(Exception):
    """The file holds no table that can be compared; a sentence with the way out."""


@dataclass(frozen=True, slots=True)
class Said:
    """One row of BPJS's file: of a person, of an employer, or unreadable (`faults`)."""

    number: int
    person: PostingLine | None = None
    employer: EmployerLine | None = None
    faults: tuple[str, ...] = ()
    text: str = ""


class Gap(NamedTuple):
    """A difference; `key` stays the same from comparison to comparison."""

    key: str
    area: str
    fund: int | None
    kind: str
    membership: int | None
    row: int | None
    effect: int
    detail: dict[str, Any]
    said: dict[str, str]


class Receipt(NamedTuple):
    """A planned month that the file says was received, ready for membership's action."""

    membership: int
    village: str
    paid_on: dt.date
    reference: str
    amount: int | None


@dataclass(slots=True)
class Outcome:
    """What a comparison found."""

    lines: int = 0
    matched: int = 0
    gaps: dict[str, Gap] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    cells: dict[tuple[str, int], Cell] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    """Codes, and keys of KPJ and NIK, that are known by now."""

    def mends(self, kind: str, membership: int | None, row: int | None, detail: Any) -> bool:
        """Whether an open difference that was not found now is gone, and not merely unsaid.

        One list is not all lists: what a line said of a member is mended by a good line of the
        same member, a stranger by becoming a member, an unknown code by being attached. What was
        paid for somebody gone stays until a person explains it.
        """
        if membership is not None and kind != Kind.NOT_IN_BPJS:
            return membership in self.listed
        if row is None and detail.get("what") != "unknown_code":
            return True
        return (detail.get("code") if row is None else detail.get("id")) in self.known

    def add(self, gap: Gap) -> None:
        """Keep a difference; the first of equal ones stands."""
        self.gaps.setdefault(gap.key, gap)

    @property
    def counts(self) -> dict[str, int]:
        """Lines that agree, and differences by class."""
        found = Counter(gap.kind for gap in self.gaps.values())
        return {"match": self.matched, **{str(k): found[k] for k in Kind.values}}


def read_lines(content: bytes, name: str) -> Iterator[Said]:
    """Every row of a list of BPJS in whatever layout. Raises FileUnreadable."""
    schema = recognise(content, name)
    schema = POSTING if schema is ANSWER else schema
    try:
        with open_table(content, schema=schema, file_name=name) as table:
            for row in check_rows(table):
                yield _said(row, summary=schema is EMPLOYER_POSTING)
    except Unreadable as reason:
        raise FileUnreadable(f"{reason.message()} {reason.way_out()}") from reason


def _said(row: CheckedRow, *, summary: bool) -> Said:
    faults = tuple(p.code for p in row.problems if p.is_error)
    text = " ".join(part for part in row.texts() if part)[:300]
    if faults:
        return Said(row.number, faults=faults, text=text)
    if summary:
        return Said(row.number, employer=read_employer_line(row.values), text=text)
    return Said(row.number, person=read_posting(row.values), text=text)


@dataclass(slots=True)
class _Run:
    """One comparison under way."""

    month: Month
    known: Sources
    paid_on: dt.date | None
    out: Outcome = field(default_factory=Outcome)
    met: dict[int, int] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)
    unknown_codes: Counter[str] = field(default_factory=Counter)


def compare_month(
    month: Month, known: Sources, lines: Iterable[Said], paid_on: dt.date | None = None
) -> Outcome:
    """Judge every line, then what no line speaks of, then the sums of each cell."""
    run = _Run(month, known, paid_on)
    for line in lines:
        run.out.lines += 1
        _judge(run, line)
    for code, amount in run.unknown_codes.items():
        run.out.add(_gap("", None, Kind.PAID_NOT_BILLED, None, None, amount,
                         {"what": "unknown_code", "code": code}))  # fmt: skip
    _silent(run)
    for cell in known.cells.values():
        _sums(run, cell)
    run.out.cells, run.out.listed = known.cells, run.listed
    run.out.known = known.codes | known.by_kpj.keys() | known.by_nik.keys()
    return run.out


def _judge(run: _Run, line: Said) -> None:
    if line.faults:
        key = hashlib.sha256(line.text.encode()).hexdigest()[:24]
        run.out.add(_gap("", None, Kind.UNREADABLE, None, line.number, 0,
                         {"faults": list(line.faults), "id": key}, {"row": line.text}))  # fmt: skip
    elif line.employer is not None:
        _judge_employer(run, line, line.employer)
    elif line.person is not None:
        _judge_person(run, line, line.person)


def _judge_person(run: _Run, line: Said, said: PostingLine) -> None:
    if said.month is not None and said.month != run.month:
        return
    member = _member(run.known, said)
    if member is None:
        index = kpj_index(said.kpj) if said.kpj else nik_index(said.nik) or said.name
        told = {"name": said.name, "nik": said.nik, "kpj": said.kpj}
        detail = {"what": "unknown_person", "id": index, "code": said.reference}
        paid = said.amount or 0
        run.out.add(_gap("", None, Kind.NOT_IN_DECREE, None, line.number, paid, detail, told))
        _code(run, said)
        return
    run.listed.add(member.pk)
    if fault := _fault(run, member, said):
        kind, effect, detail = fault
        told = {"name": said.name, "nik": said.nik, "kpj": said.kpj}
        where = (member.village, member.fund)
        run.out.add(_gap(*where, kind, member.pk, line.number, effect, detail, told))
        return
    _code(run, said)
    _agreed(run, member, said)


def _member(known: Sources, said: PostingLine) -> Member | None:
    found = known.by_kpj.get(kpj_index(said.kpj), ()) if said.kpj else ()
    if not found and said.nik:
        found = known.by_nik.get(nik_index(said.nik), ())
    if len(found) > 1:
        same = [m for m in found if said.npp and m.npp == said.npp]
        planned = [m for m in found if m.fund is not None]
        exact = [m for m in planned if m.asked == said.amount]
        found = same or exact or planned or found
    return found[0] if found else None


def _fault(run: _Run, member: Member, said: PostingLine) -> tuple[str, int, dict[str, Any]] | None:
    """Class, rupiah and detail of what is wrong with a member's line, the gravest first."""
    paid = said.amount if said.amount is not None else member.asked
    run.met[member.pk] = nth = run.met.get(member.pk, 0) + 1
    if nth > 1:
        return Kind.TWICE, paid, {"what": "repeated", "id": nth}
    if said.name and member.name != said.name and not names_agree(said.name, member.name):
        return Kind.IDENTITY, 0, {"amount": paid}
    if member.life in GONE or member.ended_before(run.month):
        return Kind.GONE, paid, {"why": member.life if member.life in GONE else member.end_reason}
    if not said.active:
        return Kind.INACTIVE, -member.asked, {}
    if member.fund is None:
        return Kind.NOT_IN_DECREE, paid, {"what": "not_planned"}
    if said.amount is not None and said.amount != member.asked:
        return Kind.PAID_NOT_BILLED, said.amount - member.asked, {
            "what": "member", "paid": said.amount, "asked": member.asked,
        }  # fmt: skip
    if member.reference and said.reference and member.reference != said.reference:
        return Kind.TWICE, paid, {"what": "other_proof", "before": member.reference}
    return None


def _agreed(run: _Run, member: Member, said: PostingLine) -> None:
    run.out.matched += 1
    cell = run.known.cells[member.village, member.fund or 0]
    cell.posted_heads += 1
    cell.posted += said.amount if said.amount is not None else member.asked
    on = said.paid_on or run.paid_on
    if member.reference is None and on is not None and said.amount is not None:
        reference = said.reference or f"tanpa nomor {on.isoformat()}"
        run.out.receipts.append(Receipt(member.pk, member.village, on, reference, said.amount))


def _code(run: _Run, said: PostingLine) -> None:
    """A contribution code that nobody attached to a bill; once per code."""
    if run.known.codes and said.reference and said.reference.upper() not in run.known.codes:
        run.unknown_codes[said.reference] += said.amount or 0


def _judge_employer(run: _Run, line: Said, said: EmployerLine) -> None:
    if said.month is not None and said.month != run.month:
        return
    members = run.known.by_npp.get(said.npp)
    if not members:
        run.out.add(_gap("", None, Kind.NOT_IN_DECREE, None, line.number, said.received or 0,
                         {"what": "unknown_employer", "npp": said.npp}))  # fmt: skip
        return
    village, fund = members[0].village, members[0].fund
    asked = sum(m.asked for m in members)
    run.listed |= {m.pk for m in members}
    if said.heads is not None and said.heads != len(members):
        run.out.add(_gap(village, fund, Kind.HEADS, None, line.number, 0,
                         {"what": "employer", "npp": said.npp, "bpjs": said.heads,
                          "list": len(members)}))  # fmt: skip
    elif said.received is not None and said.received != asked:
        run.out.add(_gap(village, fund, Kind.PAID_NOT_BILLED, None, line.number,
                         said.received - asked, {
                             "what": "employer", "npp": said.npp, "paid": said.received,
                             "asked": asked}))  # fmt: skip
    else:
        run.out.matched += 1
        cell = run.known.cells[village, fund or 0]
        cell.posted_heads += len(members)
        cell.posted += asked
        if (on := said.paid_on or run.paid_on) is not None:
            told = said.reference or f"tanpa nomor {on.isoformat()}"
            run.out.receipts += [
                Receipt(m.pk, village, on, told, m.asked) for m in members if m.reference is None
            ]


def _silent(run: _Run) -> None:
    """Planned members of whom the file says nothing; a cell without any line is one difference.

    Whose month BPJS posted by an earlier list is received: a list of one village is no list of
    all.
    """
    absent: dict[tuple[str, int], list[Member]] = defaultdict(list)
    for member in run.known.members:
        if member.fund is None or member.pk in run.listed:
            continue
        if member.reference is not None:
            cell = run.known.cells[member.village, member.fund]
            cell.posted_heads += 1
            cell.posted += member.asked
        elif member.life not in GONE:
            absent[member.village, member.fund].append(member)
    for (village, fund), members in absent.items():
        cell = run.known.cells[village, fund]
        if len(members) == cell.members:
            run.out.add(_gap(village, fund, Kind.NOT_IN_BPJS, None, None,
                             -sum(m.asked for m in members),
                             {"what": "whole", "heads": len(members)}))  # fmt: skip
            continue
        for member in members:
            run.out.add(_gap(village, fund, Kind.NOT_IN_BPJS, member.pk, None, -member.asked, {}))


def _sums(run: _Run, cell: Cell) -> None:
    """Whether decree, list, bill, code, debit, Siskeudes and receipt of a cell agree."""

    def differ(kind: str, what: str, left: int, right: int, effect: int) -> None:
        run.out.add(_gap(cell.village, cell.fund, kind, None, None, effect,
                         {"what": what, "left": left, "right": right}))  # fmt: skip

    if cell.decreed and cell.decreed != cell.members:
        differ(Kind.HEADS, "decree_list", cell.decreed, cell.members, 0)
    if cell.code_heads is not None and cell.billed_heads != cell.code_heads:
        differ(Kind.HEADS, "list_code", cell.billed_heads, cell.code_heads, 0)
    if cell.coded is not None and cell.coded != cell.billed:
        differ(Kind.PAID_NOT_BILLED, "bill_code", cell.billed, cell.coded, cell.coded - cell.billed)
    if cell.debited and cell.debited != cell.billed:
        differ(Kind.PAID_NOT_BILLED, "bill_debit", cell.billed, cell.debited,
               cell.debited - cell.billed)  # fmt: skip
    if cell.realised is not None and cell.bank_known and cell.realised != cell.debited:
        differ(Kind.PAID_NOT_BILLED, "siskeudes_debit", cell.realised, cell.debited,
               cell.realised - cell.debited)  # fmt: skip
    left = max(cell.debited, cell.realised or 0)
    if left and not cell.posted:
        what = "debit_posting" if cell.debited else "siskeudes_posting"
        differ(Kind.PAID_NOT_BILLED, what, left, 0, left)


def _gap(
    area: str, fund: int | None, kind: str, membership: int | None, row: int | None, effect: int,
    detail: dict[str, Any], said: dict[str, str] | None = None,
) -> Gap:  # fmt: skip
    """Its key leaves the row's number out: the same list saved anew differs in the same way."""
    what = [detail.get(name, "") for name in ("what", "id", "code", "npp")]
    text = "|".join(map(str, (kind, area, fund or "", membership or "", *what)))
    key = hashlib.sha256(text.encode()).hexdigest()[:40]
    return Gap(key, area, fund, str(kind), membership, row, effect, detail, said or {})
