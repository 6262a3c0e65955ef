"""How long a month's reconciliation takes for 10.000 and 100.000 lines with 3 % differences.

``PYTHONPATH=src python benchmarks/reconcile_speed.py [--lines 10000 100000] [--engine sqlite]``
fills a fresh database per engine with made-up members (as `billing_speed`), bills the month, and
compares it with a list of BPJS as CSV: 1 % missing, 1 % with another sum, 1 % strangers. Measured:

- first: the comparison, and every good line's month becomes cover (receipts, histories, books);
- once more: the same file, which must change nothing.

Baselines in the same run: reading and checking the file alone (nothing can be faster than that),
and the natural loop that asks the database for each line's member and month, on 300 lines.
"""

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import billing_speed
from billing_speed import REGENCY, SAMPLE, fill, name_of, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--here", type=int, help="measure in this process, so many lines")
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measure(given.here)))
        return
    billing_speed.__file__ = __file__
    for engine in [given.engine] if given.engine else ["sqlite", "postgresql"]:
        for lines in given.lines:
            report(engine, billing_speed.run(engine, lines))


def report(engine: str, found: dict[str, Any]) -> None:
    print(f"{engine}: {found['lines']} lines, {found['differences']} differences")
    for name in ("first", "again", "reading"):
        one = found[name]
        print(
            f"  {name}: {one['statements']} statements, {one['wall']:.2f} s wall, "
            f"{one['cpu']:.2f} s processor, {one['wall'] / found['reading']['wall']:.1f} × reading"
        )
    each, base = found["again"]["wall"] / found["lines"], found["loop"]["wall"] / SAMPLE
    print(
        f"  loop over the ORM: {found['loop']['statements'] / SAMPLE:.1f} statements, "
        f"{1e3 * base:.2f} ms a line; ratio {base / each:.0f} to the comparison"
    )


def measure(lines: int) -> dict[str, Any]:
    """Fill the database of the environment and reconcile a month."""
    import django

    django.setup()
    fill(lines)
    from payung.base.territory.actor import Actor, Grant, Right
    from payung.core.calendar import Month
    from payung.programme.billing.actions import issue_bills, reconcile
    from payung.programme.billing.reconciling import read_lines

    month = Month(2026, 5)
    by = Actor("user:1", "Ukur", (Grant("dpmd", REGENCY, "", frozenset(Right)),))
    give_kpj(lines)
    issue_bills(by=by, area=REGENCY, month=month)
    content = listing(lines)
    done: list[Any] = []

    def act() -> None:
        done.append(reconcile(by=by, area=REGENCY, month=month, content=content, name="r.csv"))

    reading = timed(lambda: list(read_lines(content, "r.csv")))
    loop = timed(lambda: orm_loop(content))
    first, again = timed(act), timed(act)
    if done[1].new or done[1].mended or done[1].covered:
        raise SystemExit(f"the same file changed something: {done[1]}")
    return {"lines": done[0].lines, "differences": done[0].new, "first": first, "again": again,
            "reading": reading, "loop": loop}  # fmt: skip


def kpj(n: int) -> str:
    return f"26{n:09}"


def give_kpj(members: int) -> None:
    from django.db import transaction

    from payung.base import bulk
    from payung.programme.membership.matching import kpj_index

    with transaction.atomic():
        rows = [(kpj_index(kpj(n)), n) for n in range(1, members + 1)]
        bulk.update_by_id("membership_membership", {"kpj_index": "text"}, rows)


def listing(members: int) -> bytes:
    """BPJS's list: 1 % missing, 1 % another sum, 1 % strangers in place of the missing."""
    from payung.programme.billing.models import Line

    amounts = dict(Line.objects.values_list("membership_id", "amount"))
    chance = random.Random(2026)
    rows = ["No;KPJ;NIK;Nama Peserta;BLTH;Tgl Bayar;Kode Iuran;Total Iuran"]
    for n in range(1, members + 1):
        luck = chance.random()
        number = f"27{n:09}" if luck < 0.01 else kpj(n)
        amount = amounts[n] + (1000 if 0.01 <= luck < 0.02 else 0)
        name = name_of(n)
        rows.append(f"{n};{number};;{name};05-2026;12-05-2026;KI{n % 231:06};{amount}")
    return "\n".join(rows).encode()


def orm_loop(content: bytes) -> None:
    """The natural way: each line asks for its member and month."""
    from payung.programme.billing.models import Line
    from payung.programme.billing.reconciling import read_lines
    from payung.programme.membership.matching import kpj_index
    from payung.programme.membership.models import CoverMonth, Membership

    head = b"\n".join(content.split(b"\n")[: SAMPLE + 1])
    for said in read_lines(head, "r.csv"):
        if said.person is None:
            continue
        member = Membership.objects.filter(kpj_index=kpj_index(said.person.kpj)).first()
        if member is None:
            continue
        str(member.person.name)
        CoverMonth.objects.filter(membership=member, month=said.person.month).first()
        list(Line.objects.filter(membership=member, month=said.person.month))


if __name__ == "__main__":
    main()
