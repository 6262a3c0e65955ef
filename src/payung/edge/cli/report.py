"""`payung report --period P`: freeze the periodic report of a regency."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import setup_django
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("report", help="Bekukan laporan berkala ke provinsi")
    parser.add_argument("--period", required=True, help="2026, 2026-Q2, atau 2026-06")
    parser.add_argument("--as", dest="user", required=True, help="pengguna yang bertindak")
    parser.add_argument("--area", default=None, help="kode kabupaten; bawaan: wilayah pengguna")
    parser.add_argument("--out", type=Path, default=None, help="folder untuk PDF dan XLSX")
    parser.add_argument("--url", default="", help="alamat situs untuk kode QR pada laporan")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup_django(arguments)
    from payung.base.accounts.queries import UnknownUser, actor_named
    from payung.base.territory.actor import NotAllowed
    from payung.desk.reports.actions import freeze
    from payung.desk.reports.periods import Period, PeriodRefused

    try:
        actor = actor_named(arguments.user)
        made = freeze(
            by=actor, area=_area(actor, arguments.area), period=Period.parse(arguments.period),
            base_url=_site(arguments.url),
        )  # fmt: skip
    except (UnknownUser, NotAllowed, PeriodRefused) as error:
        raise CommandError(str(error)) from error
    document = _document(made.snapshot, made.new)
    if arguments.out:
        document["files"] = _write(made.snapshot, arguments.out)
    emit(document, as_json=arguments.json, text=lambda: str(made.snapshot.content["sentence"]))
    return 0


def _site(given: str) -> str:
    """Where the QR leads: as given, else the first address of PAYUNG_ORIGINS, else this machine."""
    from django.conf import settings

    return (given or next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")


def _area(actor: Any, code: str | None) -> Any:
    from payung.base.territory.actor import Right
    from payung.base.territory.models import Area

    seen = Area.objects.visible_to(actor, Right.REPORT).filter(level=Area.Level.REGENCY)
    found = list((seen.filter(code=code) if code else seen).select_related("parent")[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError("Anda berwenang di beberapa kabupaten; sebutkan --area KODE.")
    raise CommandError("Anda tidak berwenang melaporkan kabupaten itu.")


def _document(snapshot: Any, new: bool) -> dict[str, Any]:
    villages = snapshot.content["villages"]
    steps = ("target", "quota", "proposed", "valid", "decreed", "active")
    return {
        "number": snapshot.number,
        "area": snapshot.area_id,
        "period": snapshot.period,
        "day": snapshot.day,
        "new": new,
        "sentence": snapshot.content["sentence"],
        "totals": {step: sum(v[step] for v in villages) for step in steps},
        "coverage": snapshot.content["coverage"],
        "denominators": snapshot.content["denominators"],
        "content_hash": snapshot.content_hash,
    }


def _write(snapshot: Any, folder: Path) -> list[str]:
    from payung.base.files.actions import read

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for stored in (snapshot.pdf, snapshot.xlsx):
        path = folder / stored.name
        path.write_bytes(read(stored))
        paths.append(str(path))
    return paths
