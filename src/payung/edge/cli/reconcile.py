"""`payung reconcile FILE`: a month held against a list of BPJS; safe to run again."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.core.calendar import Month
from payung.edge.cli.given_file import content_of
from payung.edge.cli.members import add_arguments, perform

if TYPE_CHECKING:
    from payung.base.territory.actor import Actor


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "reconcile",
        help="Cocokkan sebulan dengan daftar BPJS",
        epilog="Aman diulang: berkas yang sama tidak mengubah apa pun.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    add_arguments(parser)
    parser.add_argument("--month", type=Month.parse, required=True, metavar="YYYY-MM")
    parser.add_argument(
        "--paid-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD",
        help="tanggal terima untuk baris yang tidak menyebutnya",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return perform(arguments, "bill", lambda by, area: act(by, area, arguments), told)


def act(by: Actor, area: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare, and answer with every difference that is open now."""
    from payung.programme.billing.actions import reconcile
    from payung.programme.billing.queries import differences
    from payung.programme.billing.wording import difference_sentence

    content = content_of(arguments.file)
    done = reconcile(
        by=by, area=area, month=arguments.month, content=content, name=arguments.file.name,
        paid_on=arguments.paid_on,
    )  # fmt: skip
    rows = differences(by, area, arguments.month).filter(state="open")
    return {
        "area": area,
        "month": str(arguments.month),
        "file": arguments.file.name,
        "lines": done.lines,
        "matched": done.matched,
        "covered": done.covered,
        "new": done.new,
        "standing": done.standing,
        "mended": done.mended,
        "classes": done.counts,
        "effect": done.effect,
        "refused": rows.count(),
        "differences": [
            {
                "id": row.pk,
                "class": row.kind,
                "area": row.area,
                "fund": row.fund.code if row.fund else None,
                "row": row.row,
                "effect": row.effect,
                "message": difference_sentence(row),
            }
            for row in rows
        ],
    }


def told(document: dict[str, Any]) -> str:
    """The answer in sentences."""
    from payung.base.ui.format import rupiah

    lines = [
        f"{document['lines']} baris dibandingkan: {document['matched']} cocok, "
        f"{document['covered']} bulan peserta menjadi perlindungan. "
        f"Selisih terbuka {document['refused']} ({document['new']} baru, "
        f"{document['mended']} selesai), nilai bersih {rupiah(document['effect'])}."
    ]
    lines += [
        f"- {one['area']}: {one['message']} ({rupiah(one['effect'])})"
        for one in document["differences"]
    ]
    return "\n".join(lines)
