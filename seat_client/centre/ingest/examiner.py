"""The centre's side of an examination: a confined process is kept, given files, and replaced when it dies or hangs."""

import json
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from seat_client.anonymity.errors import AnonymityError, Encrypted, NotRebuilt, TooLarge, Unreadable
from seat_client.centre.ingest import confined
from seat_client.centre.ingest.examination import Examination, Task
from seat_client.centre.ofd import OfdError

PATIENCE = 120.0
"""Seconds without a word: a page is read in five, the structure of the largest file is walked in twenty."""
_SPAWN = multiprocessing.get_context("spawn")
_REASONS = ("damaged", "encrypted", "too-large", "unsupported")


class Examiner:
    """Examines one file at a time; use as a context manager."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: Any = None
        self._pipe: Connection | None = None

    def __enter__(self) -> "Examiner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def examine(
        self, delivered: bytes, task: Task, progress: Callable[[int], None] = lambda _page: None
    ) -> tuple[Examination, bytes]:
        """The examination, and the file as it would be released.

        Raises AnonymityError or OfdError; `Unreadable("died")` and `Unreadable("timeout")` when the process did so.
        """
        pipe = self._started()
        try:
            pipe.send_bytes(json.dumps(task.as_json()).encode())
            pipe.send_bytes(delivered)
            while "page" in (answer := self._answer(pipe)):
                progress(int(answer["page"]))
            if "refused" in answer:
                raise _refusal(answer)
            examination = Examination.from_json(answer["examination"])
            if not pipe.poll(self._patience):
                raise _Silent
            return examination, pipe.recv_bytes()
        except (EOFError, OSError) as error:
            self.end()
            raise Unreadable("died") from error
        except _Silent:
            self.end()
            raise Unreadable("timeout") from None
        except (KeyError, TypeError, ValueError) as error:
            self.end()
            raise Unreadable("died") from error

    def end(self) -> None:
        """Kill the process if there is one."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is None:
            self._pipe, theirs = _SPAWN.Pipe(duplex=True)
            self._process = _SPAWN.Process(target=confined.run, args=(theirs,), name="bid examiner", daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _answer(self, pipe: Connection) -> dict[str, Any]:
        if not pipe.poll(self._patience):
            raise _Silent
        answer = json.loads(pipe.recv_bytes())
        if not isinstance(answer, dict):
            raise ValueError(type(answer).__name__)
        return answer


class _Silent(Exception):
    """Nothing was heard within the patience."""


def _refusal(answer: dict[str, Any]) -> AnonymityError | OfdError:
    what = str(answer.get("what", ""))[:60]
    if answer["refused"] == "OfdError":
        reason = answer.get("reason")
        return OfdError(reason if reason in _REASONS else "damaged", what)
    if answer["refused"] == "Encrypted":
        return Encrypted()
    if answer["refused"] == "TooLarge":
        return TooLarge(what, int(answer.get("limit", 0)))
    return NotRebuilt([what]) if answer["refused"] == "NotRebuilt" else Unreadable(what or "damaged")
