"""An open document: pages, outline, and every way in which a bid or its worker may fail."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from seat_client.documents.blocks import Blocks
from seat_client.documents.cipher import CHUNK, TAG, encrypt
from seat_client.documents.client import DocumentClient
from seat_client.documents.errors import Refused
from seat_client.documents.limits import MAX_BITMAP_PIXELS, MAX_TITLE_LENGTH, bitmap_size
from seat_client.documents.pages import DocumentState, PageFailed, PageRequest
from tests.unit.documents import bids
from tests.unit.documents.conftest import PATIENCE, Reader, pixel

HOSTILE = Path(__file__).parents[4] / "shared" / "data" / "pdf"


def _blocks_in_memory() -> int:
    """How many blocks this process has open, those of earlier tests' readers collected."""
    gc.collect()
    links = [os.readlink(file) for file in Path("/proc/self/fd").iterdir() if file.is_symlink()]
    return sum("seat-page-" in link for link in links)


# Reading


def test_opening_tells_sizes_and_outline(reading):
    reader = reading(bids.bid(3))
    opened = reader.client.open().result(PATIENCE)
    assert opened.sizes == ((595.0, 842.0),) * 3
    assert [(entry.title, entry.page, entry.depth) for entry in opened.outline][:3] == [
        ("第1章 施工方案", 0, 0),
        ("1.1 目标", 0, 1),
        ("第2章 施工方案", 1, 0),
    ]


@pytest.mark.parametrize("page", [0, 2, 4])
def test_a_page_is_drawn_with_its_own_pixels(reading, page):
    reader = reading(bids.bid(5))
    reader.client.open().result(PATIENCE)
    drawn = reader.draw(page, 1.5)
    assert (drawn.size.width, drawn.size.height) == (892, 1263)
    assert len(drawn.pixels) == drawn.size.bytes
    assert pixel(drawn, 0.5, 0.5) == bids.colour(page)
    assert pixel(drawn, 0.05, 0.95) == (255, 255, 255)
    head = {pixel(drawn, x / 100, y / 400) for x in range(10, 35) for y in range(26, 40)}
    assert (0, 0, 0) in head, "the text of the page"


def test_paper_has_the_colour_asked_for(reading):
    reader = reading(bids.bid(1), paper=0xFDFCF9)
    reader.client.open().result(PATIENCE)
    assert pixel(reader.draw(0), 0.05, 0.95) == (0xFD, 0xFC, 0xF9)


def test_only_the_newest_wishes_are_drawn(reading):
    """Wishes replaced before their turn are forgotten; the last list is drawn in its order."""
    reader = reading(bids.bid(40))
    sizes = reader.client.open().result(PATIENCE).sizes
    for first in range(0, 36, 4):
        reader.client.want([PageRequest(page, bitmap_size(sizes[page], 2)) for page in range(first, first + 4)])
    reader.until(lambda: all(reader.drawn(page) for page in range(32, 36)))
    assert len(reader.answers) < 36


def test_the_document_is_opened_again_after_many_pages(reading):
    reader = reading(bids.bid(3))
    sizes = reader.client.open().result(PATIENCE).sizes
    for turn in range(210):
        page = turn % 3
        before = len(reader.answers)
        reader.client.want([PageRequest(page, bitmap_size(sizes[page], 0.1 + turn / 5000))])
        reader.until(lambda before=before: len(reader.answers) > before)
    assert pixel(reader.drawn(2)[-1], 0.5, 0.5) == bids.colour(2)
    assert {state.name for state in reader.states} == {"ready"}


def test_a_page_beyond_the_end_is_not_asked_for(reading):
    reader = reading(bids.bid(2))
    reader.client.open().result(PATIENCE)
    reader.client.request(2, 1.0)
    reader.client.request(-1, 1.0)
    reader.draw(0)
    assert [answer.page for answer in reader.answers] == [0]


def test_an_outline_in_circles_is_cut(reading):
    outline = reading(bids.circular_outline()).client.open().result(PATIENCE).outline
    assert [entry.page for entry in outline] == [0, 0]
    assert len(outline[0].title) == MAX_TITLE_LENGTH
    assert outline[0].title.startswith("A B长")


def test_huge_and_narrow_pages_get_a_limited_bitmap(reading):
    reader = reading(bids.mixed_sizes())
    sizes = reader.client.open().result(PATIENCE).sizes
    assert sizes[2] == (14400.0, 14400.0)
    for page in range(4):
        drawn = reader.draw(page, 3.0)
        assert drawn.size.width * drawn.size.height <= MAX_BITMAP_PIXELS * 1.01
        assert pixel(drawn, 0.5, 0.5) == bids.colour(0)


# What cannot be shown


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken"),
        (b"%PDF-1.7\nnothing that follows", "broken"),
        (os.urandom(5000), "broken"),
        (bids.bid(3)[:300], "broken"),
        (bids.without_pages(), "broken"),
        (bids.protected(), "encrypted"),
    ],
    ids=["empty", "header only", "noise", "cut short", "no pages", "password"],
)
def test_a_document_that_cannot_be_shown_says_why(reading, data, code):
    reader = reading(data)
    with pytest.raises(Refused) as caught:
        reader.client.open().result(PATIENCE)
    assert caught.value.code == code
    assert reader.end() == DocumentState("failed", code)
    reader.client.request(0, 1.0)


def test_too_many_pages_are_refused(reading):
    pages = 20_001
    kids = " ".join(["3 0 R"] * pages)
    data = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Count {pages}/Kids[{kids}]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert reading(data.encode()).end() == DocumentState("failed", "too_large")


def test_a_missing_file_and_a_wrong_key(reading, sealed, tmp_path):
    assert reading(tmp_path / "absent").end() == DocumentState("failed", "broken")
    path = sealed(bids.bid(1))
    client = DocumentClient(path, bytes(32))
    with pytest.raises(Refused, match="tampered"):
        client.open().result(PATIENCE)
    client.close(wait=PATIENCE)


def test_one_page_that_cannot_be_drawn_leaves_the_others(reading):
    reader = reading(bids.with_a_broken_page())
    sizes = reader.client.open().result(PATIENCE).sizes
    reader.client.want([PageRequest(page, bitmap_size(sizes[page], 1)) for page in range(len(sizes))])
    reader.until(lambda: len({answer.page for answer in reader.answers}) == len(sizes))
    assert PageFailed(1) in reader.answers
    assert pixel(reader.drawn(0)[-1], 0.5, 0.5) == bids.colour(0)
    assert pixel(reader.drawn(2)[-1], 0.5, 0.5) == bids.colour(2)


def test_a_changed_chunk_stops_the_document_before_a_pixel_of_it(reading, sealed):
    path = sealed(bids.large_bid(8, 3 * CHUNK))
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2 // (CHUNK + TAG)
    raw[24 + middle * (CHUNK + TAG) + 100] ^= 1
    path.write_bytes(raw)
    reader = reading(path)
    sizes = reader.client.open().result(PATIENCE).sizes
    reader.client.want([PageRequest(page, bitmap_size(sizes[page], 1)) for page in range(8)])
    assert reader.end() == DocumentState("failed", "tampered")
    hit = {4, 3} - {answer.page for answer in reader.answers}
    assert hit, "the page in the changed chunk was not handed out"
    assert 0 in {answer.page for answer in reader.answers}


# Workers that die


def test_a_killed_worker_is_replaced_and_the_page_drawn_again(reading):
    reader = reading(bids.bid(5))
    reader.client.open().result(PATIENCE)
    reader.draw(1)
    first = reader.client.worker_pid
    os.kill(first, signal.SIGKILL)
    again = reader.draw(1, 1.2)
    assert pixel(again, 0.5, 0.5) == bids.colour(1)
    assert reader.client.worker_pid != first
    assert [state.name for state in reader.states] == ["ready", "reopening", "ready"]


def test_a_worker_killed_in_mid_flight_loses_no_wish(reading):
    reader = reading(bids.bid(30))
    sizes = reader.client.open().result(PATIENCE).sizes
    wanted = [PageRequest(page, bitmap_size(sizes[page], 3)) for page in range(30)]
    reader.client.want(wanted)
    reader.until(lambda: len(reader.answers) >= 3)
    os.kill(reader.client.worker_pid, signal.SIGKILL)
    reader.until(lambda: all(reader.drawn(page) for page in range(30)))
    assert not [answer for answer in reader.answers if isinstance(answer, PageFailed)]
    assert "reopening" in {state.name for state in reader.states}


def test_a_page_that_kills_two_workers_is_given_up(reading):
    reader = reading(bids.bid(3))
    reader.client.open().result(PATIENCE)
    under_way = reader.client._supervisor._under_way

    def freeze(state: DocumentState) -> None:
        """Runs in the supervising thread before it hands out a page: that page is then surely under way."""
        if state.name == "ready" and len(reader.states) < 4:
            os.kill(reader.client.worker_pid, signal.SIGSTOP)

    reader.draw(0)
    os.kill(reader.client.worker_pid, signal.SIGSTOP)
    reader.client.state.subscribe(freeze)
    reader.client.request(1, 1.0)
    for _ in range(2):
        reader.watch(lambda: under_way)
        worker = reader.client.worker_pid
        os.kill(worker, signal.SIGKILL)
        reader.watch(lambda worker=worker: reader.client.worker_pid != worker)
    reader.until(lambda: reader.failed(1))
    assert pixel(reader.draw(2), 0.5, 0.5) == bids.colour(2)


def test_a_page_over_which_the_worker_hangs_is_given_up(reading):
    """The kernel's stop signal stands for a page that computes for ever: the worker is replaced, the page is not."""
    reader = reading(bids.bid(3), patience=6.0)
    reader.client.open().result(PATIENCE)
    os.kill(reader.client.worker_pid, signal.SIGSTOP)
    reader.client.request(2, 1.0)
    reader.until(lambda: reader.failed(2))
    assert pixel(reader.draw(0), 0.5, 0.5) == bids.colour(0)
    assert [state.name for state in reader.states] == ["ready", "reopening", "ready"]


def test_a_worker_that_never_opens_the_document_is_a_timeout(reading):
    reader = reading(bids.bid(1), patience=0.0)
    assert reader.end() == DocumentState("failed", "timeout")


def test_two_documents_do_not_share_a_fate(reading):
    first, second = reading(bids.bid(2)), reading(bids.bid(2))
    for reader in (first, second):
        reader.client.open().result(PATIENCE)
    os.kill(first.client.worker_pid, signal.SIGKILL)
    second.draw(1)
    first.draw(1)
    assert "reopening" not in {state.name for state in second.states}


# Confinement and what is left behind


def test_the_worker_gives_up_network_and_core_dumps(reading):
    reader = reading(bids.bid(1))
    reader.client.open().result(PATIENCE)
    confinement = reader.client.confinement
    assert confinement is not None
    held = {"no core dump", "no new privileges", "memory limit", "not traceable", "dies with its parent"}
    assert held <= set(confinement.confined)
    limits = Path(f"/proc/{reader.client.worker_pid}/limits").read_text()
    assert "Max core file size        0                    0" in limits
    if "no network" in confinement.confined:
        ours = Path("/proc/self/net/dev").read_text()
        theirs = Path(f"/proc/{reader.client.worker_pid}/net/dev").read_text()
        assert len(theirs.splitlines()) <= 3 < len(ours.splitlines()) + 1
        space = f"/proc/{reader.client.worker_pid}/ns/net"
        if os.geteuid() == 0:
            assert os.readlink("/proc/self/ns/net") != os.readlink(space)
        else:  # a process that is not traceable shows an ordinary user nothing of itself
            with pytest.raises(PermissionError):
                os.readlink(space)


def test_the_worker_is_named_neutrally(reading, sealed):
    path = sealed(bids.bid(1))
    reader = reading(path)
    reader.client.open().result(PATIENCE)
    title = Path(f"/proc/{reader.client.worker_pid}/cmdline").read_bytes()
    assert b"multiprocessing" in title
    environment = _environment(reader.client.worker_pid)
    for secret in (path.name.encode(), reader.client._supervisor._source.key.hex().encode()):
        assert secret not in title
        assert secret not in environment


def _environment(pid: int) -> bytes:
    """What is readable of a worker's environment: all of it for root, nothing for an ordinary user."""
    file = Path(f"/proc/{pid}/environ")
    if os.geteuid() == 0:
        return file.read_bytes()
    with pytest.raises(PermissionError):
        file.read_bytes()
    return b""


def test_the_worker_imports_nothing_heavy():
    code = (
        "import sys, seat_client.documents.worker\n"
        "print([m for m in ('PySide6', 'numpy', 'pydantic', 'pikepdf', 'cv2', 'sqlalchemy') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_closing_leaves_no_process_and_no_shared_memory(reading):
    before = _blocks_in_memory()
    reader = reading(bids.bid(2))
    reader.client.open().result(PATIENCE)
    reader.draw(0)
    assert _blocks_in_memory() > before
    worker = reader.client.worker_pid
    reader.client.close(wait=PATIENCE)
    assert reader.end() == DocumentState("closed")
    assert not Path(f"/proc/{worker}").exists()
    for answer in reader.drawn(0):
        answer.loan.end()
    reader.answers.clear()
    del answer
    assert _blocks_in_memory() == before
    reader.client.want([PageRequest(0, bitmap_size((1, 1), 1))])
    reader.client.close()


def test_closing_before_opening(sealed, key):
    client = DocumentClient(sealed(bids.bid(1)), key)
    client.close(wait=PATIENCE)
    future = client.open()
    assert not future.done()


def test_a_block_is_zeroed_before_it_goes_back_and_whoever_forgets_it_gives_it_back():
    blocks = Blocks()
    loan = blocks.lend(5000)
    loan.pixels[:] = b"\xff" * 5000
    pixels, name = loan.pixels, loan.block.name
    loan.end()
    loan.end()
    assert pixels == bytes(5000)
    again = blocks.lend(5000)
    assert again.block.name == name
    again.pixels[:] = b"\xff" * 5000
    del again
    assert pixels == bytes(5000)
    assert blocks.lend(5000).block.name == name
    blocks.close()


def test_a_worker_is_told_which_blocks_it_may_forget(reading):
    """Pages of growing size need ever other blocks; the worker keeps those that may still be lent."""
    reader = reading(bids.bid(1))
    reader.client.open().result(PATIENCE)
    for number in range(12):
        reader.draw(0, 0.5 + number / 4)
        for answer in reader.drawn(0):
            answer.loan.end()
    maps = Path(f"/proc/{reader.client.worker_pid}/maps")
    reader.watch(lambda: 1 <= sum("seat-page-" in line for line in maps.read_text().splitlines()) <= 5)


def test_a_worker_at_work_dies_with_its_seat(sealed, key, tmp_path):
    """Stopped, it stands for a page that computes for ever: it would not hear that the pipe is closed."""
    seat = _SEAT.format(path=str(sealed(bids.bid(1))), key=key.hex())
    script = tmp_path / "seat.py"  # a file: the worker's process looks at how its parent was started
    script.write_text(seat)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        os.kill(worker, signal.SIGSTOP)
        process.kill()
    deadline = time.monotonic() + PATIENCE
    try:
        while _runs(worker):
            assert time.monotonic() < deadline
            threading.Event().wait(0.005)
    finally:
        if _runs(worker):
            os.kill(worker, signal.SIGKILL)


_SEAT = """
import time
from pathlib import Path
from seat_client.documents.client import DocumentClient

if __name__ == "__main__":
    client = DocumentClient(Path({path!r}), bytes.fromhex({key!r}))
    client.open().result(60)
    print(client.worker_pid, flush=True)
    while True:
        time.sleep(60)
"""


def _runs(process: int) -> bool:
    """Whether it is there and no mere remainder that nobody has collected yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_a_block_is_kept_for_the_same_size_and_changed_for_another():
    blocks = Blocks()
    loans = [blocks.lend(8 << 20)]
    first = loans[0].block
    loans[0].end()
    loans.append(blocks.lend(7 << 20))
    assert loans[1].block is first
    loans[1].end()
    larger = blocks.lend(9 << 20)
    assert larger.block is not first
    larger.end()
    assert blocks.lend(1 << 20).block not in (first, larger.block)


# Documents from outside


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="needs ../shared/data: pdf")
@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.full, id="all"), pytest.param(20, id="some")])
def test_broken_and_hostile_files_end_in_pages_or_a_reason(tmp_path, key, every):
    """Each shows its first page or says why not, and no worker needs to be replaced."""
    files = sorted(HOSTILE.rglob("*.pdf"))[::every]
    assert len(files) > 200 // every
    shown = 0
    for number, file in enumerate(files):
        path = tmp_path / str(number)
        with file.open("rb") as source:
            encrypt(source, path, key)
        shown += _shows_or_refuses(path, key)
    assert shown > len(files) * 0.6


def _shows_or_refuses(path: Path, key: bytes) -> bool:
    client = DocumentClient(path, key)
    reader = Reader(client)
    client.open()
    try:
        reader.until(lambda: client.opened is not None or client.last_state.name == "failed")
        if client.opened is None:
            return False
        client.request(0, 1.0)
        reader.until(lambda: reader.answers or client.last_state.name == "failed")
        assert "reopening" not in {state.name for state in reader.states}, path
        return bool(reader.drawn(0))
    finally:
        client.close(wait=PATIENCE)
        path.unlink()
