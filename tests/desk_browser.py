"""A real Chromium on the desk's pages: keys and clicks by its own protocol, and a line with somebody's certificate.

Chromium takes no client certificate from a command line, so a little server on loopback holds it and passes every
request on: for the centre it is the browser, for the browser the centre.
"""

import base64
import http.client
import itertools
import json
import os
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from websockets.sync.client import connect

import resources
from tests.conference.browser import find_browser

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"),
    *("--remote-allow-origins=*", "--hide-scrollbars"),
)
PATIENCE = 60
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}/fonts</cachedir></fontconfig>"""  # the product's own, and no others
_DROPPED = {"connection", "transfer-encoding", "content-length"}


class Line:
    """Passes requests on to the centre with a client certificate (PEM)."""

    def __init__(self, centre: str, certificate: Path, issuer: Path) -> None:
        context = ssl.create_default_context(cafile=str(issuer))
        context.load_cert_chain(certificate)
        context.check_hostname = False
        host, port = centre.removeprefix("https://").rsplit(":", 1)
        self._upward: set[http.client.HTTPSConnection] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _passing(host, int(port), context, self._upward))
        self._server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End what is still open towards the centre, and wait for it."""
        self._server.shutdown()
        for line in list(self._upward):
            if line.sock is not None:
                with suppress(OSError):
                    line.sock.shutdown(socket.SHUT_RDWR)
        self._server.server_close()


def _passing(
    host: str, port: int, context: ssl.SSLContext, upward: set[http.client.HTTPSConnection]
) -> type[BaseHTTPRequestHandler]:
    class Passing(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length) if length else None
            line = http.client.HTTPSConnection(host, port, context=context, timeout=PATIENCE)
            upward.add(line)
            try:
                line.request(self.command, self.path, body, dict(self.headers))
                answer = line.getresponse()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in _DROPPED:
                        self.send_header(name, value)
                self.send_header("Connection", "close")
                self.end_headers()
                while part := answer.read1(65536):
                    self.wfile.write(part)
                    self.wfile.flush()
            except (OSError, http.client.HTTPException):
                return  # either side has gone
            finally:
                upward.discard(line)
                line.close()

        do_POST = do_GET

    return Passing


class Chromium:
    """One browser with one page."""

    def __init__(self, width: int = 1366, height: int = 768) -> None:
        program = find_browser()
        if program is None:
            raise FileNotFoundError("chromium: `dev.sh setup full` installs it")
        self._profile = TemporaryDirectory(prefix="seat-desk-", ignore_cleanup_errors=True)
        fonts = Path(self._profile.name, "fonts.conf")
        fonts.write_text(_FONTS.format(folder=resources.path("fonts"), cache=self._profile.name))
        own = (f"--window-size={width},{height}", f"--user-data-dir={self._profile.name}")
        self._process = subprocess.Popen(
            [program, *FLAGS, *own, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
        self._numbers = itertools.count(1)
        self.said: list[str] = []  # what the page complained of: errors of scripts, and refusals of the policy
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(self._address(), max_size=1 << 26))
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.resize(width, height)

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def _address(self) -> str:
        file = Path(self._profile.name) / "DevToolsActivePort"
        port = _until(lambda: file.read_text().split()[0] if file.exists() and file.read_text() else "")
        line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=PATIENCE)
        line.request("GET", "/json/list")
        pages = json.loads(line.getresponse().read())
        line.close()
        return str(next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page"))

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """One command of the protocol and its answer; what the page says meanwhile is noted."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            told = json.loads(self._socket.recv(PATIENCE))
            if told.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
                self.said.append(json.dumps(told["params"])[:500])
            if told.get("id") == number:
                assert "error" not in told, told
                return dict(told["result"])

    def look(self, script: str) -> Any:
        """What an expression in the page comes to."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def open(self, url: str) -> None:
        self.ask("Page.navigate", url=url)
        self.settled()

    def wait_for(self, expression: str) -> None:
        """Wait until an expression in the page is true, over whatever pages come."""
        _until(lambda: self.look(f"document.readyState === 'complete' && !!({expression})"))

    def settled(self) -> None:
        """Wait until a page stands."""
        _until(lambda: self.look("document.readyState === 'complete' && location.href !== 'about:blank'"))

    def press(self, button: str) -> None:
        """Press the button of these words, and wait for the page that follows."""
        self.look("window.old = true")
        found = self.look(
            f"(() => {{ const b = [...document.querySelectorAll('button, a')].find(e => e.textContent.trim() === "
            f"{json.dumps(button)}); if (!b) return false; b.click(); return true; }})()"
        )
        assert found, f"no button {button!r}"
        _until(lambda: self.look("!window.old && document.readyState === 'complete'"))

    def fill(self, field: str, text: str) -> None:
        """Type into a field by its name, as a keyboard does."""
        assert self.look(f"(() => {{ const f = document.querySelector('[name={field}]'); if (!f) return false;"
                         f" f.focus(); f.select(); return true; }})()")  # fmt: skip
        self.ask("Input.insertText", text=text)

    def choose(self, form: str, file: Path) -> None:
        """Choose a file in the form of this act."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        wanted = f"form[action$='/act/{form}'] input[type=file]"
        node = self.ask("DOM.querySelector", nodeId=root, selector=wanted)["nodeId"]
        self.ask("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    @property
    def text(self) -> str:
        return str(self.look("document.body.innerText"))

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                 mobile=False)  # fmt: skip

    def picture(self, path: Path) -> None:
        """What stands in the window, as PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


def _until(what: Callable[[], Any]) -> Any:
    ended = time.monotonic() + PATIENCE
    while time.monotonic() < ended:
        if found := what():
            return found
        time.sleep(0.05)
    raise TimeoutError
