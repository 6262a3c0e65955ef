"""The generators of the linkage benchmark: the same seed, the documented noise, a true truth."""

import json
from pathlib import Path

import duckdb
import pytest
from benchmarks.linkage import damage, make
from benchmarks.linkage.heldout import make as heldout
from benchmarks.linkage.heldout.words import TRADITIONS

FROZEN = Path(heldout.__file__).parent / "FROZEN.json"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    make.write_two(folder, 20_000, 7)
    return folder


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        for name in ("left", "right", "truth", "records"):
            if (folder / f"{name}.parquet").exists():
                con.execute(f"CREATE VIEW \"{name}\" AS FROM '{folder / name}.parquet'")
        return con.execute(query).fetchall()


def test_same_seed_same_lists(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make.write_two(tmp_path / name, 1000, seed)
    a, b, c = (rows(tmp_path / n, 'FROM "left" ORDER BY id') for n in "abc")
    assert a == b
    assert a != c


def test_truth_joins_the_same_person_once(lists: Path) -> None:
    found = rows(
        lists,
        """SELECT count(*), count(DISTINCT id_l), count(DISTINCT id_r),
           count(*) FILTER (a.person = b.person), count(*) FILTER (a.sex = b.sex)
           FROM truth JOIN records a ON a.id = id_l JOIN records b ON b.id = id_r""",
    )
    assert found == [(16_000,) * 5]
    assert rows(lists, 'SELECT count(*) FROM "left" UNION ALL SELECT count(*) FROM "right"') == [
        (20_000,), (20_000,),
    ]  # fmt: skip


def test_undamaged_niks_agree_and_no_two_people_share_one(lists: Path) -> None:
    clean = "NOT regexp_matches({}.kinds, 'nik_')"
    agreed = rows(
        lists,
        f"""SELECT bool_and(l.nik = r.nik) FROM truth
            JOIN "left" l ON l.id = id_l JOIN "right" r ON r.id = id_r
            JOIN records a ON a.id = id_l JOIN records b ON b.id = id_r
            WHERE {clean.format("a")} AND {clean.format("b")}""",
    )
    assert agreed == [(True,)]
    shared = rows(
        lists,
        f"""SELECT count(*) FROM (SELECT nik FROM "right" JOIN records k USING (id)
            WHERE {clean.format("k")} GROUP BY nik HAVING count(*) > 1)""",
    )
    assert shared == [(0,)]


@pytest.mark.parametrize("side", ["L", "R"])
def test_damage_falls_as_documented(lists: Path, side: str) -> None:
    found = dict(
        rows(
            lists,
            f"""SELECT kind, count(*) / 20000 FROM
                (SELECT unnest(string_split(kinds, ' ')) kind FROM records WHERE id[1] = '{side}')
                GROUP BY ALL""",
        )
    )
    needs_words = {"token_dropped", "swapped", "initial", "nickname"}
    for kind, shares in damage.KINDS.items():
        wanted = shares["LR".index(side)]
        least = 0.6 if kind in needs_words or kind == "nik_above" else 0.75
        most = 2.2 if kind == "kk_changed" else 1.25  # who moves gets a new card as well
        noise = 4 * (wanted / 20_000) ** 0.5
        assert wanted * least - noise <= found.get(kind, 0) <= wanted * most + noise, kind


def test_noise_doubles(tmp_path: Path, lists: Path) -> None:
    make.write_two(tmp_path, 20_000, 7, noise=2)
    query = "SELECT count(*) FROM records WHERE id[1] = 'L' AND kinds LIKE '%nik_missing%'"
    (once,), (twice,) = rows(lists, query)[0], rows(tmp_path, query)[0]
    assert 1.7 < twice / once < 2.3


def test_one_culture_alone(tmp_path: Path) -> None:
    make.write_two(tmp_path, 2000, 7, cultures=("ntt",))
    assert rows(tmp_path, "SELECT DISTINCT culture FROM records") == [("ntt",)]


def test_one_list_holds_doubles(tmp_path: Path) -> None:
    make.write_one(tmp_path, 5000, 7)
    found = rows(
        tmp_path,
        """SELECT count(*), bool_and(a.person = b.person), bool_and(id_l < id_r)
           FROM truth JOIN records a ON a.id = id_l JOIN records b ON b.id = id_r""",
    )
    several = "SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM records GROUP BY person)"
    assert found == [(rows(tmp_path, several)[0][0], True, True)]
    assert rows(tmp_path, 'SELECT count(*) FROM "left"') == [(5000,)]


def test_world_has_households_and_one_word_names(lists: Path) -> None:
    shares = dict(
        rows(lists, "SELECT culture, avg(one_word::INT) FROM records WHERE id[1] = 'L' GROUP BY 1")
    )
    assert all(0.03 < share < 0.3 for share in shares.values())
    serials = dict(
        rows(
            lists,
            "SELECT nik[13:] <= '0004', count(*) FROM \"right\" WHERE len(nik) = 16 GROUP BY 1",
        )
    )
    assert serials[True] / sum(serials.values()) > 0.97


def test_heldout_lists_are_the_frozen_ones() -> None:
    frozen = json.loads(FROZEN.read_text())["sha256"]
    two = heldout.two_lists(2000, 2026, 1.0, list(TRADITIONS))
    one = heldout.one_list(2000, 2026, 1.0, list(TRADITIONS))
    assert heldout.fingerprint(two) == frozen["small"]
    assert heldout.fingerprint(one) == frozen["small dedupe"]


def test_heldout_truth_joins_the_same_person() -> None:
    two = heldout.two_lists(2000, 2026, 1.0, list(TRADITIONS))
    person = dict(zip(two["records"]["id"], two["records"]["person"], strict=True))
    pairs = list(zip(two["truth"]["id_l"], two["truth"]["id_r"], strict=True))
    assert len(pairs) == 1560
    assert all(person[a] == person[b] for a, b in pairs)
