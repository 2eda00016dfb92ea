"""A model file of a few hundred bytes: the mean of each colour, weighed into two outputs. Written in ONNX's protobuf by
hand, since nothing here else needs the library that writes it."""

import struct
from collections.abc import Sequence

_FLOAT, _INT = 1, 2


def colour_model(side: int, weights: Sequence[float], bias: float) -> bytes:
    """Of a picture 1 x 3 x `side` x `side`: output 0 is 0, output 1 the weighed sum of its three means, and `bias`."""
    nodes = (
        _node("GlobalAveragePool", ("picture",), "means"),
        _node("Flatten", ("means",), "row", axis=1),
        _node("Gemm", ("row", "weights", "bias"), "scores", transB=1),
    )
    graph = b"".join(
        (
            *(_part(1, node) for node in nodes),
            _part(2, b"colours"),
            _part(5, _tensor("weights", (2, 3), (0.0, 0.0, 0.0, *weights))),
            _part(5, _tensor("bias", (2,), (0.0, bias))),
            _part(11, _value("picture", (1, 3, side, side))),
            _part(12, _value("scores", (1, 2))),
        )
    )
    return _number(1, 8) + _part(7, graph) + _part(8, _part(1, b"") + _number(2, 13))


def _node(kind: str, inputs: Sequence[str], output: str, **integers: int) -> bytes:
    attributes = (
        _part(5, _part(1, name.encode()) + _number(3, value) + _number(20, _INT)) for name, value in integers.items()
    )
    wired = b"".join(_part(1, name.encode()) for name in inputs) + _part(2, output.encode())
    return wired + _part(3, output.encode()) + _part(4, kind.encode()) + b"".join(attributes)


def _tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    raw = struct.pack(f"<{len(values)}f", *values)
    return b"".join(_number(1, side) for side in shape) + _number(2, _FLOAT) + _part(8, name.encode()) + _part(9, raw)


def _value(name: str, shape: Sequence[int]) -> bytes:
    sides = b"".join(_part(1, _number(1, side)) for side in shape)
    return _part(1, name.encode()) + _part(2, _part(1, _number(1, _FLOAT) + _part(2, sides)))


def _part(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*made, value))
