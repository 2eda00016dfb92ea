"""A centre in a process of its own that is killed again and again, and begins anew on the same files and port.

Run as a module with the folder of a foundation (written by `leave`), and a port. For each line on standard input a
child is forked that serves until it is killed; it prints `pid N` once it serves, and `gone` once it is dead.
"""

import json
import os
import sys
from pathlib import Path

from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.evidence.keys import SoftwareKey
from tests.unit.centre.hall import CLERK, Foundation

LEFT = "left.json"


def leave(foundation: Foundation) -> None:
    """Write down what this process needs of a foundation."""
    (foundation.folder / "centre.pem").write_bytes(foundation.centre_key.to_pem())
    (foundation.folder / "root.der").write_bytes(foundation.authority.certificate)
    (foundation.folder / LEFT).write_text(json.dumps({"project": foundation.script.project.id}))


def serve(folder: Path, port: int) -> None:
    settings = CentreSettings(folder, "演练中心", True, CLERK)
    key = SoftwareKey.from_pem((folder / "centre.pem").read_bytes())
    project = json.loads((folder / LEFT).read_text())["project"]
    centre = Centre(settings, Storage(settings.url), project, key, [(folder / "root.der").read_bytes()])
    server = CentreServer(application(centre), port=port)
    server.start()
    os.write(1, f"pid {os.getpid()}\n".encode())
    server._thread.join()


def main(folder: Path, port: int) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(folder, port)
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
