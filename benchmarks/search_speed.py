"""Finding people among a million: each search as the pages make it, in the process.

    python -m benchmarks.search_speed [--people 1000000] [--engines sqlite postgresql]
        [--keep FOLDER]

In the register of `benchmarks.register`: a first page, a deep page, and each way to search, for a
village operator, a camat and a district officer; and the whole page of the register through the
site (session, rights, template) for the officer. The target is 50 ms for each. `--keep` leaves
SQLite's database in a folder and uses it again.
"""

from __future__ import annotations

import argparse
import json
import resource
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.register import TARGET_MS, fill, measure, on_engines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--keep", default="", help="folder for SQLite's database")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(child(arguments.people)))
        return 0
    slow = 0
    for _engine, found in on_engines(
        "benchmarks.search_speed", arguments.engines, arguments.people, keep=arguments.keep
    ):
        print(
            f"{'search':44}{'rows':>6}{'best ms':>9}{'median ms':>11}{'p95 ms':>9}"
            f"{'processor ms':>14}{'statements':>12}"
        )
        for name, rows, best, median, late, cpu, statements in found["searches"]:
            print(
                f"{name:44}{rows:>6}{best:>9.1f}{median:>11.1f}{late:>9.1f}{cpu:>14.1f}"
                f"{statements:>12}"
            )
            slow += best > TARGET_MS
        print(f"peak {found['peak']:.0f} MB; filled in {found['filled']:.0f} s")
    return 1 if slow else 0


def child(people: int) -> dict[str, Any]:
    import django

    django.setup()
    started = time.perf_counter()
    fill(people)
    filled = time.perf_counter() - started
    searches = [measure(name, search, 100) for name, search in (*cases(), *whole_pages())]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"searches": searches, "peak": peak, "filled": filled}


def cases() -> Iterator[tuple[str, Callable[[], int]]]:
    """Every kind of search, for each reach."""
    from django.http import QueryDict

    from payung.base.accounts.roles import ROLES
    from payung.base.territory.actor import Actor, Grant
    from payung.base.ui.paging import keyset_page, sort_from
    from payung.programme.people.models import Person
    from payung.programme.people.queries import search

    def actor(role: str, area: str) -> Actor:
        return Actor("user:0", role, (Grant(role, area, area, ROLES[role].rights),))

    reach = {
        "village": actor("village_operator", "53.04.12.1001"),
        "kecamatan": actor("camat", "53.04.12"),
        "district": actor("dpmd", "53.04"),
    }
    known = Person.objects.filter(village_id="53.04.12.1001").order_by("name_key")
    keys = list(known.values_list("pk", flat=True))
    deep = keys[len(keys) // 2]
    texts = {
        "first page": ("", ""),
        "deep page": ("", f"setelah={deep}"),
        "common prefix (maria)": ("maria", ""),
        "rare prefix (maria balola)": ("maria balola", ""),
        "prefix of nobody (zzz)": ("zzz", ""),
        "last four digits": ("1234", ""),
        "whole NIK": ("5304010101800001", ""),
    }
    for where, who in reach.items():
        for what, (text, query) in texts.items():

            def run(who: Actor = who, text: str = text, query: str = query) -> int:
                params = QueryDict(query)
                found = search(actor=who, text=text)
                return len(
                    keyset_page(found, params, sort_from(params, {"nama": "name_key"}, "nama"))
                )

            yield f"{where}: {what}", run


def whole_pages() -> Iterator[tuple[str, Callable[[], int]]]:
    """What a district officer's browser gets, without the server and the network."""
    import datetime as dt

    from django.test import Client

    from payung.base.accounts import actions as accounts
    from payung.base.accounts.models import User
    from payung.base.territory.models import Area
    from payung.programme.people.models import Person

    user = User.objects.filter(username="officer").first()
    if user is None:
        user = accounts.create_user(
            by=accounts.SYSTEM, username="officer", name="Officer", password=secrets.token_hex(8)
        )
        accounts.assign(
            by=accounts.SYSTEM, user=user, role="dpmd", area=Area.objects.get(code="53.04"),
            since=dt.date(2020, 1, 1), paper="benchmark",
        )  # fmt: skip
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    deep = Person.objects.order_by("name_key")[500_000:500_001].first()
    deepest = deep.pk if deep else 0
    for what, address in (
        ("first page", "/pendataan/warga/"),
        ("deep page", f"/pendataan/warga/?setelah={deepest}"),
        ("one village", "/pendataan/warga/?desa=53.04.12.1001"),
    ):

        def ask(address: str = address) -> int:
            page = client.get(address)
            if page.status_code != 200:
                raise SystemExit(f"{address} answers {page.status_code}")
            return len(page.content) // 1024

        yield f"whole page, KB: {what}", ask


if __name__ == "__main__":
    sys.exit(main())
