"""`payung bill`: the bills of a month, or of months ahead; safe to run again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from payung.core.calendar import Month
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor
    from payung.programme.billing.actions import Issued


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "bill",
        help="Terbitkan tagihan iuran sebulan",
        epilog="Aman diulang: yang sudah ditagih dengan benar tidak ditagih lagi.",
    )
    add_arguments(parser)
    parser.add_argument("--month", type=Month.parse, required=True, metavar="YYYY-MM")
    parser.add_argument(
        "--ahead", type=int, default=0, metavar="N",
        help="sekaligus N bulan berikutnya, paling jauh Desember",
    )  # fmt: skip
    parser.add_argument(
        "--book-in", type=Month.parse, metavar="YYYY-MM",
        help="bulan pembukuan, bila bulan iuran sudah ditutup",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, "bill", lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Issue the bills of each month, each in a transaction of its own."""
    from payung.programme.billing.actions import issue_bills
    from payung.programme.billing.ahead import months_ahead

    months = months_ahead(arguments.month, arguments.ahead, area)
    done = [
        issue_bills(by=by, area=area, month=month, book_in=arguments.book_in) for month in months
    ]
    return {
        "area": area,
        "bills": sum(len(one.bills) for one in done),
        "amount": sum(one.amount for one in done),
        "unchanged": sum(one.unchanged for one in done),
        "refused": sum(n for one in done for _v, _why, n in one.held),
        "months": [document(one) for one in done],
    }


def document(done: Issued) -> dict[str, Any]:
    """One month as JSON."""
    from payung.programme.billing.wording import held_reason

    return {
        "month": str(done.month),
        "booked": str(done.booked),
        "heads": done.heads,
        "amount": done.amount,
        "unchanged": done.unchanged,
        "bills": [
            {
                "number": bill.number,
                "village": bill.village_id,
                "segment": bill.segment,
                "npp": bill.npp,
                "kind": str(bill.kind),
                "remitter": str(bill.remitter),
                "heads": bill.heads,
                "amount": bill.amount,
                "borne": bill.borne,
                "withheld": bill.withheld,
                "due_on": bill.due_on,
                "law_id": bill.law_id,
            }
            for bill in done.bills
        ],
        "held": [
            {"village": village, "heads": n, "message": held_reason(why)}
            for village, why, n in done.held
        ],
    }


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    from payung.base.ui.format import rupiah

    lines = [
        f"{document['bills']} tagihan terbit sejumlah {rupiah(document['amount'])}; "
        f"{document['unchanged']} bulan peserta sudah tertagih dengan benar, "
        f"{document['refused']} ditahan."
    ]
    lines += [
        f"- {bill['number']}: {bill['heads']} orang, {rupiah(bill['amount'])}, "
        f"jatuh tempo {bill['due_on']}"
        for month in document["months"]
        for bill in month["bills"]
    ]
    lines += [
        f"- {held['village']}: {held['heads']} orang ditahan. {held['message']}"
        for month in document["months"]
        for held in month["held"]
    ]
    return "\n".join(lines)
