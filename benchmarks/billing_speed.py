"""How long a month's bill takes for 5.829, 100.000 and 1.000.000 members; statements counted.

``PYTHONPATH=src python benchmarks/billing_speed.py [--members 100000] [--engine sqlite]`` fills a
fresh database per engine with made-up members (bulk SQL, for this benchmark only: a tenth of them
officials, five wages), then issues the bills of a month through the public action, twice: the
second run must change nothing. Members without villages of their own: 231 villages of Kapuas.

Baseline in the same run: the natural ORM loop, one bill line per `create()` after asking for the
member, its village's settings and its price, on a sample of 300 members (its cost per member does
not depend on their number).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REGENCY = "62.03"
SAMPLE = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, nargs="*", default=[5829, 100_000, 1_000_000])
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", type=int, help="measure in this process, so many members")
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measure(given.here)))
        return
    for engine in [given.engine] if given.engine else ["sqlite", "postgresql"]:
        for members in given.members:
            report(engine, run(engine, members))


def run(engine: str, members: int) -> dict[str, Any]:
    """Measure one engine in a process of its own."""
    command = [sys.executable, __file__, "--here", str(members)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "PAYUNG_DATA_DIR": folder, "PAYUNG_MFA": "off", "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
        }  # fmt: skip
        if engine == "sqlite":
            return told(command, environment)
        sys.path.insert(0, str(ROOT))
        from tools.postgres import temporary_server

        with temporary_server() as url:
            return told(command, {**environment, "DATABASE_URL": url})


def told(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(engine: str, found: dict[str, Any]) -> None:
    first, again, loop = found["first"], found["again"], found["loop"]
    print(f"{engine}: {found['members']} members, {found['bills']} bills, Rp{found['amount']:,}")
    for name, one in (("bill", first), ("once more", again)):
        print(
            f"  {name}: {one['statements']} statements, {one['wall']:.2f} s wall, "
            f"{one['cpu']:.2f} s processor, {1e6 * one['wall'] / found['members']:.0f} µs a member"
        )
    each, base = first["wall"] / found["members"], loop["wall"] / SAMPLE
    print(f"  baseline (ORM loop): {loop['statements'] / SAMPLE:.1f} statements and "
          f"{1e3 * base:.2f} ms a member; ratio {base / each:.0f}")  # fmt: skip


def measure(members: int) -> dict[str, Any]:
    """Fill the database of the environment and bill a month."""
    import django

    django.setup()
    fill(members)
    from payung.base.territory.actor import Actor, Grant, Right
    from payung.core.calendar import Month
    from payung.programme.billing.actions import issue_bills

    by = Actor("user:1", "Ukur", (Grant("dpmd", REGENCY, "", frozenset(Right)),))
    done: list[Any] = []
    loop = timed(orm_loop)
    first = timed(lambda: done.append(issue_bills(by=by, area=REGENCY, month=Month(2026, 5))))
    again = timed(lambda: done.append(issue_bills(by=by, area=REGENCY, month=Month(2026, 5))))
    if done[0].heads != members or done[1].bills or done[1].unchanged != members:
        raise SystemExit(f"billed {done[0].heads} of {members}; again {len(done[1].bills)} bills")
    return {
        "members": members, "bills": len(done[0].bills), "amount": done[0].amount,
        "first": first, "again": again, "loop": loop,
    }  # fmt: skip


def timed(act: Any) -> dict[str, Any]:
    from django.db import connection

    sent = 0

    def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal sent
        sent += 1
        return execute(sql, params, many, context)

    wall, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        act()
    return {
        "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "statements": sent,
    }  # fmt: skip


def orm_loop() -> None:
    """The natural way: each member asked for, priced and written by itself; then taken back."""
    from django.db import transaction
    from django.utils import timezone

    from payung.core.calendar import Month
    from payung.programme.billing.models import Bill, Line, Price
    from payung.programme.billing.pricing import Asked, Prices
    from payung.programme.membership.models import CoverMonth, Membership

    month = Month(2026, 5)
    with transaction.atomic():
        for pk in Membership.objects.order_by("pk").values_list("pk", flat=True)[:SAMPLE]:
            member = Membership.objects.get(pk=pk)
            cover = CoverMonth.objects.get(membership=member, month=month)
            prices = Prices(member.village_id, month, {cover.fund_id: cover.fund})
            post = "perangkat" if member.segment == "pu" else ""
            price = prices.of(Asked(member.village_id, cover.fund_id, member.segment,
                                    cover.programmes, cover.base, post, False))  # fmt: skip
            row, _ = Price.objects.get_or_create(
                key=price.key,
                defaults={f: getattr(price, f) for f in (
                    "segment", "programmes", "month", "base", "law_fund", "sector", "parts",
                    "total", "borne", "withheld", "law_id")},
            )  # fmt: skip
            npp = member.employer.npp if member.employer else ""
            bill, _ = Bill.objects.get_or_create(
                village=member.village, fund=cover.fund, segment=member.segment, npp=npp,
                period=month, kind="regular", round=1,
                defaults={"number": f"loop/{member.village_id}/{npp}", "employer": member.employer,
                          "remitter": "village", "heads": 0, "amount": 0, "borne": 0,
                          "withheld": 0, "due_on": date(2026, 5, 15), "due_reference": "-",
                          "law_id": "-", "lines_hash": "-", "by_id": "x", "by_name": "x",
                          "at": timezone.now()},
            )  # fmt: skip
            if not Line.objects.filter(membership=member, month=month).exists():
                Line.objects.create(
                    bill=bill, membership=member, month=month, kind="regular", price=row,
                    amount=row.total, borne=row.borne, withheld=row.withheld,
                )  # fmt: skip
        transaction.set_rollback(True)


def fill(members: int) -> None:
    """Villages, funds, settings and members of a regency; bulk SQL, for this benchmark only."""
    from django.db import transaction
    from django.utils import timezone

    from payung.base import bulk
    from payung.base.policy.models import Setting
    from payung.base.territory.models import Area
    from payung.edge.site.prepare import prepare
    from payung.programme.funds.models import Fund
    from payung.programme.membership.models import Employer

    prepare(lambda _line: None)
    villages = list(
        Area.objects.in_area(REGENCY).filter(level="village").values_list("code", flat=True)
    )
    now = bulk.moment(timezone.now())
    with transaction.atomic():
        common = {"area": REGENCY, "payer_level": "village", "regulation": "Perbup",
                  "valid_from": date(2023, 1, 1), "kind": "apbdes"}  # fmt: skip
        add = Fund.objects.create(code="add", name="ADD", **common)
        own = Fund.objects.create(code="aparat", name="ADD aparat", **common)
        for scope, value in (("perangkat", 2_328_969),):
            Setting.objects.create(
                code="wage_base", scope=scope, area=REGENCY, value=value,
                valid_from=date(2026, 1, 1), paper="UMP", by_id="x", by_name="x",
            )  # fmt: skip
        employers = {
            v: Employer.objects.create(area_id=v, npp=f"PU{n:06}", name=v, kind="employer").pk
            for n, v in enumerate(villages)
        }
        _people(bulk, members, villages, employers, now)
        _months(bulk, members, add.pk, own.pk)


def name_of(n: int) -> str:
    """A name without digits, another for each number."""
    letters = ""
    while n:
        n, rest = divmod(n, 20)
        letters += "bcdfghjklmnprstvwyzq"[rest] + "aeiou"[rest % 5]
    return f"Warga {letters.capitalize()}"


def _people(
    bulk: Any, members: int, villages: list[str], employers: dict[str, int], now: Any
) -> None:
    born = date(1985, 5, 15)
    bulk.insert(
        "people_person",
        ("id", "village_id", "name", "name_key", "sex", "birth_place", "birth_date", "nik",
         "nik_index", "nik_tail", "nik_state", "kk", "kk_index", "mother_name", "address",
         "hamlet", "rt", "rw", "citizenship", "occupation", "occupation_text", "phone",
         "life_status", "created_at", "updated_at", "withdrawn_reason"),
        ((n, villages[n % len(villages)], name_of(n), name_of(n).upper(), "L", "", born, b"",
          f"{n:032x}", "", "given", b"", "", b"", "", "", "", "", 1, 81 if n % 50 == 0 else 9, "",
          b"", "alive", now, now, "") for n in range(1, members + 1)),
        {"origin_content": "", "origin_fields": "[]"},
    )  # fmt: skip
    bulk.insert(
        "membership_membership",
        ("id", "person_id", "village_id", "segment", "employer_id", "kpj", "kpj_index", "since",
         "end_reason", "end_paper", "double", "created_at"),
        ((n, n, villages[n % len(villages)], "pu" if n % 10 == 0 else "bpu",
          employers[villages[n % len(villages)]] if n % 10 == 0 else None, b"", "",
          date(2026, 1, 1), "", "", False, now) for n in range(1, members + 1)),
    )  # fmt: skip


def _months(bulk: Any, members: int, add: int, own: int) -> None:
    """Three months for everybody; officials have no decree line: the wage is the row's."""
    bulk.insert(
        "membership_covermonth",
        ("membership_id", "month", "fund_id", "programmes", "base", "amount", "law_id"),
        ((n, month, own if n % 10 == 0 else add, "jkk,jkm,jht" if n % 10 == 0 else "jkk,jkm",
          2_000_000 + 100_000 * (n // 10 % 5) if n % 10 == 0 else 1_000_000, 0, "-")
         for month in ("2026-04", "2026-05", "2026-06") for n in range(1, members + 1)),
    )  # fmt: skip


if __name__ == "__main__":
    main()
