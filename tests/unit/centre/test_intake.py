"""Delivered files are examined in a confined process, findings are cleared by a person, and results are kept."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from seat_client.anonymity import Encrypted, IdentityFound, TooLarge, Unreadable, structural_check
from seat_client.centre.ingest import confined, examiner
from seat_client.centre.ingest.clearance import FILE, Clearance, add_clearance, read_clearances
from seat_client.centre.ingest.examination import Examination, Task
from seat_client.centre.ingest.examiner import Examiner
from seat_client.centre.ingest.examining import examine
from seat_client.centre.ingest.intake import Intake, Taken, require_cleared
from seat_client.centre.ofd import OfdError
from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from tests.unit.anonymity.planted_pdf import MARKER, planted
from tests.unit.anonymity.planted_text import NAME, ORDINARY, UNSEEN, page
from tests.unit.centre.hall import sample_script
from tests.unit.centre.ofd_files import WORDS, document, package, text_object, xml

TASK = Task(True, (NAME, MARKER), {"paper": "A4"})
PROJECT = sample_script().project
PLAIN, TWO_PAGES = page(ORDINARY), page(ORDINARY, ORDINARY)


def examined(pdf: bytes, task: Task = TASK) -> Examination:
    return examine(pdf, task, lambda: None)[0]


# --- one file ---------------------------------------------------------------------------------------------


def test_a_planted_bid_is_clean_after_its_rebuild_and_told_before() -> None:
    told, released = examine(planted(), TASK, lambda: None)
    structural_check(released)
    assert {one.kind for one in told.findings} == {"unread-pictures"}
    assert {one.place for one in told.removed} >= {"metadata", "attachments", "annotations", "stream", "bytes"}
    assert [one.rule for one in told.format] == ["paper"]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (ORDINARY, set()),
        (ORDINARY + f"BT /F1 9 Tf 40 150 Td (by {NAME}) Tj ET".encode(), {"name"}),
        (ORDINARY + b"BT /F1 9 Tf 40 150 Td (91350100M000100Y43) Tj ET", {"credit-code"}),
        (ORDINARY + UNSEEN["white"][1], {"name", "unseen-text"}),
        (ORDINARY + b"q 1 0 0 RG 300 100 m 300 139 268 170 230 170 c 192 170 160 139 160 100 c 160 61 192 30 230 30 c "
         b"268 30 300 61 300 100 c h S Q", {"unread-pictures", "seal"}),
    ],
)  # fmt: skip
def test_the_findings_of_a_page(content: bytes, kinds: set[str]) -> None:
    assert {one.kind for one in examined(page(content)).findings} == kinds


@pytest.mark.full
def test_the_sample_bids_of_the_product_have_no_finding(tmp_path: Path) -> None:
    from seat_client.centre.sample import make_documents

    script = sample_script()
    make_documents(dict(script.project.document), tmp_path, seed=1, report_progress=lambda *_: None)
    names = tuple(bidder.name for bidder in script.project.bidders)
    pages = 0
    for bidder in script.project.bidders:
        pdf = (tmp_path / "documents" / bidder.id / "technical.pdf").read_bytes()
        told = examined(pdf, Task(True, names, dict(PROJECT.dark_bid_format or {})))
        pages += told.pages
        assert told.findings == ()
        assert not [one for one in told.removed if one.kind == "carried-name"]
    print(f"\nleak search: 0 false findings on {pages} clean pages")  # noqa: T201
    assert pages > 300


def test_an_ofd_is_converted_and_marked() -> None:
    ofd = document(text_object(WORDS), files={"Doc_0/Attachs/note.txt": NAME})
    told, released = examine(ofd, TASK, lambda: None)
    structural_check(released)
    assert (told.converted, told.facts.texts) == ("ofd", (WORDS,))
    assert NAME in {one.term for one in told.removed}


def test_an_examination_is_the_same_after_its_journey() -> None:
    told = examined(planted())
    assert Examination.from_json(json.loads(json.dumps(told.as_json()))) == told


# --- the confined process ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept_examiner():  # type: ignore[no-untyped-def]
    with Examiner() as one:
        yield one


def test_the_process_says_what_the_function_says(kept_examiner: Examiner) -> None:
    pages: list[int] = []
    told, released = kept_examiner.examine(TWO_PAGES, TASK, pages.append)
    assert (told, released) == examine(TWO_PAGES, TASK, lambda: None)
    assert pages == [0, 1] * 3  # what it would cost, what it holds, what is found


@pytest.mark.parametrize(
    ("data", "refusal"),
    [(b"no pdf", Unreadable), (package({"OFD.xml": xml("OFD", "")}), OfdError), (PLAIN[:200], Unreadable)],
)
def test_a_refusal_comes_through_and_the_process_goes_on(
    kept_examiner: Examiner, data: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        kept_examiner.examine(data, TASK)
    assert kept_examiner.examine(PLAIN, TASK)[0].pages == 1


def test_every_refusal_has_its_word() -> None:
    words = [
        ({"refused": "Encrypted"}, Encrypted), ({"refused": "TooLarge", "what": "pages"}, TooLarge),
        ({"refused": "Unreadable", "what": "nested"}, Unreadable), ({"refused": "?"}, Unreadable),
    ]  # fmt: skip
    for answer, kind in words:
        assert isinstance(examiner._refusal(answer), kind)


@pytest.mark.full
def test_a_silent_process_is_ended_and_the_next_file_gets_another() -> None:
    with Examiner(patience=0.0) as impatient:
        with pytest.raises(Unreadable, match="timeout"):
            impatient.examine(PLAIN, TASK)
        impatient._patience = 60
        assert impatient.examine(PLAIN, TASK)[0].pages == 1


@pytest.mark.full
def test_a_process_that_dies_costs_its_file_alone() -> None:
    with Examiner() as one:
        one.examine(PLAIN, TASK)
        one._process.kill()
        one._process.join()
        with pytest.raises(Unreadable, match="died"):
            one.examine(PLAIN, TASK)
        assert one.examine(PLAIN, TASK)[0].pages == 1


@pytest.mark.full
def test_the_process_is_without_network() -> None:
    assert confined.MAX_ADDRESS_SPACE < 1 << 34
    with Examiner() as one:
        one.examine(PLAIN, TASK)
        own, theirs = (Path(f"/proc/{who}/net/dev") for who in ("self", one._process.pid))
        if not own.exists():
            pytest.skip("needs /proc")
        lines = [line.split(":")[0].strip() for line in theirs.read_text().splitlines()[2:]]
    assert lines in (["lo"], [line.split(":")[0].strip() for line in own.read_text().splitlines()[2:]])


# --- a project --------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., tuple[Project, Path]]:
    def make(**files: bytes) -> tuple[Project, Path]:
        folder = tmp_path / "documents"
        for bidder, content in files.items():
            (folder / bidder).mkdir(parents=True, exist_ok=True)
            (folder / bidder / ("technical.ofd" if content[:2] == b"PK" else "technical.pdf")).write_bytes(content)
        return PROJECT, folder

    return make


NAMED = page(ORDINARY + f"BT /F1 9 Tf 40 150 Td (by {NAME}) Tj ET".encode())
"""A bid that says a name on its page; Helvetica knows no Chinese, so one bidder bears this name here."""


@pytest.fixture
def plain_names(monkeypatch: pytest.MonkeyPatch) -> None:
    bidders = (replace(PROJECT.bidders[0], name=NAME), *PROJECT.bidders[1:])
    monkeypatch.setattr("tests.unit.centre.test_intake.PROJECT", replace(PROJECT, bidders=bidders))


@pytest.mark.usefixtures("plain_names")
def test_a_finding_keeps_a_bid_back_until_a_person_clears_it(project: Callable[..., tuple[Project, Path]]) -> None:
    given, folder = project(B01=NAMED, B02=PLAIN)
    taken = Intake(given, folder, None).take_in()
    with pytest.raises(IdentityFound) as refused:
        require_cleared(taken)
    assert {(one.page, one.place, one.term) for one in refused.value.findings} == {
        (1, "text", NAME),
        (None, "stream", NAME),
    }
    delivered = hashlib.sha256(NAMED).hexdigest()
    add_clearance(folder, Clearance(delivered, "another", "王监督", "2026-11-20T01:00:00Z", "no such finding"))
    with pytest.raises(IdentityFound):
        require_cleared(Intake(given, folder, None).take_in())
    for finding in refused.value.findings:
        add_clearance(folder, Clearance(delivered, finding.id, "王监督", "2026-11-20T01:00:00Z", "引用的标准编制单位"))
    again = Intake(given, folder, None).take_in()
    require_cleared(again)
    assert [(one.bidder, {each.by for each in one.clearances}) for one in again] == [
        ("B01", {"王监督"}),
        ("B02", set()),
    ]


@pytest.mark.full
@pytest.mark.usefixtures("plain_names")
def test_a_clearance_is_for_one_file_and_counts_no_more_when_it_changes(
    project: Callable[..., tuple[Project, Path]],
) -> None:
    given, folder = project(B01=NAMED)
    delivered = hashlib.sha256(NAMED).hexdigest()
    for finding in Intake(given, folder, None).take_in()[0].examination.blocking:
        add_clearance(folder, Clearance(delivered, finding.id, "甲", "2026-11-20T01:00:00Z", "看过"))
    require_cleared(Intake(given, folder, None).take_in())
    (folder / "B01" / "technical.pdf").write_bytes(NAMED + b"\n")
    with pytest.raises(IdentityFound):
        require_cleared(Intake(given, folder, None).take_in())


def test_results_are_kept_by_digest_and_damaged_ones_are_made_again(
    project: Callable[..., tuple[Project, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, folder = project(B01=PLAIN, B02=document(text_object(WORDS)))
    kept = tmp_path / "kept"
    first = Intake(given, folder, kept).take_in()

    def refuse(*_: object) -> None:
        raise AssertionError("examined again")

    with monkeypatch.context() as patched:
        patched.setattr(Examiner, "examine", refuse)
        assert Intake(given, folder, kept).take_in() == first
    for file in kept.glob("*.pdf"):
        file.write_bytes(b"%PDF-1.7 changed")
    assert Intake(given, folder, kept).take_in() == first


def test_the_progress_counts_files(project: Callable[..., tuple[Project, Path]]) -> None:
    given, folder = project(B01=PLAIN, B02=PLAIN)
    told: list[tuple[int, int]] = []
    taken: list[Taken] = Intake(given, folder, None).take_in(lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    assert [(one.bidder, one.part, one.blind) for one in taken] == [
        ("B01", "technical", True),
        ("B02", "technical", True),
    ]


_EMPTY = {"document": "", "finding": "a", "by": "a", "at": "a", "why": "a"}


@pytest.mark.parametrize(
    "content", [[], {"format": "x"}, {"format": "seat-clearances/1", "clearances": [{"by": "x"}]},
                {"format": "seat-clearances/1", "clearances": [_EMPTY]}],
)  # fmt: skip
def test_a_malformed_clearance_file_is_refused(tmp_path: Path, content: object) -> None:
    (tmp_path / FILE).write_text(json.dumps(content))
    with pytest.raises(Malformed):
        read_clearances(tmp_path)
