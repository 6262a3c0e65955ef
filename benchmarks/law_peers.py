"""The law over a table of people, beside OpenFisca-Core, PolicyEngine-Core and no rule at all.

    PYTHONPATH=src python -m benchmarks.law_peers [--people 100000 1000000] [--peers …]

Half wage earners (JKK by five risk groups, JKM, JHT, JP with its cap that changes in March), half
non-wage workers (JKK and JHT by bracket, JKM), twelve months of 2025: one Parquet in, one Parquet
out, a row per person and month, for each contender in a process of its own. Amounts are compared,
one by one, with a reckoning in whole numbers written here by hand, which is itself compared with
exact fractions on a sample. `scan` reads and writes the same rows without any rule.

`rules` is the CPU time without writing: for the peers their `calculate` calls alone, from arrays to
arrays; for payung and the scan reading the file, reckoning and summing every column; `loop` is the
fused loop alone, from arrays to arrays. `bare` is the fused engine with no rule in its loop.

The peers (AGPL) get an environment each under var/benchmarks, are run as programs, and are part
of nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import venv
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import duckdb
from benchmarks.law_peer import AMOUNTS, CAPS, RISKS, brackets
from benchmarks.law_work import CHILDREN, measured

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "benchmarks"
PEERS = {
    "openfisca_core": "openfisca-core==46.0.1",
    "policyengine_core": "policyengine-core==3.33.12",
}
MODES = ("documented", "tuned", "tuned-plain")
OUT = CACHE / f"law-out-{os.getpid()}.parquet"
SAMPLE = 2_000
CHECKED = 1_000_000
"""Amounts are compared for so many people at most."""
OURS = ("payung duckdb", "payung fused")


def main() -> int:
    asked = _arguments()
    if asked.child:
        print(json.dumps(measured(asked.child, Path(asked.source), Path(asked.target))))
        return 0
    CACHE.mkdir(parents=True, exist_ok=True)
    pythons = {core: _environment(core) for core in asked.peers}
    versions = ", ".join(PEERS[core] for core in asked.peers)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, DuckDB {duckdb.__version__}, {versions}")
    for count in asked.people:
        compare(count, pythons, asked.modes, asked.ours)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--modes", nargs="+", default=list(MODES), choices=list(MODES))
    parser.add_argument("--ours", nargs="+", default=list(CHILDREN), choices=list(CHILDREN))
    parser.add_argument("--child", choices=list(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("source", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("target", nargs="?", help=argparse.SUPPRESS)
    return parser.parse_args()


def compare(count: int, pythons: dict[str, Path], modes: list[str], ours: list[str]) -> None:
    """Everybody on one table of people; prints a line each, then the ratios."""
    people, exact = CACHE / f"law-{count}.parquet", CACHE / f"law-exact-{os.getpid()}.parquet"
    make_people(people, count)
    oracle(people, exact)
    check_oracle(people, exact)
    print(f"\n{count} persons × 12 months   (load average {os.getloadavg()[0]:.1f})")
    print(f"{'':30}{'CPU s':>9}{'wall s':>9}{'rules s':>9}{'peak MB':>9}{'wrong amounts':>15}")
    found: dict[str, dict[str, Any]] = {}
    for name in ours:
        found[name] = _run([sys.executable, "-m", "benchmarks.law_peers", "--child", name], people)
        found[name]["wrong"] = 0 if name == "scan" else wrong(OUT, exact)
        _line(name, found[name])
    for core, python in pythons.items():
        for mode in modes:
            name = f"{core.partition('_')[0]} {mode}"
            script = str(Path(__file__).with_name("law_peer.py"))
            found[name] = _run([str(python), "-I", script, core, mode], people)
            found[name]["wrong"] = wrong(OUT, exact)
            _line(name, found[name])
    _ratios(found)
    for file in CACHE.glob(f"{OUT.stem}*.parquet"):
        file.unlink()
    exact.unlink()


def _ratios(found: dict[str, dict[str, Any]]) -> None:
    """How many times payung's cost each contender's is, and what a reform adds."""
    for ours in [name for name in OURS if name in found]:
        base = found[ours]
        alone = base.get("loop", base["rules"])
        for name, figures in found.items():
            if name in (*OURS, "scan"):
                continue
            told = ", ".join(f"{figures[key] / base[key]:.2f} × {key}" for key in ("cpu", "peak"))
            print(f"{name} against {ours}: {told}, {figures['rules'] / base['rules']:.2f} × rules, "
                  f"{figures['rules'] / alone:.2f} × rules alone")  # fmt: skip
        scan = found.get("scan")
        if scan is None:
            continue
        least = base["least"]
        floor = least.get("bare", scan["least"]["rules"])
        print(f"{ours} against the scan: {base['cpu'] / scan['cpu']:.2f} × from file to file,"
              f" {base['rules'] / scan['rules']:.2f} × without writing;"
              f" against its own reading: {least['rules'] / floor:.2f} ×")  # fmt: skip
        one, three = least["one reform"], least["three reforms"]
        print(f"{ours}: a first reform {one / least['rules'] - 1:+.2f} ×,"
              f" each further {(three - one) / 2 / least['rules']:+.2f} ×")  # fmt: skip


def _line(name: str, figures: dict[str, Any]) -> None:
    rules = f"{figures['rules']:9.2f}" if "rules" in figures else f"{'':>9}"
    print(f"{name:30}{figures['cpu']:9.2f}{figures['wall']:9.2f}{rules}{figures['peak']:9.0f}"
          f"{figures['wrong']:15d}", flush=True)  # fmt: skip


def _run(command: list[str], people: Path) -> dict[str, Any]:
    OUT.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [*command, str(people), str(OUT)],
        check=False, capture_output=True, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _environment(core: str) -> Path:
    """The interpreter of a peer's own environment, made once."""
    folder = CACHE / f"env-{core}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", PEERS[core], "pyarrow"]
        subprocess.run(install, check=True)
        (folder / "ready").touch()
    return python


def make_people(path: Path, count: int) -> None:
    """Seeded people; the same count gives the same file."""
    if path.exists():
        return
    risks = ", ".join(f"'{risk}'" for risk in RISKS)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute("SELECT setseed(0.2026)")
    connection.execute(
        f"""COPY (SELECT n AS person_id, segment,
          CASE segment WHEN 'pu' THEN 'jkk,jkm,jht,jp'
               ELSE CASE n % 3 WHEN 0 THEN 'jkk,jkm,jht' ELSE 'jkk,jkm' END END AS programmes,
          CASE segment WHEN 'pu' THEN wage END AS wage,
          CASE segment WHEN 'bpu' THEN income END AS income,
          CASE segment WHEN 'pu' THEN [{risks}][1 + n % 5] END AS risk,
          '2025-01' AS month_from, 12 AS months
        FROM (SELECT range AS n, CASE range % 2 WHEN 0 THEN 'pu' ELSE 'bpu' END AS segment,
                CAST(1000000 + random() * random() * 20000000 AS BIGINT) AS wage,
                CAST(random() * random() * 22000000 AS BIGINT) AS income
              FROM range({count}))) TO '{path}' (FORMAT parquet)"""
    )


def oracle(people: Path, out: Path) -> None:
    """The same contributions in whole numbers, of so many people as are compared."""
    duckdb.execute(f"COPY ({reckoned_by_hand(people, CHECKED)}) TO '{out}' (FORMAT parquet)")


def reckoned_by_hand(people: Path, most: int) -> str:
    """The contributions in whole numbers, as SQL: twice the amount plus one, halved."""
    rate = " ".join(f"WHEN '{risk}' THEN {round(float(r) * 10_000)}" for risk, r in RISKS.items())
    base = " ".join(f"WHEN income >= {low} THEN {to}" for low, to in reversed(brackets()))
    before, after = CAPS.values()
    return f"""SELECT person_id, month, jkk, jkm, jht, jp, worker, jkk + jkm + jht + jp AS total,
          CASE segment WHEN 'pu' THEN total - worker ELSE 0 END AS employer,
          CASE segment WHEN 'bpu' THEN total ELSE 0 END AS participant FROM (
        SELECT person_id, segment, month,
          CASE segment WHEN 'pu' THEN (wage * CASE risk {rate} END * 2 + 10000) // 20000
               ELSE base // 100 END AS jkk,
          CASE segment WHEN 'pu' THEN (wage * 3 * 2 + 1000) // 2000 ELSE 6800 END AS jkm,
          CASE WHEN segment = 'pu' THEN (wage * 57 * 2 + 1000) // 2000
               WHEN programmes = 'jkk,jkm,jht' THEN base // 50 ELSE 0 END AS jht,
          CASE segment WHEN 'pu' THEN (capped * 3 * 2 + 100) // 200 ELSE 0 END AS jp,
          CASE segment WHEN 'pu' THEN (wage * 2 * 2 + 100) // 200 + (capped * 2 + 100) // 200
               ELSE 0 END AS worker
        FROM (SELECT *, printf('2025-%02d', m) AS month, CASE {base} END AS base,
                least(wage, CASE WHEN m < 3 THEN {before} ELSE {after} END) AS capped
              FROM read_parquet('{people}'), range(1, 13) months(m)
              WHERE person_id < {most}))"""


def check_oracle(people: Path, out: Path) -> None:
    """The whole numbers against fractions; a benchmark with a wrong judge must not go on."""
    rows = duckdb.execute(
        f"""SELECT segment, programmes, wage, income, risk, month, {", ".join(AMOUNTS)}
        FROM read_parquet('{people}') p JOIN read_parquet('{out}') o USING (person_id)
        WHERE person_id < {SAMPLE}"""
    ).fetchall()
    bad = [row for row in rows if exact_parts(*row[:6]) != row[6:]]
    if bad:
        raise SystemExit(f"the oracle is wrong: {bad[:3]}")


def exact_parts(
    segment: str, programmes: str, wage: int, income: int, risk: str, month: str
) -> tuple[int, ...]:
    """One person and month in fractions, rounded half up."""

    def half_up(amount: Fraction) -> int:
        return floor(amount + Fraction(1, 2))

    if segment == "pu":
        cap = [amount for day, amount in CAPS.items() if day[:7] <= month][-1]
        capped = min(wage, cap)
        shares = (Fraction(RISKS[risk]), Fraction("0.003"), Fraction("0.057"))
        parts = (*(half_up(wage * share) for share in shares), half_up(capped * Fraction("0.03")))
        worker = half_up(wage * Fraction("0.02")) + half_up(capped * Fraction("0.01"))
        return (*parts, sum(parts) - worker, worker, 0, sum(parts))
    base = [to for low, to in brackets() if low <= income][-1]
    jht = half_up(base * Fraction("0.02")) if "jht" in programmes else 0
    parts = (half_up(base * Fraction("0.01")), 6800, jht, 0)
    return (*parts, 0, 0, sum(parts), sum(parts))


def wrong(out: Path, exact: Path) -> int:
    """Amounts (a person, a month, a programme) that differ by a rupiah or more, or are missing."""
    differs = " + ".join(f"(o.{p} IS DISTINCT FROM e.{p})::INT" for p in AMOUNTS)
    counted = duckdb.execute(
        f"""SELECT coalesce(sum({differs}), 0) FROM read_parquet('{exact}') e
        LEFT JOIN read_parquet('{out}') o ON o.person_id = e.person_id AND o.month = e.month"""
    ).fetchall()
    return int(counted[0][0])


if __name__ == "__main__":
    sys.exit(main())
