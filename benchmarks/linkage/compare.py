"""Payung and its peers on the same lists in the same run.

    python -m benchmarks.linkage.compare [--rows 100000] [--set heldout|first] [--seed N]
        [--noise 2] [--culture belu] [--dedupe] [--only payung nik rule plain expert ecm]

Each contender is a process of its own that reads the files and writes pairs with weights; processor
time, wall time and peak memory are that process's, cleaning included. Every figure counts against
all true pairs. Peers run in environments of their own, made at the first run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks.linkage.environments import HOME, python_of, versions
from benchmarks.linkage.scoring import Pairs, Score

ROOT = Path(__file__).resolve().parents[2]
PEERS = "benchmarks.linkage.peers"
NAMES = {
    "nik": "exact NIK, cleaned", "rule": "rule of three agreements", "ecm": "recordlinkage ECM",
    "plain": "Splink 5 as it comes", "expert": "Splink 5 by an expert", "payung": "payung",
}  # fmt: skip
HEAD = (
    "contender", "pairs", "reached", "F1 all", "best all", "F1", "precision", "recall", "best F1",
    "R@P.999", "R@P.9998", "auto P", "auto R", "review", "CPU s", "wall s", "peak MB",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """What a contender's process used."""

    cpu: float
    wall: float
    peak_mb: float
    said: str


def main() -> None:
    given = _arguments()
    lists = make_lists(given)
    only = given.only or [n for n in NAMES if not (given.dedupe and n == "ecm")]
    print(f"{lists.name}, load {os.getloadavg()[0]:.1f}")
    print(f"{versions('splink')}; {versions('recordlinkage')}")
    print(" | ".join(HEAD))
    kept: dict[str, Pairs] = {}
    results: dict[str, dict[str, float | str]] = {}
    for name in only:
        pairs = lists / f"pairs-{name}.parquet"
        run = measure(command(name, lists, pairs))
        kept[name] = Pairs(pairs, lists)
        score = kept[name].score()
        print(line(name, score, run), flush=True)
        results[name] = {**asdict(score), **asdict(run)}
        if name == "payung":
            print(f"  wall seconds by step: {json.loads(run.said)['seconds']}")
    _kinds(kept)
    _groups(kept)
    kept_results = lists / "results.json"
    if kept_results.exists():
        results = json.loads(kept_results.read_text()) | results
    kept_results.write_text(json.dumps(results, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--set", choices=("heldout", "first"), default="heldout")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--culture")
    parser.add_argument("--dedupe", action="store_true")
    parser.add_argument("--only", nargs="+", choices=list(NAMES))
    return parser.parse_args()


def make_lists(given: argparse.Namespace) -> Path:
    """The folder of the lists, made if they are not there yet."""
    module = f"benchmarks.linkage{'.heldout' if given.set == 'heldout' else ''}.make"
    seed = given.seed or (2026 if given.set == "heldout" else 7)
    parts = [given.set, str(given.rows), f"seed{seed}", f"noise{given.noise:g}"]
    parts += [given.culture] * bool(given.culture) + ["dedupe"] * given.dedupe
    folder = HOME / "lists" / "-".join(parts)
    if not (folder / "truth.parquet").exists():
        asked = ["--rows", str(given.rows), "--seed", str(seed), "--noise", str(given.noise)]
        asked += ["--culture", given.culture] if given.culture else []
        asked += ["--dedupe"] if given.dedupe else []
        subprocess.run(
            [sys.executable, "-m", module, *asked, "--out", folder], cwd=ROOT, check=True
        )
    return folder


def command(name: str, lists: Path, pairs: Path) -> list[str | Path]:
    """What to run for a contender."""
    left, right = lists / "left.parquet", lists / "right.parquet"
    dedupe = not right.exists()
    both = [left, left if dedupe else right]
    here: list[str | Path] = [sys.executable, "-m"]
    if name == "payung":
        files = ["dedupe", left] if dedupe else ["link", *both]
        return [*here, "payung.edge.cli", *files, "--out", pairs, "--json"]
    if name in {"nik", "rule"}:
        return [*here, f"{PEERS}.rules", name, *both, pairs]
    if name == "ecm":
        return [python_of("recordlinkage"), "-m", f"{PEERS}.ecm", *both, pairs]
    return [python_of("splink"), "-m", f"{PEERS}.splink_link", name, *both, pairs]


def measure(asked: list[str | Path]) -> Run:
    """Run it to the end; processor time and peak memory of that one process."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    started = time.perf_counter()
    with TemporaryFile() as errors:
        child = subprocess.Popen(
            asked, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors
        )
        said = child.stdout.read().decode() if child.stdout else ""
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            raise SystemExit(f"{asked[1:4]} failed:\n{errors.read().decode()[-3000:]}")
    wall = time.perf_counter() - started
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, said)


def line(name: str, score: Score, run: Run) -> str:
    shares = (
        score.reached, score.own_f1, score.best_f1_all, score.f1, score.precision, score.recall,
        score.best_f1, score.recall_at_999, score.recall_at_9998,
        score.auto_precision, score.auto_recall, score.review,
    )  # fmt: skip
    cells = [NAMES[name], str(score.pairs), *(f"{share:.5f}" for share in shares)]
    return " | ".join([*cells, f"{run.cpu:.1f}", f"{run.wall:.1f}", f"{run.peak_mb:.0f}"])


def _kinds(kept: dict[str, Pairs]) -> None:
    print(
        "\ntrue pairs missed, by kind of damage on either side\nkind | pairs | " + " | ".join(kept)
    )
    tables = [{kind: (many, good) for kind, many, good in p.by_kind()} for p in kept.values()]
    for kind, (many, _good) in sorted(tables[0].items(), key=lambda x: -x[1][0]):
        missed = [f"{1 - t[kind][1] / t[kind][0]:.4f}" for t in tables]
        print(f"{kind} | {many} | " + " | ".join(missed))


def _groups(kept: dict[str, Pairs]) -> None:
    print("\nmissed share / false share of links, by group\ngroup | pairs | " + " | ".join(kept))
    tables = [{name: (many, m, f) for name, many, m, f in p.by_group()} for p in kept.values()]
    for name, (many, _m, _f) in tables[0].items():
        cells = [f"{t[name][1]:.4f} / {t[name][2]:.4f}" for t in tables]
        print(f"{name} | {many} | " + " | ".join(cells))


if __name__ == "__main__":
    main()
