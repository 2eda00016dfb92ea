"""What the autopilot does on each page, by keyboard first and mouse second."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from seat_client.app.autopilot.call import CallWorks
from seat_client.app.autopilot.formalities import Formalities
from seat_client.app.autopilot.hands import Hands
from seat_client.domain.events import FlagRaised
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from seat_client.ui.screens.preliminary.matrix import VoteCell
from seat_client.ui.widgets.page_view import PageView

PIN = "123456"
CODE = re.compile(r"\bC\d+\b")


class PageWorks:
    """One method per page class; a page that has been worked is left alone until another takes its place."""

    def __init__(self, hands: Hands, script: Script, member: str) -> None:
        self._h = hands
        self._script = script
        self._member = member
        self._worked: QWidget | None = None
        self._locked: set[str] = set()  # stages whose sheet has been locked
        self._call: CallWorks | None = CallWorks(hands)
        formalities = Formalities(hands, script.phone_box(member), self._enter_pin)
        self._works: dict[str, Callable[[], None]] = {
            "PracticeWelcomeView": self._welcome,
            "SignInView": self._sign_in,
            "DisciplineView": formalities.discipline,
            "UndertakingView": self._undertaking,
            "ChairElectionView": self._chair_election,
            "TenderReadingView": formalities.tender,
            "PreliminaryView": self._preliminary,
            "BlindCheckView": self._blind_check,
            "ReviewView": self._review,
            "RulingsView": self._rulings,
            "PriceView": self._price,
            "SummaryView": self._summary,
            "ReportSigningView": self._report,
            "FeeView": formalities.fee,
            "ReleaseView": self._release,
            "SealedView": formalities.sealed,
        }
        self._ended = False

    def at_the_end(self) -> bool:
        return self._ended

    def page_to_work(self) -> str:
        """The page in the window, when it has not been worked yet."""
        widget = self._page_widget()
        if widget is None or widget is self._worked:
            return ""
        name = type(widget).__name__
        if name == "WaitingView":
            return name if self._h.see("evaluation-over") is not None else ""
        return name if name in self._works else ""

    def title_of(self, page: str) -> str:
        return page.removesuffix("View")

    def work(self, page: str) -> None:
        """Work the page and wait until another stands in its place."""
        widget = self._page_widget()
        if page == "WaitingView":
            self._ended = True
            return
        self._works[page]()
        self._worked = widget
        self._h.wait(lambda: self._page_widget() is not widget, f"the page after {page}")

    def _page_widget(self) -> QWidget | None:
        pages = [w for w in self._h.window.findChildren(QWidget) if w.property("role") == "page" and w.isVisible()]
        return pages[0] if pages else None

    # --- before the evaluation ----------------------------------------------------------------------

    def _welcome(self) -> None:
        self._h.picture("practice")
        self._h.key(Qt.Key.Key_Return)

    def _sign_in(self) -> None:
        self._h.wait_enabled("pin")
        self._h.picture("signin")
        self._h.click("pin")
        self._h.type(PIN)
        self._h.key(Qt.Key.Key_Return)

    def _undertaking(self) -> None:
        self._h.picture("pledge-unread")
        radios = self._radios()
        for _ in range(40):
            self._h.key(Qt.Key.Key_Space)
        self._h.click_on(radios[0])
        self._h.picture("pledge")
        self._h.key(Qt.Key.Key_Return)
        self._enter_pin("pledge-pin")

    def _chair_election(self) -> None:
        members = [m.id for m in self._script.project.committee]
        self._h.picture("chair-election")
        self._h.click_on(self._radios()[members.index(self._script.chair)])
        self._h.key(Qt.Key.Key_Return)
        self._confirm("chair-election-question")

    # --- preliminary review -------------------------------------------------------------------------

    def _preliminary(self) -> None:
        self._h.picture("preliminary-empty")
        self._vote_cells("preliminary")

    def _blind_check(self) -> None:
        self._page_drawn()
        self._h.picture("blind-check-empty")
        self._vote_cells("blind-check")

    def _vote_cells(self, name: str) -> None:
        """Y or N on the chosen cell, which is the next open one after each vote."""
        page = self._page_widget()
        self._h.click_on(self._h.wait(self._open_cell, "an open cell"))
        voted = 0
        while self._page_widget() is page and (cell := self._open_cell()) is not None:
            if not cell.chosen:
                self._h.click_on(cell)
            self._vote(cell, cell.face.subject, cell.face.item)
            voted += 1
            if voted == 5:
                self._h.picture(name)
        self._h.picture(f"{name}-voted")

    def _vote(self, cell: VoteCell, subject: str, item: str) -> None:
        passed, reason = self._script.vote(self._member, subject, item)
        if passed:
            self._h.key(Qt.Key.Key_Y)
        else:
            self._h.key(Qt.Key.Key_N)
            self._h.type(reason)
            self._h.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._h.wait(lambda: cell.face.state != "open" or not cell.isVisible(), f"the vote on {item}")

    def _open_cell(self) -> VoteCell | None:
        """The chosen cell when it is open, else the first open one."""
        cells = [c for c in self._h.window.findChildren(VoteCell) if c.isVisible() and c.face.state == "open"]
        return next((c for c in cells if c.chosen), cells[0] if cells else None)

    # --- scoring ------------------------------------------------------------------------------------

    def _review(self) -> None:
        stage = "technical" if self._h.wait(self._criteria, "the criteria")[0].blind else "business"
        if stage in self._locked:
            return  # the page has come back after a night; there is nothing left to do on it
        self._h.wait_enabled("score-value")
        self._page_drawn()
        if self._call is not None:
            self._call.visit()
            self._call = None
        self._h.picture(stage)
        self._slips()
        scored: set[str] = set()
        while (code := self._bid()) not in scored:
            self._score_bid(code)
            scored.add(code)
            if len(scored) == 3:
                self._page_drawn()
                self._h.picture(f"{stage}-scored")
            if (more := self._h.see("next-bid")) is None or not more.isEnabled():
                break
            self._h.click("next-bid")
            self._h.wait(lambda: self._bid() != code, "the next bid")
        self._h.click("lock-sheet")
        self._h.wait_for("sheet-dialog")
        self._h.picture(f"{stage}-lock")
        self._h.click("lock-confirm")
        self._enter_pin(f"{stage}-pin")
        self._locked.add(stage)

    def _score_bid(self, code: str) -> None:
        for shown in self._criteria():
            self._open_criterion(shown.criterion)
            value = self._script.score(self._member, code, self._script.project.criterion(shown.criterion))
            self._type_score(value)
            entry = (code, shown.criterion, value)
            self._h.wait(partial(self._is_saved, entry), f"{shown.criterion} of {code} saved")

    def _open_criterion(self, criterion: str) -> None:
        row = self._h.see(f"criterion-{criterion}")
        if row is not None:
            self._h.click_on(row)

    def _type_score(self, value: str) -> None:
        self._h.fill("score-value", value)
        self._h.key(Qt.Key.Key_Return)

    def _slips(self) -> None:
        """Type wrongly first what the script says; the form says what is wrong and saves nothing."""
        codes = {self._bid()}
        for slip in self._script.slips(self._member):
            if slip.code not in codes or self._h.window.findChild(QWidget, f"criterion-{slip.criterion}") is None:
                continue
            self._open_criterion(slip.criterion)
            self._type_score(slip.typed)
            self._h.wait_for("score-problem")
            self._h.picture("refused-entry")

    def _saved(self) -> tuple[str, str, str] | None:
        line = self._h.see("saved-state")
        entry = json.loads(str(line.property("savedEntry")) or "null") if line is not None else None
        return (entry["code"], entry["criterion"], entry["value"]) if entry else None

    def _is_saved(self, entry: tuple[str, str, str]) -> bool:
        return self._saved() == entry

    def _bid(self) -> str:
        """The code a person reads above the page."""
        for found in self._h.window.findChildren(QLabel):
            if found.isVisible() and found.property("role") in ("title", "read-strong"):
                match = CODE.search(found.text())
                if match:
                    return match.group()
        return ""

    # --- rulings, price, summary --------------------------------------------------------------------

    def _rulings(self) -> None:
        """Give the own reason where it is asked for, then vote on every question."""
        self._h.picture("rulings")
        for field in [w for w in self._named("reason-") if w.isVisible() and isinstance(w, QPlainTextEdit)]:
            number = field.objectName().removeprefix("reason-")
            self._h.fill(field.objectName(), "依据评分标准独立评分。")
            self._h.click(f"send-reason-{number}")
        for question in [q for q in self._named("question-") if q.isVisible()]:
            number = question.objectName().removeprefix("question-")
            button = self._h.wait_enabled(f"ruling-{self._decision(question, number)}-{number}")
            self._h.click_on(button)
            self._confirm()
            self._h.wait(partial(_is_spent, button), "the vote was taken")

    def _decision(self, question: QWidget, number: str) -> str:
        """What the script says to the question as a person reads it: its kind, its code, its member, its section."""
        text = " ".join(w.text() for w in question.findChildren(QLabel))
        kinds = {"keep": "abnormal-score", "accept": "low-price", "continue": "fewer-than-three"}
        check = next((c for d, c in kinds.items() if self._h.see(f"ruling-{d}-{number}")), "objective-disagreement")
        code, member = CODE.search(text), re.search(r"(?:评委|Member) (\d+)", text)
        sections = [
            s.id for s in self._script.project.scored_sections if s.title.zh in text or (s.title.en or "-") in text
        ]
        return self._script.decision(
            self._member,
            FlagRaised(
                id="", stage=StageId.SUMMARY, check=check, figure="", code=code.group() if code else "",
                section=sections[0] if sections else "",
                expert=self._script.project.committee[int(member.group(1)) - 1].id if member else "",
            ),
        )  # fmt: skip

    def _price(self) -> None:
        self._h.wait_enabled("confirm-price")
        self._h.picture("price")
        self._h.click("confirm-price")
        self._confirm()

    def _summary(self) -> None:
        self._h.wait_enabled("confirm-summary")
        self._h.picture("summary")
        self._h.key(Qt.Key.Key_Return)
        self._confirm("summary-question")

    def _report(self) -> None:
        self._h.wait_enabled("last-page")
        self._page_drawn()
        self._h.picture("signing-unread")
        self._h.click("last-page")
        self._h.wait_enabled("sign-report")
        self._page_drawn()
        self._h.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._enter_pin("signing")

    def _release(self) -> None:
        self._h.wait_enabled("confirm-release")
        self._h.picture("release")
        self._h.key(Qt.Key.Key_Return)
        self._confirm()

    # --- shared -------------------------------------------------------------------------------------

    def _enter_pin(self, picture: str) -> None:
        self._h.wait_for("pin", QLineEdit)
        self._h.picture(picture)
        self._h.type(PIN)
        self._h.key(Qt.Key.Key_Return)

    def _confirm(self, picture: str = "") -> None:
        """Answer the one question before a final act with Enter."""
        self._h.wait(self._h.dialog, "the question before a final act")
        if picture:
            self._h.picture(picture)
        self._h.key(Qt.Key.Key_Return)

    def _page_drawn(self) -> None:
        """Wait until the page that is being read stands there, not its stand-in."""
        view = self._h.wait(lambda: next(iter(self._views()), None), "a document")
        self._h.wait(lambda: view.page_count() > 0 and view.is_drawn(view.page()), "a drawn page")

    def _views(self) -> list[PageView]:
        return [v for v in self._h.window.findChildren(PageView) if v.isVisible()]

    def _radios(self) -> list[QAbstractButton]:
        return [r for r in self._h.window.findChildren(QRadioButton) if r.isVisible()]

    def _named(self, prefix: str) -> list[QWidget]:
        """Widgets of the page whose names begin so, hidden ones too, in their order."""
        return [w for w in self._h.window.findChildren(QWidget) if w.objectName().startswith(prefix)]

    def _criteria(self) -> list["_Shown"]:
        """The criteria on the form, in its order."""
        rows = {w.objectName() for w in self._named("criterion-")}
        project = self._script.project
        return [_Shown(c.id, project.section(c.section).blind) for c in project.criteria if f"criterion-{c.id}" in rows]


@dataclass(frozen=True, slots=True)
class _Shown:
    criterion: str
    blind: bool


def _is_spent(button: QWidget) -> bool:
    return not button.isVisible() or not button.isEnabled()
