"""`payung lapse --within DAYS`: who loses cover, what mends it, what families would lose."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("lapse", help="Siapa yang akan kehilangan perlindungan")
    parser.add_argument("--within", type=int, required=True, help="dalam berapa hari (0–366)")
    parser.add_argument("--as", dest="user", required=True, help="pengguna yang bertindak")
    parser.add_argument("--area", default=None, help="kode wilayah; bawaan: wilayah pengguna")
    parser.add_argument("--on", default=None, help="dihitung dari hari ini; YYYY-MM-DD")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from django.utils import timezone

    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.territory.actor import Right
    from payung.desk.lapse.radar import radar
    from payung.desk.lapse.words import as_json, of_tranches
    from payung.edge.cli.areas import area_of

    try:
        actor = actor_named(arguments.user)
        on = date.fromisoformat(arguments.on) if arguments.on else timezone.localdate()
        area = area_of(actor, Right.VIEW_FIGURES, arguments.area)
        found = radar(actor, area, on=on, within=arguments.within)
    except UnknownUser as error:
        raise CommandError(str(error)) from error
    except ValueError as error:
        raise CommandError("Tulis --within antara 0 dan 366, --on seperti 2026-11-21.") from error
    document = as_json(found)
    lines = [str(document["sentence"]), *of_tranches(found)]
    emit(document, as_json=arguments.json, text=lambda: "\n".join(lines))
    return 0
