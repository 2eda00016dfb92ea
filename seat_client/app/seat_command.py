"""`seat-client seat`: the seat of this machine, as its seat.toml says."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from drivers.api.errors import DriverError
from drivers.registry import token_family
from seat_client.app import logs
from seat_client.app.call_desk import CallDevices
from seat_client.app.configuration import (
    MACHINE_FOLDER,
    ConfigurationInvalid,
    RouteChoices,
    SeatConfiguration,
    load,
    standard_paths,
)
from seat_client.app.qt import application, new_scale
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.app.seat_places import DATA, IDENTITY
from seat_client.app.self_test_desk import command
from seat_client.conference.messages import Line
from seat_client.paths import Route
from seat_client.services.person_check import PersonDevices
from seat_client.sync.identity import SeatIdentity, renewed_when_due
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.wire.identity import SignInPolicy


def run(arguments: Sequence[str]) -> int:
    """Run the seat until it is closed; 2 when the configuration cannot be used."""
    options = _parse(arguments)
    try:
        configuration = load(options.config or standard_paths())
        settings = _settings(configuration, options)
    except (ConfigurationInvalid, DriverError) as bad:
        print(f"seat-client seat: {bad}", file=sys.stderr)
        return 2
    logs.set_up("seat", file=Path(configuration.log.folder) / "seat.log" if configuration.log.folder else None)
    new_scale(configuration.interface.scale)
    qt = application(configuration.interface.language)
    program = SeatProgram(settings, finished=lambda: None)
    program.start()
    program.shell.closed.connect(qt.quit)
    program.shell.showFullScreen()
    status = qt.exec()
    program.stop()
    return status


def _settings(configuration: SeatConfiguration, options: argparse.Namespace) -> SeatSettings:
    place = configuration.seat
    if not configuration.centre.url or not place.id:
        files = options.config or standard_paths() or [MACHINE_FOLDER / "seat.toml"]
        raise ConfigurationInvalid(files[-1], 0, "centre.url" if place.id else "seat.id", "a value set by a technician")
    _refuse_practice_devices(configuration, options)
    return SeatSettings(
        plate=SeatPlate(place.place, place.place, place.label or place.id, f"{place.number:02d}"),
        seat_id=place.id,
        centre=configuration.centre.url,
        token=token_family(configuration.devices.token),
        data=options.data,
        practice=False,
        kiosk=options.kiosk,
        identity=_identity(options.data, configuration.centre.url),
        routes=_routes(configuration.routes),
        devices=PersonDevices(
            configuration.devices.camera, configuration.devices.finger, configuration.devices.id_card
        ),
        policy=SignInPolicy.model_validate(
            {"factors": configuration.sign_in.factors, "needed": configuration.sign_in.needed}
        ),
        call=_call(configuration),
        self_test=command(options.config or standard_paths(), options.data),
        checks_itself=True,
    )


def _call(configuration: SeatConfiguration) -> CallDevices:
    """The devices of the call, and the lines it uses: both where two are named."""
    devices, lines = configuration.devices, []
    for name, source in (("wired", configuration.routes.wired), ("mobile", configuration.routes.mobile)):
        if source:
            interface = "" if re.fullmatch(r"[0-9.:]+", source) else source
            lines.append(Line(name, "" if interface else source, interface))  # type: ignore[arg-type]
    return CallDevices(
        devices.camera, devices.sound, devices.microphone, devices.speaker, devices.sound_profile,
        tuple(lines) or (Line("wired"),),
    )  # fmt: skip


def _refuse_practice_devices(configuration: SeatConfiguration, options: argparse.Namespace) -> None:
    """A device made of software proves nothing: neither by name nor by libfprint's variables. Raises."""
    files = options.config or standard_paths()
    token = configuration.devices.token
    named = {
        "devices.token": [token] if isinstance(token, str) else list(token),
        "devices.camera": [configuration.devices.camera],
        "devices.sound": [configuration.devices.sound],
        "devices.finger": [configuration.devices.finger],
        "devices.id_card": [configuration.devices.id_card],
    }
    for key, names in named.items():
        if any(name.partition(":")[0] == "virtual" for name in names):
            raise ConfigurationInvalid(files[-1], 0, key, "a real device; virtual ones are for practice alone")
    if configuration.sign_in.needed > len(configuration.sign_in.factors):
        raise ConfigurationInvalid(files[-1], 0, "sign_in.needed", "no more than there are factors")
    variable = next((name for name in os.environ if name.startswith("FP_VIRTUAL_")), "")
    if variable:
        raise ConfigurationInvalid(
            files[-1], 0, variable, "no such variable: it makes a fingerprint reader of software"
        )


def _routes(choices: RouteChoices) -> tuple[Route, ...]:
    """The lines to watch, in order of preference; none where the machine chooses."""
    sources = (("wired", choices.wired), ("mobile", choices.mobile))
    return tuple(Route(name, source) for name, source in sources if source)


def _identity(data: Path, centre: str) -> SeatIdentity | None:
    """What opens this seat's lines, renewed where it is time for it; None at a seat that is not enrolled."""
    identity = SeatIdentity.load(data / IDENTITY)
    return renewed_when_due(identity, centre) if identity is not None else None


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client seat", description="The seat of this machine.")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where the encrypted store lies")
    parser.add_argument("--kiosk", action="store_true", help="the window cannot be closed by hand")
    return parser.parse_args(arguments)
