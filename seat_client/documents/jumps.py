"""Where the reader has been: back to before a jump, and forward again."""

from seat_client.documents.layout import ReadingPosition

_REMEMBERED = 100


class JumpList:
    """Positions left by jumping; turning a page is no jump."""

    def __init__(self) -> None:
        self._behind: list[ReadingPosition] = []
        self._ahead: list[ReadingPosition] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    def leave(self, position: ReadingPosition) -> None:
        """A jump begins here; what lay ahead is forgotten."""
        if not self._behind or self._behind[-1] != position:
            self._behind = [*self._behind[-_REMEMBERED + 1 :], position]
        self._ahead.clear()

    def back(self, now: ReadingPosition) -> ReadingPosition | None:
        """Where the last jump began."""
        if not self._behind:
            return None
        self._ahead.append(now)
        return self._behind.pop()

    def forward(self, now: ReadingPosition) -> ReadingPosition | None:
        """Where the last step back came from."""
        if not self._ahead:
            return None
        self._behind.append(now)
        return self._ahead.pop()

    def clear(self) -> None:
        self._behind.clear()
        self._ahead.clear()
