"""The sealed content of a staged row, and its keyed fingerprint."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from payung.base.vault.crypto import Vault, current

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
decode = json.JSONDecoder().decode


def content_hash(
    kind: str, area: str, values: dict[str, Any], kept: Sequence[str], vault: Vault | None = None
) -> str:
    """Fingerprint of what a row says, in one region: 32 hex digits, keyed, so nobody can guess."""
    get = values.get
    text = "\x1f".join([str(get(name) or "") for name in kept])
    return (vault or current()).blind_index(f"{kind}:{area}", text)


def pack(
    values: dict[str, Any], raw: Sequence[Any] | None = None, vault: Vault | None = None
) -> bytes:
    """Seal a row: `values` by field; `raw` its cells as they came, where something is amiss."""
    body = encode({"v": values, "r": raw} if raw else {"v": values})
    return (vault or current()).seal(body.encode())


def unpack(
    payload: bytes | memoryview, vault: Vault | None = None
) -> tuple[dict[str, Any], list[Any]]:
    """(values, cells as they came or []) of a sealed row."""
    body = decode((vault or current()).unseal(bytes(payload)).decode())
    return body["v"], body.get("r") or []


def key_index(subject: str, key: Any, vault: Vault | None = None) -> str:
    """Blind index of the value that may stand once in a file; '' for none (empty, or NIK 0)."""
    if not key or key == "0":
        return ""
    return (vault or current()).blind_index(subject, str(key))
