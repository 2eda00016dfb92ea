"""How a page asks for the PIN: one dialog at a time, kept open until the key has signed or the expert has given up."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.pin import PinDialog, SigningFacts


class PinAsking(QObject):
    """A page's PIN dialog; the page's model says what becomes of the PIN, through `reject` and `close`."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._dialog: PinDialog | None = None

    def ask(
        self,
        facts: SigningFacts | None,
        tries: int | None,
        sign: Callable[[bytearray, bool], None],
        *,
        over: QWidget | None = None,
        confirm: str = "",
        working: str = "",
    ) -> None:
        """Open the dialog, unless it is open or there are no facts; `sign` gets what `PinBlock.entered` gives.

        `confirm` stands on the button instead of "Sign", `working` on the blocked one while the key works.
        """
        if facts is None or self._dialog is not None:
            return

        def entered(pin: bytearray, confirmed: bool) -> None:
            dialog.show_working(working or translate("Pin", "Signing …"))
            sign(pin, confirmed)

        dialog = self._dialog = PinDialog(over or self._page, facts, tries, confirm)
        dialog.pin_entered.connect(entered)
        dialog.closed.connect(self._forget)
        dialog.open()

    def reject(self, words: str, tries: int | None) -> None:
        """The key refused: say so in the dialog, which stays."""
        if self._dialog is not None:
            self._dialog.show_rejected(words, tries)

    def close(self) -> None:
        """Signed, or the page goes: the dialog closes and wipes its field."""
        if self._dialog is not None:
            self._dialog.close_layer()

    def _forget(self) -> None:
        self._dialog = None
