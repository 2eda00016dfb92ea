"""Path data (GB/T 33190, 9.1) as PDF path operators."""

import math
from collections.abc import Iterator

from seat_client.centre.ofd.errors import OfdError

MAX_SEGMENTS = 200_000
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Point = tuple[float, float]


def path_operators(data: str) -> bytes:
    """The operators of `AbbreviatedData`; raises OfdError for anything that is no path."""
    out: list[bytes] = []
    at: Point = (0.0, 0.0)
    start = at
    for command, values in _commands(data):
        if command in "SM":
            at = start = (values[0], values[1])
            out.append(_told(values, b"m"))
        elif command == "C":
            out.append(b"h")
            at = start
        else:
            out.append(_segment(command, at, values))
            at = (values[-2], values[-1])
    return b"\n".join(out)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    words = data.split()
    if len(words) > MAX_SEGMENTS * 4:
        raise OfdError("too-large", "path")
    index = 0
    while index < len(words):
        command = words[index]
        count = _ARGUMENTS.get(command)
        if count is None or index + count >= len(words) + (count == 0):
            raise OfdError("damaged", "path")
        try:
            yield command, [float(word) for word in words[index + 1 : index + 1 + count]]
        except ValueError as error:
            raise OfdError("damaged", "path") from error
        index += 1 + count


def _segment(command: str, at: Point, values: list[float]) -> bytes:
    if command == "L":
        return _told(values, b"l")
    if command == "B":
        return _told(values, b"c")
    if command == "Q":
        (x, y), (cx, cy, tx, ty) = at, values
        first = [x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3]
        return _told([*first, tx + (cx - tx) * 2 / 3, ty + (cy - ty) * 2 / 3, tx, ty], b"c")
    return b"\n".join(_told(curve, b"c" if len(curve) == 6 else b"l") for curve in _arc(at, values))


def _told(values: list[float], operator: bytes) -> bytes:
    return b" ".join(b"%.4f" % value for value in values) + b" " + operator


def _arc(at: Point, values: list[float]) -> Iterator[list[float]]:
    """An elliptical arc as curves of at most a quarter turn (W3C SVG 1.1, F.6: from end points to centre)."""
    across, up, angle, large, sweep, x, y = values
    across, up = abs(across), abs(up)
    if across == 0 or up == 0 or at == (x, y):
        yield [x, y]
        return
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    half = ((at[0] - x) / 2, (at[1] - y) / 2)
    px, py = cos * half[0] + sin * half[1], -sin * half[0] + cos * half[1]
    excess = (px / across) ** 2 + (py / up) ** 2
    if excess > 1:
        across, up = across * math.sqrt(excess), up * math.sqrt(excess)
    divisor = (across * py) ** 2 + (up * px) ** 2
    root = math.sqrt(max(0.0, ((across * up) ** 2 - divisor) / divisor)) * (-1 if bool(large) == bool(sweep) else 1)
    cx, cy = root * across * py / up, -root * up * px / across
    first = math.atan2((py - cy) / up, (px - cx) / across)
    span = (math.atan2((-py - cy) / up, (-px - cx) / across) - first) % (2 * math.pi)
    if not sweep and span > 0:
        span -= 2 * math.pi
    middle = ((at[0] + x) / 2 + cos * cx - sin * cy, (at[1] + y) / 2 + sin * cx + cos * cy)
    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / count
    reach = 4 / 3 * math.tan(step / 4)
    for number in range(count):
        one, other = first + number * step, first + (number + 1) * step
        points = (
            (math.cos(one) - reach * math.sin(one), math.sin(one) + reach * math.cos(one)),
            (math.cos(other) + reach * math.sin(other), math.sin(other) - reach * math.cos(other)),
            (math.cos(other), math.sin(other)),
        )
        yield [
            value
            for ex, ey in points
            for value in (
                middle[0] + cos * across * ex - sin * up * ey,
                middle[1] + sin * across * ex + cos * up * ey,
            )
        ]
