"""Reads one PDF after the other, in a process of its own: `python -m tests.benchmarks.corpus_reader seat|raw`.

A path a line comes in, a line of JSON goes out. `seat` shows the first pages in the product's window; `raw` draws the
first page by PDFium in this very process. Whoever drives it sees by a missing line that the process died.
"""

import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PAGES = 3
LIMIT = 30.0


def main(role: str) -> None:
    results = _seat() if role == "seat" else _raw()
    next(results)
    for line in sys.stdin:
        print(json.dumps(results.send(Path(line.rstrip("\n")))), flush=True)


def _raw() -> "Iterator[dict[str, object]]":
    from tests.benchmarks.viewer_parts import RawPdfium

    result: dict[str, object] = {}
    while True:
        file = yield result
        peer = RawPdfium(file)
        drawn = peer.page_count > 0 and peer.draw_safely(0)
        result = {"drawn": drawn}
        peer.close()


def _seat() -> "Iterator[dict[str, object]]":
    from seat_client.documents.cipher import encrypt
    from seat_client.documents.client import DocumentClient
    from seat_client.documents.standby import STANDBY
    from tests.benchmarks.viewer_parts import Screen

    STANDBY.begin()
    screen, result = Screen(), dict[str, object]()
    with TemporaryDirectory(prefix="seat-corpus-") as folder:
        while True:
            file = yield result
            key, sealed = secrets.token_bytes(32), Path(folder, "bid.doc")
            with file.open("rb") as source:
                encrypt(source, sealed, key)
            client, watch = DocumentClient(sealed, key), _Watch()
            client.state.subscribe(watch.see)
            began = time.perf_counter()
            screen.view.show_document(client)
            answered = _show(screen, watch)
            drawn = screen.view.page_count() > 0 and screen.view.is_drawn(1)
            result = {
                "drawn": drawn, "deaths": watch.deaths, "answered": answered, "seconds": time.perf_counter() - began,
                "refused": screen.view.state().code, "longest_pause": watch.longest,
            }  # fmt: skip
            screen.view.clear()
            client.close(wait=LIMIT)


class _Watch:
    """Counts dead workers, and how long the window did not answer."""

    def __init__(self) -> None:
        self.deaths = 0
        self.longest = 0.0
        self._last = time.perf_counter()

    def see(self, state: object) -> None:
        self.deaths += getattr(state, "name", "") == "reopening"

    def beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def _show(screen: object, watch: _Watch) -> bool:
    """Whether every page asked for came, or a reason why not."""
    from tests.benchmarks.viewer_parts import Screen

    assert isinstance(screen, Screen)
    view = screen.view
    end = time.monotonic() + LIMIT

    def until(condition: object) -> bool:
        while not condition():  # type: ignore[operator]
            watch.beat()
            screen.application.processEvents()
            time.sleep(0.002)
            if time.monotonic() > end:
                return False
        return True

    if not until(lambda: view.page_count() > 0 or view.state().name in ("failed", "closed")):
        return False
    for page in range(1, min(PAGES, view.page_count()) + 1):
        view.go_to_page(page)
        over = lambda page=page: view.is_drawn(page) or page - 1 in view._failed or view.state().name == "failed"  # noqa: E731
        if not until(over):
            return False
    view.go_to_page(1)
    until(lambda: view.is_drawn(1) or 0 in view._failed or view.state().name == "failed")
    return True


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1])
