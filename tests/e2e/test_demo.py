"""The README's first command, as a process: the autopilot on the real screens, and what it leaves behind."""

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from resources import path as resource
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store

SIZES = {1920: (1920, 1080), 1366: (1366, 768)}
SCREENS = ("practice", "signin", "pledge", "chair-election", "preliminary", "blind-check", "technical", "rulings",
           "business", "price", "summary", "signing", "release", "closed")  # fmt: skip


def seat_client(*arguments: str, seconds: int = 400) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "seat_client.app.command_line", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("demo")
    return out, seat_client("demo", "--autopilot", "--out", str(out))


def test_the_sample_ends_with_a_verified_report_and_the_expected_result(demo) -> None:
    out, done = demo
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ranking: C5 > C6 > C2 > C3 > C1" in done.stdout
    expected = json.loads(resource("sample", "qinglan", "expected.json").read_text("utf-8"))
    assert json.loads((out / "result.json").read_text("utf-8")) == expected


def test_screen_and_report_rank_alike(demo) -> None:
    out, _ = demo
    text = subprocess.run(
        ["pdftotext", str(out / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    part = text.split("八、", 1)[1].split("九、", 1)[0]
    assert list(dict.fromkeys(re.findall(r"\bC\d\b", part))) == ["C5", "C6", "C2", "C3", "C1"]
    assert part.count("86.73") >= 2
    words = json.loads((out / "pictures" / "words.json").read_text("utf-8"))
    summary = next(lines for name, lines in words.items() if name[3:] == "summary")
    assert any("C5" in line and "C6" in line and "86.73" in line for line in summary), "the tie is told on the screen"


def test_every_screen_is_pictured_at_both_sizes(demo) -> None:
    out, _ = demo
    names = {p.name for p in (out / "pictures").glob("*.png")}
    for screen in SCREENS:
        for width, size in SIZES.items():
            found = [n for n in names if re.fullmatch(rf"\d\d-{screen}-{width}\.png", n)]
            assert found, f"{screen} at {width}"
            assert _size(out / "pictures" / found[0]) == size


def test_pdfsig_finds_a_valid_signature_of_every_signing_member_and_of_the_centre(demo) -> None:
    out, _ = demo
    listed = subprocess.run(["pdfsig", str(out / "report.pdf")], capture_output=True, text=True, check=False).stdout
    blocks = re.split(r"Signature #\d+:", listed)[1:]
    valid = {
        field.group(1)
        for block in blocks
        if "Signature is Valid" in block and (field := re.search(r"Field Name: (\S+)", block))
    }
    assert {"E1", "E2", "E3", "E4", "E5", "E6", "centre-open", "centre-close"} <= valid
    assert "E7" not in valid, "a silent member has not signed"


def test_verify_accepts_the_report_and_refuses_it_with_one_byte_changed(demo, tmp_path: Path) -> None:
    out, _ = demo
    trust = str(out / "practice" / "trust")
    assert seat_client("verify", str(out / "report.pdf"), "--trust", trust).returncode == 0
    content = bytearray((out / "report.pdf").read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    assert seat_client("verify", str(changed), "--trust", trust).returncode == 1


def test_no_blind_page_holds_a_bidders_name_anywhere_a_screen_or_a_reader_could_find_it(demo) -> None:
    out, _ = demo
    words = json.loads((out / "pictures" / "words.json").read_text("utf-8"))
    bidders = json.loads(resource("sample", "qinglan", "project.json").read_text("utf-8"))["bidders"]
    marks = [b["name"] for b in bidders] + [b["name"].removesuffix("有限公司") for b in bidders]
    ids = [b["id"] for b in bidders]

    def found(page: str) -> bool:
        on_page = [line for name, lines in words.items() if name[3:].startswith(page) for line in lines]
        assert on_page, page
        return any(m in line for m in marks for line in on_page) or any(
            re.search(rf"\b{i}\b", w) for i in ids for w in on_page
        )

    assert found("pledge"), "the names stand on the open pages: the search would find them"
    assert found("preliminary")
    assert found("business")
    assert not found("blind-check")
    assert not found("technical")


def test_a_released_seat_keeps_nothing_of_the_evaluation(demo) -> None:
    out, _ = demo
    (folder,) = [f for f in (out / "practice" / "seat").iterdir() if (f / "seat.db").exists()]
    store = Store.open(folder / "seat.db", Keyring(folder).key())
    try:
        assert (store.own_acts("E3"), store.facts(), store.recall("assignment")) == ([], [], None)
    finally:
        store.close()
    assert not list((out / "practice" / "seat").rglob("*.doc"))


def test_a_project_that_is_not_in_order_ends_with_2_and_one_line(tmp_path: Path) -> None:
    document = json.loads(resource("sample", "qinglan", "project.json").read_text("utf-8"))
    document["committee"] = document["committee"][:6]
    (tmp_path / "project.json").write_text(json.dumps(document), "utf-8")
    done = seat_client("demo", "--autopilot", "--project", str(tmp_path), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "$.committee" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _size(picture: Path) -> tuple[int, int]:
    """Width and height as a PNG's header says."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height
