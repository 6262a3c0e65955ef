"""`payung plan --year Y`: need, plan and realised, and the best plan under the ceilings."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("plan", help="Rencanakan siapa dibayar dana mana")
    parser.add_argument("--year", type=int, required=True, help="tahun anggaran")
    parser.add_argument("--as", dest="user", default="", help="pengguna yang bertindak")
    parser.add_argument("--area", default=None, help="kode wilayah; bawaan: wilayah pengguna")
    parser.add_argument("--from", dest="first", default=None, help="bulan pertama, YYYY-MM")
    parser.add_argument(
        "--least-months", type=int, default=12,
        help="peserta baru paling sedikit sekian bulan (bawaan: sepanjang rencana)",
    )  # fmt: skip
    parser.add_argument("--joins", default="", help="bulan peserta boleh mulai: 2026-04,2026-07")
    parser.add_argument("--reach", default="", help="persen yang dituju: 90,95,100")
    parser.add_argument("--cut", default=None, help="potong pagu sekian persen: 20")
    parser.add_argument(
        "--scenario",
        type=Path,
        default=None,
        help="hukum lain, atau anggaran yang diceritakan, berkas YAML",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from payung.core.planning.sketch import is_sketch

    if arguments.scenario and is_sketch(arguments.scenario):
        return _sketched(arguments)
    if not arguments.user:
        raise CommandError("Sebutkan siapa yang bertindak: --as NAMA.")
    setup_django(arguments)
    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.territory.actor import NotAllowed, Right
    from payung.core.calendar import Month
    from payung.core.law import LawRefusal
    from payung.core.law.scenarios import load_scenario
    from payung.core.planning import PlanRefused
    from payung.desk.budget.allocation.planning import Wanted, document, session
    from payung.desk.budget.allocation.question import Asking
    from payung.edge.cli.areas import area_of

    try:
        actor = actor_named(arguments.user)
        asking = Asking(
            area_of(actor, Right.VIEW_BUDGET, arguments.area),
            arguments.year,
            _month(arguments.first) if arguments.first else Month(arguments.year, 1),
            arguments.least_months,
            frozenset(_month(text) for text in _split(arguments.joins)),
            load_scenario(arguments.scenario) if arguments.scenario else None,
        )
        wanted = Wanted(
            [_percent(text) for text in _split(arguments.reach)],
            _percent(arguments.cut) if arguments.cut else None,
        )
        made = document(session(actor, asking, wanted))
    except LawRefusal as error:
        raise CommandError(error.text("id")) from error
    except (UnknownUser, NotAllowed, PlanRefused) as error:
        raise CommandError(str(error)) from error
    emit(made, as_json=arguments.json, text=lambda: str(made["sentence"]))
    return 0


def _sketched(arguments: argparse.Namespace) -> int:
    """A budget told from outside needs no database."""
    from payung.core.law import LawFault
    from payung.core.planning import PlanRefused
    from payung.core.planning.sketch import load_sketch

    try:
        sketch = load_sketch(arguments.scenario, arguments.year)
    except (PlanRefused, LawFault, KeyError, TypeError, ValueError) as error:
        raise CommandError(f"Anggaran itu tidak dapat dihitung: {error}") from error
    emit(sketch.as_json(), as_json=arguments.json, text=lambda: sketch.sentence)
    return 0


def _split(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip()]


def _month(text: str) -> Any:
    from payung.core.calendar import Month

    try:
        return Month.parse(text.strip())
    except ValueError as error:
        raise CommandError(f"“{text}” bukan bulan; tulis seperti 2026-04.") from error


def _percent(text: str) -> Fraction:
    try:
        return Fraction(text.strip().rstrip("%").replace(",", ".")) / 100
    except (ValueError, ZeroDivisionError) as error:
        raise CommandError(f"“{text}” bukan persen; tulis seperti 90.") from error
