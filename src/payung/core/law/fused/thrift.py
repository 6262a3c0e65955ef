"""The compact form in which Parquet writes its headers and its footer."""

from collections.abc import Mapping
from typing import Union

Value = Union[int, str, bytes, list["Value"], Mapping[int, "Value"]]  # noqa: UP007 - recursive
_BOOL, _I32, _I64, _BINARY, _LIST, _STRUCT = 1, 5, 6, 8, 9, 12


class Wide(int):
    """A whole number whose field is of 64 bits."""


class Written(bytes):
    """A struct that is written already."""


def struct(fields: Mapping[int, Value]) -> bytes:
    """The fields of a struct, by number, each with its kind, and the end.

    >>> struct({1: 3, 2: Wide(5)}).hex()
    '1506160a00'
    """
    out = bytearray()
    before = 0
    for number, value in sorted(fields.items()):
        kind = _BOOL + (not value) if isinstance(value, bool) else _kind(value)
        step = number - before
        out += bytes([step << 4 | kind]) if step < 16 else bytes([kind]) + varint(number << 1)
        before = number
        if not isinstance(value, bool):
            out += _body(value)
    return bytes(out) + b"\x00"


def varint(number: int) -> bytes:
    """A number in groups of seven bits.

    >>> varint(300).hex()
    'ac02'
    """
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def _kind(value: Value) -> int:
    match value:
        case Written():
            return _STRUCT
        case Wide():
            return _I64
        case int():
            return _I32
        case str() | bytes():
            return _BINARY
        case list():
            return _LIST
        case _:
            return _STRUCT


def _body(value: Value) -> bytes:
    match value:
        case Written():
            return value
        case int():
            return varint(value << 1 if value >= 0 else (-value << 1) - 1)
        case str():
            return _body(value.encode())
        case bytes():
            return varint(len(value)) + value
        case list():
            kind = _kind(value[0]) if value else _STRUCT
            size = len(value)
            head = bytes([size << 4 | kind]) if size < 15 else bytes([0xF0 | kind]) + varint(size)
            return head + b"".join(_body(one) for one in value)
        case _:
            return struct(value)
