"""recordlinkage's ECM on FEBRL, with the comparisons of its documentation and wider blocks.

python -m benchmarks.linkage.peers.febrl_ecm LEFT RIGHT PAIRS
"""

import sys

import numpy as np
import pandas as pd
import recordlinkage


def main() -> None:
    left, right, out = sys.argv[1:]
    sources = [left] if left == right else [left, right]
    frames = [pd.read_parquet(s).set_index("id").replace("", None) for s in sources]
    indexer = recordlinkage.Index()
    for block in ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode"):
        indexer.block(block)
    candidates = indexer.index(*frames)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "state", "street_number"):
        compare.exact(column, column, label=column)
    features = compare.compute(candidates, *frames)
    model = recordlinkage.ECMClassifier()
    model.fit(features)
    probability = np.clip(model.prob(features).to_numpy(), 1e-12, 1 - 1e-12)
    found = features.index.to_frame(index=False)
    found.columns = pd.Index(["id_l", "id_r"])
    found["weight"] = (
        np.log2(probability / (1 - probability)) + features.sum(axis=1).to_numpy() * 1e-6
    )
    found["probability"] = probability
    found[found["probability"] > 1e-4].to_parquet(out, index=False)


if __name__ == "__main__":
    main()
