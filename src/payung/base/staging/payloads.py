"""The sealed content of a staged row, and its keyed fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from payung.base.vault.crypto import Vault, current

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
decode = json.JSONDecoder().decode


def content_indexer(kind: str, area: str, vault: Vault) -> Callable[[str], str]:
    """Fingerprints of what rows say, in one region: 32 hex digits, keyed, so nobody can guess."""
    return vault.indexer(f"{kind}:{area}")


def content_of(values: Mapping[str, Any], kept: Sequence[str]) -> str:
    """What a row says, for its fingerprint."""
    try:
        return APART.join(map(values.get, kept, [""] * len(kept)))
    except TypeError:  # a number among them
        return APART.join([str(values.get(name) or "") for name in kept])


#: Between values, and between names and values: control characters, which cleaning takes away.
APART, FROM_NAMES = "\x1f", "\x1e"


def body(values: Mapping[str, Any], raw: Sequence[Any] | None = None) -> bytes:
    """A row to be sealed: `values` by field, and its cells as they came if something is wrong."""
    text = _joined(list(values.values()))
    cells = _joined(raw) if raw else ""
    if text is None or cells is None:
        return encode({"v": dict(values), **({"r": raw} if raw else {})}).encode()
    after = f"{FROM_NAMES}{cells}" if raw else ""
    return f"{APART.join(values)}{FROM_NAMES}{text}{after}".encode()


def _joined(texts: Sequence[Any]) -> str | None:
    """Texts one after the other: a third of what JSON costs. None if they are not all texts, or
    hold the marks."""
    try:
        text = APART.join(texts)
    except TypeError:
        return None
    return text if text.count(APART) == len(texts) - 1 and FROM_NAMES not in text else None


def unpack(
    payload: bytes | memoryview, vault: Vault | None = None
) -> tuple[dict[str, Any], list[Any]]:
    """(values, cells as they came or []) of a sealed row."""
    text = (vault or current()).unseal(bytes(payload)).decode()
    if text[0] == "{":
        opened = decode(text)
        return opened["v"], opened.get("r") or []
    names, values, *cells = text.split(FROM_NAMES)
    raw = cells[0].split(APART) if cells else []
    return dict(zip(_names(names), values.split(APART), strict=True)), raw


@lru_cache(maxsize=500)
def _names(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(APART))


def key_index(subject: str, key: Any, vault: Vault | None = None) -> str:
    """Blind index of the value that may stand once in a file; '' for none (empty, or NIK 0)."""
    if not key or key == "0":
        return ""
    return (vault or current()).blind_index(subject, str(key))
