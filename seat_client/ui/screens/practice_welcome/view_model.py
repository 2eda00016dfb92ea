"""What the practice welcome offers: the roles one may play, the sample, the interface's scale."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from seat_client.ui.tokens import SCALES

ROLES = ("expert", "chair", "supervisor", "technician")


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """The sample as it really is: counted by whoever starts the practice, never written into the page."""

    bids: int
    members: int
    pin: str
    """The practice key's PIN, shown to whoever practises; a real key's never is."""
    resumed: bool = False
    """An earlier practice was left half done and goes on."""


class PracticeWelcomeModel(QObject):
    """Holds the choice; starting is the shell's business."""

    changed = Signal()
    started = Signal(str)
    """The role to practise."""

    def __init__(
        self, facts: PracticeFacts, *, roles: tuple[str, ...], scale: int, save_scale: Callable[[int], None]
    ) -> None:
        super().__init__()
        self.facts = facts
        self.available = roles
        self.role = roles[0]
        self.scale = self.scale_now = scale
        self._save_scale = save_scale

    @property
    def scale_waits(self) -> bool:
        """A new scale takes effect when the program starts again."""
        return self.scale != self.scale_now

    def choose_role(self, role: str) -> None:
        if role in self.available:
            self.role = role
            self.changed.emit()

    def choose_scale(self, percent: int) -> None:
        """Keep another scale for the next start."""
        if percent in SCALES:
            self.scale = percent
            self._save_scale(percent)
            self.changed.emit()

    def start(self) -> None:
        self.started.emit(self.role)
