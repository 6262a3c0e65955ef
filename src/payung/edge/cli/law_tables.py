"""`payung law price` and `payung law diff`: tables of people, and what a later text changes."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.scenarios import load_scenario
from payung.core.law.settings import load_settings
from payung.core.law.wording import figure

if TYPE_CHECKING:
    from payung.core.law.batch.comparison import Comparison
    from payung.core.law.batch.difference import Difference
    from payung.core.law.batch.engine import TableEngine

DONE, SOME_REFUSED, NOT_DONE = 0, 1, 2
ENGINES = ("local", "fused", "duckdb", "spark")


def register_tables(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands over tables."""
    price = command(commands, "price", run_price, "hitung tabel orang / price a table of people")
    price.add_argument("people", metavar="PEOPLE.parquet")
    price.add_argument("--out", required=True, metavar="OUT.parquet")
    price.add_argument("--scenario", action="append", default=[], metavar="SCENARIO.yaml")
    price.add_argument("--engine", choices=ENGINES, default="local")
    diff = command(commands, "diff", run_diff, "beda dua hasil hitungan / two priced tables")
    diff.add_argument("before", metavar="BEFORE.parquet")
    diff.add_argument("after", metavar="AFTER.parquet")
    diff.add_argument("--out", required=True, metavar="DIFF.parquet")


def law_of(args: argparse.Namespace) -> Law:
    """The law, with a district's settings over it where a file is named."""
    return load_settings(Path(args.settings)) if args.settings else current_law()


def print_json(answer: object) -> None:
    """A document on standard output."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def run_price(args: argparse.Namespace) -> int:
    """Price a Parquet file of people; exit 1 when some rows were refused."""
    from payung.core.law.batch.table import price_table

    people, out = Path(args.people), Path(args.out)
    check_paths(people, out)
    law = law_of(args)
    scenarios = [load_scenario(Path(name), law) for name in args.scenario]
    engine = engine_of(args.engine, out)
    started = time.monotonic()
    done = price_table(
        people, out, law=law, scenarios=scenarios, progress=bar(sys.stderr), engine=engine
    )
    answer = {
        "people": done.people,
        "rows": done.rows,
        "total": done.total,
        "law_id": done.law_id,
        "refused": done.refused,
        "refused_file": str(done.refused_file) if done.refused_file else None,
        "out": str(out),
        "comparison": compared(done.comparison) if done.comparison else None,
        "seconds": round(time.monotonic() - started, 3),
    }
    if args.json:
        print_json(answer)
    else:
        said = figure(done.total, "rupiah", args.lang)
        print(f"{done.people} orang, {done.rows} baris iuran, jumlah {said}: {out}")
        if done.comparison:
            print("\n".join(comparison_lines(done.comparison, args.lang)))
    for code, count in done.refused.items():
        print(f"{count} × {code}, lihat {done.refused_file}", file=sys.stderr)
    return SOME_REFUSED if done.refused else DONE


def engine_of(name: str, out: Path) -> "TableEngine | None":
    """The engine of that name; None is `local`, which picks between the two in this process."""
    if name == "spark":
        from payung.core.law.batch.spark import SparkEngine

        return SparkEngine()
    if name == "fused":
        from payung.core.law.fused.engine import FusedEngine

        return FusedEngine(out, least=0)
    if name == "duckdb":
        from payung.core.law.batch.duck import DuckEngine

        return DuckEngine(out)
    return None


def compared(comparison: "Comparison") -> dict[str, Any]:
    """A comparison as plain data."""
    return {
        "baseline": comparison.baseline,
        "person_months": comparison.months,
        "heads": comparison.heads,
        "scenarios": [
            {
                "name": outcome.name,
                "label_id": outcome.label_id,
                "label_en": outcome.label_en,
                "law_id": outcome.law_id,
                "total": outcome.total,
                "difference": outcome.total - comparison.baseline,
                "person_months": outcome.months,
                "heads": outcome.heads,
            }
            for outcome in comparison.outcomes
        ],
        "file": str(comparison.file),
    }


def comparison_lines(comparison: "Comparison", lang: Any) -> list[str]:
    """A comparison as sentences, one for the law as it is and one for each scenario."""
    english = lang == "en"
    words = ("protected", "persons", "person-months") if english else (
        "terlindungi", "orang", "bulan-orang"
    )  # fmt: skip

    def line(name: str, money: str, heads: int, months: int) -> str:
        return f"{name}: {money}; {words[0]} {heads} {words[1]}, {months} {words[2]}"

    before = comparison.baseline
    now = figure(before, "rupiah", lang)
    lines = [line("Now" if english else "Sekarang", now, comparison.heads, comparison.months)]
    for outcome in comparison.outcomes:
        change = figure(outcome.total - before, "rupiah", lang)
        sign = "+" if outcome.total >= before else ""
        money = f"{figure(outcome.total, 'rupiah', lang)} ({sign}{change})"
        label = outcome.label_en if english else outcome.label_id
        lines.append(line(label, money, outcome.heads, outcome.months))
    return [*lines, str(comparison.file)]


def check_paths(people: Path, out: Path) -> None:
    """Refuse a file that is not there, and an output that cannot be or would overwrite it."""
    if not people.exists():
        raise LawRefusal(
            "unreadable", f"Berkas {people} tidak ada.", f"The file {people} is not there."
        )
    if not out.parent.is_dir() or out.resolve() == people.resolve():
        raise LawRefusal(
            "out_invalid",
            f"Hasil tidak dapat ditulis ke {out}; pilih nama lain di folder yang ada.",
            f"The result cannot be written to {out}; choose another name in an existing folder.",
        )


def bar(stream: TextIO) -> Callable[[float], None]:
    """A progress bar that redraws one line on a terminal, and tells each tenth elsewhere."""
    shown = -1

    def draw(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent == shown or (not stream.isatty() and percent // 10 == shown // 10):
            return
        shown = percent
        filled = "█" * (percent // 5)
        ends = ("\r", "\n" if percent == 100 else "") if stream.isatty() else ("", "\n")
        print(f"{ends[0]}{filled:░<20} {percent:3d} %", end=ends[1], file=stream, flush=True)

    return draw


def run_diff(args: argparse.Namespace) -> int:
    """Hold a priced table against the same people priced under another text of the law."""
    from payung.core.law.batch.difference import compare_tables

    before, after, out = Path(args.before), Path(args.after), Path(args.out)
    check_paths(before, out)
    check_paths(after, out)
    found = compare_tables(before, after, out)
    if args.json:
        print_json(differing(found, out))
    else:
        print("\n".join([*difference_lines(found, args.lang), str(out)]))
    return DONE


def differing(found: "Difference", out: Path) -> dict[str, Any]:
    """A difference as plain data."""
    return {
        "law_id_before": found.law_before,
        "law_id_after": found.law_after,
        "before": found.before,
        "after": found.after,
        "difference": found.after - found.before,
        "rows": {"changed": found.changed, "added": found.added, "removed": found.removed},
        "months": [
            {
                "month": month.month,
                "rows": month.rows,
                "before": month.before,
                "after": month.after,
                "difference": month.after - month.before,
            }
            for month in found.months
        ],
        "out": str(out),
    }


def difference_lines(found: "Difference", lang: Any) -> list[str]:
    """A difference as sentences: the whole, then every month with rows that differ."""
    english = lang == "en"
    rows = "rows differ" if english else "baris berbeda"

    def line(name: str, before: int, after: int, count: int) -> str:
        told = [figure(number, "rupiah", lang) for number in (before, after, after - before)]
        sign = "+" if after > before else ""
        return f"{name}: {told[0]} → {told[1]} ({sign}{told[2]}), {count} {rows}"

    count = found.changed + found.added + found.removed
    laws = f"law_id {found.law_before or '–'} → {found.law_after or '–'}"
    first = line("All" if english else "Semua", found.before, found.after, count)
    return [laws, first, *(line(m.month, m.before, m.after, m.rows) for m in found.months)]
