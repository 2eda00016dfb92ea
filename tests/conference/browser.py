"""Headless Chromium as a member of a room: a page that speaks Janus by itself, publishes, and looks at what it gets.

Flags as the findings of the field have them: fake devices, no dialogs, its own addresses as candidates. The page posts
a report every half second; clocks are read from its video elements only while `reading` is set, since that costs.
"""

import json
import shutil
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from seat_client.wire.conference import CallPass

PAGE = Path(__file__).with_name("browser.html")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio", "--no-first-run", "--disable-sync"),
    *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
    *("--autoplay-policy=no-user-gesture-required", "--disable-features=WebRtcHideLocalIpsWithMdns"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1920,1080"),
)


def find_browser() -> str | None:
    """Where Chromium lies."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """`watch` are feeds shown in 424x238 each; `camera` is "fake" (the device) or "clock" (a painted canvas)."""

    def __init__(self, call_pass: CallPass, watch: tuple[str, ...], *, camera: str = "fake") -> None:
        browser = find_browser()
        if browser is None:
            raise FileNotFoundError("chromium: `dev.sh setup bench` installs it")
        self.reading = False
        self.reports: list[dict[str, Any]] = []
        config = {
            **{key: getattr(call_pass, key) for key in ("url", "room", "pin", "feed")},
            "watch": list(watch),
            "camera": camera,
            "offset": time.monotonic() - time.time(),
        }
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, config))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self._profile = TemporaryDirectory(prefix="seat-browser-", ignore_cleanup_errors=True)
        address = f"http://127.0.0.1:{self._http.server_address[1]}/"
        arguments = [browser, *FLAGS, f"--user-data-dir={self._profile.name}", address]
        self._process = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._http.shutdown()
        self._http.server_close()
        self._profile.cleanup()

    @property
    def pid(self) -> int:
        return self._process.pid

    def last(self) -> dict[str, Any]:
        return self.reports[-1] if self.reports else {}

    def latencies(self, since: int = 0) -> list[float]:
        """Seconds from painting to the video element, of all reports from the index `since` on."""
        return [each for report in self.reports[since:] for each in report["latencies"]]

    def garbage(self, since: int = 0) -> int:
        return sum(report["garbage"] for report in self.reports[since:])


def _handler(browser: Browser, config: dict[str, Any]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

        def do_GET(self) -> None:
            if self.path == "/config":
                self._answer(json.dumps(config).encode(), "application/json")
            elif self.path == "/":
                self._answer(PAGE.read_bytes(), "text/html; charset=utf-8")
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            browser.reports.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(json.dumps({"reading": browser.reading}).encode(), "application/json")

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
