"""What can go wrong in a call.

CallError
├── EngineMismatch(found)          another aiortc than the one the repairs were made for
├── GapUnreadable                  what was kept of an outage does not open: another key, or changed
├── LineLost                       signalling or media of one line is gone: join again
└── Refused(refusal)               the centre's side said no: trying again alone does not help
"""

from seat_client.conference.messages import Refusal


class CallError(Exception):
    """Root of this package's errors."""


class EngineMismatch(CallError):
    """The installed engine is not the one the repairs fit; `found` says what was met instead."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class GapUnreadable(CallError):
    """A gap's file was changed, or the key is not its own."""


class LineLost(CallError):
    """A line stopped carrying, or could not be opened; `where` names the step."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Refused(CallError):
    """The room refuses this seat; `detail` is the server's number, for the log."""

    def __init__(self, refusal: Refusal, detail: int | str = "") -> None:
        super().__init__(f"{refusal} {detail}".strip())
        self.refusal = refusal
        self.detail = detail
