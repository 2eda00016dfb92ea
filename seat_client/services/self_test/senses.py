"""Camera, sound, fingerprint reader and face models."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from drivers.api.camera import Camera, CameraSession, Frame, PictureWish
from drivers.api.device import Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceTimeout, DriverError, LibraryMissing, ServiceDown
from drivers.api.fingerprint import FingerprintFamily, FingerprintReader
from drivers.api.sound import Direction, SoundDevice, SoundFamily, Wanted
from seat_client.identity import ModelDamaged, ModelMissing
from seat_client.identity.models import FACE_MODELS
from seat_client.identity.models import check as check_models
from seat_client.media.measuring import Part
from seat_client.media.sound.level import QUIETEST
from seat_client.media.sound.meter import LOUD_ROOM
from seat_client.media.sound.self_test import Fault, SelfTest, SoundFigures
from seat_client.services.self_test.result import Check, Fact, Result, State

WIDTH, HEIGHT, RATE, SLOWEST = 1280, 720, 25, 15
"""A picture smaller, or slower than the slowest, is no picture of a member; below RATE it is a reminder."""
BLACK, DARK, BRIGHT = 8.0, 40.0, 225.0
"""Mean brightness, 0 to 255: a covered lens; too dark or too bright for a face."""
_WARM_UP: Final = 1.0
LEAST_REDUCTION, LEAST_ECHO_LOSS, LEAST_SPEECH = 10.0, 20.0, -50.0
_NOTHING_TO_REDUCE: Final = -75.0
"""dBFS; in a room as quiet there is no noise to take away."""


_Seen = tuple[float, tuple[int, int], float]


def camera(open_camera: Callable[[], Camera], seconds: float = 3.0) -> Result:
    """Size, real rate and brightness of the picture over some seconds."""
    try:
        with open_camera().open(PictureWish(WIDTH, HEIGHT, 30)) as session:
            frames = _frames(session, seconds)
    except DeviceAbsent:
        return Result(Check.CAMERA, State.FAIL, "camera-absent")
    except DeviceBusy:
        return Result(Check.CAMERA, State.FAIL, "camera-busy")
    except DeviceTimeout:
        return Result(Check.CAMERA, State.FAIL, "camera-silent")
    except DriverError as error:
        return Result(Check.CAMERA, State.FAIL, "camera-failed", {"code": error.code})
    return _judged(frames)


def _frames(session: CameraSession, seconds: float) -> list[_Seen]:
    """When each picture came, its width and height, its brightness; exposure is left to settle first."""
    began = time.monotonic()
    while time.monotonic() - began < _WARM_UP:
        session.read()
    seen: list[_Seen] = []
    began = time.monotonic()
    while not seen or time.monotonic() - began < seconds:
        frame = session.read()
        seen.append((frame.at, (frame.pixels.shape[1], frame.pixels.shape[0]), _brightness(frame)))
    return seen


def _brightness(frame: Frame) -> float:
    return float(np.mean(frame.pixels[::8, ::8]))


def _judged(frames: list[_Seen]) -> Result:
    times = [at for at, _, _ in frames]
    (width, height), brightness = frames[-1][1], float(np.median([light for _, _, light in frames]))
    span = times[-1] - times[0]
    rate = (len(times) - 1) / span if span > 0 else 0.0
    facts: dict[str, Fact] = {
        "width": width, "height": height, "rate": round(rate, 1), "brightness": round(brightness)
    }  # fmt: skip
    limits: dict[str, Fact] = {"height": HEIGHT, "rate": RATE}
    faults = (
        ("camera-black", State.FAIL, brightness < BLACK),
        ("camera-coarse", State.FAIL, width < WIDTH or height < HEIGHT),
        ("camera-slow", State.FAIL, rate < SLOWEST),
        ("camera-dark", State.REMIND, brightness < DARK),
        ("camera-bright", State.REMIND, brightness > BRIGHT),
        ("camera-below-rate", State.REMIND, rate < RATE),
    )
    fault, state = next(((name, state) for name, state, there in faults if there), ("", State.PASS))
    return Result(Check.CAMERA, state, fault, facts, limits)


# --- sound --------------------------------------------------------------------------------------------------------

SOUND: Final = (Check.MICROPHONE, Check.ROOM, Check.NOISE, Check.SPEAKER, Check.ECHO)


def sound(
    family: Callable[[], SoundFamily], wanted: Wanted, told: Callable[[Part], None], *, short: bool = False
) -> list[Result]:
    """Microphone and speaker: whether they are there; and unless `short`, what a call would sound like."""
    checks = (Check.MICROPHONE, Check.SPEAKER) if short else SOUND
    try:
        opened = family()
        devices = opened.devices()
        absent = {check: _absent(devices, wanted, direction) for check, direction in _ENDS.items()}
        if short or any(absent.values()):
            return [_end(check, absent.get(check, "")) for check in checks if check in _ENDS or not short]
        figures = SelfTest(opened, wanted, told).run()
    except ServiceDown:
        return _all_sound(checks, "sound-service-down")
    except LibraryMissing:
        return _all_sound(checks, "sound-library-missing")
    except DriverError:
        return _all_sound(checks, "sound-failed")
    return _heard(figures)


_ENDS: Final = {Check.MICROPHONE: Direction.MICROPHONE, Check.SPEAKER: Direction.SPEAKER}


def _absent(devices: Sequence[SoundDevice], wanted: Wanted, way: Direction) -> str:
    """The fault of one end, empty when it is there."""
    names = [device.name for device in devices if device.direction is way]
    name = wanted.microphone if way is Direction.MICROPHONE else wanted.speaker
    missing = name not in names if name else not names
    return f"{way.value}-absent" if missing else ""


def _end(check: Check, fault: str) -> Result:
    if check not in _ENDS:
        return Result(check, State.SKIPPED)
    return Result(check, State.FAIL if fault else State.PASS, fault)


def _all_sound(checks: tuple[Check, ...], fault: str) -> list[Result]:
    """The microphone is named; what lies behind it was not measured."""
    return [Result(check, *((State.FAIL, fault) if not n else (State.SKIPPED,))) for n, check in enumerate(checks)]


def _heard(figures: SoundFigures) -> list[Result]:
    if Fault.NO_SOUND in figures.faults:
        return _all_sound(SOUND, "microphone-stalled")
    if figures.speech <= QUIETEST and figures.room <= QUIETEST:
        silent = Result(Check.MICROPHONE, State.FAIL, "microphone-silent", {"device": figures.microphone})
        return [silent, *(Result(check, State.SKIPPED) for check in SOUND[1:])]
    return [_microphone(figures), _room(figures), _noise(figures), *_speaker_and_echo(figures)]


def _microphone(figures: SoundFigures) -> Result:
    facts: dict[str, Fact] = {"speech": round(figures.speech), "device": figures.microphone}
    limits: dict[str, Fact] = {"speech": LEAST_SPEECH}
    if Fault.TOO_LOUD in figures.faults:
        return Result(Check.MICROPHONE, State.FAIL, "too-loud", facts, limits)
    if Fault.SPEECH_TOO_QUIET in figures.faults:
        return Result(Check.MICROPHONE, State.FAIL, "speech-too-quiet", facts, limits)
    return Result(Check.MICROPHONE, State.PASS, facts=facts, limits=limits)


def _room(figures: SoundFigures) -> Result:
    facts: dict[str, Fact] = {"room": round(figures.room)}
    loud = Fault.ROOM_TOO_LOUD in figures.faults
    return Result(
        Check.ROOM, State.FAIL if loud else State.PASS, "room-too-loud" if loud else "", facts, {"room": LOUD_ROOM}
    )


def _noise(figures: SoundFigures) -> Result:
    facts: dict[str, Fact] = {"reduction": round(figures.noise_reduction, 1), "suppressor": figures.suppressor.value}
    limits: dict[str, Fact] = {"reduction": LEAST_REDUCTION}
    little = figures.noise_reduction < LEAST_REDUCTION and figures.room > _NOTHING_TO_REDUCE
    return Result(Check.NOISE, State.REMIND if little else State.PASS, "noise-remains" if little else "", facts, limits)


def _speaker_and_echo(figures: SoundFigures) -> tuple[Result, Result]:
    device: dict[str, Fact] = {"device": figures.speaker}
    limits: dict[str, Fact] = {"loss": LEAST_ECHO_LOSS}
    if figures.echo_loss is None:  # a headset, or a loudspeaker that is off: only a person can tell
        return Result(Check.SPEAKER, State.REMIND, "speaker-unheard", device), Result(Check.ECHO, State.PASS)
    facts: dict[str, Fact] = {"loss": round(figures.echo_loss, 1), "delay_ms": round(figures.echo_delay or 0)}
    remains = Fault.ECHO_REMAINS in figures.faults
    echo = Result(
        Check.ECHO, State.FAIL if remains else State.PASS, "echo-remains" if remains else "", facts, limits
    )  # fmt: skip
    return Result(Check.SPEAKER, State.PASS, facts=device), echo


# --- the person's features ----------------------------------------------------------------------------------------


def finger(family: Callable[[], FingerprintFamily] | None) -> Result:
    """Whether a fingerprint reader can be used; no finger is asked for."""
    if family is None:
        return Result(Check.FINGER, State.NOT_FITTED)
    try:
        readers = family().readers()
    except LibraryMissing as missing:
        return Result(Check.FINGER, State.FAIL, "finger-library-missing", {"library": missing.name})
    except ServiceDown:
        return Result(Check.FINGER, State.FAIL, "finger-service-down")
    except DriverError as error:
        return Result(Check.FINGER, State.FAIL, "finger-failed", {"code": error.code})
    if not readers:
        return Result(Check.FINGER, State.FAIL, "finger-absent")
    reader = readers[0]
    facts: dict[str, Fact] = {"reader": reader.info.label}
    health = reader.health() if isinstance(reader, FingerprintReader) else Health.READY
    fault = {Health.READY: "", Health.BUSY: "finger-busy", Health.ABSENT: "finger-absent"}.get(health, "finger-failed")
    return Result(Check.FINGER, State.FAIL if fault else State.PASS, fault, facts)


def face(models: Path, *, needed: bool) -> Result:
    """Whether the models are there and are the very ones that were measured."""
    try:
        check_models(within=models)
    except ModelMissing:
        return Result(Check.FACE, State.FAIL if needed else State.NOT_FITTED, "model-missing" if needed else "")
    except ModelDamaged:
        return Result(Check.FACE, State.FAIL, "model-damaged")
    return Result(Check.FACE, State.PASS, facts={"models": len(FACE_MODELS)})
