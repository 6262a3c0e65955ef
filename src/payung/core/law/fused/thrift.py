"""The compact form in which Parquet writes its headers and its footer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Union

Value = Union[int, str, bytes, list["Value"], Mapping[int, "Value"]]  # noqa: UP007 - recursive
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


class Wide(int):
    """A whole number whose field is of 64 bits."""


class Written(bytes):
    """A struct that is written already."""


def struct(fields: Mapping[int, Value]) -> bytes:
    """The fields of a struct, by number and in their order, each with its kind, and the end.

    >>> struct({1: 3, 2: Wide(5)}).hex()
    '1506160a00'
    """
    out = bytearray()
    before = 0
    for number, value in fields.items():
        kind, body = _FORMS[type(value)]
        step = number - before
        out += bytes([step << 4 | kind]) if step < 16 else bytes([kind]) + varint(number << 1)
        before = number
        out += body(value)
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
    out.append(number)
    return bytes(out)


def _whole(value: int) -> bytes:
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _bytes(value: bytes) -> bytes:
    return varint(len(value)) + value


def _text(value: str) -> bytes:
    return _bytes(value.encode())


def _list(value: Sequence[Value]) -> bytes:
    kind, body = _FORMS[type(value[0])] if value else _FORMS[dict]
    size = len(value)
    head = bytes([size << 4 | kind]) if size < 15 else bytes([0xF0 | kind]) + varint(size)
    return head + b"".join([body(one) for one in value])


def _written(value: bytes) -> bytes:
    return value


_FORMS: dict[type, tuple[int, Callable[[Any], bytes]]] = {
    int: (_I32, _whole),
    Wide: (_I64, _whole),
    str: (_BINARY, _text),
    bytes: (_BINARY, _bytes),
    list: (_LIST, _list),
    dict: (_STRUCT, struct),
    Written: (_STRUCT, _written),
}
