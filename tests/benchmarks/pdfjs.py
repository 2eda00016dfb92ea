"""pdf.js as a peer: a page in headless Chromium that opens and draws what it is told, and says how long it took.

The browser and the page run before anything is timed. The document is opened in either of two ways: handed over as
bytes, as a program has to that keeps its documents encrypted and decrypts them whole; or by ranges, as from a web
server that has the plain file and gives parts of it.
"""

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from tests.benchmarks.frame import NotMeasured

_LIBRARY = Path("/usr/share/javascript/pdf/build")
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PATIENCE = 120
_PAGE = """<!doctype html><meta charset="utf-8"><canvas id="c"></canvas><script src="/pdf.js"></script><script>
pdfjsLib.GlobalWorkerOptions.workerSrc = "/pdf.worker.js";
let doc = null;
async function open_file(order) {
  if (doc) { await doc.destroy(); doc = null; }
  const began = performance.now();
  if (order.ranges) {
    doc = await pdfjsLib.getDocument({url: "/bid.pdf?" + began, disableAutoFetch: true, disableStream: true}).promise;
  } else {
    const data = await (await fetch("/bid.pdf")).arrayBuffer();
    doc = await pdfjsLib.getDocument({data}).promise;
  }
  await doc.getOutline();
  return performance.now() - began;
}
async function turn(order) {
  const began = performance.now();
  const page = await doc.getPage(order.page + 1);
  const scale = order.width / page.getViewport({scale: 1}).width;
  const view = page.getViewport({scale});
  const canvas = document.getElementById("c");
  canvas.width = view.width; canvas.height = view.height;
  const context = canvas.getContext("2d");
  await page.render({canvasContext: context, viewport: view}).promise;
  context.getImageData(0, 0, 1, 1);  // until here the browser has only taken notes of what is to be drawn
  return performance.now() - began;
}
(async () => {
  for (;;) {
    const order = await (await fetch("/order")).json();
    let answer;
    try { answer = {ms: order.page === undefined ? await open_file(order) : await turn(order)}; }
    catch (error) { answer = {error: String(error)}; }
    await fetch("/answer", {method: "POST", body: JSON.stringify(answer)});
  }
})();
</script>"""


class PdfJs:
    """One browser with one page, from `__enter__` to `__exit__`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._orders: queue.Queue[dict[str, int]] = queue.Queue()
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()

    def __enter__(self) -> "PdfJs":
        browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
        if browser is None or not (_LIBRARY / "pdf.js").exists():
            raise FileNotFoundError("chromium-headless-shell and libjs-pdf: `dev.sh setup bench` installs both")
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._file, self._orders, self._answers))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._profile = TemporaryDirectory(prefix="seat-pdfjs-", ignore_cleanup_errors=True)
        self._browser = subprocess.Popen(
            [browser, "--no-sandbox", "--disable-gpu", f"--user-data-dir={self._profile.name}", "--headless",
             "--remote-debugging-port=0", f"http://127.0.0.1:{self._server.server_address[1]}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.terminate()
        self._browser.wait(_PATIENCE)
        self._server.shutdown()
        self._server.server_close()
        self._profile.cleanup()

    def open_ms(self, *, ranges: bool = False) -> float:
        """Open the file anew, as bytes or by ranges."""
        return self._ask({"ranges": int(ranges)})

    def turn_ms(self, page: int, width: int) -> float:
        """Draw a page (from 0) so many pixels wide."""
        return self._ask({"page": page, "width": width})

    def processor_ms(self) -> float:
        """The processor time that all processes of the browser have had."""
        found, total = {self._browser.pid}, 0
        for process in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):  # parents first
            with suppress(OSError):
                words = (process / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
                if int(process.name) in found or int(words[1]) in found:
                    found.add(int(process.name))
                    total += sum(
                        int((task / "schedstat").read_text().split()[0]) for task in (process / "task").iterdir()
                    )
        return total / 1e6

    def _ask(self, order: dict[str, int]) -> float:
        self._orders.put(order)
        answer = self._answers.get(timeout=_PATIENCE)
        if "ms" not in answer:
            raise NotMeasured(f"pdf.js refuses the file or the page: {answer['error']}")
        return float(answer["ms"])


def _handler(
    file: Path, orders: "queue.Queue[dict[str, int]]", answers: "queue.Queue[dict[str, Any]]"
) -> type[BaseHTTPRequestHandler]:
    def give(handler: "_Handler", path: str) -> None:
        if path == "/order":
            handler.send(json.dumps(orders.get()).encode(), "application/json")
        elif path.partition("?")[0] == "/bid.pdf":
            handler.send_file(file)
        elif path in ("/pdf.js", "/pdf.worker.js"):
            handler.send((_LIBRARY / path[1:]).read_bytes(), "text/javascript")
        else:
            handler.send(_PAGE.encode(), "text/html")

    return type("Handler", (_Handler,), {"give": give, "take": lambda _, body: answers.put(json.loads(body))})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    give: Callable[[str], None]
    take: Callable[[bytes], None]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.give(self.path)

    def do_POST(self) -> None:
        self.take(self.rfile.read(int(self.headers["Content-Length"])))
        self.send(b"{}", "application/json")

    def send_file(self, file: Path) -> None:
        """The whole file, or the range of it that was asked for; the browser may hang up in the middle."""
        size, asked = file.stat().st_size, self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        first, last = int(asked[0] or 0), min(int(asked[2] or size), size - 1)
        self.send_response(206 if asked[0] else 200)
        if asked[0]:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self._head("application/pdf", last - first + 1)
        with file.open("rb") as source, suppress(ConnectionError):
            source.seek(first)
            while (left := last + 1 - source.tell()) > 0:
                self.wfile.write(source.read(min(left, 1 << 20)))

    def send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self._head(kind, len(body))
        self.wfile.write(body)

    def _head(self, kind: str, length: int) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(length))
        self.end_headers()
