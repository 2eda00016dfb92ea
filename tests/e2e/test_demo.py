"""The README's first command, as a process: the autopilot on the real screens, and what it leaves behind."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import av
import pytest
from PySide6.QtGui import QImage

from resources import path as resource
from seat_client.app.practice_clips import CELL, CLOCK_BITS, LARGE, RATE, SECONDS, make_clips
from seat_client.app.practice_ground import read_project
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store

SIZES = {1920: (1920, 1080), 1366: (1366, 768)}
SCREENS = ("practice", "signin", "discipline", "pledge", "chair-election", "tender", "preliminary", "blind-check",
           "conference", "technical", "rulings", "business", "price", "summary", "signing", "fee", "release",
           "closed")  # fmt: skip


def seat_client(*arguments: str, seconds: int = 400) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "seat_client.app.command_line", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("demo")
    people = list(read_project(None).script.people)
    make_clips(out / "practice" / "clips", people, lambda _done, _of: None, clock=True)
    return out, seat_client("demo", "--autopilot", "--record-screens", "--out", str(out))


def test_the_sample_ends_with_a_verified_report_and_the_expected_result(demo) -> None:
    out, done = demo
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ranking: C5 > C6 > C2 > C3 > C1" in done.stdout
    expected = json.loads(resource("sample", "qinglan", "expected.json").read_text("utf-8"))
    assert json.loads((out / "result.json").read_text("utf-8")) == expected


def test_the_days_events_stand_in_the_record_and_in_the_report(demo) -> None:
    out, _ = demo
    facts = record_of(out)
    (replaced,) = [f for f in facts if f["kind"] == "member-replaced"]
    assert (replaced["old"], replaced["new"]["id"], replaced["reason"]) == ("X5", "E5", "recusal")
    (deemed,) = [f for f in facts if f["kind"] == "agreement-deemed"]
    (notice,) = [f for f in facts if f["kind"] == "notice-served"]
    assert deemed["member"] == notice["member"] == "E7"
    assert deemed["at"] > notice["at"]
    assert [f["member"] for f in facts if f["kind"] == "report-signed"][-1] == "E1", "the chair signs last"
    text = words_of(out / "report.pdf")
    for said in ("X5", "成员回避与更换", "作废", "书面不同意见", "E6 褚立言", "监督记录", "报告核验", "评分偏差较大",
                 "公式库版本", "已提交成本构成与供货合同证明", "认为总体技术路线与现状管网条件不符"):  # fmt: skip
        assert said in text, said
    names = [
        m["name"] for m in json.loads(resource("sample", "qinglan", "project.json").read_text("utf-8"))["committee"]
    ]
    public = words_of(out / "publication.pdf")
    assert not [name for name in names if name in public]
    assert "86.73" in public


def test_the_archive_is_recomputed_and_a_changed_score_in_it_is_named(demo, tmp_path: Path) -> None:
    out, _ = demo
    (archive,) = out.glob("evaluation-*.zip")
    done = seat_client("recompute", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads((out / "result.json").read_text("utf-8"))
    folder = tmp_path / "archive"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    sheets = json.loads((folder / "sheets.json").read_text("utf-8"))
    sheets["scores"]["E4"]["C2"]["T3"] = "0.1"
    (folder / "sheets.json").write_text(json.dumps(sheets), "utf-8")
    done = seat_client("recompute", str(folder))
    assert done.returncode == 1
    assert "the score of member E4 for bid C2, criterion T3" in done.stderr
    assert "the signed report counts" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_call_is_live_with_seven_members(demo) -> None:
    """Clocks painted into the colleagues' pictures are read from the tiles as they stood on the screen."""
    out, _ = demo
    looks = json.loads((out / "pictures" / "looks.json").read_text("utf-8"))
    (wide, compact) = (next(n for n in looks if n.endswith(f"-conference-{width}")) for width in SIZES)
    clocks = [clocks_in(out / "pictures" / f"{name}.png", looks[name]["places"]["tile"]) for name in (wide, compact)]
    for read in clocks:
        assert sum(clock is not None for clock in read) >= 6, read
        assert all(clock < SECONDS * RATE for clock in read if clock is not None)
    moved = sum(a != b for a, b in zip(*clocks, strict=True) if a is not None and b is not None)
    assert moved >= 5, "the pictures stand still"


def test_janus_recorded_everybody_and_the_archive_agrees(demo) -> None:
    out, _ = demo
    folder = out / "practice" / "media" / "recordings"
    kept = [fact for fact in record_of(out) if fact["kind"] == "recording-kept"]
    assert len({fact["person"] for fact in kept}) >= 8, "seven members and the supervisor"
    assert sum(path.stat().st_size for path in folder.rglob("*.mjr")) > 2 << 20
    (archive,) = out.glob("evaluation-*.zip")
    done = seat_client("audit", str(archive), "--recordings", str(folder), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    compared = json.loads(done.stdout)["recordings"]
    assert compared["files"] == compared["chained"] == len(kept)
    assert compared["differing"] == 0
    assert compared["equal"] > compared["lost"] + compared["absent"]


def test_the_screen_was_recorded_and_both_officers_open_it(demo, tmp_path: Path) -> None:
    out, _ = demo
    kept = [fact for fact in record_of(out) if fact["kind"] == "screen-kept"]
    assert {fact["person"] for fact in kept} == {"E3"}, "the one seat that has a screen"
    for path in (out / "practice" / "media" / "recordings").rglob("screen-*.sealed"):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / path.parent.name)
    officers = [str(out / "practice" / f"officer-{number}.key") for number in (1, 2)]
    opened = tmp_path / "opened"
    alone = seat_client("recordings", str(tmp_path), "--out", str(opened), "--officer", officers[0])
    assert (alone.returncode, list(opened.glob("*.mkv"))) == (1, [])
    both = ("--officer", officers[0], "--officer", officers[1])
    done = seat_client("recordings", str(tmp_path), "--out", str(opened), *both)
    assert done.returncode == 0, done.stderr
    (role,) = json.loads((opened / "gaps.json").read_text("utf-8")).values()
    assert len(role["screen"]) == len(kept)
    pictures = 0
    for each in role["screen"]:
        with av.open(str(opened / each["file"])) as container:
            pictures += sum(frame.width >= 1200 for frame in container.decode(video=0))
    assert pictures > 10
    words = json.loads((out / "pictures" / "words.json").read_text("utf-8"))
    (conference,) = [lines for name, lines in words.items() if name[3:] == "conference"]
    assert any("本机屏幕同步录制" in line for line in conference)


def clocks_in(picture: Path, tiles: list[list[int]]) -> list[int | None]:
    """The number painted at the top of each tile's picture; None where there is none to be read."""
    image = QImage(str(picture))
    return [clock_of(image, tile) for tile in sorted(tiles, key=lambda t: (t[1], t[0]))]


def clock_of(image: QImage, tile: list[int]) -> int | None:
    left, top, width, height = tile
    scale = max(height / LARGE[1], width / LARGE[0])
    count = CLOCK_BITS + 2

    def light(cell: float, row: float) -> int:
        x = left + width / 2 + (cell - (count - 1) / 2) * CELL * scale
        return image.pixelColor(round(x), round(top + row * CELL * scale)).lightness()

    if light(0, 1) < 150 or light(count - 1, 1) < 150 or max(light(n, 0.25) for n in range(count)) > 110:
        return None
    return sum((light(bit + 1, 1) > 128) << bit for bit in range(CLOCK_BITS))


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


def record_of(out: Path) -> list[dict[str, Any]]:
    """The facts of a demo's archive."""
    (archive,) = out.glob("evaluation-*.zip")
    with zipfile.ZipFile(archive) as packed:
        lines = packed.read("facts.jsonl").decode().splitlines()
    return [json.loads(line)["fact"] for line in lines]


def words_of(pdf: Path) -> str:
    """The text of a PDF without its line breaks."""
    shown = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return shown.replace("\n", "")


def _size(picture: Path) -> tuple[int, int]:
    """Width and height as a PNG's header says."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height
