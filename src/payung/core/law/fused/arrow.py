"""Columns of a running query, batch by batch, by the Arrow C stream that DuckDB hands out.

Read in place with ctypes and numpy; no Arrow library is needed. Of the format only what the fused
loop asks for is understood: whole numbers and texts.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_WHOLE = {"c": np.int8, "s": np.int16, "i": np.int32, "l": np.int64}
_POINTER = ctypes.c_void_p


class _Array(ctypes.Structure):
    pass


class _Schema(ctypes.Structure):
    pass


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(_POINTER)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", _POINTER),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", _POINTER),
]
_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", _POINTER),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private_data", _POINTER),
]


class _Stream(ctypes.Structure):
    _fields_ = (
        ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.POINTER(_Schema))),
        ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.POINTER(_Array))),
        ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, _POINTER)),
        ("release", ctypes.CFUNCTYPE(None, _POINTER)),
        ("private_data", _POINTER),
    )


@dataclass(frozen=True)
class Column:
    """One column of a batch. Texts lie in `data`, the text i from `values[i]` to `values[i + 1]`.

    `valid` says which rows are not NULL; it is None where all are.
    """

    values: npt.NDArray[Any]
    data: npt.NDArray[np.uint8] | None
    valid: npt.NDArray[np.uint8] | None


Batch = dict[str, Column]


def batches(relation: Any) -> Iterator[tuple[int, Batch]]:
    """Rows and columns of each batch. A batch's memory is gone when the next one is asked for."""
    capsule = relation.__arrow_c_stream__()
    stream = _Stream.from_address(_address(capsule))
    place = ctypes.addressof(stream)
    schema, array = _Schema(), _Array()
    _done(stream, stream.get_schema(place, ctypes.byref(schema)))
    try:
        while True:
            _done(stream, stream.get_next(place, ctypes.byref(array)))
            if not array.release:
                return
            try:
                yield array.length, _columns(schema, array)
            finally:
                array.release(ctypes.byref(array))
    finally:
        schema.release(ctypes.byref(schema))


def _address(capsule: object) -> int:
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = _POINTER, [ctypes.py_object, ctypes.c_char_p]
    return int(pointer(capsule, b"arrow_array_stream"))


def _done(stream: _Stream, code: int) -> None:
    if code:
        told = stream.get_last_error(ctypes.addressof(stream)) or b"the stream ended early"
        raise OSError(code, told.decode(errors="replace"))


def _columns(schema: _Schema, array: _Array) -> Batch:
    found: Batch = {}
    for number in range(array.n_children):
        told, column = schema.children[number].contents, array.children[number].contents
        found[told.name.decode()] = _column(told.format.decode(), column)
    return found


def _column(kind: str, array: _Array) -> Column:
    length, offset = array.length, array.offset
    valid = None
    if array.null_count and array.buffers[0]:
        bits = _view(array.buffers[0], np.uint8, (length + offset + 7) // 8)
        valid = np.unpackbits(bits, bitorder="little")[offset : offset + length]
    if kind in _WHOLE:
        whole = _view(array.buffers[1], _WHOLE[kind], length + offset)[offset:]
        return Column(whole, None, valid)
    if kind not in ("u", "U"):
        raise TypeError(f"Arrow column of kind {kind}")
    wide = np.int64 if kind == "U" else np.int32
    places = _view(array.buffers[1], wide, length + offset + 1)[offset:]
    data = _view(array.buffers[2], np.uint8, int(places[-1]) if length else 0)
    return Column(places.astype(np.int64), data, valid)


def _view(address: int | None, kind: Any, count: int) -> npt.NDArray[Any]:
    if not address or not count:
        return np.zeros(count, dtype=kind)
    size = count * np.dtype(kind).itemsize
    return np.frombuffer((ctypes.c_char * size).from_address(address), dtype=kind)
