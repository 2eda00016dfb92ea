"""A seat as its seat.toml says: from the configuration to the settings of the seat program.

Loads all that a seat consists of, which takes a second or two: `seat_command` imports it behind its first window.
"""

import re
from functools import partial
from pathlib import Path

from drivers.registry import token_family
from seat_client.app.call_desk import CallDevices
from seat_client.app.configuration import SeatConfiguration
from seat_client.app.diagnostics import diagnosis
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.app.seat_places import IDENTITY
from seat_client.app.seat_routes import routes
from seat_client.app.self_test_desk import command
from seat_client.conference.messages import Line
from seat_client.services.person_check import PersonDevices
from seat_client.sync.identity import SeatIdentity, renewed_when_due
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.wire.identity import SignInPolicy

__all__ = ["SeatProgram", "seat_settings"]


def seat_settings(
    configuration: SeatConfiguration, plate: SeatPlate, data: Path, files: list[Path], *, kiosk: bool
) -> SeatSettings:
    """What the seat program runs by; `data` is where it keeps its files, `files` the configuration's own.

    Raises DriverError.
    """
    place = configuration.seat
    return SeatSettings(
        plate=plate,
        seat_id=place.id,
        centre=configuration.centre.url,
        token=token_family(configuration.devices.token),
        data=data,
        practice=False,
        kiosk=kiosk,
        identity=_identity(data, configuration.centre.url),
        routes=routes(configuration),
        devices=PersonDevices(
            configuration.devices.camera, configuration.devices.finger, configuration.devices.id_card
        ),
        policy=SignInPolicy.model_validate(
            {
                "factors": configuration.sign_in.factors,
                "needed": configuration.sign_in.needed,
                "presence": configuration.sign_in.presence,
            }
        ),
        call=_call(configuration),
        self_test=command(files, data),
        checks_itself=True,
        diagnosis=partial(diagnosis, configuration, data),
    )


def _call(configuration: SeatConfiguration) -> CallDevices:
    """The devices of the call, and the lines it uses: both where two are named."""
    devices, lines = configuration.devices, []
    for route in routes(configuration):
        interface = "" if re.fullmatch(r"[0-9.:]+", route.address) else route.address
        lines.append(Line(route.name, "" if interface else route.address, interface))  # type: ignore[arg-type]
    return CallDevices(
        devices.camera, devices.sound, devices.microphone, devices.speaker, devices.sound_profile,
        tuple(lines) or (Line("wired"),),
    )  # fmt: skip


def _identity(data: Path, centre: str) -> SeatIdentity | None:
    """What opens this seat's lines, renewed where it is time for it; None at a seat that is not enrolled."""
    identity = SeatIdentity.load(data / IDENTITY)
    return renewed_when_due(identity, centre) if identity is not None else None
