"""What the practice camera shows, told by a word and settings: `turn-left person=2`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from drivers.api.errors import DeviceRefused


class Act(StrEnum):
    """What the person does; left and right are the person's own."""

    STILL = "still"
    BLINK = "blink"
    LEFT = "left"
    RIGHT = "right"


SITTER, OTHER = 8, 126
"""Two drawn people whom an embedding tells apart; most drawn people look more alike than living ones do."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is before the camera and what happens.

    `person` and `second` are seeds of drawn people, None is nobody. `act` begins when the scene begins. `size` is the
    face's height over its usual one, `light` 1 is a lit room, `rate` is pictures a second. A `photograph` does
    not move on its own, and is turned by `turn` radians, positive to the person's left. `swap_after` seconds another
    person, `swap`, sits there. `busy` and `plugged` are the device's.
    """

    person: int | None = SITTER
    second: int | None = None
    act: Act = Act.STILL
    size: float = 1.0
    light: float = 1.0
    rate: float = 30.0
    photograph: bool = False
    turn: float = 0.0
    swap: int = 0
    swap_after: float = 0.0
    busy: bool = False
    plugged: bool = True


NAMED: dict[str, Scene] = {
    "portrait": Scene(),
    "blink": Scene(act=Act.BLINK),
    "turn-left": Scene(act=Act.LEFT),
    "turn-right": Scene(act=Act.RIGHT),
    "nobody": Scene(person=None),
    "two-faces": Scene(second=OTHER),
    "photograph": Scene(photograph=True),
    "dark": Scene(light=0.16),
    "far": Scene(size=0.3),
    "black": Scene(light=0.0),
    "slow": Scene(rate=5.0),
    "busy": Scene(busy=True),
    "unplugged": Scene(plugged=False),
}


def parse(text: str) -> Scene:
    """The scene `text` tells: a name of `NAMED`, then settings `field=value`. Raises DeviceRefused."""
    name, *settings = text.split() or ["portrait"]
    if name not in NAMED:
        raise DeviceRefused("scene")
    scene = NAMED[name]
    for setting in settings:
        field, _, value = setting.partition("=")
        scene = _with(scene, field, value)
    return scene


def _person(text: str) -> int | None:
    return int(text) if text else None


_READ: dict[str, Callable[[str], Any]] = {
    "person": _person,
    "second": _person,
    "act": Act,
    "size": float,
    "light": float,
    "rate": float,
    "turn": float,
    "swap": int,
    "swap_after": float,
}


def _with(scene: Scene, field: str, value: str) -> Scene:
    if field not in _READ:
        raise DeviceRefused("scene")
    try:
        return replace(scene, **{field: _READ[field](value)})
    except ValueError as malformed:
        raise DeviceRefused("scene") from malformed
