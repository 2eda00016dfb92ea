"""The Windows installer's script compiles, to the same bytes each time; that it installs was not tried on Windows."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "installer" / "windows" / "seat-client.nsi"


@pytest.mark.full
def test_the_script_compiles_to_the_same_bytes(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "seat-client.exe").write_bytes(b"a program")
    made = []
    for name in ("one.exe", "two.exe"):
        defined = {"VERSION": "1.2.3", "BUNDLE": str(bundle), "OUT": str(tmp_path / name)}
        command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in defined.items())]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        done = subprocess.run(
            [*command, str(SCRIPT)], env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout
        made.append((tmp_path / name).read_bytes())
    assert made[0][:2] == b"MZ"
    assert made[0] == made[1]
