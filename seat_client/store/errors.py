"""What can go wrong with the store; the tree is drawn in the package's docstring."""

from typing import Literal


class StoreError(Exception):
    """Anything the store could not do."""


class StoreLocked(StoreError):
    """The file cannot be opened by this process with this key."""

    def __init__(self, reason: Literal["wrong-key", "other-process"]) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreDamaged(StoreError):
    """The file is not whole; `check` names what failed."""

    def __init__(self, check: str) -> None:
        super().__init__(check)
        self.check = check


class DiskFull(StoreError):
    """There was no room to write; the whole transaction was undone."""


class UnsentActs(StoreError):
    """Erasing now would lose `count` acts that the centre does not have."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class StoreClosed(StoreError):
    """The store was closed before the call."""
