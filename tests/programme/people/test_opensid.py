"""OpenSID's own 43 columns, in codes and in words, end in the register as the same people."""

from __future__ import annotations

from typing import Any

import pytest
from tests.importing import imported
from tests.resident_files import nik, xlsx
from tests.world import KEWAR, World

from payung.programme.people.models import Person
from payung.programme.people.queries import word_of

HEADERS = [
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir",
    "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin",
    "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu",
    "golongan_darah_id", "akta_lahir", "dokumen_pasport", "tanggal_akhir_paspor",
    "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam",
    "alamat_sekarang", "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi",
    "lat", "lng",
]  # fmt: skip
CODES = {
    "alamat": "Jl. Nenuk", "dusun": "Webora", "rw": "001", "rt": "003", "nama": "MARIA BERE",
    "no_kk": "5304010101800011", "nik": nik(1, day=57), "sex": "2", "tempatlahir": "Kewar",
    "tanggallahir": "17/08/1980", "agama_id": "3", "pendidikan_kk_id": "3", "pekerjaan_id": "9",
    "status_kawin": "2", "kk_level": "3", "warganegara_id": "1", "nama_ibu": "ROSALIA HOAR",
    "status_dasar": "1",
}  # fmt: skip
WORDS = CODES | {
    "sex": "PEREMPUAN", "agama_id": "Katholik", "pekerjaan_id": "Petani/Pekebun",
    "status_kawin": "Kawin", "kk_level": "Istri", "warganegara_id": "WNI", "status_dasar": "Hidup",
    "nik": f"'{nik(1, day=57)}",
}  # fmt: skip


def row(values: dict[str, Any]) -> list[Any]:
    return [values.get(name, "") for name in HEADERS]


@pytest.mark.parametrize("values", [CODES, WORDS], ids=["codes", "words"])
def test_every_kept_column(world: World, values: dict[str, Any]) -> None:
    batch = imported(world.actor("op_kewar"), xlsx([row(values)], HEADERS), KEWAR)
    assert (batch.format, batch.counts) == ("opensid", {"new": 1})
    one = Person.objects.get()
    assert (one.name, one.sex, str(one.birth_date)) == ("MARIA BERE", "P", "1980-08-17")
    assert (one.nik, one.kk, one.mother_name) == (nik(1, day=57), CODES["no_kk"], "ROSALIA HOAR")
    assert (one.occupation, one.marital_status, one.family_relation) == (9, 2, 3)
    assert (one.hamlet, one.rt, one.rw, one.citizenship) == ("Webora", "003", "001", 1)
    assert (one.life_status, one.nik_state) == ("alive", "given")
    assert word_of("occupation", one.occupation) == "Petani/pekebun"


def test_codes_and_words_are_the_same_content(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx([row(CODES)], HEADERS), KEWAR)
    again = imported(operator, xlsx([row(WORDS)], HEADERS), KEWAR)
    assert again.counts == {"unchanged": 1}


def test_the_dead_and_the_temporary_are_known_as_such(world: World) -> None:
    dead = CODES | {"status_dasar": "2", "nik": nik(2, day=57)}
    temporary = CODES | {"nik": "0530401200100001", "nama": "ANA MAU"}
    imported(world.actor("op_kewar"), xlsx([row(dead), row(temporary)], HEADERS), KEWAR)
    assert Person.objects.get(name="MARIA BERE").life_status == "dead"
    assert Person.objects.get(name="ANA MAU").nik_state == "temporary"


def test_a_death_in_a_later_list_is_a_change_with_its_source(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx([row(CODES)], HEADERS), KEWAR)
    batch = imported(operator, xlsx([row(CODES | {"status_dasar": "2"})], HEADERS), KEWAR)
    assert batch.counts == {"changed": 1}
    one = Person.objects.get()
    assert one.life_status == "dead"
    assert one.sources.get(batch=batch).fields == ["life_status"]
