"""The sample's seat near the end of an evaluation, with the closing screens over it."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from seat_client.centre.centre import Centre
from seat_client.domain import events as ev
from seat_client.domain.committee import Sealed
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.declarations import sheet_manifest
from seat_client.evidence.pades import sign_member
from seat_client.services.motions import Motions
from seat_client.services.release import Release
from seat_client.services.report_signing import ReportSigning
from seat_client.services.rulings import Rulings
from seat_client.services.seat import Seat
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.ui.screens.price.view import PriceView
from seat_client.ui.screens.price.view_model import PriceModel
from seat_client.ui.screens.release.view import ReleaseView
from seat_client.ui.screens.release.view_model import ReleaseModel
from seat_client.ui.screens.report_signing.view import ReportSigningView
from seat_client.ui.screens.report_signing.view_model import ReportSigningModel
from seat_client.ui.screens.rulings.view import RulingsView
from seat_client.ui.screens.rulings.view_model import RulingsModel
from seat_client.ui.screens.summary.view import SummaryView
from seat_client.ui.screens.summary.view_model import SummaryModel
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.screens.waiting.view_model import WaitingModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.text import Paragraph
from tests.gui import desk as loopback
from tests.gui.pictures import settle
from tests.gui.review_desk import Desk, sample
from tests.unit.domain.playing import play_to_summary

DEADLINE = 60_000
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


# --- a seat alone: the sample played through the pure rules -------------------------------------------------------


@contextmanager
def seat_at(folder: Path, stage: StageId, document: dict[str, Any] | None = None) -> Iterator[Desk]:
    """The sample played up to a stage by its sheets, at member 3's seat with a real store."""
    desk = Desk(folder, document)
    try:
        desk.play_until(stage)
        yield desk
    finally:
        desk.close()


def summary_of(desk: Desk) -> SummaryView:
    return SummaryView(SummaryModel(SummaryCheck(desk.seat), Motions(desk.seat), desk.seat, desk.bridge))


def rulings_of(desk: Desk) -> RulingsView:
    return RulingsView(RulingsModel(Rulings(desk.seat, desk.keys), desk.seat, desk.watch, desk.bridge))


def price_of(desk: Desk) -> PriceView:
    return PriceView(PriceModel(PriceReview(desk.seat), SummaryCheck(desk.seat), desk.seat, desk.bridge))


def release_of(desk: Desk) -> ReleaseView:
    return ReleaseView(ReleaseModel(Release(desk.seat, desk.shelf), desk.seat, desk.bridge))


def waiting_of(desk: Desk) -> WaitingView:
    return WaitingView(WaitingModel(desk.seat, desk.bridge))


# --- a seat with a centre that has a report -------------------------------------------------------------------------


@dataclass
class ReportDesk:
    """Member 3's seat, whose key is in, at a centre on loopback that has published the sample's report."""

    desk: loopback.Desk
    seat: Seat
    signing: ReportSigning
    model: ReportSigningModel

    @property
    def centre(self) -> Centre:
        return self.desk.centre

    def hear(self) -> None:
        """Bring the seat what the centre has recorded since."""
        self.seat.fold(self.centre.desk.facts(0, 100_000))

    def sign_as(self, *members: str) -> None:
        """Other members sign at their own seats."""
        for member in members:
            assert self.centre.report.take_turn(member).granted
            base, now = self.centre.report.content(), datetime.now(UTC)
            name = self.seat.project.member(member).name
            key = self.desk.authority.issue(name=name, holder=member, at=loopback._begin())
            pdf = sign_member(base, member, key, reason="", at=now)
            self.centre.report.put(member, hashlib.sha256(base).hexdigest(), pdf)
        self.hear()

    def view(self) -> ReportSigningView:
        return ReportSigningView(self.model)


@contextmanager
def report_desk(
    folder: Path, until: Callable[[Callable[[], object]], None], member: str = "E3"
) -> Iterator[ReportDesk]:
    """The key of `member` is in; the member has signed in and the committee has answered the summary."""
    loopback_member, loopback.MEMBER = loopback.MEMBER, member
    try:
        with loopback.desk_in(folder) as desk:
            desk.insert_key(member)
            until(lambda: bool(desk.watch.current.keys))
            seat = desk.sign_in()
            _play_at(desk.centre, member)
            _sign_sheets(desk)
            desk.centre.report.go_on()
            signing = ReportSigning(seat, desk.keys, desk.client, SummaryCheck(seat))
            made = ReportDesk(desk, seat, signing, ReportSigningModel(signing, seat, desk.watch, desk.bridge))
            made.hear()
            yield made
    finally:
        loopback.MEMBER = loopback_member


def _play_at(centre: Centre, here: str) -> None:
    """The whole sample up to the report, recorded at the centre as its members' acts would have it."""
    project, sealed = centre.desk.project, centre.desk.sealed
    sheets = _recoded(sample()[1], sealed)
    played = play_to_summary(project, sheets)
    summary = played.evaluation.summary
    assert summary is not None
    for member in played.evaluation.members:
        played.do(member, ev.ConfirmSummary(summary.result_digest, len(summary.warnings)))
    centre.desk.acts.update(played.acts)
    facts = [_of_this_centre(f, sealed) for f in played.facts[2:] if not _is_sign_in(f, here)]
    centre.desk.write(lambda _: facts[:-1])  # the opening of the report follows by itself
    assert centre.desk.evaluation.stage is StageId.REPORT


def _sign_sheets(desk: loopback.Desk) -> None:
    """The sheets as locked by their members' own keys: the report carries them."""
    project = desk.centre.desk.project
    for member, acts in desk.centre.desk.acts.items():
        key = desk.authority.issue(name=project.member(member).name, holder=member, at=loopback._begin())
        for stage in acts.locks:
            scores = desk.centre.desk.evaluation.opened[stage][member]
            manifest = sheet_manifest(project.id, member, str(stage), scores)
            signature = base64.b64encode(sign_detached(canonical(manifest), key)).decode()
            acts.locks[stage] = ev.LockSheet(stage, digest(manifest), signature)


def _is_sign_in(fact: ev.Fact, member: str) -> bool:
    return isinstance(fact, ev.MemberSignedIn) and fact.member == member


def _of_this_centre(fact: ev.Fact, sealed: Sealed) -> ev.Fact:
    return (
        ev.MappingOpened(dict(sorted(sealed.codes.items())), sealed.salt)
        if isinstance(fact, ev.MappingOpened)
        else fact
    )


def _recoded(sheets: dict[str, Any], sealed: Sealed) -> dict[str, Any]:
    """The sample's sheets under the codes this centre has drawn."""
    new = {code: sealed.code_of(bidder) for code, bidder in sheets["codes"].items()}
    text = json.dumps({k: v for k, v in sheets.items() if k != "codes"})
    moved = json.loads(text, object_pairs_hook=lambda pairs: {new.get(k, k): v for k, v in pairs})
    for ruling in (*moved["rulings"]["abnormal"], *moved["rulings"]["low_price"]):
        ruling["code"] = new[ruling["code"]]
    return {**moved, "codes": dict(sealed.codes)}


# --- working a page -------------------------------------------------------------------------------------------------


def part(shell: Shell, name: str) -> QWidget:
    """The visible part of this object name, in the page or in a layer over it."""
    found = [each for each in shell.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def shown(shell: Shell, name: str) -> bool:
    return any(each.isVisible() for each in shell.findChildren(QWidget, name))


def press(shell: Shell, name: str) -> None:
    """Press a button with the mouse."""
    button = part(shell, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), f"{name} cannot be pressed: {button.text()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(shell)


def says(shell: Shell, name: str) -> str:
    """What a part says: a button's words, or those of the labels in it."""
    found = part(shell, name)
    if isinstance(found, QAbstractButton | QLabel):
        return found.text().strip()
    return words(found)


def words(root: QWidget) -> str:
    """Everything that can be read on a part."""
    return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible() and each.text())


def squeezed(root: QWidget) -> list[str]:
    """Texts that have less room than they need, and parts of a card that lie over one another or outside it.

    As they would be painted: a layout that has been asked for is done first.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # type: ignore[arg-type]  # None is every object
    texts = [each for each in root.findChildren(Paragraph) if each.isVisible() and each.text()]
    found = [f"{t.height()} px: {t.text()}" for t in texts if t.height() < t.heightForWidth(t.width())]
    for card in (each for each in root.findChildren(Card) if each.isVisible()):
        parts = [p for p in card.findChildren(QWidget, options=DIRECT) if p.isVisible()]
        places = [p.geometry() for p in parts]
        found += [f"outside: {words(p) or p}" for p in parts if not card.rect().contains(p.geometry())]
        found += [f"over one another in: {words(card)}" for p, q in combinations(places, 2) if p.intersects(q)]
    return found


def names(root: QWidget) -> Sequence[str]:
    """Every text, tooltip, object name and accessible name of a part, for the search for what must not be there."""
    parts = [root, *root.findChildren(QWidget)]
    texts = [t for p in parts for t in (p.objectName(), p.accessibleName(), p.accessibleDescription(), p.toolTip())]
    labels = [p.text() for p in parts if isinstance(p, QLabel | QAbstractButton)]
    return [*texts, *labels, root.window().windowTitle()]
