"""The self-test's bench from a seat's configuration: the one place where its drivers are named."""

from pathlib import Path

import resources
from drivers.api.sound import Wanted
from drivers.registry import camera, fingerprint_family, sound_family, token_family
from seat_client.app.configuration import SeatConfiguration
from seat_client.app.seat_places import IDENTITY
from seat_client.app.seat_routes import routes
from seat_client.services.self_test.bench import Bench, TokenChoice
from seat_client.services.technicians import Technicians
from seat_client.sync.identity import SeatIdentity

_SYSTEM = "pcsc"


def bench(configuration: SeatConfiguration, data: Path) -> Bench:
    """What the seat's own start would open, as factories. Raises TechniciansDamaged."""
    devices, place = configuration.devices, configuration.seat
    tokens = (devices.token,) if isinstance(devices.token, str) else devices.token
    finger = devices.finger
    named = (*tokens, devices.camera, devices.sound, finger)
    return Bench(
        seat=place.id,
        label=" ".join(part for part in (place.place, place.label or place.id) if part),
        data=data,
        centre=configuration.centre.url,
        tokens=tuple(_token(name) for name in tokens),
        camera=lambda: camera(devices.camera),
        sound=lambda: sound_family(devices.sound),
        fonts=resources.path("fonts"),
        models=resources.path("models"),
        program=resources.path().parent,
        wanted=Wanted(devices.microphone, devices.speaker),
        finger=(lambda: fingerprint_family(finger)) if finger else None,
        face="face" in configuration.sign_in.factors,
        routes=routes(configuration),
        identity=SeatIdentity.load(data / IDENTITY),
        technicians=Technicians(data).fingerprints,
        practice=any(name.partition(":")[0] == "virtual" for name in named),
    )


def _token(name: str) -> TokenChoice:
    return TokenChoice(name, lambda: token_family(name), name.partition(":")[0] == _SYSTEM)
