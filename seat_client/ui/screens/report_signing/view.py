"""The report's pages, the checks and the signers beside them, one signature below."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.documents.pages import PageAnswer
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.report_signing.changes import History
from seat_client.ui.screens.report_signing.changes_dialog import ChangesDialog
from seat_client.ui.screens.report_signing.refusal import refusal
from seat_client.ui.screens.report_signing.report_document import ReportDocument
from seat_client.ui.screens.report_signing.view_model import CheckLine, ReportSigningModel, SignerLine
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.document_pane import DocumentPane
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph, yielding
from seat_client.ui.widgets.written_dialog import WrittenDialog

ROW_HEIGHT = 33
_MARKS = {
    "signed": ("check", "ok", "ok"),
    "deemed": ("check", "ok", "ok"),
    "own": ("disc", "accent", "accent"),
    "waiting": ("ring", "line-strong", "secondary"),
    "chair-waits": ("lock", "ink-2", "secondary"),
}


class ReportSigningView(WorkbenchFrame):
    """Read to the last page, look at the checks, sign."""

    def __init__(self, model: ReportSigningModel) -> None:
        super().__init__(translate("Report", "Check and sign"))
        self._model = model
        self._pin = PinAsking(self)
        self._since: ChangesDialog | None = None
        self._document: ReportDocument | None = None
        self._drawn = Bridge()
        self.pane = DocumentPane()
        self.pane.view.setObjectName("pages")
        self.pane.toolbar.set_title(translate("Report", "Sign the report"))
        self.pane.view.set_label(translate("Report", "Evaluation report"))
        self._name_tools()
        self.toolbar.hide()
        self.body.addWidget(self.pane, 1)
        self._fill_form()
        self._fill_footer()
        self._connect()
        self._show()
        model.start()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def show_time(self, now: datetime) -> None:
        self._show_notice()

    def leave(self) -> None:
        self._model.leave()
        self._pin.close()
        if self._since is not None:
            self._since.close_layer()
        self._put_away()

    # --- parts ---------------------------------------------------------------------------------------

    def _name_tools(self) -> None:
        bar = self.pane.toolbar
        for name, button in (
            ("outline", bar.contents),
            ("page-previous", bar.previous),
            ("page-next", bar.next),
            ("zoom-out", bar.smaller),
            ("zoom-in", bar.larger),
            ("zoom-fit", bar.fit),
        ):
            button.setObjectName(name)

    def _fill_form(self) -> None:
        self._digest_card, self._agrees = Card("", (16, 12, 16, 12), 6), StateLine("", "ok", "", "label")
        head = QHBoxLayout()
        head.addWidget(label(translate("Report", "Digest (SHA-256)"), "strong"))
        head.addStretch(1)
        head.addWidget(self._agrees)
        self._digest_card.column.addLayout(head)
        self._digest = label("", "mono", name="report-digest")
        self._digest_card.column.addWidget(self._digest)
        self._checks = QVBoxLayout()
        self._signers = QVBoxLayout()
        self._progress = label("", "strong", "accent", "signing-progress")
        self._notice = Card("warn", (16, 12, 16, 12), 4)
        self._notice.column.addWidget(label(translate("Report", "Written notice of the centre"), "strong", "warn"))
        self._notice_words = paragraph("", "label", "warn", "signing-notice")
        self._notice.column.addWidget(self._notice_words)
        self.form.body.addWidget(self._notice)
        self.form.body.addWidget(self._digest_card)
        self.form.body.addWidget(_listing(translate("Report", "Checked before signing"), None, self._checks))
        self.form.body.addWidget(_listing(translate("Report", "Progress of signing"), self._progress, self._signers))
        self.changes = secondary_button(translate("Report", "What changed since each signature"), "tool", "columns")
        self.changes.setObjectName("report-changes-open")
        self.changes.clicked.connect(self._open_changes)
        self.form.body.addWidget(self.changes)
        self.form.body.addStretch(1)
        self._shown_checks: Sequence[CheckLine] | None = None
        self._shown_signers: Sequence[SignerLine] = ()

    def _fill_footer(self) -> None:
        self._problem = StateLine("", "bad", "", "label", wrap=True)
        self._problem.setObjectName("problem")
        self.again = secondary_button(translate("Report", "Fetch the report again"), "tool")
        self.again.setObjectName("report-again")
        self.again.clicked.connect(self._model.load_again)
        law = translate(
            "Report", "Who neither signs nor gives a reason in writing is deemed to agree with the conclusion."
        )
        self.form.footer.addWidget(self._problem)
        self.form.footer.addWidget(self.again)
        self._law = paragraph(law, "label", "secondary")
        self._dissented = StateLine(
            translate("Report", "Your written dissent stands in the report; sign it all the same."), "accent", wrap=True
        )
        self.form.footer.addWidget(self._law)
        self.form.footer.addWidget(self._dissented)
        self.last_page = secondary_button(translate("Report", "Last page"))
        self.last_page.setObjectName("last-page")
        self.last_page.setMinimumWidth(120)
        self.last_page.clicked.connect(lambda: self.pane.view.go_to_page(self.pane.view.page_count()))
        self.primary = PrimaryButton(translate("Report", "Sign"), "key")
        self.primary.setObjectName("sign-report")
        self.primary.clicked.connect(self._open_pin)
        self.refuse = secondary_button(translate("Report", "Not sign …"))
        self.refuse.setObjectName("refuse-signing")
        self.refuse.clicked.connect(self._write_refusal)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.last_page, 1)
        row.addWidget(self.refuse, 1)
        self.form.footer.addLayout(row)
        self.form.footer.addWidget(self.primary)

    def _connect(self) -> None:
        model, view = self._model, self.pane.view
        model.changed.connect(self._show)
        model.loaded.connect(self._open)
        model.rejected.connect(self._pin.reject)
        model.signed.connect(self._pin.close)
        model.since.examined.connect(self._show_changes)
        model.since.unexamined.connect(self._fail_changes)
        view.pageChanged.connect(self._look_at_page)
        view.outlineChanged.connect(self._take_headings)
        for keys, action in (
            ("PgDown", view.next_page),
            ("PgUp", view.previous_page),
            ("Ctrl++", view.zoom_in),
            ("Ctrl+=", view.zoom_in),
            ("Ctrl+-", view.zoom_out),
            ("Ctrl+0", view.fit_width),
            ("Ctrl+Return", self._press_primary),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- the document --------------------------------------------------------------------------------

    def _open(self, content: bytes) -> None:
        self._put_away()
        self._document = ReportDocument(content)
        self.pane.view.show_document(self._document.client)
        self._drawn = Bridge()
        self._drawn.connect(self._document.client.pages, self._see_page)

    def _put_away(self) -> None:
        self._drawn.close()
        self.pane.view.clear()
        if self._document is not None:
            self._document.close()
            self._document = None

    def _see_page(self, _: PageAnswer) -> None:
        self._look_at_page()

    def _look_at_page(self) -> None:
        view = self.pane.view
        last = view.page_count()
        if last and view.page() == last and view.is_drawn(last):
            self._model.mark_last_page()

    def _take_headings(self) -> None:
        if self.pane.view.page_count():
            self._model.take_headings(tuple(entry.title for entry in self.pane.view.outline()))

    # --- showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        model = self._model
        self.form.note.setText(translate("Report", "this seat is number {place}").format(place=model.own_place))
        self._digest.setText("\n".join(model.digest_lines))
        self._agrees.show_state(*model.agrees)
        self.pane.toolbar.set_title(translate("Report", "Sign the report"), *model.since.note)
        allow(self.changes, "" if model.digest and model.connected else _unavailable(model.connected))
        done, size = model.progress
        self._progress.setText(f"{done} / {size}")
        self._show_checks(model.checks)
        self._show_signers(model.signers)
        self._problem.show_state(model.problem or model.certificate_problem, "bad")
        self._show_notice()
        self._dissented.setVisible(model.own_dissent)
        allow(self.refuse, "" if model.may_refuse else model.obstacle or translate("Report", "Not possible now"))
        self.again.setVisible(model.retry_possible)
        allow(self.last_page, "" if self.pane.view.page_count() else translate("Report", "The report is not open yet"))
        self.hold(model.obstacle)

    def _show_checks(self, checks: Sequence[CheckLine]) -> None:
        if checks == self._shown_checks:
            return
        self._shown_checks = checks
        clear(self._checks)
        for check in checks:
            self._checks.addWidget(_check_row(check))
        if not checks:
            self._checks.addWidget(
                label(translate("Report", "The checks run when the pages are here"), "", "secondary")
            )

    def _show_signers(self, signers: Sequence[SignerLine]) -> None:
        if signers == self._shown_signers:
            return
        self._shown_signers = signers
        _refill(self._signers, [_signer_row(signer) for signer in signers])

    def _show_notice(self) -> None:
        words = self._model.notice
        self._notice.setVisible(bool(words))
        self._law.setVisible(not words)
        if words:
            self._notice_words.setText(words)

    def _write_refusal(self) -> None:
        dialog = WrittenDialog(self.pane, refusal())
        dialog.written.connect(self._model.refuse)
        dialog.open()

    # --- what changed since ---------------------------------------------------------------------------

    def _open_changes(self) -> None:
        if self._since is None:
            self._since = ChangesDialog(self.pane)
            self._since.closed.connect(self._forget_changes)
            self._since.open()
            self._model.since.examine_newest()

    def _show_changes(self, history: History) -> None:
        if self._since is not None:
            self._since.show_history(history)

    def _fail_changes(self, words: str) -> None:
        if self._since is not None:
            self._since.show_problem(words)

    def _forget_changes(self) -> None:
        self._since = None

    # --- signing -------------------------------------------------------------------------------------

    def _press_primary(self) -> None:
        if self.primary is not None and self.primary.isEnabled():
            self.primary.click()

    def _open_pin(self) -> None:
        confirm = translate("Report", "Confirm and sign")
        model = self._model
        self._pin.ask(model.facts(), model.tries_left, model.sign, over=self.pane, confirm=confirm)


def _listing(title: str, note: QWidget | None, rows: QVBoxLayout) -> Card:
    card = Card("", (16, 12, 16, 12), 8)
    head = QHBoxLayout()
    head.addWidget(label(title, "strong"))
    head.addStretch(1)
    if note is not None:
        head.addWidget(note)
    card.column.addLayout(head)
    rows.setSpacing(0)
    card.column.addLayout(rows)
    return card


def _refill(rows: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    clear(rows)
    for part in parts:
        rows.addWidget(part)
        part.show()  # at once, so that the form knows its height


def _check_row(check: CheckLine) -> QWidget:
    mark = ("check", "ok") if check.state == "ok" else ("cross", "bad")
    return _row(*mark, check.words, check.figure, check.state)


def _signer_row(signer: SignerLine) -> QWidget:
    icon, token, state = _MARKS[signer.state]
    return _row(icon, token, signer.title, signer.words, state, strong=signer.state == "own")


def _row(icon: str, token: str, words: str, figure: str, state: str, *, strong: bool = False) -> QWidget:
    box = QWidget()
    box.setFixedHeight(ROW_HEIGHT)
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(glyph(icon, token, 20))
    line.addWidget(yielding(words))
    line.addStretch(1)
    line.addWidget(label(figure, "label-strong" if strong else "label", state))
    box.setAccessibleName(f"{words}，{figure}")
    return box


def _unavailable(connected: bool) -> str:
    if connected:
        return translate("Report", "The report is not open yet")
    return translate("Report", "Available when the connection is back")
