"""`payung serve`: web server and worker, settings from the environment."""

from __future__ import annotations

import argparse
import os
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import say


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="Jalankan server untuk dipakai bekerja",
        epilog="Pengaturan dari lingkungan: docs/reference/settings.md",
    )
    parser.add_argument("--host", default=os.environ.get("PAYUNG_BIND", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PAYUNG_PORT", "8000")))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from payung.edge.site.prepare import prepare

    prepare(say)
    start(arguments.host, arguments.port)
    return 0


def start(host: str, port: int) -> None:
    """Serve and say where; a taken port is a sentence."""
    from payung.core.loops import warm_aside
    from payung.edge.site.server import serve

    warm_aside()
    say(f"Payung melayani di http://{host}:{port} (Ctrl-C untuk berhenti)")
    try:
        serve(host, port)
    except OSError as error:
        raise CommandError(
            f"Porta {port} tidak dapat dipakai ({error.strerror}). Pilih yang lain: --port 8001"
        ) from error
    except KeyboardInterrupt:
        say("Payung berhenti; semua yang sudah disimpan tetap ada.")
