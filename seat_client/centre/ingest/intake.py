"""Taking in the delivered files of a project: each examined in a confined process, once; results are kept by digest."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from seat_client.anonymity.errors import AnonymityError, IdentityFound
from seat_client.centre.ingest.clearance import Clearance, of_document, read_clearances, uncleared
from seat_client.centre.ingest.examination import Examination, Task
from seat_client.centre.ingest.examiner import Examiner
from seat_client.centre.ofd import OfdError
from seat_client.domain.project import Project

PARTS = ("qualification", "technical", "business")
BLIND_PART = "technical"
FORMS = ("pdf", "ofd")
_VERSION = 1
"""Of what an examination does and how it is kept: another number makes every kept result stale."""
_SECOND_FROM = 2_000_000  # bytes in all from which a second process pays for its start
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file as a bidder delivered it."""

    bidder: str
    part: str
    path: Path


@dataclass(frozen=True, slots=True)
class Taken:
    """An examined file: the digest of the delivered bytes, what was found, what would be released, who cleared what."""

    bidder: str
    part: str
    blind: bool
    delivered: str
    examination: Examination
    content: bytes
    clearances: tuple[Clearance, ...] = ()


def delivered_files(project: Project, documents: Path) -> list[Delivered]:
    """Every file that a project folder holds, by bidder and part; a PDF goes before an OFD of the same name."""
    found = []
    for bidder in project.bidders:
        for part in PARTS:
            paths = (documents / bidder.id / f"{part}.{form}" for form in FORMS)
            path = next((each for each in paths if each.exists()), None)
            if path is not None:
                found.append(Delivered(bidder.id, part, path))
    return found


class Intake:
    """Examines the files of one project; `kept` is a folder for results, by digest, or None."""

    def __init__(self, project: Project, documents: Path, kept: Path | None) -> None:
        self._project = project
        self._documents = documents
        self._kept = kept
        self._names = tuple(bidder.name for bidder in project.bidders)
        self._clearances = read_clearances(documents)

    def take_in(self, progress: Progress = lambda _done, _all: None) -> list[Taken]:
        """Every file, in the order of bidders and parts; raises AnonymityError, OfdError or Malformed."""
        files = delivered_files(self._project, self._documents)
        examiners = 2 if sum(file.path.stat().st_size for file in files) >= _SECOND_FROM else 1
        free: SimpleQueue[Examiner] = SimpleQueue()
        made = [Examiner() for _ in range(examiners)]
        for each in made:
            free.put(each)
        taken: list[Taken] = []
        try:
            with ThreadPoolExecutor(examiners, thread_name_prefix="intake") as pool:
                for done, one in enumerate(pool.map(lambda file: self._with_one(file, free), files), start=1):
                    taken.append(one)
                    progress(done, len(files))
        finally:
            for each in made:
                each.end()
        return taken

    def _with_one(self, file: Delivered, free: "SimpleQueue[Examiner]") -> Taken:
        examiner = free.get()
        try:
            return self._take(file, examiner)
        finally:
            free.put(examiner)

    def _take(self, file: Delivered, examiner: Examiner) -> Taken:
        content = file.path.read_bytes()
        blind = file.part == BLIND_PART and bool(self._project.blind_sections)
        rules = self._project.dark_bid_format
        task = Task(blind, self._names, dict(rules) if rules else None) if blind else Task(blind)
        examination, released = self._recalled(content, task) or self._examined(
            content, task, examiner, f"{file.bidder} {file.part}"
        )
        digest = hashlib.sha256(content).hexdigest()
        cleared = of_document(self._clearances, digest, examination)
        return Taken(file.bidder, file.part, blind, digest, examination, released, cleared)

    # ------------------------------------------------------------------- kept
    def _examined(self, content: bytes, task: Task, examiner: Examiner, name: str) -> tuple[Examination, bytes]:
        """Raises AnonymityError or OfdError, with a note which file it was."""
        try:
            examination, released = examiner.examine(content, task)
        except (AnonymityError, OfdError) as refused:
            refused.add_note(name)
            raise
        if self._kept is not None and not any(one.kind == "unread-pictures" for one in examination.findings):
            self._kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept = _kept_name(content, task)
            if released != content:
                (self._kept / f"{kept}.pdf").write_bytes(released)
            part = self._kept / f"{kept}.part"
            told = {"examination": examination.as_json(), "released": hashlib.sha256(released).hexdigest()}
            part.write_text(json.dumps(told), "utf-8")
            part.replace(self._kept / f"{kept}.json")
        return examination, released

    def _recalled(self, content: bytes, task: Task) -> tuple[Examination, bytes] | None:
        """An earlier result for the same bytes and the same task, unless it was damaged since."""
        if self._kept is None:
            return None
        name = _kept_name(content, task)
        path, pdf = self._kept / f"{name}.json", self._kept / f"{name}.pdf"
        try:
            told = json.loads(path.read_text("utf-8"))
            released = pdf.read_bytes() if pdf.exists() else content
            if hashlib.sha256(released).hexdigest() != told["released"]:
                return None
            return Examination.from_json(told["examination"]), released
        except (OSError, KeyError, TypeError, ValueError):
            return None


def _kept_name(content: bytes, task: Task) -> str:
    told = json.dumps([_VERSION, task.as_json()], ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(content).digest() + told).hexdigest()


def require_cleared(taken: Sequence[Taken]) -> None:
    """Pass when a person cleared every finding that needs it; raise `IdentityFound` with the rest otherwise."""
    left = [finding for one in taken for finding in uncleared(one.examination, one.clearances)]
    if left:
        raise IdentityFound(left)


def by_part(taken: Sequence[Taken]) -> Iterator[tuple[str, list[Taken]]]:
    """The files of each part."""
    for part in PARTS:
        yield part, [one for one in taken if one.part == part]
