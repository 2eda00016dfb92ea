"""The self-test in a process of its own, as the page sees it: it reads the lines that the command prints."""

import json
import os
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from seat_client.media.measuring import Part
from seat_client.services.self_test.history import History, Kept
from seat_client.services.self_test.progress import MOST_SECONDS, Running
from seat_client.services.self_test.result import Check, Report, Result
from seat_client.signing.routine import wipe
from seat_client.topic import Topic

_PAPER_SECONDS = 60.0
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Broken:
    """The process ended without a report; `status` is its exit status."""

    status: int


Heard = Running | Part | Result | Report | Broken


class PaperRefused(Exception):
    """No PDF was written: something failed, or nothing was measured yet."""


class RemoteSelfTest:
    """Starts `command` (the program's own `selftest` with its configuration) and publishes what it tells in `heard`,
    from a thread. One run at a time."""

    def __init__(self, command: Sequence[str], data: Path) -> None:
        self.heard: Topic[Heard] = Topic()
        self._command = tuple(command)
        self._history = History(data)
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    @property
    def running(self) -> bool:
        return self._process is not None

    def last(self) -> Kept | None:
        """The last full run that was kept."""
        return self._history.last()

    def start(self, only: Sequence[Check] = ()) -> None:
        """Begin a run of everything, or of the groups of some checks; nothing happens while one runs."""
        if self._process is None and not self._stopped:
            self._begin([word for check in only for word in ("--only", check.value)])

    def sign(self, pin: bytearray) -> None:
        """Begin the trial signature alone; `pin` is handed to the process and wiped here."""
        try:
            if self._process is None and not self._stopped:
                self._begin(["--trial"], pin)
        finally:
            wipe(pin)

    def _begin(self, words: Sequence[str], pin: bytearray | None = None) -> None:
        process = subprocess.Popen(
            [*self._command, "--stream", *words],
            stdin=subprocess.DEVNULL if pin is None else subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        self._process = process
        if pin is not None and process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended already, which is told as any early end
                os.writev(process.stdin.fileno(), [pin, b"\n"])
            process.stdin.close()
        threading.Thread(target=self._follow, args=(process,), name="self-test", daemon=True).start()

    def stop(self) -> None:
        """End a run that is still going on; waits for nothing, and one that does not obey is killed."""
        self._stopped = True
        process = self._process
        if process is None:
            return
        process.terminate()
        insist = threading.Timer(_END_SECONDS, process.kill)  # does nothing to a process that has ended
        insist.daemon = True
        insist.start()

    def paper(self, *, certificate: bool) -> "Future[Path]":
        """The certificate of the last run, or its plain record, written beside the store; PaperRefused otherwise."""
        done: Future[Path] = Future()
        threading.Thread(target=self._write, args=(done, certificate), name="self-test-paper", daemon=True).start()
        return done

    def _write(self, done: "Future[Path]", certificate: bool) -> None:
        kind = "certificate" if certificate else "record"
        file = self._history.folder / f"{kind}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.pdf"
        command = [*self._command, "--from-last", "--no-tell", f"--{kind}", str(file)]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=_PAPER_SECONDS, check=False)
        if file.is_file():
            done.set_result(file)
        else:
            done.set_exception(PaperRefused())

    def _follow(self, process: "subprocess.Popen[str]") -> None:
        limit = threading.Timer(2 * MOST_SECONDS, process.kill)
        limit.daemon = True
        limit.start()
        told: Heard | None = None
        with process:
            for line in process.stdout or ():
                if (told := _read(line)) is not None:
                    if isinstance(told, Report):
                        break
                    self.heard.publish(told)
        limit.cancel()
        self._process = None
        if not self._stopped:
            self.heard.publish(told if isinstance(told, Report) else Broken(process.returncode))


def _read(line: str) -> Heard | None:
    """One line of the command; None for one that is none of its own."""
    try:
        told: dict[str, Any] = json.loads(line)
        if "running" in told:
            return Running(tuple(Check(name) for name in told["running"]), float(told["seconds"]))
        if "part" in told:
            return Part(told["part"])
        return Report.from_json(told["report"]) if "report" in told else Result.from_json(told["result"])
    except (ValueError, KeyError, TypeError):
        return None
