"""The pages around the review: discipline, the reading of the tender, the sealed seat, the fee slip."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from seat_client.app.autopilot.hands import Hands

MOST_SCREENS = 60  # presses of Space; no text is longer


class Formalities:
    """One method per page; `enter_pin` answers the dialog that asks for the PIN."""

    def __init__(self, hands: Hands, phone_box: str, enter_pin: Callable[[str], None]) -> None:
        self._h = hands
        self._box = phone_box
        self._enter_pin = enter_pin

    def discipline(self) -> None:
        """Read to the end, say where the phone is, confirm."""
        self._h.picture("discipline-unread")
        self._read()
        self._h.click_on(self._h.wait_for("phone-handed"))
        self._h.fill("phone-box", self._box)
        self._h.wait_enabled("acknowledge")
        self._h.picture("discipline")
        self._h.click("acknowledge")

    def tender(self) -> None:
        """Read the rules to the end, confirm."""
        self._h.picture("tender-unread")
        self._read()
        self._h.wait_enabled("confirm-reading")
        self._h.picture("tender")
        self._h.click("confirm-reading")

    def sealed(self) -> None:
        """Wait until two people have opened, then open the own seat with the key."""
        self._h.picture("sealed")
        self._h.wait_enabled("open-seal")
        self._h.picture("sealed-opened")
        self._h.click("open-seal")
        self._enter_pin("sealed-pin")

    def fee(self) -> None:
        """Check hours and place, sign."""
        self._h.wait_enabled("confirm-fee")
        self._h.picture("fee")
        self._h.click("confirm-fee")
        self._enter_pin("fee-pin")

    def _read(self) -> None:
        """Space turns the pages of a text."""
        for _ in range(MOST_SCREENS):
            self._h.key(Qt.Key.Key_Space)
