"""`seat-client setup`: the settings of a seat in a window, step by step, into the same seat.toml.

For whoever may write that file: root, before the machine becomes a kiosk. `provision` does the same by commands.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from seat_client.app.configuration import (
    MACHINE_FOLDER,
    PROVISIONER,
    ConfigurationInvalid,
    accepts,
    load,
)
from seat_client.app.device_names import found_devices
from seat_client.app.qt import application, new_scale
from seat_client.app.seal import KeyUnusable, private_key
from seat_client.app.seat_file import ordered, tables_of, write
from seat_client.app.seat_places import DATA, IDENTITY
from seat_client.app.toml_writing import toml
from seat_client.sync.identity import enrol
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.seat_setup.view import SeatSetupView
from seat_client.ui.screens.seat_setup.view_model import SeatFile, SeatSetupModel
from seat_client.ui.shell import Shell


def run(arguments: Sequence[str]) -> int:
    """0 when the window was closed; 2 where the file is not in order, or this machine takes only sealed ones."""
    options = _parse(arguments)
    file: Path = options.file
    try:
        scale = load([file] if file.exists() else [], sealed=False).interface
        if options.seal is not None:
            private_key(options.seal)
    except (ConfigurationInvalid, KeyUnusable, OSError) as bad:
        print(f"seat-client setup: {bad}", file=sys.stderr)
        return 2
    if options.seal is None and (file.parent / PROVISIONER).exists():
        print(
            f"seat-client setup: {file.parent} takes sealed files alone: name the provisioner's key with --seal, or "
            "set devices and lines in conf.d",
            file=sys.stderr,
        )
        return 2
    new_scale(scale.scale)
    qt = application(options.language or scale.language)
    bridge, asking = Bridge(), ThreadPoolExecutor(1, thread_name_prefix="setup")
    model = SeatSetupModel(seat_file(file, options.data, asking, options.seal), bridge)
    window = Shell(practice=False)
    model.finished.connect(window.close)
    window.closed.connect(qt.quit)
    window.show_screen(SeatSetupView(model))
    window.showMaximized()
    status = qt.exec()
    bridge.close()
    asking.shutdown(wait=False, cancel_futures=True)
    window.end()
    return status


def seat_file(file: Path, data: Path, asking: Executor, key: Path | None = None) -> SeatFile:
    """The file as the page needs it, sealed by `key`; devices and centre are asked in `asking`.

    Raises ConfigurationInvalid for one that is not in order.
    """

    def ask_for_devices() -> "Future[Mapping[str, tuple[str, ...]]]":
        return asking.submit(lambda: found_devices()[0])

    def ask_for_certificate(url: str, code: str) -> "Future[str]":
        return asking.submit(_enrolled, url, code, data)

    return SeatFile(
        str(file), tables_of(file) if file.exists() else {}, accepts, lambda made: toml(ordered(made)),
        lambda made: write(file, ordered(made), key), ask_for_devices, ask_for_certificate,
    )  # fmt: skip


def _enrolled(url: str, code: str, data: Path) -> str:
    """Until which day the certificate is good. What root made belongs to whom the seat's data belongs."""
    identity = enrol(url, code, data / IDENTITY)
    if os.geteuid() == 0:
        owner = data.stat()
        for made in (data / IDENTITY, *(data / IDENTITY).iterdir()):
            shutil.chown(made, owner.st_uid, owner.st_gid)
    return f"{identity.ends:%Y-%m-%d}"


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client setup", description="Set up this seat, step by step.")
    parser.add_argument(
        "--file", type=Path, default=MACHINE_FOLDER / "seat.toml", help="the seat.toml to make or change"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="where the seat keeps its files")
    parser.add_argument("--seal", type=Path, metavar="KEY", help="seal the file by the provisioner's key")
    parser.add_argument("--language", default="", help="of this window; by default the one in the file")
    return parser.parse_args(arguments)
