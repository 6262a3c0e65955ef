"""Residents from an .xlsx file into the register, from upload to accepted, in machine time.

    python -m benchmarks.import_speed [--rows 1000 10000 100000] [--engines sqlite postgresql]
        [--dated]

Beside it, in the same run on the same file: the floor (calamine reading alone plus
executemany/COPY of the raw cells alone) and django-import-export as its admin does it (dry run,
then import), on fewer rows because its pace does not depend on them. Every measurement is a
process of its own, so that its peak memory is its own. Seconds are of processor time of the
process (wall time in brackets); PostgreSQL's own server is not in them, as it is not in any of
the others. `--dated` writes birth dates as dates, as people do, so that the sheet is no plain one
and is read by the reader of all cells.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.resident_list import HEADERS, rows, write_xlsx

ROOT = Path(__file__).resolve().parents[1]
PEER = "django-import-export==4.4.3"
VILLAGE = "53.04.01.2001"


def main() -> int:
    arguments = _arguments()
    if arguments.child:
        print(json.dumps(CHILDREN[arguments.child](Path(arguments.file), arguments.rows[0])))
        return 0
    peer = _peer_folder() if arguments.peer_rows else None
    for engine in arguments.engines:
        with database(engine) as environment:
            _compare(engine, environment, arguments, peer)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--dated", action="store_true", help="birth dates as dates")
    parser.add_argument("--peer-rows", type=int, default=3_000, help="0 leaves the peer out")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    return parser.parse_args()


def _compare(
    engine: str, environment: dict[str, str], asked: argparse.Namespace, peer: Path | None
) -> None:
    print(f"\n{engine}   (load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    print(f"{'':28}{'rows':>10}{'seconds':>18}{'rows/s':>10}{'statements':>12}{'peak MB':>9}")
    paces = {}
    for size in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            file = write_xlsx(Path(folder) / "penduduk.xlsx", size, dated=asked.dated)
            read = _run("read", file, size, environment)
            load = _run("load", file, size, environment)
            ours = _run("payung", file, size, environment)
            _line("calamine alone", size, read)
            _line("load alone", size, load)
            _line("payung, upload to accepted", size, ours)
            floor = read["cpu"] + load["cpu"]
            wall = read["wall"] + load["wall"]
            paces[size] = size / ours["cpu"]
            print(f"{'':4}× floor: {ours['cpu'] / floor:.2f} (wall {ours['wall'] / wall:.2f})")
    if peer is not None:
        peer_rows = asked.peer_rows
        with tempfile.TemporaryDirectory() as folder:
            file = write_xlsx(Path(folder) / "penduduk.xlsx", peer_rows)
            theirs = _run("peer", file, peer_rows, environment | {"BENCHMARK_PEER": str(peer)})
            _line(PEER, peer_rows, theirs)
            for size, pace in paces.items():
                faster = pace / (peer_rows / theirs["cpu"])
                print(f"{'':4}payung at {size} rows: {faster:.1f} × its rows a second")


def _line(name: str, size: int, found: dict[str, Any]) -> None:
    seconds = f"{found['cpu']:.2f} ({found['wall']:.2f})"
    pace = size / found["cpu"] if found["cpu"] else 0
    statements = found.get("statements", "")
    print(f"{name:28}{size:>10}{seconds:>18}{pace:>10.0f}{statements:>12}{found['peak']:>9.0f}")


def _run(child: str, file: Path, size: int, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.import_speed", "--child", child]
    done = subprocess.run(
        [*command, "--file", str(file), "--rows", str(size)],
        cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """A fresh database with tables, regions and an operator."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        environment = {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
            "PAYUNG_DATA_DIR": folder,
            "DATABASE_URL": "",
        }
        if engine == "postgresql":
            from tools.postgres import temporary_server

            environment["DATABASE_URL"] = stack.enter_context(temporary_server())
        _run("prepare", Path(), 0, environment)
        yield environment


class Meter:
    """Processor and wall seconds, statements, peak memory."""

    def __enter__(self) -> Meter:
        self.statements = 0
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu = time.process_time() - self._cpu
        self.wall = time.perf_counter() - self._wall

    def count(self, execute: Callable[..., Any], *given: Any) -> Any:
        self.statements += 1
        return execute(*given)

    def found(self) -> dict[str, Any]:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"cpu": self.cpu, "wall": self.wall, "peak": peak, "statements": self.statements}


def prepare(_file: Path, _rows: int) -> dict[str, Any]:
    import django

    django.setup()
    from datetime import date

    from django.core.management import call_command

    from payung.base.accounts import actions as accounts
    from payung.base.territory.actions import load_areas
    from payung.base.territory.models import Area

    call_command("migrate", verbosity=0)
    load_areas()
    user = accounts.create_user(
        by=accounts.SYSTEM,
        username="operator",
        name="Operator",
        password="tidak-dipakai",  # noqa: S106
    )
    accounts.assign(
        by=accounts.SYSTEM, user=user, role="village_operator", area=Area.objects.get(code=VILLAGE),
        since=date(2020, 1, 1), paper="-",
    )  # fmt: skip
    return {}


def read_alone(file: Path, _rows: int) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    with Meter() as meter:
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        for _row in sheet.iter_rows():
            pass
    return meter.found()


def load_alone(_file: Path, count: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection, transaction

    from payung.base import bulk

    given = list(rows(count))
    columns = [f"c{n}" for n in range(len(HEADERS))]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS floor")
        cursor.execute(f"CREATE TABLE floor ({', '.join(f'{c} text' for c in columns)})")
    with Meter() as meter, connection.execute_wrapper(meter.count), transaction.atomic():
        bulk.insert("floor", columns, given)
    return meter.found()


def payung(file: Path, count: int) -> dict[str, Any]:
    """Into an empty village: what earlier sizes left behind is taken away first."""
    import django

    django.setup()
    from django.db import connection

    from payung.base.accounts.queries import actor_named
    from payung.desk.intake.actions import import_file
    from payung.programme.people.models import Person

    with connection.cursor() as cursor:
        for table in ("people_sourced", "people_person", "staging_row", "staging_pack"):
            cursor.execute(f"DELETE FROM {table}")
    by = actor_named("operator")
    with Meter() as meter, connection.execute_wrapper(meter.count):
        batch = import_file(by=by, village=VILLAGE, content=file.read_bytes(), name=file.name)
    if (batch.counts, Person.objects.count()) != ({"new": count}, count):
        raise SystemExit(f"not all rows went in: {batch.state} {batch.counts}")
    return meter.found()


def peer(file: Path, count: int) -> dict[str, Any]:
    """django-import-export as its admin does it: read, dry run, then read again and import."""
    sys.path.append(os.environ["BENCHMARK_PEER"])
    from django.conf import settings

    import payung.edge.site.settings as ours

    settings.configure(
        DATABASES=ours.DATABASES, INSTALLED_APPS=["import_export", "benchmarks.peer"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
    )  # fmt: skip
    import django

    django.setup()
    from benchmarks.peer.models import Resident, ResidentResource
    from django.db import connection
    from import_export.formats.base_formats import XLSX

    with connection.schema_editor() as editor:
        editor.create_model(Resident)
    with Meter() as meter, connection.execute_wrapper(meter.count):
        for dry in (True, False):
            data = XLSX().create_dataset(file.read_bytes())
            result = ResidentResource().import_data(data, dry_run=dry, raise_errors=True)
    if result.totals["new"] != count:
        raise SystemExit("the peer did not import every row")
    return meter.found()


def _peer_folder() -> Path:
    """The peer beside our packages, installed once into the cache of benchmarks."""
    folder = ROOT / "var" / "benchmarks" / "peer"
    if not (folder / "import_export").exists():
        if importlib.util.find_spec("pip") is None:
            raise SystemExit("pip is needed to fetch the peer; or use --peer-rows 0")
        wanted = [PEER, "tablib[xlsx]", "diff-match-patch"]
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder),
             "tablib", "diff-match-patch", wanted[0]],
            check=True,
        )  # fmt: skip
    return folder


CHILDREN: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "prepare": prepare,
    "read": read_alone,
    "load": load_alone,
    "payung": payung,
    "peer": peer,
}

if __name__ == "__main__":
    sys.exit(main())
