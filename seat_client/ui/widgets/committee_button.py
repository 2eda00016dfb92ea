"""The way to the committee's business, and how much of it waits for the own vote."""

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import FlatButton


class CommitteeButton(FlatButton):
    """Hidden where the stage has no such business; it counts and never interrupts."""

    def __init__(self) -> None:
        super().__init__("users", translate("Bars", "Committee business (F4)"))
        self.setObjectName("committee")
        self._state = (False, 0)
        self.hide()

    def show_business(self, possible: bool, waiting: int) -> None:
        """Whether there is any now, and how many motions and questions wait for a vote of this member."""
        if (possible, waiting) == self._state:
            return
        self._state = (possible, waiting)
        self.setVisible(possible)
        words = translate("Bars", "Committee business (F4)")
        if waiting:
            words = translate("Bars", "{count} to vote on (F4)").format(count=waiting)
        self.set_words(words)
        self.set_icon("users", "warn" if waiting else "ink-2")
