"""The page: chain, two groups and lines left; what has to be seen to right."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.services.self_test.result import Check, Result, State
from seat_client.ui.clock import clock, day_and_clock
from seat_client.ui.key_facts import technician_facts
from seat_client.ui.language import translate
from seat_client.ui.screens.self_test.parts import (
    LOOKS,
    ChainBox,
    CheckLine,
    Group,
    LineTable,
    ProblemCard,
    fill,
    show_state,
)
from seat_client.ui.screens.self_test.view_model import SENSES, SYSTEM, SelfTestModel
from seat_client.ui.self_test_paper import verdict_words
from seat_client.ui.self_test_sentences import advice, figure, state_words, titles
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.bars import StepHeader
from seat_client.ui.widgets.buttons import PrimaryButton, YieldingButton, allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.leave import CodesLayer
from seat_client.ui.widgets.pages import FormPanel, Page, PageKind, scroll_area
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph

BOXES = (Check.READER, Check.DRIVER, Check.CARD, Check.PIN, Check.CERTIFICATE)
"""The card service and the reader share a box: the service when it is what fails."""


class SelfTestView(Page):
    """F5 checks all again, Enter the chosen row, Ctrl+P prints, T signs for a trial or lets a technician in, M shows
    the seats, Esc goes back."""

    kind: ClassVar[PageKind] = PageKind.ONE_TASK
    left = Signal()
    seats_requested = Signal()

    def __init__(self, model: SelfTestModel) -> None:
        super().__init__()
        self._model = model
        self._chosen: Check | None = None
        self.header = StepHeader()
        self._heading = label(translate("SelfTestPage", "Self-test"), "heading")
        self._sentence = paragraph("", state="secondary")
        self.all_again = secondary_button(
            translate("SelfTestPage", "Check all again (F5)"), icon="sync", kind=YieldingButton
        )
        self.back = secondary_button(translate("SelfTestPage", "Back (Esc)"), kind=YieldingButton)
        self.trial = secondary_button("", icon="key", kind=YieldingButton)
        self.seats = secondary_button(translate("SelfTestPage", "Seats (M)"), "tool")
        self._trial_line = StateLine("", "todo")
        self._asking = PinAsking(self)
        self.boxes = {check: ChainBox(check) for check in BOXES}
        self.groups = (
            Group(translate("SelfTestPage", "Picture and sound"), SENSES),
            Group(translate("SelfTestPage", "Identity and system"), SYSTEM),
        )
        self.table = LineTable()
        self._centre = StateLine("", "todo")
        self.side = FormPanel(translate("SelfTestPage", "To be seen to"))
        self._obstacle = StateLine("", "bad", role="label", wrap=True)
        self.record = secondary_button(translate("SelfTestPage", "Record (PDF)"), kind=YieldingButton)
        self.certificate = PrimaryButton(translate("SelfTestPage", "Certificate (PDF)"), "print")
        self._place()
        self._connect()
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        if not hasattr(self, "_column"):
            return
        set_property(self._heading, "role", "headline" if frame.compact else "heading")
        self._show_note()
        side = 16 if frame.compact else 32
        self._column.setContentsMargins(side, 12 if frame.compact else 24, side, 12)
        for group in self.groups:
            group.fit(frame)
        for box in self.boxes.values():
            box.fit(frame)
        self._pair.setDirection(
            QHBoxLayout.Direction.TopToBottom if frame.compact else QHBoxLayout.Direction.LeftToRight
        )

    def initial_focus(self) -> QWidget:
        return self.all_again

    def show_seat(self, plate: SeatPlate) -> None:
        room = " · ".join(part for part in (plate.centre, plate.room) if part)
        self.header.show_titles(room, f"{plate.seat}　{translate('SelfTestPage', 'Self-test and acceptance')}")

    def show_time(self, now: datetime) -> None:
        self.header.show_time(clock(now))

    def escape(self) -> bool:
        self.left.emit()
        return True

    def leave(self) -> None:
        self._model.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._model.start()
        elif event.key() == Qt.Key.Key_P and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._model.print_paper(certificate=not self._model.obstacle)
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self.sign()
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self._open_seats()
        else:
            super().keyPressEvent(event)

    def sign(self) -> None:
        """The trial signature by the technician's key; where none is in, two codes let a technician in."""
        key = self._model.key()
        if key is not None:
            signs = translate("SelfTestPage", "a random message, kept nowhere")
            self._asking.ask(
                technician_facts(key, signs), key.tries_left, self._sign, confirm=translate("SelfTestPage", "Sign")
            )
        elif not self._model.busy and not self._model.problem:
            CodesLayer(
                self, self._model.answer, title=translate("SelfTestPage", "Technician"),
                text=translate(
                    "SelfTestPage",
                    "No technician's key is in. Two persons entered for this seat each type the six digits their own "
                    "authenticator shows; or close this and put in the technician's key.",
                ),
                confirm=translate("SelfTestPage", "Come in"),
            ).open()  # fmt: skip

    def _sign(self, pin: bytearray, _: bool) -> None:
        self._model.sign(pin)
        self._asking.close()

    def _open_seats(self) -> None:
        if self._model.signed_in:
            self.seats_requested.emit()

    # --- the parts --------------------------------------------------------------------------------

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        row = QHBoxLayout()
        row.setSpacing(0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(10)
        self._column.addLayout(self._head())
        chain = QHBoxLayout()
        chain.addWidget(label(translate("SelfTestPage", "Signing chain"), "title"))
        chain.addStretch(1)
        chain.addWidget(self._trial_line)
        self._column.addLayout(chain)
        self._column.addLayout(self._chain())
        self._pair = QHBoxLayout()
        self._pair.setSpacing(16)
        for group in self.groups:
            self._pair.addWidget(group, 1)
        self._column.addLayout(self._pair)
        network = QHBoxLayout()
        network.addWidget(label(translate("SelfTestPage", "Network"), "title"))
        network.addStretch(1)
        network.addWidget(self._centre)
        network.addWidget(self.seats)
        self._column.addLayout(network)
        self._column.addWidget(self.table)
        self._column.addStretch(1)
        row.addWidget(scroll_area(inside), 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        self._foot()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._sentence)
        row.addLayout(words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.trial, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.all_again, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _chain(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, box in enumerate(self.boxes.values()):
            if number:
                row.addWidget(glyph("arrow-right", "ink-2", 20))
            row.addWidget(box, 1)
        return row

    def _foot(self) -> None:
        self.side.footer.addWidget(self._obstacle)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.record)
        buttons.addWidget(self.certificate, 1)
        self.side.footer.addLayout(buttons)

    def _connect(self) -> None:
        self.all_again.clicked.connect(self._model.start)
        self.back.clicked.connect(self.left)
        self.trial.clicked.connect(self.sign)
        self.seats.clicked.connect(self._open_seats)
        self.record.clicked.connect(lambda: self._model.print_paper(certificate=False))
        self.certificate.clicked.connect(lambda: self._model.print_paper(certificate=True))
        self.table.picked.connect(lambda key: self._model.again(Check(key)))
        for part in (*self.boxes.values(), *self._lines()):
            part.again.connect(self._model.again)
            part.chosen.connect(self._choose)
        self._model.changed.connect(self._show)

    def _lines(self) -> list[CheckLine]:
        return [line for group in self.groups for line in group.lines]

    # --- what is shown ----------------------------------------------------------------------------

    def _choose(self, check: Check) -> None:
        """The card of the chosen row comes first and can be checked again."""
        if self._chosen is not check and any(result.check is check for result in self._model.problems):
            self._chosen = check
            self._show_problems()

    def _show(self) -> None:
        model = self._model
        self._sentence.setText(model.sentence)
        allow(self.all_again, translate("SelfTestPage", "A run is going on") if model.busy else "")
        for check, box in self.boxes.items():
            shown = (Check.SERVICE, Check.READER) if check is Check.READER else (check,)
            box.show_result(self._worst(shown), running=any(each in model.running for each in shown))
        for line in self._lines():
            line.show_result(model.results.get(line.check), running=line.check in model.running)
        self.table.show_lines(model.lines)
        self._show_technician()
        self._show_centre(model.results.get(Check.CENTRE))
        self._show_problems()
        self._show_foot()

    def _show_technician(self) -> None:
        model = self._model
        words = (
            translate("SelfTestPage", "Trial signature (T)")
            if model.signed_in
            else translate("SelfTestPage", "Technician (T)")
        )
        self.trial.setText(words)
        self.trial.setAccessibleName(words)
        allow(self.trial, translate("SelfTestPage", "A run is going on") if model.busy else "")
        self.seats.setVisible(model.signed_in)
        result = model.results.get(Check.TRIAL)
        told = "" if result is None else advice(result).title if result.fault else figure(result)
        running = Check.TRIAL in model.running
        if result is None and not running:
            self._trial_line.show_state("")  # nobody waits for it: it is made when a technician signs
        elif result is not None and told and not running:
            self._trial_line.show_state(f"{titles()[Check.TRIAL]}　{told}", LOOKS[result.state])
        else:
            show_state(self._trial_line, result, running=running)
        self._show_note()

    def _show_note(self) -> None:
        """Who works here and what is never on this page; a narrow header has room for one."""
        nothing = translate("SelfTestPage", "Nothing of a project, a score or a bid is on this page")
        inside = translate("SelfTestPage", "Technician signed in")
        if not self._model.signed_in:
            self.header.show_note(nothing, "", "lock")
        else:
            self.header.show_note(inside if self.frame_now.compact else f"{inside}　{nothing}", "", "user")

    def _show_centre(self, result: Result | None) -> None:
        """Whether the centre answers and speaks the same contract, beside the heading of the lines."""
        show_state(self._centre, result, running=Check.CENTRE in self._model.running)
        told = figure(result) if result is not None else ""
        words = "　".join(part for part in (titles()[Check.CENTRE], self._centre.text(), told) if part)
        self._centre.show_state(words, LOOKS[result.state] if result is not None else "todo")

    def _worst(self, checks: tuple[Check, ...]) -> Result | None:
        found = [self._model.results[check] for check in checks if check in self._model.results]
        return next((result for result in found if result.state is State.FAIL), found[-1] if found else None)

    def _show_problems(self) -> None:
        problems = self._model.problems
        first = next((result for result in problems if result.check is self._chosen), None)
        ordered = [*([first] if first else []), *(result for result in problems if result is not first)]
        cards: list[QWidget] = []
        for number, result in enumerate(ordered):
            card = ProblemCard(result, current=not number and not self._model.busy)
            if card.again is not None:
                card.again.clicked.connect(lambda _=False, check=result.check: self._again(check))
            cards.append(card)
        fill(self.side.body, [*cards, *self._last()])
        counts = (State.FAIL, State.REMIND)
        self.side.note.setText(" · ".join(f"{state_words(s)} {len(self._model.of(s))}" for s in counts))

    def _again(self, check: Check) -> None:
        if check is Check.TRIAL:
            self.sign()
        else:
            self._model.again(check)

    def _last(self) -> list[QWidget]:
        """The run before this one, and what changed since."""
        before = self._model.before
        if before is None:
            return []
        card = Card("", (16, 14, 16, 14), 6)
        card.column.addWidget(label(translate("SelfTestPage", "Last run"), "strong"))
        when = day_and_clock(before.report.ended)
        card.column.addWidget(paragraph(f"{when} {before.certificate} {verdict_words(before.report)}", "label"))
        if self._model.report is not None and not self._model.busy:
            same = translate("SelfTestPage", "Nothing differs by more than 5 %.")
            for words in self._model.comparison or [same]:
                card.column.addWidget(paragraph(words, "label", "secondary"))
        return [card]

    def _show_foot(self) -> None:
        obstacle = self._model.obstacle
        shown = obstacle or self._model.paper
        self._obstacle.show_state(shown, "bad" if obstacle and not self._model.busy else "plain")
        unfinished = self._model.report is None or self._model.busy
        allow(self.record, translate("SelfTestPage", "There is no finished run yet") if unfinished else "")
        if obstacle:
            self.certificate.block(translate("SelfTestPage", "Certificate (PDF)"))
            self.certificate.setAccessibleDescription(obstacle)
        else:
            self.certificate.block("")
