"""The branch's summary per employer (MKRO): all members of an NPP in a month, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.core.sipp import EmployerLine, read_employer_line
from payung.programme.membership.actions.posting import Received, post
from payung.programme.membership.models import CoverMonth, Employer, Posting
from payung.programme.membership.reasons import EMPLOYER_REASONS
from payung.programme.membership.receipts import Terms, proof, take_back, terms_of

KEPT = ("npp", "bulan", "blth_dutk", "tk_aktif", "nilai_iuran", "jumlah", "tanggal_bayar")


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; three statements."""
    lines = [read_employer_line(row.values) for row in incoming]
    terms = terms_of(batch)
    employers = {
        e.npp: e
        for e in Employer.objects.filter(
            within("area_id", (batch.area,)), npp__in={line.npp for line in lines}
        )
    }
    wanted = {month for line in lines if (month := line.month or terms.month)}
    months: dict[tuple[int, Month], list[CoverMonth]] = defaultdict(list)
    for row in CoverMonth.objects.filter(
        membership__employer__in=employers.values(), month__in=wanted
    ).select_related("posting", "membership"):
        months[row.membership.employer_id or 0, row.month].append(row)
    today = timezone.localdate()
    return [_judge(line, employers.get(line.npp), months, terms, today) for line in lines]


def _judge(
    line: EmployerLine, employer: Employer | None,
    months: dict[tuple[int, Month], list[CoverMonth]], terms: Terms, today: date,
) -> Outcome:  # fmt: skip
    if employer is None:
        return held("employer_unknown")
    month, paid_on = line.month or terms.month, line.paid_on or terms.paid_on
    if month is None:
        return held("month_missing")
    if paid_on is None:
        return held("paid_on_missing")
    if paid_on > today:
        return held("paid_on_future")
    covers = months.get((employer.pk, month), [])
    reference = proof(line.reference, terms, paid_on)
    if code := _refused(line, covers, reference):
        return Outcome("unchanged", employer.pk) if code == "unchanged" else held(code)
    received = [
        Received(cover, cover.membership.village_id, paid_on, reference, cover.amount)
        for cover in covers
        if cover.posting is None
    ]
    return Outcome("new", employer.pk, None, received)


def _refused(line: EmployerLine, covers: Sequence[CoverMonth], reference: str) -> str | None:
    if not covers:
        return "not_planned"
    proofs = {cover.posting.reference for cover in covers if cover.posting}
    if proofs and all(cover.posting for cover in covers):
        return "unchanged" if proofs == {reference} else "paid_twice"
    if line.heads is None or line.heads != len(covers):
        return "heads_differ"
    if line.received is None or line.received < sum(cover.amount for cover in covers):
        return "underpaid"
    return None


def held(code: str) -> Outcome:
    """A row that is kept for a person to look at."""
    return Outcome("parked", None, (code, str(EMPLOYER_REASONS[code])))


def apply(batch: Batch, actor: Actor, planned: Sequence[tuple[Incoming, Outcome]]) -> Applied:
    """Record the receipts of every member of the employers that agree."""
    done = [(i, o) for i, o in planned if isinstance(o.detail, list)]
    received = [one for _, outcome in done for one in outcome.detail]
    changes = post(by=actor, received=received, batch=batch)
    return Applied(changes, {i.number: o.subject_id for i, o in done if o.subject_id})


def blockers(batch: Batch) -> list[str]:  # noqa: ARG001 - every room's signature
    """Nothing is built on a posting yet that its undoing would break."""
    return []


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Make the months of this file planned again and remove its postings."""
    if Row.objects.filter(batch=batch, applied=True).exists():
        ids = CoverMonth.objects.filter(posting__batch=batch).values_list("pk", flat=True)
        yield take_back(list(ids))
        Posting.objects.filter(batch=batch).delete()
