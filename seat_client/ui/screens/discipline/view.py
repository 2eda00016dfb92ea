"""The discipline left, the phone and what the seat runs on right, one confirmation below."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.discipline.view_model import DisciplineModel
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows, NoteCard, RadioCard
from seat_client.ui.widgets.pages import scroll_area
from seat_client.ui.widgets.paper import Paper, PaperFrame, Passage
from seat_client.ui.widgets.text import StateLine, label

BOX_LENGTH = 20


class DisciplineView(PaperFrame):
    """Read, hand in the phone, confirm."""

    def __init__(self, model: DisciplineModel) -> None:
        super().__init__(
            translate("Discipline", "Discipline and phone deposit"),
            translate("Discipline", "Read the discipline of the evaluation, say where your phone is, and confirm."),
            current=0,
            paper=_paper(),
        )
        self._model = model
        self.paper.read_to_end.connect(model.mark_read)
        self.primary = PrimaryButton(translate("Discipline", "I have read this and will keep to it"), "check")
        self.primary.setObjectName("acknowledge")
        self.primary.clicked.connect(model.acknowledge)
        self._problem, self._progress = StateLine("", "bad"), label("", "label", "secondary")
        self._problem.setObjectName("problem")
        self.action_bar.add_notes(self._problem, self._progress)
        self.action_bar.add_button(self.primary, 280)
        self.place(self._right(), (11, 9))
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

    def _right(self) -> QWidget:
        box = QWidget()
        outer = QVBoxLayout(box)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(label(translate("Discipline", "2. Phones and other devices"), "title"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._add_choices(column)
        column.addWidget(label(translate("Discipline", "What this seat runs on"), "strong"))
        column.addWidget(
            FactRows(
                [
                    (translate("Discipline", "Rules of this project (SHA-256)"), self._model.rules_digest),
                    (translate("Discipline", "Version of this program"), self._model.client_version),
                ]
            )
        )
        column.addStretch(1)
        words = translate(
            "Discipline", "What you score and write is recorded under your name and published as the law requires."
        )
        column.addWidget(NoteCard(words, "warning"))
        outer.addWidget(scroll_area(inside), 1)
        return box

    def _add_choices(self, column: QVBoxLayout) -> None:
        self.handed, self.none = _choices()
        self._group = QButtonGroup(self)
        self.box = _box_field()
        self.box.textChanged.connect(self._model.write_box)
        for button in (self.handed, self.none):
            self._group.addButton(button)
        self.handed.clicked.connect(self._hand_in)
        self.none.clicked.connect(lambda: self._model.choose("none"))
        column.addWidget(self.handed)
        column.addWidget(self.box)
        column.addWidget(self.none)

    def _hand_in(self) -> None:
        self._model.choose("handed-in")
        self.box.setFocus()

    def _show(self) -> None:
        model = self._model
        self.paper.show_read(model.read_at)
        for part in (self.handed, self.none):
            part.setEnabled(not model.done)
        self.box.setEnabled(model.phone == "handed-in" and not model.done)
        self._problem.show_state(model.problem, "bad")
        done, size = model.progress
        words = translate("Discipline", "Acknowledged {done} / {all}").format(done=done, all=size)
        self._progress.setText(words if model.connected else _offline())
        self.hold(model.obstacle)


def _offline() -> str:
    return translate("Discipline", "No connection: kept here and sent when it is back")


def _box_field() -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("phone-box")
    field.setMaxLength(BOX_LENGTH)
    field.setMinimumHeight(SIZE["target"])
    field.setAccessibleName(translate("Discipline", "Number of the box the phone lies in"))
    field.setPlaceholderText(translate("Discipline", "number on the box"))
    return field


def _choices() -> tuple[RadioCard, RadioCard]:
    handed = RadioCard(
        translate("Discipline", "Phone and devices are handed in, switched off"),
        translate("Discipline", "Phones, watches, tablets, computers and recorders lie in a locked box."),
    )
    none = RadioCard(
        translate("Discipline", "I have no phone or other device with me"),
        translate("Discipline", "The staff at the door have checked it."),
    )
    handed.setObjectName("phone-handed")
    none.setObjectName("phone-none")
    return handed, none


def _paper() -> Paper:
    return Paper(
        translate("Discipline", "1. Discipline"),
        translate("Discipline", "Discipline of the evaluation"),
        [Passage(text) for text in _articles()],
        translate("Discipline", "Text of the discipline"),
    )


def _articles() -> tuple[str, ...]:
    """Tendering Law art. 37, 44 and 56; its implementing regulations art. 48, 49 and 71."""
    return (
        translate("Discipline", "1. Judge in person, independently and by the criteria of the tender alone."),
        translate(
            "Discipline", "2. Contact nobody from outside during the evaluation; call staff from this seat only."
        ),
        translate(
            "Discipline",
            "3. Do not discuss subjective scores with other members, do not ask for them and do not tell yours.",
        ),
        translate(
            "Discipline", "4. Tell nobody bidders, scores, candidates or anything else of the evaluation, now or later."
        ),
        translate(
            "Discipline", "5. Do not try to find out whose a coded bid is. Write no name into reasons or questions."
        ),
        translate("Discipline", "6. Do not leave the seat without leave; copy, photograph and take away nothing."),
        translate(
            "Discipline",
            "7. Take nothing from bidders or intermediaries. If you know a reason to stand aside, say so at once.",
        ),
        translate(
            "Discipline",
            "8. Image and sound of this seat are recorded from sign-in to release. Who breaks the discipline is "
            "replaced, loses the conclusions made so far, and answers for it before the law.",
        ),
    )
