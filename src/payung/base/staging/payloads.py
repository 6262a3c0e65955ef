"""The sealed content of a staged row, and its keyed fingerprint."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from payung.base.vault.crypto import blind_index, seal, unseal

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def content_hash(kind: str, area: str, values: dict[str, Any], kept: Sequence[str]) -> str:
    """Fingerprint of what a row says, in one region: 32 hex digits, keyed, so nobody can guess."""
    return blind_index(f"{kind}:{area}", encode([values.get(name) for name in kept]))


def pack(values: dict[str, Any], raw: Sequence[Any] | None = None) -> bytes:
    """Seal a row: `values` by field; `raw` its cells as they came, where something is amiss."""
    return seal(encode({"v": values, "r": raw} if raw else {"v": values}).encode())


def unpack(payload: bytes) -> tuple[dict[str, Any], list[Any]]:
    """(values, cells as they came or []) of a sealed row."""
    body = json.loads(unseal(payload))
    return body["v"], body.get("r") or []


def key_index(kind: str, key: Any) -> str:
    """Blind index of the value that may stand once in a file; '' for none (empty, or NIK 0)."""
    return blind_index(f"key:{kind}", str(key)) if key and key != "0" else ""
