"""What `payung claim …` prints: documents and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from payung.programme.claims.models import Event
    from payung.programme.claims.queries import Due, Sheet
    from payung.programme.claims.unclaimed import Unclaimed


def event_document(sheet: Sheet) -> dict[str, Any]:
    """One event with its claims, clocks and papers; names, no health data, no numbers."""
    event = sheet.event
    return {
        "event": event.pk,
        "name": event.person.name,
        "village": event.village_id,
        "kind": event.kind,
        "occurred_on": event.occurred_on,
        "waiting": event.waiting,
        "claims": [
            {
                "claim": c.pk,
                "programme": c.programme,
                "segment": c.membership.segment,
                "state": c.state,
                "total": c.total,
                "scholarship": c.scholarship,
                "law_id": c.law_id or None,
                "unreckoned": c.unreckoned or None,
                "paid": c.payment.amount if hasattr(c, "payment") else None,
            }
            for c in sheet.claims
        ],
        "clocks": [
            {
                "code": c.code,
                "due": c.due,
                "done": c.done,
                "hours_left": c.hours_left(),
                "consequence": c.consequence,
                "reference": c.reference,
                "confidence": c.confidence,
            }
            for c in sheet.clocks
        ],
        "papers": {
            "here": [line.kind.code for line in sheet.papers if line.here],
            "missing": [line.kind.code for line in sheet.papers if not line.here],
        },
        "heirs_missing": sheet.heirs_missing,
        "refused": 0,
    }


def told_event(document: dict[str, Any]) -> str:
    """The same in sentences."""
    from payung.base.ui.format import rupiah, tanggal

    lines = [f"{document['name']}, {document['kind']} {tanggal(document['occurred_on'], 'id')}"]
    for claim in document["claims"]:
        total = claim["total"]
        sum_ = rupiah(total, "id") if total is not None else claim["unreckoned"]
        programme = f"{claim['programme'].upper()} ({claim['segment'].upper()})"
        lines.append(f"- {programme}: {claim['state']}, {sum_}")
    if not document["claims"]:
        lines.append("- Tidak ada kepesertaan yang berlaku pada hari itu.")
    papers = document["papers"]
    total_papers = len(papers["here"]) + len(papers["missing"])
    lines.append(f"Berkas lengkap {len(papers['here'])} dari {total_papers}.")
    return "\n".join([*lines, *document["heirs_missing"]])


def list_document(events: Iterable[Event]) -> dict[str, Any]:
    """All events in reach with the states of their claims."""
    rows = [
        {
            "event": e.pk,
            "name": e.person.name,
            "village": e.village_id,
            "kind": e.kind,
            "occurred_on": e.occurred_on,
            "waiting": e.waiting,
            "claims": [
                {"programme": c.programme, "state": c.state, "total": c.total}
                for c in e.claims.all()
            ],
        }
        for e in events
    ]
    return {"events": rows, "refused": 0}


def told_list(document: dict[str, Any]) -> str:
    """One line an event."""
    lines = [f"{len(document['events'])} kejadian."]
    for row in document["events"]:
        states = ", ".join(f"{c['programme'].upper()} {c['state']}" for c in row["claims"])
        lines.append(
            f"- {row['event']}: {row['name']}, {row['kind']} {row['occurred_on']}: {states}"
        )
    return "\n".join(lines)


def due_document(rows: Sequence[Due]) -> dict[str, Any]:
    """Deadlines, the next first."""
    return {
        "due": [
            {
                "event": d.event.pk,
                "name": d.event.person.name,
                "village": d.event.village_id,
                "code": d.code,
                "title": d.title,
                "due": d.due,
                "days_left": d.days_left,
                "consequence": d.consequence,
            }
            for d in rows
        ],
        "refused": 0,
    }


def told_due(document: dict[str, Any]) -> str:
    """One line a deadline."""
    lines = [f"{len(document['due'])} tenggat."]
    lines += [
        f"- {d['due']} ({d['days_left']} hari): {d['name']}, {d['title']}" for d in document["due"]
    ]
    return "\n".join(lines)


def unclaimed_document(rows: Sequence[Unclaimed]) -> dict[str, Any]:
    """Rights that nobody has claimed, with their sum by village."""
    villages: dict[str, dict[str, int]] = {}
    for found in rows:
        place = villages.setdefault(found.membership.village_id, {"count": 0, "total": 0})
        place["count"] += 1
        place["total"] += found.total or 0
    return {
        "unclaimed": [
            {
                "membership": u.membership.pk,
                "name": u.membership.person.name,
                "village": u.membership.village_id,
                "kind": u.kind,
                "programme": u.programme,
                "on": u.on,
                "total": u.total,
                "days_left": u.days_left,
                "visitor": u.visitor,
            }
            for u in rows
        ],
        "villages": villages,
        "total": sum(u.total or 0 for u in rows),
        "refused": 0,
    }


def told_unclaimed(document: dict[str, Any]) -> str:
    """One line a right."""
    from payung.base.ui.format import rupiah

    lines = [f"{len(document['unclaimed'])} hak, {rupiah(document['total'], 'id')}."]
    for u in document["unclaimed"]:
        left = "sisa hari tidak diketahui" if u["days_left"] is None else f"{u['days_left']} hari"
        lines.append(f"- {u['village']} {u['name']}: {u['programme'].upper()}, {left}")
    return "\n".join(lines)
