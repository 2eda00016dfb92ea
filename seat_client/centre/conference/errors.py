"""What can go wrong with the conference at the centre.

MediaError
├── ProgramMissing   `name` is not installed on this machine
├── NodeFailed       a forwarding unit did not come up; `log` says why
├── JanusGone        the control line to a forwarding unit is lost
└── JanusRefused     a forwarding unit refused a request: its `code` and `reason`
"""

from pathlib import Path


class MediaError(Exception):
    """Anything of the conference that failed at the centre."""


class ProgramMissing(MediaError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed")
        self.name = name


class NodeFailed(MediaError):
    def __init__(self, log: Path) -> None:
        super().__init__(f"the forwarding unit did not start, see {log}")
        self.log = log


class JanusGone(MediaError):
    """The line is lost; the caller comes again when the unit is back."""


class JanusRefused(MediaError):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
