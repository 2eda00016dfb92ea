"""The practice supervisor: watches the stages, puts events on record, comes to open a sealed evaluation."""

import logging

from seat_client.domain.stages import StageId
from seat_client.practice.day import Means
from seat_client.sync.client import CentreRefused, CentreUnreachable

log = logging.getLogger(__name__)

MARKS = {
    StageId.TECHNICAL: "技术标评审开始，各机位画面、声音正常",
    StageId.REPORT: "进入评标报告签署，各成员在席",
}


class SupervisorDay:
    """A supervisor's day; he sees no sheet before it is opened, and every act of his is in the record."""

    def __init__(self, means: Means) -> None:
        self._seat = means.seat
        self._client = means.client
        self._person = means.seat.member
        self._opens = means.script.plans.night is not None and self._person in means.script.plans.night.opened_by
        self._marked: set[StageId] = set()
        self.over = False

    def go_on(self) -> None:
        """Do what the record asks of a supervisor now."""
        e = self._seat.evaluation
        if e.stage is StageId.CLOSED:
            self.over = True
            return
        try:
            if e.suspended is not None:
                self._come()
            elif e.stage in MARKS and e.stage not in self._marked:
                self._client.mark(MARKS[e.stage])
                self._marked.add(e.stage)
        except CentreUnreachable as down:
            log.info("the supervisor waits: %s", type(down).__name__)

    def close(self) -> None:
        """Leave the seat, if the centre can still be told."""
        try:
            self._client.leave()
        except (CentreRefused, CentreUnreachable) as gone:
            log.info("the supervisor left without a word: %s", type(gone).__name__)

    def _come(self) -> None:
        """Come to open; before the hour the centre says so, and he comes again."""
        if not self._opens:
            return
        try:
            self._client.come_to_open()
        except CentreRefused as early:
            log.debug("the supervisor comes again: %s", early.code)
