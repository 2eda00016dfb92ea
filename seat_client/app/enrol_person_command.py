"""`seat-client enrol person`: face, fingers and key of one person at the centre's desk, after a separate consent."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from drivers.api.errors import DriverError
from drivers.registry import camera, fingerprint_family, id_card_family, token_family
from seat_client.app.configuration import ConfigurationInvalid, load, standard_paths
from seat_client.app.qt import application, new_scale
from seat_client.app.seat_places import DATA, IDENTITY
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.services.enrolling import EnrolmentDesk
from seat_client.services.person_check import PersonDevices
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.sync.identity import SeatIdentity
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.enrol.view import EnrolWindow


def run(arguments: Sequence[str]) -> int:
    """0 when the window was closed, 2 for unusable configuration."""
    options = _parse(arguments)
    try:
        configuration = load(options.config or standard_paths())
        clerk = options.clerk_file.read_text(encoding="utf-8").strip()
        watch = ReaderWatch(token_family(configuration.devices.token))
    except (ConfigurationInvalid, DriverError, OSError) as bad:
        print(f"seat-client enrol person: {bad}", file=sys.stderr)
        return 2
    url = options.centre or configuration.centre.url
    if not url:
        print("seat-client enrol person: no centre: --centre, or [centre] url in seat.toml", file=sys.stderr)
        return 2
    new_scale(configuration.interface.scale)
    qt = application(configuration.interface.language)
    worker = IdentityWorker(Devices(camera, fingerprint_family, practice=options.practice, cards=id_card_family))
    worker.start()
    client = CentreClient(url, identity=SeatIdentity.load(options.data / IDENTITY))
    chosen = configuration.devices
    devices = PersonDevices(chosen.camera, chosen.finger, chosen.id_card)
    bridge = Bridge()
    watch.start()
    window = EnrolWindow(EnrolmentDesk(client, worker, devices, clerk, options.person), worker, watch, bridge)
    window.resize(1180, 720)
    window.show()
    status = qt.exec()
    window.leave()
    bridge.close()
    watch.stop()
    worker.close()
    client.close()
    return status


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client enrol person", description="Register a person's face or finger.")
    parser.add_argument("person", help="the person's id, as signing keys name it")
    parser.add_argument("--clerk-file", type=Path, required=True, help="file with the desk's token")
    parser.add_argument("--centre", default="", help="the centre's address; by default the one in seat.toml")
    parser.add_argument("--config", type=Path, action="append", help="a seat.toml; later ones win; default: /etc")
    parser.add_argument("--data", type=Path, default=DATA, help="where this machine keeps its certificate")
    parser.add_argument("--practice", action="store_true", help="allow practice devices")
    return parser.parse_args(arguments)
