"""`payung backup FILE`: a consistent copy of an embedded Payung."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("backup", help="Buat cadangan basis data dan berkas")
    parser.add_argument("file", type=Path)
    parser.add_argument("--as", dest="user", required=True, help="pengguna yang bertindak")
    parser.add_argument(
        "--with-keys", action="store_true",
        help="sertakan kunci; tanpanya simpan keys.json di tempat lain",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from django.conf import settings
    from django.db import connection

    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.territory.actor import Right
    from payung.edge.site.backups import BackupRefused, backup

    if connection.vendor != "sqlite":
        raise CommandError("Untuk PostgreSQL pakai pg_dump, dan salin folder files dan keys.json.")
    try:
        actor = actor_named(arguments.user)
        if not actor.may_somewhere(Right.MANAGE_ACCOUNTS):
            raise CommandError("Cadangan hanya oleh petugas yang mengelola akun (DPMD).")
        files = backup(settings.DATA_DIR, arguments.file, with_keys=arguments.with_keys)
    except (BackupRefused, UnknownUser) as error:
        raise CommandError(str(error)) from error
    document = {"file": arguments.file, "stored_files": files, "with_keys": arguments.with_keys}
    emit(
        document,
        as_json=arguments.json,
        text=lambda: f"Cadangan tersimpan di {arguments.file} ({files} berkas unggahan).",
    )
    return 0
