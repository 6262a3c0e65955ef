"""recordlinkage 0.16: Jaro-Winkler comparisons, cut in two, classified by its ECM.

python -m benchmarks.linkage.peers.ecm LEFT RIGHT PAIRS
"""

import sys

import duckdb
import numpy as np
import pandas as pd
import recordlinkage
from benchmarks.linkage.peers.cleaning import clean_sql

BLOCKS = (
    ["nik"], ["lahir", "nama_depan"], ["lahir", "nama_akhir"], ["kk", "nama_depan"],
    ["kk", "lahir"], ["desa", "lahir"], ["desa", "nama"],
)  # fmt: skip


def main() -> None:
    left, right, out = sys.argv[1:]
    frames = [_read(left)] if left == right else [_read(left), _read(right)]
    indexer = recordlinkage.Index()
    for block in BLOCKS:
        indexer.block(block)
    compare = recordlinkage.Compare()
    for column, threshold in (("nama", 0.85), ("ibu", 0.85), ("tempat", 0.9)):
        compare.string(column, column, method="jarowinkler", threshold=threshold, label=column)
    for column in ("nik", "lahir", "kelamin", "kk", "desa"):
        compare.exact(column, column, label=f"{column} sama")
    candidates = _without_missing(indexer.index(*frames), frames)
    features = compare.compute(candidates, *frames)
    model = recordlinkage.ECMClassifier(binarize=0.5)
    model.fit(features)
    probability = model.prob(features).to_numpy()
    clipped = np.clip(probability, 1e-12, 1 - 1e-12)
    names = list(features.index.names)
    found = features.index.to_frame(index=False)
    found.columns = pd.Index(["id_l", "id_r"])
    # Ties of binary features are broken by how many agree.
    found["weight"] = np.log2(clipped / (1 - clipped)) + features.sum(axis=1).to_numpy() * 1e-6
    found["probability"] = probability
    found = found[found["probability"] > 0.001]
    if left == right:
        turned = found["id_l"] > found["id_r"]
        found.loc[turned, ["id_l", "id_r"]] = found.loc[turned, ["id_r", "id_l"]].to_numpy()
    found.to_parquet(out, index=False)
    print(names, len(candidates), file=sys.stderr)


def _read(source: str) -> pd.DataFrame:
    with duckdb.connect() as con:
        con.execute("SET threads = 2")
        frame = con.execute(clean_sql(source)).df().set_index("unique_id")
    frame["lahir"] = frame["lahir"].astype("string").str[:10]
    return frame.astype(object).where(frame.notna(), None)


def _without_missing(candidates: pd.MultiIndex, frames: list[pd.DataFrame]) -> pd.MultiIndex:
    """recordlinkage joins missing keys with one another; such pairs are not candidates."""
    left, right = frames[0], frames[-1]
    a = left.reindex(candidates.get_level_values(0))
    b = right.reindex(candidates.get_level_values(1))
    good = np.zeros(len(candidates), bool)
    for block in BLOCKS:
        same = np.ones(len(candidates), bool)
        for column in block:
            x, y = a[column].to_numpy(), b[column].to_numpy()
            same &= (x == y) & ~pd.isna(x)
        good |= same
    return candidates[good]


if __name__ == "__main__":
    main()
