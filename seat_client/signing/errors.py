"""What the signing routine itself refuses; the tree is drawn in the package docstring."""

from datetime import datetime
from typing import ClassVar


class SigningError(Exception):
    """Anything the signing routine refuses."""

    code: ClassVar[str] = "signing-error"


class CertificateRefused(SigningError):
    """A rule refuses the certificate; no PIN was asked for."""

    code = "certificate-refused"


class CertificateUnreadable(CertificateRefused):
    """What lies beside the key is no certificate."""

    code = "certificate-unreadable"


class CertificateExpired(CertificateRefused):
    """The certificate ended on `valid_to`."""

    code = "certificate-expired"

    def __init__(self, valid_to: datetime) -> None:
        super().__init__(valid_to.isoformat())
        self.valid_to = valid_to


class CertificateNotYetValid(CertificateRefused):
    """The certificate begins on `valid_from`."""

    code = "certificate-not-yet-valid"

    def __init__(self, valid_from: datetime) -> None:
        super().__init__(valid_from.isoformat())
        self.valid_from = valid_from


class CertificateRevoked(CertificateRefused):
    """The issuer took the certificate back at `revoked_at`; its list is of `issued_at`."""

    code = "certificate-revoked"

    def __init__(self, revoked_at: datetime, issued_at: datetime) -> None:
        super().__init__(revoked_at.isoformat())
        self.revoked_at = revoked_at
        self.issued_at = issued_at


class RevocationUnknown(CertificateRefused):
    """The centre pushed no revocation list that its issuer made for this certificate."""

    code = "certificate-revocation-unknown"


class RevocationStale(CertificateRefused):
    """The newest list of the issuer is of `issued_at`; its successor was due at `next_at` and has not come."""

    code = "certificate-revocation-stale"

    def __init__(self, issued_at: datetime, next_at: datetime | None) -> None:
        super().__init__(issued_at.isoformat())
        self.issued_at = issued_at
        self.issued_on = issued_at.date().isoformat()
        self.next_at = next_at


class CertificateNotForSigning(CertificateRefused):
    """The certificate's key usage has no nonRepudiation; `usage` is what it has."""

    code = "certificate-not-for-signing"

    def __init__(self, usage: tuple[str, ...]) -> None:
        super().__init__(", ".join(usage))
        self.usage = usage


class CertificateTooWeak(CertificateRefused):
    """The key is too short to be worth a signature."""

    code = "certificate-too-weak"

    def __init__(self, algorithm: str) -> None:
        super().__init__(algorithm)
        self.algorithm = algorithm


class NotThisMember(CertificateRefused):
    """The key in the reader belongs to `holder`, not to the member `member_id` who is to sign."""

    code = "not-this-member"

    def __init__(self, holder: str, member_id: str) -> None:
        super().__init__(member_id)
        self.holder = holder
        self.member_id = member_id


class NoSigningKey(SigningError):
    """The card answers but holds no certificate with a key."""

    code = "no-signing-key"


class LastTry(SigningError):
    """One try is left; spending it needs a second yes."""

    code = "last-try"


class KeySpent(SigningError):
    """This key was unlocked for one signature and has made it."""

    code = "key-spent"


def _tree(error: type[SigningError]) -> list[type[SigningError]]:
    return [error, *(below for child in error.__subclasses__() for below in _tree(child))]


CODES: frozenset[str] = frozenset(error.code for error in _tree(SigningError))
"""Every code the signing routine may report."""
