"""The devices of this machine under the names that outlive a re-plugging, as seat.toml takes them."""

from collections.abc import Callable, Mapping

from drivers.api.errors import DriverError
from drivers.api.sound import Direction
from drivers.opencv.family import stable_names
from drivers.registry import fingerprint_family, sound_family, token_family

Found = Mapping[str, tuple[str, ...]]
"""Keys of the table `devices`, each with the values it could take here."""


def found_devices() -> tuple[Found, tuple[str, ...]]:
    """What was found, and a word for each kind that was not: asking may take seconds."""
    found: dict[str, tuple[str, ...]] = {}
    without: list[str] = []
    for kind, ask in _KINDS.items():
        try:
            told = ask()
        except DriverError as error:
            without.append(f"no {kind}: {error.code}")
            continue
        found |= told
        if not any(told.values()):
            without.append(f"no {kind}")
    return found, tuple(without)


def _readers() -> Found:
    return {"token": tuple(f"pcsc:{reader.info.label}" for reader in token_family("pcsc").readers())}


def _cameras() -> Found:
    return {"camera": tuple(f"opencv:{path.name}" for path in stable_names())}


def _sound() -> Found:
    devices = sound_family("portaudio").devices()
    microphones = tuple(device.name for device in devices if device.direction is Direction.MICROPHONE)
    return {
        "microphone": microphones,
        "speaker": tuple(device.name for device in devices if device.direction is not Direction.MICROPHONE),
    }


def _fingers() -> Found:
    return {"finger": tuple(f"libfprint:{reader.info.label}" for reader in fingerprint_family("libfprint").readers())}


_KINDS: dict[str, Callable[[], Found]] = {
    "card readers": _readers,
    "cameras": _cameras,
    "sound": _sound,
    "fingerprint readers": _fingers,
}
