"""`payung verify`: the journal's chain and whatever else must hold."""

from __future__ import annotations

import argparse
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("verify", help="Periksa rantai jurnal dan keutuhan data")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    document = examine()
    emit(document, as_json=arguments.json, text=lambda: as_text(document))
    return 0 if document["ok"] else 1


def examine() -> dict[str, Any]:
    """Walk the chain and run every registered check."""
    from payung.base.journal import integrity
    from payung.base.journal.models import Head
    from payung.base.journal.queries import verify_chain

    events, chain = verify_chain()
    faults = [{"check": "jurnal", "seq": f.seq, "message": f.message} for f in chain]
    faults += [{"check": n, "seq": None, "message": m} for n, m in database_faults()]
    faults += [{"check": n, "seq": None, "message": m} for n, m in integrity.faults()]
    head = Head.objects.filter(id=1).first()
    return {
        "ok": not faults,
        "events": events,
        "head": head.hash if head else "",
        "faults": faults,
    }


def database_faults() -> list[tuple[str, str]]:
    """What SQLite itself finds broken; PostgreSQL holds its keys at every commit."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        broken = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        broken += [f"Baris {row[1]} tabel {row[0]} menunjuk {row[2]} yang tidak ada."
                   for row in cursor.fetchall()]  # fmt: skip
    return [("basis data", sentence) for sentence in broken]


def as_text(document: dict[str, Any]) -> str:
    if document["ok"]:
        return f"Utuh: {document['events']} peristiwa tersambung, berkas dan kunci cocok."
    lines = [f"TIDAK UTUH: {len(document['faults'])} temuan dari {document['events']} peristiwa."]
    lines += [f"- [{fault['check']}] {fault['message']}" for fault in document["faults"]]
    return "\n".join(lines)
