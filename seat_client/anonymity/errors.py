"""Why a bid's PDF is not accepted (the tree stands in the package docstring)."""

from collections.abc import Sequence

from seat_client.anonymity.finding import Finding


class AnonymityError(Exception):
    """Anything that keeps a PDF from becoming a blind document."""


class Unreadable(AnonymityError):
    """The bytes are no PDF that can be rebuilt; `reason` is a word for the log, never text of the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Encrypted(AnonymityError):
    """The PDF is encrypted, with or without a password."""


class TooLarge(AnonymityError):
    """The PDF is over a limit."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what} over {limit}")
        self.what = what
        self.limit = limit


class NotRebuilt(AnonymityError):
    """The PDF holds something which a rebuilt file cannot hold; `places` name keys and kinds, never values."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__(", ".join(places))
        self.places = tuple(places)


class IdentityFound(AnonymityError):
    """A blind document names a bidder and must not be released."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)
