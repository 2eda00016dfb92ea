"""`seat-client verify` on an auditor's machine: neither Qt nor the seat, its drivers or the centre is there."""

import json
import subprocess
import sys
from pathlib import Path

from signing_committee import Committee

BARE = """
import sys


class Bare:
    def find_spec(self, name, path=None, target=None):
        top, *below = name.split(".")
        if top == "seat_client" and below and below[0] not in ("app", "evidence"):
            raise ImportError(f"not on this machine: {name}")
        if top in REFUSED:
            raise ImportError(f"not on this machine: {name}")


sys.meta_path.insert(0, Bare())
from seat_client.app.command_line import main

sys.exit(main(sys.argv[1:]))
"""
REFUSED = (
    "PySide6", "shiboken6", "drivers", "resources", "fastapi", "uvicorn", "sqlalchemy", "sqlcipher3", "requests",
    "smartcard", "pkcs11", "pypdfium2", "pikepdf", "typst", "numpy", "PIL", "fontTools",
)  # fmt: skip


def test_it_needs_nothing_but_the_evidence(report: bytes, committee: Committee, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report)
    (trust := tmp_path / "trust").mkdir()
    (trust / "root.der").write_bytes(committee.authority.certificate)
    asked = ["verify", str(tmp_path / "report.pdf"), "--trust", str(trust), "--json"]
    command = [sys.executable, "-c", f"REFUSED = {REFUSED!r}\n{BARE}", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["valid"]
