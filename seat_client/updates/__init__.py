"""Releases of the seat client, published as a TUF repository and fetched from it: one folder, over HTTP or on a stick.

UpdateError
  SourceUnreachable        nothing could be read there: `source`
  UpdateRefused            what is there is not to be trusted: `code`, one of REASONS
"""

from typing import Final

REASONS: Final = {
    "expired": "its signatures have expired",
    "replayed": "it is older than what this seat has already seen",
    "forged": "it is not signed by who may publish",
    "changed": "the file is not the one that was published",
    "unusable": "it is no repository of releases",
}


class UpdateError(Exception):
    """An update did not come about."""


class SourceUnreachable(UpdateError):
    """Nothing could be read at `source`."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class UpdateRefused(UpdateError):
    """What lies at `source` is not to be trusted: `code` is one of REASONS."""

    def __init__(self, source: str, code: str) -> None:
        super().__init__(f"{source}: {REASONS[code]}")
        self.source = source
        self.code = code
