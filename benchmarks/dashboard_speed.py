"""How long a district page takes at 300.000 members, on SQLite and PostgreSQL.

``PYTHONPATH=src python -m benchmarks.dashboard_speed [--members 300000]`` fills a fresh database
per engine with made-up rows (bulk SQL, for this benchmark only): Kapuas, 231 villages, a tenth of
the members wage earners, eleven months with their receipts. Then it asks for the page through the
whole site (session, user, rights, template) and prints statements, p50 and p95:

- warm: nothing has happened since the last page;
- after one village's act: its row is counted again;
- after a decided rule: the same members and receipts are read in another way;
- after a wide receipt: a list of BPJS for all villages, every member is counted again;
- after a wide act: one that may concern anything, every list and member is counted again;
- anew: the journal does not tell what happened, the page is made as if for the first time;
- tasks anew: nothing has happened but that the number of tasks is a minute old, for all rooms.

Baselines in the same run, for the figures of cover alone: the same aggregate without the stored
history (last paid month by a correlated subquery, which is also wrong for arrears paid after a
lapse), and the page's own count done village by village.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.dashboard_district import REGENCY, TODAY, fill

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, default=300_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", action="store_true", help="measure in this process")
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measure(given.members, given.times)))
        return
    for engine in [given.engine] if given.engine else ["sqlite", "postgresql"]:
        report(engine, run(engine, given.members, given.times))


def run(engine: str, members: int, times: int) -> dict[str, Any]:
    """Measure one engine in a process of its own."""
    here = ["-m", "benchmarks.dashboard_speed", "--here"]
    command = [sys.executable, *here, "--members", str(members), "--times", str(times)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "PAYUNG_DATA_DIR": folder, "PAYUNG_MFA": "off", "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
        }  # fmt: skip
        if engine == "sqlite":
            return told(command, environment)
        from tools.postgres import temporary_server

        with temporary_server() as url:
            return told(command, {**environment, "DATABASE_URL": url})


def told(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(engine: str, found: dict[str, Any]) -> None:
    print(f"{engine}: {found['members']} members, {found['villages']} villages, "
          f"{found['histories']} histories, page {found['kilobytes']} KB")  # fmt: skip
    for name in (
        "warm", "after one village's act", "after a decided rule", "after a wide receipt",
        "after a wide act", "anew", "tasks anew",
    ):  # fmt: skip
        one = found[name]
        print(
            f"  {name}: {one['statements']} statements, p50 {one['p50']} ms, p95 {one['p95']} ms, "
            f"own processor time p50 {one['cpu']} ms, p95 {one['cpu_p95']} ms, "
            f"the server's on average {one['server']} ms"
        )
    for name in ("cover", "without the history", "figures", "village by village"):
        one = found[name]
        base = "cover" if name in ("cover", "without the history") else "figures"
        ratio = one["ms"] / found[base]["ms"]
        print(f"  {name}: {one['statements']} statements, {one['ms']} ms, ratio {ratio:.1f}")


def measure(members: int, times: int) -> dict[str, Any]:
    """Fill the database of the environment and time the page."""
    import django

    django.setup()
    fill(members)
    from django.db import transaction
    from django.test import Client

    from payung.base.accounts import actions as accounts
    from payung.base.accounts.models import User
    from payung.base.accounts.queries import actor_for
    from payung.base.journal import actions as journal
    from payung.base.journal.models import Head
    from payung.base.ui import todo
    from payung.programme.membership.models import Membership, PaidHistory

    client = Client(headers={"host": "localhost"})
    client.force_login(
        User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(f"/monev/{REGENCY}/")
    if page.status_code != 200:
        raise SystemExit(f"the page answers {page.status_code}")

    def ask() -> None:
        client.get(f"/monev/{REGENCY}/")

    def happen() -> None:
        head = Head.objects.get_or_create(id=1)[0]
        Head.objects.filter(id=1).update(seq=head.seq + 1)

    def act(action: str, area: str) -> None:
        with transaction.atomic():
            journal.record(by=accounts.SYSTEM, action=action, subject=("benchmark", ""), area=area)

    def one_village_acts() -> None:
        act("membership.posted", village)

    def the_regency_acts() -> None:
        act("membership.posted", REGENCY)

    def a_rule_is_decided() -> None:
        act("policy.decided", REGENCY)

    def something_else() -> None:
        act("people.merged", REGENCY)

    def a_minute_passes() -> None:
        todo.forget(actor_for(User.objects.get()))

    village = Membership.objects.values_list("village", flat=True).first()
    return {
        "members": members,
        "villages": len(set(Membership.objects.values_list("village", flat=True))),
        "histories": PaidHistory.objects.count(),
        "kilobytes": round(len(page.content) / 1024),
        "warm": timed(ask, times),
        "after one village's act": timed(ask, times, before=one_village_acts),
        "after a decided rule": timed(ask, times, before=a_rule_is_decided),
        "after a wide receipt": timed(ask, times, before=the_regency_acts),
        "after a wide act": timed(ask, times, before=something_else),
        "anew": timed(ask, times, before=happen),
        "tasks anew": timed(ask, times, before=a_minute_passes),
        **baselines(members),
    }


def timed(act: Callable[[], None], times: int, before: Callable[[], None] | None = None) -> Any:
    """Statements of one call, and the spread of many."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, worked = [], []
    served = 0.0
    for _n in range(times):
        if before:
            before()
        busy_there = of_the_server()
        began, busy = time.perf_counter(), time.process_time()
        act()
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
        served += 1000 * (of_the_server() - busy_there)
    if before:
        before()
    with CaptureQueriesContext(connection) as caught:
        act()
    if os.environ.get("SHOW"):
        for query in caught.captured_queries:
            print(query["time"], query["sql"][:300], file=sys.stderr)
    return {
        "statements": len(caught),
        "server": round(served / times, 1),
        "cpu": round(statistics.median(worked), 1),
        "cpu_p95": round(sorted(worked)[int(0.95 * (len(worked) - 1))], 1),
        "p50": round(statistics.median(spent), 1),
        "p95": round(sorted(spent)[int(0.95 * (len(spent) - 1))], 1),
    }


def of_the_server() -> float:
    """Seconds of processor time of PostgreSQL's process for this connection, to a hundredth."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = stat.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def baselines(members: int) -> dict[str, Any]:
    """The figures, and the same in two naive ways."""
    from payung.base.accounts.models import User
    from payung.base.accounts.queries import actor_for
    from payung.base.territory.models import Area
    from payung.programme.membership.figures import (
        Question,
        Rows,
        VillageFigures,
        groups_of,
        region_figures,
    )
    from payung.programme.membership.rules_in_force import RulesInForce

    actor, today = actor_for(User.objects.get()), TODAY
    area = Area.objects.get(code=REGENCY)
    active = region_figures(actor, area, year=today.year, on=today).total("active")
    if active != members:
        raise SystemExit(f"{active} active members instead of {members}")
    villages = list(Area.objects.in_area(REGENCY).filter(level="village").select_related("parent"))

    whole = Rows({v.code: VillageFigures(v.code, "", "", "") for v in villages}, (REGENCY,))

    def figures() -> None:
        region_figures(actor, area, year=today.year, on=today)

    def cover() -> None:
        found = groups_of(whole, actor, today)
        asked = Question(RulesInForce(REGENCY, today), today, (key for _v, _s, key, _n in found))
        sum(heads for v, s, key, heads in found if asked.stands(v, s, key))

    def one_by_one() -> None:
        for village in villages:
            region_figures(actor, village, year=today.year, on=today)

    return {
        "cover": once(cover, 5),
        "figures": once(figures, 5),
        "without the history": once(without_history, 1),
        "village by village": once(one_by_one, 1),
    }


def without_history() -> None:
    """Members by village, segment and last paid month, found in the months themselves."""
    from django.db.models import Count, Max, OuterRef, Subquery

    from payung.programme.membership.models import CoverMonth, Membership

    paid = CoverMonth.objects.filter(
        membership=OuterRef("pk"), posting__isnull=False, posting__paid_on__lte=TODAY
    ).order_by()
    last = Subquery(paid.values("membership").annotate(m=Max("month")).values("m"))
    rows = Membership.objects.in_area(REGENCY).filter(ended_on=None).annotate(last_paid=last)
    list(rows.values_list("village_id", "segment", "last_paid").annotate(n=Count("pk")).order_by())


def once(act: Callable[[], None], times: int) -> dict[str, Any]:
    found = timed(act, times)
    return {"statements": found["statements"], "ms": found["p50"]}


if __name__ == "__main__":
    main()
