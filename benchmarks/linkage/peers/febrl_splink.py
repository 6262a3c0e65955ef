"""Splink 5 on FEBRL with its own comparisons, trained without labels.

python -m benchmarks.linkage.peers.febrl_splink LEFT RIGHT PAIRS
"""

import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLUMNS = (
    "given_name", "surname", "street_number", "address_1", "suburb", "postcode", "date_of_birth",
    "soc_sec_id",
)  # fmt: skip


def main() -> None:
    left, right, out = sys.argv[1:]
    con = duckdb.connect()
    names = ["a"] if left == right else ["a", "b"]
    for name, source in zip(names, (left, right), strict=False):
        columns = ", ".join(f"nullif({c}, '') AS {c}" for c in COLUMNS)
        con.execute(f"CREATE TABLE {name} AS SELECT id AS unique_id, {columns} FROM '{source}'")
    api = DuckDBAPI(con)
    tables = [api.register(n) for n in names]
    linker = Linker(
        tables if len(tables) > 1 else tables[0], _settings(len(tables)), log_level=None
    )
    sure = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in ("date_of_birth", "postcode"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(rule), record_sample_proportion=1.0
        )
    pairs = linker.inference.predict(threshold_match_probability=1e-4)
    con.execute(
        f"""COPY (SELECT unique_id_l id_l, unique_id_r id_r, match_weight::DOUBLE weight,
        match_probability::DOUBLE probability FROM {pairs.physical_name})
        TO '{out}' (FORMAT parquet)"""
    )


def _settings(lists: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only" if lists > 1 else "dedupe_only",
        comparisons=[
            cl.ForenameSurnameComparison("given_name", "surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("street_number", [1]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"), block_on("soc_sec_id"), block_on("date_of_birth"),
            block_on("postcode", "street_number"), block_on("address_1"),
            block_on("surname", "suburb"),
            "l.given_name = r.surname AND l.surname = r.given_name",
        ],
        retain_matching_columns=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
