"""`payung verify` finds what somebody changed behind Payung's back, each kind of it."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.site.walk_world import Built, Things, built_once

from payung.base.files import actions as files
from payung.base.files.actions import place_of, read
from payung.base.files.models import StoredFile
from payung.base.journal import triggers
from payung.base.vault import keys
from payung.base.vault.checking import check_keys
from payung.edge.cli.errors import explained
from payung.edge.cli.verify import as_text, examine

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Built, Path]]:
    """Districts with something of everything, and their data directory."""
    folder = tmp_path_factory.mktemp("utuh")
    with built_once(django_db_blocker, DATA_DIR=folder) as made:
        yield made, folder


@pytest.fixture
def things(built: tuple[Built, Path], tmp_path: Path, settings: Any) -> Things:
    """One district, and files of the test's own to harm."""
    made, folder = built
    settings.DATA_DIR = Path(shutil.copytree(folder, tmp_path / "data"))
    return made.districts[0]


def sql(statement: str, *values: object) -> None:
    """What the owner of the database can do, its guards lifted."""
    triggers.run(connection, triggers.removals(connection.vendor))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def told() -> str:
    return as_text(examine())


def test_an_untouched_house_is_whole(things: Things) -> None:
    assert told().startswith("Utuh: ")


TAMPERED: dict[str, tuple[str, str]] = {
    "an event": (
        "UPDATE journal_event SET actor_name = 'Orang Lain' WHERE seq = 3", "telah diubah"
    ),
    "an event's paper": ("UPDATE journal_event SET paper = 'SK 99' WHERE seq = 5", "telah diubah"),
    "a row change": (
        """UPDATE journal_change SET "row" = '999999' WHERE id IN """
        "(SELECT min(id) FROM journal_change)", "Rincian perubahan"
    ),
    "the head": ("UPDATE journal_head SET seq = seq - 1", "Ujung jurnal"),
    "a decree's line": (
        "UPDATE selection_decreeline SET name = 'Orang Titipan' WHERE position = 1",
        "Lampiran keputusan",
    ),
    "a decree's sum": (
        "UPDATE selection_decreeline SET base = base + 1 WHERE position = 1", "Lampiran keputusan"
    ),
    "a decree's hash": (
        "UPDATE selection_decree SET annex_hash = 'abc'", "tercatat dalam jurnal"
    ),
    "a report": ("UPDATE reports_snapshot SET content = '{}'", "dibekukan"),
    "a report's hash": ("UPDATE reports_snapshot SET content_hash = 'abc'", "Laporan"),
    "a file's row": (
        "UPDATE files_storedfile SET name = 'lain.xlsx' "
        "WHERE id = (SELECT min(id) FROM files_storedfile)", "tercatat dalam jurnal"
    ),
    "a paid month": (
        "UPDATE membership_covermonth SET posting_id = NULL WHERE posting_id IS NOT NULL",
        "Riwayat iuran",
    ),
    "a receipt out of nothing": (
        "UPDATE membership_covermonth SET posting_id = (SELECT min(id) FROM membership_posting) "
        "WHERE posting_id IS NULL", "Riwayat iuran",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_row_is_found(things: Things, what: str) -> None:
    statement, sentence = TAMPERED[what]
    sql(statement)
    said = told()
    assert said.startswith("TIDAK UTUH"), said
    assert sentence in said


def test_a_deleted_event_is_found(things: Things) -> None:
    triggers.run(connection, triggers.removals(connection.vendor))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_change WHERE event_id = 4")
        cursor.execute("DELETE FROM journal_event WHERE seq = 4")
    assert "Peristiwa 4 sampai 4 hilang." in told()


def test_the_last_event_cannot_be_cut_off(things: Things) -> None:
    triggers.run(connection, triggers.removals(connection.vendor))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM journal_event")
        last = cursor.fetchone()[0]
        cursor.execute("DELETE FROM journal_change WHERE event_id = %s", [last])
        cursor.execute("DELETE FROM journal_event WHERE seq = %s", [last])
    assert "Ujung jurnal" in told()


def a_file() -> StoredFile:
    return StoredFile.objects.order_by("pk")[0]


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _turned(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("harm", [Path.unlink, _emptied, _turned], ids=["gone", "empty", "changed"])
def test_a_harmed_file_is_found(things: Things, harm: Callable[[Path], None]) -> None:
    file = a_file()
    harm(place_of(file.sha256))
    assert f"Berkas {file.name} (nomor {file.pk})" in told()


def test_a_swapped_file_is_found(things: Things) -> None:
    one, other = StoredFile.objects.order_by("pk")[:2]
    place_of(one.sha256).write_bytes(place_of(other.sha256).read_bytes())
    assert "Isi berkas berubah sejak disimpan" in told()


def test_sending_the_good_file_again_heals_the_store(
    built: tuple[Built, Path], things: Things
) -> None:
    operator = built[0].world.actor("op_kewar")
    file = a_file()
    good = read(file)
    _turned(place_of(file.sha256))
    with pytest.raises(files.FileRefused):
        read(file)
    files.store(by=operator, content=good, name=file.name, purpose="uji")
    assert read(file) == good


@pytest.mark.parametrize("column", ["people_person.nik", "people_person.kk", "staging_row.payload"])
def test_a_sealed_value_that_does_not_open_is_found(things: Things, column: str) -> None:
    table, _, name = column.partition(".")
    sql(f"UPDATE {table} SET {name} = %s WHERE id = (SELECT max(id) FROM {table})", b"k1:harm" * 9)
    said = told()
    assert f"1 nilai tersegel di {column} tidak dapat dibuka" in said


def test_lost_keys_are_one_sentence(things: Things, settings: Any) -> None:
    keys._load.cache_clear()
    (settings.DATA_DIR / "keys.json").unlink()
    said = told()
    assert "Kembalikan keys.json dari cadangan" in said
    assert not (settings.DATA_DIR / "keys.json").exists(), "no new keys over old data"
    keys._load.cache_clear()


def test_other_keys_are_one_sentence(things: Things, settings: Any) -> None:
    path = settings.DATA_DIR / "keys.json"
    ring = json.loads(path.read_text())
    ring["keys"] = {"k1": base64.b64encode(os.urandom(32)).decode()}
    path.write_text(json.dumps(ring))
    keys._load.cache_clear()
    assert "bukan kunci data ini" in told()
    keys._load.cache_clear()


def test_nothing_is_served_with_lost_keys(things: Things, settings: Any) -> None:
    check_keys()
    keys._load.cache_clear()
    (settings.DATA_DIR / "keys.json").unlink()
    with pytest.raises(keys.KeysLost) as lost:
        check_keys()
    assert explained(lost.value).startswith("Berkas kunci ")
    keys._load.cache_clear()
