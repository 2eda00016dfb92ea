"""Child processes of the practice: the centre and the colleagues, started, watched, ended."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

END_SECONDS = 10
WITH_PARENT = "--with-parent"  # option of a command that is to end with the process that started it


class ChildFailed(Exception):
    """A child process ended before it was ready; `log` says why."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} ended early, see {log}")
        self.name = name
        self.log = log


class Child:
    """One `seat-client` command as a process; its log goes to a file."""

    def __init__(self, name: str, arguments: list[str], log: Path) -> None:
        self.name = name
        self.log = log
        command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", _MODULE]
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*command, name, *arguments, WITH_PARENT],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip

    def first_line(self) -> str:
        """What the child says when it is ready; raises ChildFailed when it ends without a word."""
        line = self._process.stdout.readline().strip() if self._process.stdout is not None else ""
        if not line:
            raise ChildFailed(self.name, self.log)
        return line

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Ask it to end, and insist after a while."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def end_with_parent() -> None:
    """End this process, as if told to, once the parent is gone: its end of standard input closes with it."""

    def watch() -> None:
        sys.stdin.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


_MODULE = "seat_client.app.command_line"
