"""Closing, opening and blind-indexing of personal values (AES-256-GCM, HMAC-SHA256)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from payung.base.vault import keys
from payung.base.vault.keys import VaultError

NONCE = 12
BLOCK = 64  # of SHA-256, in bytes


class Vault:
    """One key ring ready for use: what the functions below do, for many values in a row."""

    __slots__ = ("_encrypt", "_inner", "_name", "_opened", "_outer", "_prefix", "ring")

    def __init__(self, ring: keys.KeyRing) -> None:
        self.ring = ring
        self._name = ring.current.encode()
        self._prefix = self._name + b":"
        self._encrypt = AESGCM(ring.keys[ring.current]).encrypt
        self._inner, self._outer = _hmac_states(ring.index_key)
        self._opened: dict[bytes, AESGCM] = {}

    def seal(self, plain: bytes) -> bytes:
        """Encrypt; the result carries the key's id, so it opens after a change of keys."""
        nonce = os.urandom(NONCE)
        return self._prefix + nonce + self._encrypt(nonce, plain, self._name)

    def seal_many(self, plains: Sequence[bytes]) -> list[bytearray]:
        """The same of many values, their nonces drawn in one go; an empty one stays empty.

        As bytearray, which sqlite3 takes as it is: for bytes it looks for an adapter each time.
        """
        drawn = os.urandom(NONCE * len(plains))
        nonces = [drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE)]
        encrypt, name, prefix = self._encrypt, self._name, bytearray(self._prefix)
        empty = bytearray()
        return [
            prefix + nonce + encrypt(nonce, plain, name) if plain else empty
            for plain, nonce in zip(plains, nonces, strict=True)
        ]

    def unseal(self, sealed: bytes | bytearray) -> bytes:
        """Decrypt what `seal` or `seal_many` made. Raises VaultError."""
        name, _, rest = bytes(sealed).partition(b":")
        try:
            return self._cipher(name).decrypt(rest[:NONCE], rest[NONCE:], name)
        except VaultError:
            raise
        except Exception as error:
            raise VaultError(
                "Data terenkripsi tidak dapat dibuka: kunci salah atau data berubah."
            ) from error

    def _cipher(self, name: bytes) -> AESGCM:
        if name not in self._opened:
            key = self.ring.keys.get(name.decode("ascii", "replace"))
            if key is None:
                raise VaultError("Kunci untuk data ini tidak ada di berkas kunci.")
            self._opened[name] = AESGCM(key)
        return self._opened[name]

    def blind_index(self, subject: str, value: str) -> str:
        """A keyed fingerprint for equality search; `subject` keeps NIK and KK apart.

        32 hex digits: 128 bits, so that two values never share one by chance. '' stays ''.
        """
        return self.indexer(subject)(value)

    def indexer(self, subject: str) -> Callable[[str], str]:
        """`blind_index` of one subject, for many values in a row."""
        begun, outer = self._inner.copy(), self._outer
        begun.update(f"{subject}\0".encode())

        def index(value: str) -> str:
            if not value:
                return ""
            inner, around = begun.copy(), outer.copy()
            inner.update(value.encode())
            around.update(inner.digest())
            return around.digest()[:16].hex()

        return index


def _hmac_states(key: bytes) -> tuple[hashlib._Hash, hashlib._Hash]:
    """HMAC-SHA-256 (RFC 2104) with the key already taken in, so that each value costs half."""
    if len(key) > BLOCK:
        key = hashlib.sha256(key).digest()
    padded = key.ljust(BLOCK, b"\0")
    return tuple(hashlib.sha256(bytes(b ^ pad for b in padded)) for pad in (0x36, 0x5C))  # type: ignore[return-value]


_current: list[Vault] = []


def current() -> Vault:
    """The vault of the installation's key ring; hold it while many values are worked on."""
    ring = keys.load()
    if not _current or _current[0].ring is not ring:
        _current[:] = [Vault(ring)]
    return _current[0]


def seal(plain: bytes) -> bytes:
    """Encrypt one value."""
    return current().seal(plain)


def unseal(sealed: bytes) -> bytes:
    """Decrypt what `seal` made. Raises VaultError."""
    return current().unseal(bytes(sealed))


def blind_index(subject: str, value: str) -> str:
    """The keyed fingerprint of one value."""
    return current().blind_index(subject, value)
