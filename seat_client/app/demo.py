"""`seat-client demo`: the practice centre, simulated colleagues and a seat with virtual devices, in one command.

With a display the practice welcome opens and a person takes the seat. Without one, or with `--autopilot`, the
autopilot works the real widgets through the whole evaluation and leaves pictures, the signed report and the result.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from seat_client.app import logs
from seat_client.app.children import Child, ChildFailed
from seat_client.app.media_command import READY
from seat_client.app.practice_ground import DAYS, PracticeGround, PracticeProject, day_folder, read_project
from seat_client.domain.errors import Malformed

OUTPUT = Path("demo-output")


def run(arguments: Sequence[str]) -> int:
    """0 when the evaluation ended (or the window was closed), 1 when it could not, 2 for an unusable project."""
    options = _parse(arguments)
    try:
        project = read_project(options.project or day_folder(options.day))
        member = _member(project, options.member)
    except (Malformed, OSError) as bad:
        print(f"seat-client demo: {bad}", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    ground = PracticeGround(options.out / "practice", project)
    ground.forget()
    ground.prepare(progress := _Progress())
    if options.conference and shutil.which("janus") is not None:
        ground.prepare_call(progress)
    ground.prepare_faces(progress)
    if not ground.faces:
        print("no face models on this machine: sign-in goes by the key alone")
    autopilot = options.autopilot or not _has_display()
    if autopilot and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    practice = _Practice(ground, member, options.out, autopilot=autopilot, language=options.language)
    practice.keyboard_only = options.keyboard_only
    practice.conference, practice.screens = options.conference, options.record_screens
    return practice.play()


def _member(project: PracticeProject, wanted: str | None) -> str:
    """The member who sits at the seat: the one named, else the third expert of the committee, as in the sample."""
    experts = [m.id for m in project.project.committee if m.kind == "expert"]
    member = wanted or experts[min(2, len(experts) - 1)]
    if member not in {m.id for m in project.project.committee}:
        raise Malformed("--member", "the id of a committee member")
    return member


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Progress:
    """Says what is being made; a line each time something new begins, a count on a terminal."""

    WORDS: ClassVar = {
        "keys": "practice certificates and keys",
        "bids": "sample bids",
        "publish": "publication at the centre",
        "clips": "pictures and speech for the call",
        "faces": "registration of the drawn person",
    }

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        if what != self._said:
            print(f"making {self.WORDS[what]} …", flush=True)
            self._said = what
        if sys.stdout.isatty():
            print(f"\r  {done} of {of}", end="\n" if done == of else "", flush=True)


class _Practice:
    """The three parts of one practice, and their ordered start and stop."""

    def __init__(self, ground: PracticeGround, member: str, out: Path, *, autopilot: bool, language: str) -> None:
        self._ground = ground
        self._member = member
        self._out = out
        self._autopilot = autopilot
        self._language = language
        self.keyboard_only = False
        """Whether the autopilot leaves the mouse alone."""
        self.conference = True
        """Whether the practice holds a conference; without Janus there is none in any case."""
        self.screens = False
        """Whether the seat's screen is recorded too while it is in the call."""
        self._children: list[Child] = []

    def play(self) -> int:
        logs.set_up("seat", file=self._ground.folder / "seat.log")
        began = time.monotonic()
        try:
            centre = self._start_centre()
            self._start_media()
            ended = self._take_the_seat(centre)
        except ChildFailed as failed:
            print(f"seat-client demo: {failed}", file=sys.stderr)
            return 1
        finally:
            for child in reversed(self._children):
                child.end()
        if self._autopilot:
            return self._leave_results(ended, time.monotonic() - began)
        return 0

    def _start_centre(self) -> str:
        return self._start("centre", ["--record-screens"] if self.screens else []).first_line()

    def _start_media(self) -> None:
        """The forwarding unit; an evaluation goes on without it, and the screens say so."""
        if not self.conference:
            return
        folder = self._ground.folder
        arguments = ["--database", self._ground.settings.url, "--folder", str(folder / "media"), "--no-relay"]
        child = Child("centre-media", [*arguments, "--log", str(folder / "media.log")], folder / "media.err")
        self._children.append(child)
        if child.first_line() != READY:
            print("no conference in this practice: Janus does not run on this machine", file=sys.stderr)

    def _start_colleagues(self, centre: str, member: str) -> None:
        self._start("colleagues", ["--centre", centre, "--without", member])

    def _start(self, name: str, more: list[str]) -> Child:
        folder = self._ground.folder
        arguments = ["--ground", str(folder), "--project", str(self._ground.project.folder), *more]
        child = Child(name, [*arguments, "--log", str(folder / f"{name}.log")], folder / f"{name}.err")
        self._children.append(child)
        return child

    def _take_the_seat(self, centre: str) -> bool:
        from seat_client.app.practice_seat import PracticeSeat  # Qt loads only here

        seat = PracticeSeat(self._ground, centre, self._member, self._start_colleagues, language=self._language)
        if not self._autopilot:
            return seat.run()
        from seat_client.app.autopilot import Autopilot

        script = self._ground.project.script
        pictures, keyboard_only = self._out / "pictures", self.keyboard_only
        return seat.run_with(Autopilot(script, self._member, pictures, self._language, keyboard_only=keyboard_only))

    def _leave_results(self, ended: bool, seconds: float) -> int:
        """Copy report, result and archive out of the centre's record, check the report, and say how it went."""
        from seat_client.centre.archive import archive
        from seat_client.evidence.verification import verify

        if not ended:
            print("the evaluation did not come to its end; logs: " + str(self._ground.folder), file=sys.stderr)
            return 1
        centre = self._ground.centre()
        try:
            summary = centre.desk.evaluation.summary
            result = dict(summary.result) if summary is not None else {}
            report = centre.report.content()
            whole = archive(centre)
            published = centre.report.publication()
        finally:
            centre.close()
        (self._out / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (self._out / "report.pdf").write_bytes(report)
        (self._out / "publication.pdf").write_bytes(published)
        (self._out / f"evaluation-{self._ground.project.project.id}.zip").write_bytes(whole)
        trust = [p.read_bytes() for p in sorted(self._ground.trust.glob("*.der"))]
        verdict = verify(report, trust)
        ranking = " > ".join("=".join(group) for group in result["ranking"]) or str(result["blocked"])
        print(f"ranking: {ranking}")
        print(f"report: {self._out / 'report.pdf'} ({'verified' if verdict.valid else 'NOT VALID'}), {seconds:.0f} s")
        return 0 if verdict.valid else 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client demo", description="A practice evaluation on this machine.")
    parser.add_argument("--autopilot", action="store_true", help="work the widgets by themselves, to the end")
    parser.add_argument("--keyboard-only", action="store_true", help="the autopilot leaves the mouse alone")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--day", choices=DAYS, default="sample", help="a prepared day; the sample when left out")
    parser.add_argument("--no-conference", dest="conference", action="store_false", help="without the call")
    parser.add_argument("--record-screens", action="store_true", help="the screen is recorded too during the call")
    which.add_argument("--project", type=Path, help="a project folder of your own")
    parser.add_argument("--member", help="the committee member who sits at this seat")
    parser.add_argument("--out", type=Path, default=OUTPUT, help="where pictures, report and result are left")
    parser.add_argument("--language", default="zh_CN", choices=("zh_CN", "en"))
    return parser.parse_args(arguments)
