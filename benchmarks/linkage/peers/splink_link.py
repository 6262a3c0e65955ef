"""Splink 5: as its documentation starts, and as somebody who knows these lists would set it up.

    python -m benchmarks.linkage.peers.splink_link plain|expert LEFT RIGHT PAIRS

`plain` takes the library's own comparisons with their defaults, four blocking rules and its three
steps of training. `expert` writes the levels by hand (NIK by what is wrong with it, names by
spelling, by order and by parts with term frequencies, card, mother and village in one comparison)
and blocks ten ways.
"""

import sys
from typing import Any

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from benchmarks.linkage.peers.cleaning import clean_sql
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

# For the expert: one spelling for sounds, words in order of the alphabet.
SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("sh", "s"), ("kh", "h"),
    ("ch", "h"), ("ph", "p"), ("th", "t"), ("f", "p"), ("v", "p"), ("z", "s"), ("q", "k"),
    ("y", "i"), ("j", "i"), ("oo", "u"), ("ie", "i"), ("iia", "ia"), ("os ", "us "), ("is ", "us "),
)  # fmt: skip
SHORT = (
    ("muh", "muhamad"), ("moh", "muhamad"), ("mohamad", "muhamad"), ("mohammad", "muhamad"),
    ("muhammad", "muhamad"), ("mhd", "muhamad"), ("moch", "muhamad"), ("mochamad", "muhamad"),
    ("abd", "abdul"), ("ach", "ahmad"), ("achmad", "ahmad"), ("akhmad", "ahmad"), ("st", "siti"),
    ("sitti", "siti"), ("dg", "daeng"), ("frans", "fransiskus"), ("yos", "yosef"),
    ("yoh", "yohanes"), ("th", "theresia"), ("wy", "wayan"), ("kt", "ketut"), ("md", "made"),
)  # fmt: skip


def main() -> None:
    kind, left, right, out = sys.argv[1:]
    con = duckdb.connect()
    con.execute("SET threads = 2")
    dedupe = left == right
    for name, source in (("l", left), ("r", right))[: 1 if dedupe else 2]:
        con.execute(f"CREATE TABLE {name} AS {clean_sql(source)}")
        if kind == "expert":
            con.execute(f"CREATE OR REPLACE TABLE {name} AS {_expert_columns(name)}")
    api = DuckDBAPI(con)
    tables = [api.register(n) for n in ("l", "r")[: 1 if dedupe else 2]]
    link_type = "dedupe_only" if dedupe else "link_only"
    settings = _plain(link_type) if kind == "plain" else _expert(link_type)
    linker = Linker(tables if not dedupe else tables[0], settings, log_level=None)
    _train(linker, kind, 0.8)
    pairs = linker.inference.predict(threshold_match_probability=0.001)
    con.execute(
        f"""COPY (SELECT unique_id_l id_l, unique_id_r id_r, match_weight::DOUBLE weight,
        match_probability::DOUBLE probability FROM {pairs.physical_name})
        TO '{out}' (FORMAT parquet)"""
    )


def _train(linker: Linker, kind: str, recall: float) -> None:
    sure = [block_on("nik"), block_on("nama", "lahir")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    rules: list[Any] = [block_on("nama", "lahir"), block_on("nik")]
    if kind == "expert":
        rules = [block_on("bentuk", "lahir"), block_on("nik"), block_on("kk", "lahir")]
    for rule in rules:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, record_sample_proportion=1.0
        )


def _plain(link_type: Any) -> SettingsCreator:
    return SettingsCreator(
        link_type=link_type,
        comparisons=[
            cl.LevenshteinAtThresholds("nik", [1, 2]),
            cl.NameComparison("nama"),
            cl.ExactMatch("kelamin"),
            cl.DateOfBirthComparison("lahir", input_is_string=False),
            cl.JaroWinklerAtThresholds("tempat"),
            cl.NameComparison("ibu"),
            cl.ExactMatch("kk"),
            cl.ExactMatch("desa").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"), block_on("nama_depan", "lahir"), block_on("kk", "nama_depan"),
            block_on("desa", "lahir"), block_on("desa", "nama"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def _expert_columns(name: str) -> str:
    sounds = "lower(coalesce(nama, ''))"
    short = " ".join(f"WHEN '{a}' THEN '{b}'" for a, b in SHORT)
    words = f"list_transform(string_split({sounds}, ' '), lambda w: CASE w {short} ELSE w END)"
    spelt = f"array_to_string({words}, ' ') || ' '"
    for old, new in SOUNDS:
        spelt = f"replace({spelt}, '{old}', '{new}')"
    spelt = rf"trim(regexp_replace({spelt}, '(?i)([a-z])h\b', '\1', 'g'))"
    for letter in "abdegiklmnoprstu":
        spelt = f"replace({spelt}, '{letter * 2}', '{letter}')"
    return f"""
    WITH spelt AS (SELECT *, {spelt} AS ejaan FROM {name}),
    parts AS (SELECT *, list_sort(list_distinct(string_split(ejaan, ' '))) AS kata FROM spelt)
    SELECT * EXCLUDE (ejaan), nullif(array_to_string(kata, ' '), '') AS bentuk,
      kata[1] AS kata1, kata[-1] AS kata2, left(nik, 12) AS kode, right(nik, 4) AS seri,
      month(lahir) * 100 + day(lahir) AS hari, year(lahir) AS tahun, left(desa, 6) AS kecamatan,
      greatest(day(lahir), month(lahir)) * 100 + least(day(lahir), month(lahir)) AS hari_bebas
    FROM parts"""


def _levels(*levels: Any) -> list[Any]:
    """Level from (condition, label), creators as they are."""
    return [cll.CustomLevel(*x) if isinstance(x, tuple) else x for x in levels]


def _nik() -> Any:
    return cl.CustomComparison(
        _levels(
            cll.NullLevel("nik"),
            cll.ExactMatchLevel("nik"),
            ("kode_l = kode_r AND levenshtein(seri_l, seri_r) = 1", "one digit of the serial"),
            ("kode_l = kode_r", "the serial differs"),
            # So rare among strangers that no sample finds it.
            cll.CustomLevel(
                "seri_l = seri_r AND damerau_levenshtein(nik_l, nik_r) = 1",
                "damage outside the serial",
            ).configure(u_probability=1e-5, fix_u_probability=True),
            ("damerau_levenshtein(nik_l, nik_r) <= 2", "two digits"),
            cll.ElseLevel(),
        ),
        output_column_name="nik",
    )


def _name() -> Any:
    return cl.CustomComparison(
        _levels(
            cll.NullLevel("bentuk"),
            cll.ExactMatchLevel("bentuk").configure(tf_adjustment_column="bentuk"),
            ("jaro_winkler_similarity(bentuk_l, bentuk_r) >= 0.94", "nearly"),
            ("len(kata_l) > 1 AND len(kata_r) > 1 AND (list_has_all(kata_l, kata_r) OR"
             " list_has_all(kata_r, kata_l))", "one within the other, two words"),
            ("list_has_all(kata_l, kata_r) OR list_has_all(kata_r, kata_l)", "one word within"),
            ("jaro_winkler_similarity(nama_l, nama_r) >= 0.88", "like"),
            ("list_has_any(kata_l, kata_r)", "a word in common"),
            ("jaro_winkler_similarity(bentuk_l, bentuk_r) >= 0.75", "somewhat"),
            cll.ElseLevel(),
        ),
        output_column_name="nama",
    )  # fmt: skip


def _birth() -> Any:
    return cl.CustomComparison(
        _levels(
            cll.NullLevel("lahir"),
            ("lahir_l = lahir_r AND hari_l <> 101", "same day"),
            ("lahir_l = lahir_r", "same first of January"),
            ("tahun_l = tahun_r AND hari_bebas_l = hari_bebas_r", "day and month swapped"),
            ("tahun_l = tahun_r AND (hari_l = 101 OR hari_r = 101)", "one on the first of January"),
            ("hari_l = hari_r", "the year differs"),
            (
                "tahun_l = tahun_r AND damerau_levenshtein(lahir_l::TEXT, lahir_r::TEXT) <= 2",
                "slip",
            ),
            cll.ElseLevel(),
        ),
        output_column_name="lahir",
    )


def _home() -> Any:
    mother = "jaro_winkler_similarity(ibu_l, ibu_r) >= 0.88"
    other = "jaro_winkler_similarity(ibu_l, ibu_r) < 0.75"
    return cl.CustomComparison(
        _levels(
            cll.NullLevel("desa"),
            (f"kk_l = kk_r AND {mother}", "card and mother"),
            (f"kk_l = kk_r AND {other}", "card, another mother"),
            ("kk_l = kk_r", "card"),
            (f"desa_l = desa_r AND {mother}", "village and mother"),
            (mother, "mother"),
            (f"desa_l = desa_r AND {other}", "village, another mother"),
            ("desa_l = desa_r AND kk_l <> kk_r", "village, another card"),
            ("desa_l = desa_r", "village"),
            ("kecamatan_l = kecamatan_r", "kecamatan"),
            cll.ElseLevel(),
        ),
        output_column_name="rumah",
    )


def _expert(link_type: Any) -> SettingsCreator:
    return SettingsCreator(
        link_type=link_type,
        comparisons=[
            _nik(), _name(), _birth(), _home(),
            cl.ExactMatch("kelamin"),
            cl.JaroWinklerAtThresholds("tempat", [0.9]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"), block_on("lahir", "kata1"), block_on("lahir", "kata2"),
            block_on("hari_bebas", "tahun", "nama_depan"), block_on("kk", "kata1"),
            block_on("kk", "kata2"), block_on("kk", "lahir"), block_on("desa", "lahir", "kelamin"),
            block_on("desa", "bentuk"), block_on("desa", "ibu_depan", "nama_depan"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
