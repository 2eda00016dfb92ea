"""The release of a document, checked at the seat: who signed it, about which bytes, and that they are clean."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from seat_client.documents.structure import StructureWalk
from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import verify_detached
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import CENTRE_ID
from seat_client.services import ReleaseRefused
from seat_client.services.seat import Seat
from seat_client.wire.models import DocumentInfo
from seat_client.wire.releases import Release

_BLIND_PART = "technical"


def release_check(seat: Seat) -> "ReleaseCheck":
    """The check for a signed-in member's evaluation."""
    trust = [base64.b64decode(one) for one in seat.assignment.trust]
    return ReleaseCheck(trust, seat.project.id, blind=bool(seat.project.blind_sections))


class ReleaseCheck:
    """Checks what one evaluation's centre released; `blind` tells whether the project has a blind part at all."""

    def __init__(self, trust: Sequence[bytes], evaluation: str, *, blind: bool) -> None:
        self._trust = tuple(trust)
        self._evaluation = evaluation
        self._blind = blind
        self._walk = StructureWalk()

    def signed(self, release: Release, info: DocumentInfo) -> None:
        """Pass a release that the centre signed about this very document; raises ReleaseRefused."""
        statement = release.statement
        try:
            signature = base64.b64decode(release.signature, validate=True)
            at = datetime.now(UTC)
            signer = verify_detached(canonical(statement.model_dump()), signature, self._trust, at=at)
        except (EvidenceError, binascii.Error) as error:
            raise ReleaseRefused("release_untrusted") from error
        if signer.member != CENTRE_ID:
            raise ReleaseRefused("release_untrusted")
        stated = (statement.evaluation, statement.document, statement.part, statement.size, statement.sha256)
        if stated != (self._evaluation, info.id, info.part, info.size, info.sha256):
            raise ReleaseRefused("release_differs")
        if statement.blind is not self._is_blind(info) or (statement.blind and statement.subject != info.subject):
            raise ReleaseRefused("release_differs")

    def clean(self, info: DocumentInfo, path: Path, key: bytes) -> None:
        """Pass an encrypted copy in which nothing stands that a blind document must not hold; raises ReleaseRefused."""
        if not self._is_blind(info):
            return
        verdict = self._walk.verdict(path, key)
        if verdict != "clean":
            raise ReleaseRefused("release_not_clean" if verdict == "not-clean" else "release_unchecked")

    def close(self) -> None:
        self._walk.close()

    def _is_blind(self, info: DocumentInfo) -> bool:
        return self._blind and info.part == _BLIND_PART
