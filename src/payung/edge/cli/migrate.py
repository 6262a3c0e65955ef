"""`payung migrate`: make or update the database."""

from __future__ import annotations

import argparse
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.output import emit, say


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help="Siapkan atau mutakhirkan basis data")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from payung.base.territory.models import Area
    from payung.core.loops import warm_aside
    from payung.edge.site.prepare import prepare

    compiling = warm_aside()
    prepare(say)
    if compiling is not None:
        say("Menyiapkan pencocokan data, sekali untuk versi ini …")
        compiling.wait()
    regions = Area.objects.count()
    emit(
        {"ready": True, "regions": regions},
        as_json=arguments.json,
        text=lambda: f"Basis data siap; {regions} wilayah.",
    )
    return 0
