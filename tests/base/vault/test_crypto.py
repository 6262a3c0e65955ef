"""Personal values at rest: closed, opened, and told apart only by who holds the key."""

from __future__ import annotations

import base64
import hmac
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.base.vault import keys
from payung.base.vault.crypto import Vault, blind_index, current, seal, unseal
from payung.base.vault.keys import KeyRing, VaultError


@pytest.fixture(autouse=True)
def own_key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    path = tmp_path / "keys.json"
    monkeypatch.setenv("PAYUNG_KEY_FILE", str(path))
    return path


def test_round_trip() -> None:
    @given(st.binary(max_size=500))
    def holds(plain: bytes) -> None:
        assert unseal(seal(plain)) == plain

    holds()


def test_the_same_value_never_looks_the_same() -> None:
    assert seal(b"5304014101900001") != seal(b"5304014101900001")


def test_a_changed_value_does_not_open() -> None:
    sealed = bytearray(seal(b"5304014101900001"))
    sealed[-1] ^= 1
    with pytest.raises(VaultError):
        unseal(bytes(sealed))


def test_another_key_does_not_open(own_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal(b"rahasia")
    monkeypatch.setenv("PAYUNG_KEY_FILE", str(own_key_file.with_name("other.json")))
    with pytest.raises(VaultError):
        unseal(sealed)


def test_old_values_open_after_a_change_of_keys(
    own_key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = seal(b"lama")
    ring = json.loads(own_key_file.read_text())
    ring["keys"]["k2"] = base64.b64encode(b"2" * 32).decode()
    ring["current"] = "k2"
    changed = own_key_file.with_name("changed.json")
    changed.write_text(json.dumps(ring))
    monkeypatch.setenv("PAYUNG_KEY_FILE", str(changed))
    assert unseal(old) == b"lama"
    assert seal(b"baru").startswith(b"k2:")


def test_index_depends_on_subject_and_key(
    own_key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nik = blind_index("nik", "5304014101900001")
    assert nik == blind_index("nik", "5304014101900001")
    assert nik != blind_index("kk", "5304014101900001")
    assert blind_index("nik", "") == ""
    assert "5304" not in nik
    monkeypatch.setenv("PAYUNG_KEY_FILE", str(own_key_file.with_name("other.json")))
    assert nik != blind_index("nik", "5304014101900001")


def test_the_key_file_is_for_its_owner_only(own_key_file: Path) -> None:
    keys.load()
    assert stat.S_IMODE(own_key_file.stat().st_mode) == 0o600


def test_lost_keys_are_not_replaced_by_new_ones(own_key_file: Path) -> None:
    sealed = seal(b"5304014101900001")
    (own_key_file.parent / "files" / "ab").mkdir(parents=True)
    (own_key_file.parent / "files" / "ab" / "abcd").write_bytes(sealed)
    own_key_file.unlink()
    keys._load.cache_clear()
    with pytest.raises(keys.KeysLost, match=r"Kembalikan keys\.json dari cadangan"):
        unseal(sealed)
    assert not own_key_file.exists()


@pytest.mark.parametrize("length", [32, 64, 65, 200])
def test_a_blind_index_is_hmac_sha_256(length: int) -> None:
    """However long the key; the vault only takes it in beforehand."""
    key = bytes(range(length))
    vault = Vault(KeyRing("k1", {"k1": bytes(32)}, key))
    expected = hmac.new(key, b"nik\x005304014101900001", "sha256").digest()[:16].hex()
    assert vault.blind_index("nik", "5304014101900001") == expected


def test_many_are_sealed_each_with_a_nonce_of_its_own() -> None:
    vault = current()
    sealed = vault.seal_many([b"Maria", b"", b"Maria"])
    assert [vault.unseal(each) if each else b"" for each in sealed] == [b"Maria", b"", b"Maria"]
    assert sealed[1] == b""
    assert sealed[0] != sealed[2]
