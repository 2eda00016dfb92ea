"""Two bids of the sample laid side by side on a real seat, written so that some of their chapters differ."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

from seat_client.domain.stages import StageId
from seat_client.services.notebook import Notebook
from seat_client.ui.screens.compare.view import CompareView
from seat_client.ui.screens.compare.view_model import CompareModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import Page, PageKind
from tests.gui.pictures import shell_around
from tests.gui.review_desk import Desk, sample, with_guides
from tests.unit.documents import bids

COMMON = (
    "总体设计与技术路线",
    "实施组织与进度计划",
    "质量保证措施",
    "安全与应急预案",
    "重点难点分析及对策",
    "培训与运维保障",
)
LONGER = (COMMON[0], "项目概况与需求理解", *COMMON[1:4], "重点难点与关键技术对策", COMMON[5])
"""A chapter more at the front, another title for the fifth."""


class Elsewhere(Page):
    """Where a page leads to that is not looked at."""

    kind = PageKind.ONE_TASK


@dataclass
class Pair:
    """A comparison on the screen; `returned` is where it asked to go back to."""

    desk: Desk
    model: CompareModel
    view: CompareView
    shell: Shell
    returned: list[tuple[str, str]]


def desk_with_bids(folder: Path, left: tuple[str, ...] = COMMON, right: tuple[str, ...] = LONGER) -> Desk:
    """A seat in the technical review; the two bids first in its order have these chapters."""
    desk = Desk(folder, with_guides(sample()[0]))
    desk.play_until(StageId.TECHNICAL)
    for number, code in enumerate(desk.scoring().bids):
        chapters = (left, right)[number] if number < 2 else COMMON
        desk.put_on_shelf("technical", code, bids.written(chapters, sections=4 + number % 2))
    return desk


def lay_side_by_side(desk: Desk, size: QSize, criterion: str = "T1") -> Pair:
    """The comparison of the first two bids at a criterion, in the window."""
    book = Notebook(desk.store)
    model = CompareModel(desk.scoring(), desk.seat, desk.watch, desk.bridge, book)
    model.open(desk.scoring().bids[0], criterion)
    returned: list[tuple[str, str]] = []

    def back(code: str, at: str) -> Page:
        returned.append((code, at))
        return Elsewhere()

    sides = (Reading(desk.shelf, desk.seat, desk.bridge, book), Reading(desk.shelf, desk.seat, desk.bridge, book))
    view = CompareView(model, sides, back)
    return Pair(desk, model, view, shell_around(view, size), returned)
