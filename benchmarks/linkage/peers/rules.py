"""Two rules as offices use them: the same NIK; or that, or two other agreements.

python -m benchmarks.linkage.peers.rules nik|rule LEFT RIGHT PAIRS
"""

import sys

import duckdb
from benchmarks.linkage.peers.cleaning import clean_sql

FUZZY = (
    "(jaro_winkler_similarity(l.nama, r.nama) >= 0.85 OR"
    " list_has_any(string_split(l.nama, ' '), string_split(r.nama, ' ')))"
)
NIK = "l.nik = r.nik"
JOINS = {
    "nik": ((NIK, 1.0),),
    "rule": (
        (f"{NIK} AND {FUZZY}", 3.0),
        ("l.nama = r.nama AND l.lahir = r.lahir", 2.0),
        (f"l.desa = r.desa AND l.lahir = r.lahir AND {FUZZY}", 1.0),
    ),
}


def main() -> None:
    kind, left, right, out = sys.argv[1:]
    con = duckdb.connect()
    con.execute(f"CREATE TABLE l AS {clean_sql(left)}")
    con.execute(f"CREATE TABLE r AS {clean_sql(right)}")
    once = " AND l.unique_id < r.unique_id" if left == right else ""
    found = " UNION ALL ".join(
        f"SELECT l.unique_id id_l, r.unique_id id_r, {weight} weight FROM l JOIN r ON {on}{once}"
        for on, weight in JOINS[kind]
    )
    con.execute(
        f"""COPY (SELECT id_l, id_r, max(weight)::DOUBLE weight, 1.0::DOUBLE probability
        FROM ({found}) GROUP BY ALL) TO '{out}' (FORMAT parquet)"""
    )


if __name__ == "__main__":
    main()
