"""`payung worker`: do the long jobs that wait."""

from __future__ import annotations

import argparse
import signal
import threading
from typing import Any

from payung.edge.cli.django_setup import setup_django


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("worker", help="Kerjakan antrean pekerjaan panjang")
    parser.add_argument("--parent", type=int, default=None, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from payung.base.jobs.worker import run_forever
    from payung.edge.site.actors import actor_of_job
    from payung.edge.site.server import watch_parent

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=watch_parent, args=(arguments.parent, stop), daemon=True).start()
    run_forever(stop, actor_of_job)
    return 0
