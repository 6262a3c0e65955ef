"""The search through the whole register for records that are one person: a long job.

The rows of the register lie in memory as whole numbers (some 700 bytes each); each step compares a
part of them with all and keeps its pairs, so that a killed job goes on where it stopped. A pair
that was asked before is not asked again, whatever was answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from payung.base.jobs.registry import handler
from payung.base.jobs.run import Run
from payung.base.journal import actions as journal
from payung.base.journal.models import Event
from payung.base.staging.models import Row
from payung.base.territory.actor import NotAllowed
from payung.desk.matching.models import Pair
from payung.desk.matching.scores import band_of, reasons_of
from payung.programme.people.likely import COLUMNS, records_of
from payung.programme.people.merge_plan import DECIDES
from payung.programme.people.models import Person
from payung.programme.people.points import points_in_force

if TYPE_CHECKING:
    from payung.core.linkage import Points, Record
    from payung.core.linkage.text import Integers

SCAN = "matching.scan"
LOAD, PART = 20_000, 10_000


@handler(SCAN)
def scan(run: Run) -> dict[str, Any]:
    """The job: load, compare part by part, keep new questions."""
    area = run.params["area"]
    if not any(run.actor.may(right, area) for right in DECIDES):
        raise NotAllowed(area)
    points = points_in_force().for_one_list()
    ids, rows = _loaded(area)
    answered = answered_elsewhere()
    done, made = run.checkpoint.get("done", 0), run.checkpoint.get("made", 0)
    if done == 0:
        with run.step(done=0, total=len(ids), checkpoint={"done": 0, "made": 0}):
            made += _keep(_shared_niks(area), answered, points)
    for end, pairs in _parts(rows, done, points):
        found = ((ids[left], ids[right]) for left, right in pairs)
        with run.step(done=end, total=len(ids), checkpoint={"done": end, "made": made}):
            made += _keep(found, answered, points)
            run.job.checkpoint = {"done": end, "made": made}
    with run.step(done=len(ids), total=len(ids)):
        journal.record(
            by=run.actor, action="matching.scanned", subject=(Pair._meta.db_table, ""), area=area,
            summary={"persons": len(ids), "questions": made, "points": points.version},
        )  # fmt: skip
    return {"persons": len(ids), "questions": made}


def _loaded(area: str) -> tuple[list[int], Integers]:
    """Ids and cleaned rows of the standing persons of a region."""
    import numpy as np

    from payung.core.linkage.encode import (
        columns_of,
        encode,
        mark_shared_niks,
        token_counts,
        with_bits,
    )
    from payung.core.linkage.rarity import counted

    ids: list[int] = []
    parts: list[Integers] = []
    for people in _people(area):
        ids += [pk for pk, _ in people]
        parts.append(encode(columns_of(record for _, record in people), len(people)))
    if not parts:
        return [], encode({}, 0)
    rows = np.concatenate(parts)
    return ids, mark_shared_niks(with_bits(rows, counted(*token_counts(rows), len(rows))))


def _people(area: str) -> Iterator[list[tuple[int, Record]]]:
    from payung.core.linkage import Record

    last = 0
    standing = Person.objects.active().in_area(area).order_by("pk")
    while part := list(standing.filter(pk__gt=last).values_list(*COLUMNS)[:LOAD]):
        last = part[-1][0]
        yield [
            (pk, Record(str(pk), nik, name, sex, place, str(born), mother, kk, address, village))
            for pk, village, nik, name, sex, place, born, mother, kk, address in part
        ]


def _parts(
    rows: Integers, done: int, points: Points
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """From where the job stands, part by part: how far it came, and its pairs of places."""
    from payung.core.linkage.local import score_part
    from payung.core.linkage.segment import segment

    if not len(rows):
        return
    whole = segment(rows)
    for begin in range(done, len(rows), PART):
        end = min(begin + PART, len(rows))
        found = score_part(rows, begin, end, whole, points, points.floor)
        yield end, list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def _shared_niks(area: str) -> Iterator[tuple[int, int]]:
    """Persons who carry one NIK: asked whatever their score."""
    standing = Person.objects.active().in_area(area).exclude(nik_index="")
    shared = standing.values("nik_index").annotate(n=Count("id")).filter(n__gt=1)
    holders: dict[str, list[int]] = {}
    rows = standing.filter(nik_index__in=list(shared.values_list("nik_index", flat=True)))
    for pk, nik in rows.order_by("pk").values_list("pk", "nik_index"):
        holders.setdefault(nik, []).append(pk)
    for people in holders.values():
        for n, left in enumerate(people):
            for right in people[n + 1 :]:
                yield left, right


def answered_elsewhere() -> set[tuple[int, int]]:
    """Pairs that somebody decided as held rows of a list: (person met, person made)."""
    rows = Row.objects.filter(decision="other", applied=True, subject_id__isnull=False)
    made = {(batch, number): pk for batch, number, pk in
            rows.values_list("batch_id", "number", "subject_id")}  # fmt: skip
    if not made:
        return set()
    events = Event.objects.filter(action="residents.row.decided").values_list("summary", flat=True)
    found = set()
    for told in events:
        other = made.get((told.get("batch", 0), told.get("row", 0)))
        if other and told.get("subject"):
            found.add((min(other, told["subject"]), max(other, told["subject"])))
    return found


def _keep(pairs: Iterable[tuple[int, int]], answered: set[tuple[int, int]], points: Points) -> int:
    """Store the pairs that were never asked, with their score as two records alone have it."""
    wanted = {(min(p), max(p)) for p in pairs if p[0] != p[1]} - answered
    if not wanted:
        return 0
    known = set(
        Pair.objects.filter(left__in={left for left, _ in wanted}).values_list(
            "left_id", "right_id"
        )
    )
    rows = list(asked(sorted(wanted - known), points))
    Pair.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def asked(pairs: list[tuple[int, int]], points: Points) -> Iterator[Pair]:
    """Questions with their waterfall; one statement for all."""
    if not pairs:
        return
    import numpy as np

    from payung.core.linkage.encode import encode_records
    from payung.core.linkage.kernel import levels_of_pairs
    from payung.core.linkage.rarity import default_rarity
    from payung.core.linkage.scoring import scored

    people = records_of({pk for pair in pairs for pk in pair})
    place = {pk: n for n, pk in enumerate(people)}
    rows = encode_records([record for record, _village in people.values()], default_rarity())
    levels = levels_of_pairs(
        rows, rows, np.array([place[left] for left, _ in pairs], np.int64),
        np.array([place[right] for _, right in pairs], np.int64), True,
    )  # fmt: skip
    niks = {pk: record.nik for pk, (record, _village) in people.items()}
    for (left, right), level in zip(pairs, levels, strict=True):
        found = scored(level, points)
        shared = niks[left] == niks[right] and niks[left]
        hard = found.hard_review or ("nik_twice" if shared else "")
        if found.band == "no" and not shared:
            continue
        yield Pair(
            left_id=left, right_id=right, weight=round(found.weight, 2),
            band=band_of(found, hard), hard_review=hard, reasons=reasons_of(found),
            points_version=points.version,
        )  # fmt: skip
