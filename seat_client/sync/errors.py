"""What can go wrong with the centre; the tree is drawn in the package's docstring."""

from collections.abc import Mapping


class SyncError(Exception):
    """Anything that kept the seat from an answer of the centre."""

    code = "centre_unreachable"


class CentreUnreachable(SyncError):
    """No answer came, or one that is not the centre's; worth another try."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CentreRefused(SyncError):
    """The centre understood and said no."""

    def __init__(self, code: str, facts: Mapping[str, str | int], status: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts)
        self.status = status


class ContractMismatch(SyncError):
    """The centre speaks another version of the contract; `client_too_old` when it is known to be a newer one."""

    code = "contract_mismatch"

    def __init__(self, ours: str, theirs: str) -> None:
        super().__init__(f"{ours} / {theirs}")
        self.ours = ours
        self.theirs = theirs
        if version(ours) < version(theirs):
            self.code = "client_too_old"


class RulesDiffer(ContractMismatch):
    """The centre computes by another version of the rules: the two could not confirm one result."""

    def __init__(self, ours: str, theirs: str) -> None:
        super().__init__(ours, theirs)
        self.code = "rules_version_differs"


def version(text: str) -> tuple[int, ...]:
    """The parts of a version; empty for a text that is none."""
    parts = text.split(".")
    return tuple(map(int, parts)) if all(p.isascii() and p.isdigit() and len(p) < 9 for p in parts) else ()


class RecordDiffers(SyncError):
    """The centre's record is not the one this seat has seen; people must look, nothing more is taken from it."""

    code = "record_differs"


class SessionEnded(SyncError):
    """The bearer is no longer good."""

    code = "session_ended"


class ContentDamaged(SyncError):
    """The bytes do not have the announced size and digest."""

    code = "content_damaged"

    def __init__(self, content_id: str) -> None:
        super().__init__(content_id)
        self.id = content_id
