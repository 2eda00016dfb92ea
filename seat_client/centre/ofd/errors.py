"""Why an OFD is not converted (the tree stands in the package docstring)."""

from typing import Literal


class OfdError(Exception):
    """The package cannot be turned into pages."""

    def __init__(self, reason: Literal["damaged", "encrypted", "too-large", "unsupported"], what: str) -> None:
        super().__init__(f"{reason}: {what}")
        self.reason = reason
        self.what = what
