"""Closing, opening and blind-indexing of personal values (AES-256-GCM, HMAC-SHA256)."""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from payung.base.vault import keys

NONCE = 12


class VaultError(Exception):
    """A stored value cannot be opened: wrong key file, or the value was changed."""


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(plain: bytes) -> bytes:
    """Encrypt; the result carries the key's id, so it opens after a change of keys."""
    ring = keys.load()
    nonce = os.urandom(NONCE)
    name = ring.current.encode()
    return name + b":" + nonce + _cipher(ring.keys[ring.current]).encrypt(nonce, plain, name)


def unseal(sealed: bytes) -> bytes:
    """Decrypt what `seal` made. Raises VaultError."""
    name, _, rest = bytes(sealed).partition(b":")
    key = keys.load().keys.get(name.decode("ascii", "replace"))
    if key is None:
        raise VaultError("Kunci untuk data ini tidak ada di berkas kunci.")
    try:
        return _cipher(key).decrypt(rest[:NONCE], rest[NONCE:], name)
    except Exception as error:
        raise VaultError(
            "Data terenkripsi tidak dapat dibuka: kunci salah atau data berubah."
        ) from error


def blind_index(subject: str, value: str) -> str:
    """A keyed fingerprint for equality search; `subject` keeps NIK and KK apart.

    32 hex digits: 128 bits, so that two values never share one by chance. '' stays ''.
    """
    if not value:
        return ""
    mac = hmac.digest(keys.load().index_key, f"{subject}\0{value}".encode(), hashlib.sha256)
    return mac[:16].hex()
