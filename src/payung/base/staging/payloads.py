"""The sealed content of a staged row, and its keyed fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from payung.base.vault.crypto import Vault, current

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
decode = json.JSONDecoder().decode


def content_hasher(
    kind: str, area: str, kept: Sequence[str], vault: Vault
) -> Callable[[dict[str, Any]], str]:
    """Fingerprints of what rows say, in one region: 32 hex digits, keyed, so nobody can guess."""
    index = vault.indexer(f"{kind}:{area}")

    def content_hash(values: dict[str, Any]) -> str:
        get = values.get
        texts = [get(name) or "" for name in kept]
        try:
            return index("\x1f".join(texts))
        except TypeError:  # a number among them
            return index("\x1f".join(map(str, texts)))

    return content_hash


def body(values: dict[str, Any], raw: Sequence[Any] | None = None) -> bytes:
    """A row to be sealed: `values` by field, and its cells as they came if something is wrong."""
    return encode({"v": values, "r": raw} if raw else {"v": values}).encode()


def unpack(
    payload: bytes | memoryview, vault: Vault | None = None
) -> tuple[dict[str, Any], list[Any]]:
    """(values, cells as they came or []) of a sealed row."""
    opened = decode((vault or current()).unseal(bytes(payload)).decode())
    return opened["v"], opened.get("r") or []


def key_index(subject: str, key: Any, vault: Vault | None = None) -> str:
    """Blind index of the value that may stand once in a file; '' for none (empty, or NIK 0)."""
    if not key or key == "0":
        return ""
    return (vault or current()).blind_index(subject, str(key))
