"""Files that want to hurt a viewer: each ends in pages or in a reason, and the seat lives."""

import io
import os
from pathlib import Path

import pytest

from seat_client.documents.cipher import encrypt
from seat_client.documents.client import DocumentClient
from tests.benchmarks.bench_corpus import HANG_SECONDS, Reader
from tests.unit.anonymity import nested_pdf
from tests.unit.documents import hostile
from tests.unit.documents.conftest import PATIENCE
from tests.unit.documents.conftest import Reader as Heard

QUICK = ("locked", "truncated", "cyclic-glyph", "huge-page", "jpeg-bomb", "wrong-types", "lying-count", "script")
REFUSED = {"empty", "not-a-pdf", "head-only", "truncated", "without-pages", "locked"}
KILLED = {"cyclic-form", "deflate-bomb"}
"""PDFium would go on for minutes: the worker is killed and the page is shown as one that cannot be drawn."""


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_shown_or_refused(tmp_path: Path, name: str) -> None:
    path, key = tmp_path / "bid", os.urandom(32)
    encrypt(io.BytesIO(hostile.file(name)), path, key)
    heard = Heard(client := DocumentClient(path, key))
    try:
        client.open()
        heard.until(lambda: client.opened is not None or client.last_state.name == "failed")
        assert (client.opened is None) == (name in REFUSED)
        if client.opened is not None:
            client.request(0, 1.0)
            heard.until(lambda: heard.drawn(0))
    finally:
        client.close(wait=PATIENCE)


@pytest.mark.full
def test_the_window_outlives_every_hostile_file(tmp_path: Path) -> None:
    """All of them in one window, which may not pause for long, let alone die."""
    seat, said = Reader("seat"), {}
    for name, data in hostile.files().items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        said[name] = seat.read(file)
    seat.close()
    assert seat.deaths == 0
    assert {name for name, answer in said.items() if not answer["drawn"]} == REFUSED | KILLED
    assert {name for name, answer in said.items() if answer["deaths"]} == KILLED
    assert max(answer["longest_pause"] for answer in said.values()) < HANG_SECONDS


@pytest.mark.full
@pytest.mark.parametrize("how", [*nested_pdf.CIRCLES, *nested_pdf.EXPLOSIONS])
def test_drawings_in_drawings_cost_a_worker_and_one_page(tmp_path: Path, how: str) -> None:
    """No centre releases such a file. One that came all the same hangs a worker, which is killed; the rest goes on."""
    path, key = tmp_path / "bid", os.urandom(32)
    encrypt(io.BytesIO({**nested_pdf.CIRCLES, **nested_pdf.EXPLOSIONS}[how]()), path, key)
    heard = Heard(client := DocumentClient(path, key, patience=8))  # time for a process to start on a busy machine
    try:
        client.open().result(PATIENCE)
        client.request(0, 1.0)
        heard.until(lambda: heard.drawn(0) or heard.failed(0))
        assert ([state.name for state in heard.states].count("reopening") > 0) == heard.failed(0)
        heard.draw(1)
    finally:
        client.close(wait=PATIENCE)
