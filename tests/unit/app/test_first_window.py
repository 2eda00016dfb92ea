"""What is imported before the first window: nothing that takes time. Read in a process of its own, as a seat starts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "aiohttp", "aioice", "aiortc", "av", "cryptography", "cv2", "fastapi", "fontTools", "lxml", "numpy", "onnxruntime",
    "pikepdf", "PIL", "pyaudio", "pydantic", "pyhanko", "pypdfium2", "pypinyin", "PySide6.QtNetwork", "PySide6.QtSvg",
    "rapidocr", "requests", "smartcard", "sqlalchemy", "sqlcipher3", "starlette", "tuf", "typst", "uharfbuzz",
    "urllib3", "uvicorn", "websockets",
}  # fmt: skip

# The window's own first paint tells what is there by then, and ends the program.
TELL = """
import json, os, sys
from seat_client.ui import opening
def painted(self, event):
    os.write(1, json.dumps(sorted(sys.modules)).encode()); os._exit(0)
opening.OpeningWindow.paintEvent = painted
from seat_client.app.command_line import main
main(sys.argv[1:])
"""


@pytest.fixture
def modules(tmp_path: Path) -> set[str]:
    config = tmp_path / "seat.toml"
    config.write_text(
        '[seat]\nid = "s"\nplace = "p"\nnumber = 3\n[centre]\nurl = "http://127.0.0.1:9"\n', encoding="utf-8"
    )
    command = [sys.executable, "-c", TELL, "seat", "--config", str(config), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    return set(json.loads(done.stdout))


def test_nothing_heavy_comes_before_the_first_window(modules: set[str]) -> None:
    assert "seat_client.ui.opening" in modules
    assert not HEAVY & modules
    ours = {name for name in modules if name.startswith(("seat_client", "drivers", "resources"))}
    heavy_parts = ("seat_client.ui.widgets", "seat_client.conference", "seat_client.services", "seat_client.media",
                   "seat_client.wire", "drivers.")  # fmt: skip
    assert not {name for name in ours if name.startswith(heavy_parts)}
    assert len(modules) < 300, f"{len(modules)} modules are loaded before the first window"
