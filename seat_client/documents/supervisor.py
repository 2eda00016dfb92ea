"""Keeps one document readable: starts a worker, hands it the most urgent pages, replaces it when it dies or hangs."""

import logging
import time
from collections import Counter
from collections.abc import Callable

from seat_client.documents.blocks import Blocks, Loan
from seat_client.documents.errors import MessageMalformed, Refused, WorkerHung, WorkerLost
from seat_client.documents.messages import (
    Answer,
    Hello,
    Measured,
    NotRendered,
    Open,
    Opened,
    Reading,
    RefusedToOpen,
    Render,
    Rendered,
    Replied,
)
from seat_client.documents.pages import (
    DocumentSource,
    DocumentState,
    PageAnswer,
    PageDrawn,
    PageFailed,
    PageRequest,
)
from seat_client.documents.wishes import Asked, Wishes
from seat_client.documents.worker_process import WorkerProcess

logger = logging.getLogger(__name__)

_UNDER_WAY = 2
_DEATHS_BLAMED_ON_A_PAGE = 2
_DEATHS_WHILE_OPENING = 3
_DEATHS_OVER_A_QUESTION = 2
_DEATHS_READING_AHEAD = 3
_FIRST_QUESTION = 1 << 40
"""Questions are numbered from here, drawings below."""

News = DocumentState | Hello | Opened | Measured | PageAnswer


class Supervisor:
    """Runs in a thread of its own; everything that happens goes to `tell`."""

    def __init__(
        self,
        source: DocumentSource,
        wishes: Wishes,
        tell: Callable[[News], None],
        *,
        paper: int,
        patience: float,
        calm: bool = False,
    ) -> None:
        self._source = source
        self._wishes = wishes
        self._tell = tell
        self._paper = paper
        self._patience = patience
        self._calm = calm
        self._blocks = Blocks()
        self._under_way: dict[int, tuple[PageRequest, Loan]] = {}
        self._deadline: float | None = None
        self._open = False
        self._request = 0
        self._question = _FIRST_QUESTION
        self._asked: dict[int, Asked] = {}
        self._blame: Counter[int] = Counter()
        self._deaths_while_opening = 0
        self._deaths_reading_ahead = 0
        self.worker: WorkerProcess | None = None

    def run(self) -> None:
        """Serve until the document is closed or cannot be shown."""
        end = DocumentState("closed")
        try:
            while not self._wishes.closed:
                self._one_life()
        except Refused as refused:
            end = DocumentState("failed", refused.code)
        except OSError as error:
            logger.warning("no document worker can be kept: %s", error.strerror)
            end = DocumentState("failed", "unavailable")
        finally:
            self._blocks.close()
            self._wishes.hang_up()
            self._tell(end)

    def _one_life(self) -> None:
        self.worker = worker = WorkerProcess()
        try:
            self._converse(worker)
        except WorkerLost as loss:
            self._count_loss(loss)
            logger.info("document worker lost (%s), starting another", type(loss).__name__)
            self._tell(DocumentState("reopening"))
        finally:
            self._open = False
            for asked in self._asked.values():  # those that a death was not blamed on
                self._wishes.ask_again(asked)
            self._asked.clear()
            worker.end()
            for _, loan in self._under_way.values():  # nobody draws there any more
                loan.end()
            self._under_way.clear()

    def _converse(self, worker: WorkerProcess) -> None:
        worker.send(Open(str(self._source.path), self._source.key.hex(), self._paper, self._calm))
        self._expect_answer()
        while not self._wishes.closed:
            if self._open:
                self._hand_out(worker)
                self._ask(worker)
            worker.wait(self._wishes.ears, self._deadline)
            self._wishes.hear()
            self._listen(worker)

    def _listen(self, worker: WorkerProcess) -> None:
        heard = False
        try:
            while (answer := worker.answer()) is not None:
                heard = True
                self._take(answer)
        except MessageMalformed as error:
            raise WorkerLost from error
        if not heard and self._deadline is not None and time.monotonic() >= self._deadline:
            raise WorkerHung

    def _expect_answer(self) -> None:
        waiting = bool(self._under_way or self._asked) or not self._open
        self._deadline = time.monotonic() + self._patience if waiting else None

    def _hand_out(self, worker: WorkerProcess) -> None:
        for name in self._blocks.given_up():
            worker.forget(name)
        while len(self._under_way) < _UNDER_WAY:
            wish = self._next_wish()
            if wish is None:
                return
            self._request += 1
            part, size = wish.part, wish.size
            loan = self._blocks.lend(part.size.bytes)
            self._under_way[self._request] = (wish, loan)
            worker.share(loan.block)
            place = (part.left, part.top, part.size.width, part.size.height)
            whole = (wish.page, size.width, size.height)
            worker.send(Render(self._request, self._wishes.generation, *whole, *place, loan.block.name))
            self._expect_answer()

    def _ask(self, worker: WorkerProcess) -> None:
        """Hand over the next question; one at a time, so that a dead worker is blamed on the right one."""
        if self._asked or (asked := self._wishes.next_question()) is None:
            return
        self._question += 1
        self._asked[self._question] = asked
        worker.send(asked.make(self._question))
        self._expect_answer()

    def _next_wish(self) -> PageRequest | None:
        """The next page worth drawing; one that has cost workers their lives is reported as failed."""
        while (wish := self._wishes.next([wish for wish, _ in self._under_way.values()])) is not None:
            if self._blame[wish.page] < _DEATHS_BLAMED_ON_A_PAGE:
                return wish
            self._wishes.done(wish)
            self._tell(PageFailed(wish.page))
        return None

    def _take(self, answer: Answer) -> None:
        match answer:
            case Hello() | Measured():
                self._tell(answer)
            case Opened():
                self._open, self._deaths_while_opening = True, 0
                self._tell(answer)
                self._tell(DocumentState("ready"))
            case RefusedToOpen(code):
                raise Refused(code)
            case Rendered(request):
                self._finish(request, drawn=True)
            case NotRendered(request, outdated):
                self._finish(request, drawn=False, outdated=outdated)
            case Reading():
                pass
            case _:
                self._answer(answer)
        self._expect_answer()

    def _answer(self, reply: Replied) -> None:
        asked = self._asked.pop(reply.request, None)
        if asked is None:
            raise WorkerLost
        if asked.answer.set_running_or_notify_cancel():
            asked.answer.set_result(reply)

    def _finish(self, request: int, *, drawn: bool, outdated: bool = False) -> None:
        if request not in self._under_way:
            raise WorkerLost
        wish, loan = self._under_way.pop(request)
        if not drawn:
            loan.end()
        if outdated:
            return
        self._wishes.done(wish)
        self._tell(PageDrawn(wish.page, wish.size, loan, wish.tile) if drawn else PageFailed(wish.page))

    def _count_loss(self, loss: WorkerLost) -> None:
        """Blame the page being drawn, or the document when it was not even open."""
        hung = isinstance(loss, WorkerHung)
        if not self._open:
            self._deaths_while_opening += 1
            if hung or self._deaths_while_opening >= _DEATHS_WHILE_OPENING:
                raise Refused("timeout" if hung else "broken") from loss
        elif self._under_way:
            page = self._under_way[min(self._under_way)][0].page
            self._blame[page] += _DEATHS_BLAMED_ON_A_PAGE if hung else 1
        elif self._asked:
            self._blame_the_question()
        elif self._calm:
            self._deaths_reading_ahead += 1
            if self._deaths_reading_ahead >= _DEATHS_READING_AHEAD:
                raise Refused("broken") from loss

    def _blame_the_question(self) -> None:
        asked = self._asked.pop(next(iter(self._asked)))
        asked.losses += 1
        if asked.losses < _DEATHS_OVER_A_QUESTION:
            self._wishes.ask_again(asked)
        else:
            asked.answer.cancel()
