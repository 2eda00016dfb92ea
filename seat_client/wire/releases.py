"""The release of a document: what the centre signed about the bytes that a seat may open."""

from typing import Literal

from seat_client.wire.models import Base64, Digest, Identifier, Model


class ReleaseStatement(Model):
    """What the centre states; signed over the canonical form (RFC 8785) of this object.

    `subject` is the code of a blind document and empty for an open one, whose subject changes with the reveal.
    `record` is the digest of the centre's own record: every finding and who cleared it when and why, kept there.
    `converted` names the format a document came in, when that was not PDF.
    """

    format: Literal["seat-release/1"] = "seat-release/1"
    evaluation: Identifier
    document: Identifier
    part: Literal["qualification", "technical", "business"]
    subject: str
    blind: bool
    size: int
    sha256: Digest
    record: Digest
    cleared: int
    converted: Literal["", "ofd"] = ""
    released_at: str


class Release(Model):
    """A statement and the centre's detached CMS signature over it."""

    statement: ReleaseStatement
    signature: Base64
