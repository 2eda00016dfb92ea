"""The seat as the checks see it. Devices are factories: one that is not there raises when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from drivers.api.camera import Camera
from drivers.api.fingerprint import FingerprintFamily
from drivers.api.sound import SoundFamily, Wanted
from drivers.api.token import TokenFamily
from seat_client.paths import Route
from seat_client.sync.identity import SeatIdentity


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """One driver of signing keys as seat.toml names it; `system`: it is reached by the system's card service."""

    name: str
    family: Callable[[], TokenFamily]
    system: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that is measured. `face` and `finger`: whether the place's sign-in asks for them; `program` is the
    folder the program's list of files speaks of; `technicians` holds the fingerprints of the certificates that may
    make a trial signature; `practice` softens what a machine for practice need not have."""

    seat: str
    label: str
    data: Path
    centre: str
    tokens: tuple[TokenChoice, ...]
    camera: Callable[[], Camera]
    sound: Callable[[], SoundFamily]
    fonts: Path
    models: Path
    program: Path
    wanted: Wanted = field(default_factory=Wanted)
    finger: Callable[[], FingerprintFamily] | None = None
    face: bool = False
    routes: tuple[Route, ...] = ()
    identity: SeatIdentity | None = None
    technicians: frozenset[str] = frozenset()
    practice: bool = False
