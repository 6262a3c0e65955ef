"""`payung claim report|status|due|unclaimed|answers`: claims from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from payung.edge.cli import claim_answers
from payung.edge.cli.claim_documents import (
    due_document,
    event_document,
    list_document,
    told_due,
    told_event,
    told_list,
    told_unclaimed,
    unclaimed_document,
)
from payung.edge.cli.errors import CommandError
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor

KINDS = (
    "death", "accident", "illness", "disability", "old_age", "term_ended", "withdrawal", "job_loss",
)  # fmt: skip
QUESTIONS = ("at_work", "collapsed", "commuting", "road")


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "claim",
        help="Klaim: lapor, keadaan, tenggat, yang belum diklaim",
        epilog="report aman diulang: kejadian yang sama tidak dicatat dua kali.",
    )
    acts = parser.add_subparsers(dest="act", metavar="TINDAKAN", required=True)
    _report(acts)
    claim_answers.register(acts)
    status = acts.add_parser("status", help="Keadaan satu kejadian, atau semua klaim")
    status.add_argument("--event", type=int, metavar="NOMOR", help="nomor kejadian")
    due = acts.add_parser("due", help="Tenggat yang dekat atau lewat")
    due.add_argument("--within", type=int, default=30, metavar="HARI", help="bawaan: 30 hari")
    unclaimed = acts.add_parser("unclaimed", help="Hak yang belum diklaim, menurut desa")
    for each, run in ((status, run_status), (due, run_due), (unclaimed, run_unclaimed)):
        add_arguments(each)
        each.set_defaults(run=run)


def _report(acts: Any) -> None:
    parser = acts.add_parser("report", help="Laporkan kejadian atas peserta")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--nik", help="NIK peserta")
    who.add_argument("--kpj", help="nomor kartu peserta")
    parser.add_argument("--kind", choices=KINDS, default="death", help="bawaan: death")
    parser.add_argument(
        "--on", type=dt.date.fromisoformat, required=True, metavar="YYYY-MM-DD",
        help="tanggal kejadian",
    )  # fmt: skip
    for name in QUESTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", choices=("yes", "no"), default="")
    parser.add_argument("--place", default="", help="tempat kejadian")
    parser.add_argument("--reporter-name", default="", metavar="NAMA", help="yang memberi tahu")
    add_arguments(parser)
    parser.set_defaults(run=run_report)


def run_report(arguments: argparse.Namespace) -> int:
    return perform(
        arguments, "report_claim", lambda by, area: act_report(by, area, arguments), told_event
    )


def act_report(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Report; the same event again changes nothing and answers with the one that stands."""
    from payung.programme.claims import actions
    from payung.programme.claims.actions import NewEvent
    from payung.programme.claims.models import Event
    from payung.programme.claims.queries import sheet_of
    from payung.programme.claims.refusals import ClaimRefused

    person = _person(by, area, arguments)
    known = Event.objects.visible_to(by).standing().filter(person=person, kind=arguments.kind)
    before = known.filter(occurred_on=arguments.on).first()
    if before is not None and before.confirmed_at is not None:
        return event_document(sheet_of(before, with_signals=False)) | {"new": False}
    answers = {name: getattr(arguments, name) for name in QUESTIONS}
    told = NewEvent(
        arguments.kind, arguments.on, place=arguments.place, reporter_name=arguments.reporter_name,
        **answers,
    )  # fmt: skip
    try:
        if before is not None:
            event = actions.confirm(by=by, event=before, told=told)
        else:
            event = actions.report(by=by, person=person, told=told)
    except ClaimRefused as refused:
        raise CommandError(str(refused)) from refused
    return event_document(sheet_of(event, with_signals=False)) | {"new": True}


def _person(by: Actor, area: str, arguments: argparse.Namespace) -> Any:
    from payung.programme.membership.queries import search_members

    text = arguments.nik or arguments.kpj
    rows = search_members(actor=by, area=area, text=text)
    people = {row.person_id: row.person for row in rows[:5]}
    if len(people) == 1:
        return next(iter(people.values()))
    if people:
        raise CommandError("Lebih dari satu orang memakai nomor ini. Sebutkan --area yang tepat.")
    raise CommandError(
        "Tidak ada peserta dengan nomor ini di wilayah Anda. Periksa angkanya; NIK 16 angka."
    )


def run_status(arguments: argparse.Namespace) -> int:
    def act(by: Actor, area: str) -> dict[str, Any]:
        from payung.programme.claims.actions import look, look_through
        from payung.programme.claims.models import Event
        from payung.programme.claims.queries import events_listed, sheet_of

        if arguments.event is None:
            rows = list(events_listed(by, area).order_by("pk"))
            look_through(by=by, area=area, what="status", count=len(rows))
            return list_document(rows)
        event = Event.objects.visible_to(by).filter(pk=arguments.event).first()
        if event is None:
            raise CommandError("Kejadian itu tidak ada di wilayah Anda.")
        look(by=by, event=event, what="event")
        return event_document(sheet_of(event, with_signals=False))

    told = told_list if arguments.event is None else told_event
    return perform(arguments, "view_claims", act, told)


def run_due(arguments: argparse.Namespace) -> int:
    def act(by: Actor, area: str) -> dict[str, Any]:
        from payung.programme.claims.actions import look_through
        from payung.programme.claims.queries import due

        rows = due(by, area, arguments.within)
        look_through(by=by, area=area, what="due", count=len(rows))
        return due_document(rows)

    return perform(arguments, "view_claims", act, told_due)


def run_unclaimed(arguments: argparse.Namespace) -> int:
    def act(by: Actor, area: str) -> dict[str, Any]:
        from payung.programme.claims.actions import look_through
        from payung.programme.claims.unclaimed import unclaimed

        rows = unclaimed(by, area)
        look_through(by=by, area=area, what="unclaimed", count=len(rows))
        return unclaimed_document(rows)

    return perform(arguments, "view_claims", act, told_unclaimed)
