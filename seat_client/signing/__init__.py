"""Signing with the member's own key: reader watching, certificate rules, the one routine that signs.

    SigningError
    ├── CertificateRefused             a rule refuses the certificate before any PIN is asked for
    │   ├── CertificateUnreadable      it cannot be parsed
    │   ├── CertificateExpired         `valid_to`
    │   ├── CertificateNotYetValid     `valid_from`
    │   ├── CertificateRevoked         `revoked_at`, `issued_at` of the list
    │   ├── RevocationUnknown          no list of its issuer is there
    │   ├── RevocationStale            the newest list is out of date: `issued_at`, `next_at`
    │   ├── CertificateNotForSigning   no nonRepudiation: `usage`
    │   ├── CertificateTooWeak         `algorithm`
    │   └── NotThisMember              the key belongs to someone else: `holder`, `member_id`
    ├── NoSigningKey                   the card holds no certificate with a key
    ├── LastTry                        one try is left and nobody confirmed spending it
    └── KeySpent                       a key unlocked for one signature was asked for a second

What the device itself reports is a `drivers.api.errors.DriverError` and passes through unchanged.
"""

from seat_client.signing.certificate import KeyState
from seat_client.signing.errors import (
    CODES,
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRefused,
    CertificateRevoked,
    CertificateTooWeak,
    CertificateUnreadable,
    KeySpent,
    LastTry,
    NoSigningKey,
    NotThisMember,
    RevocationStale,
    RevocationUnknown,
    SigningError,
)
from seat_client.signing.routine import SigningRoutine
from seat_client.signing.token_key import TokenKey
from seat_client.signing.watch import KeyPresence, ReaderWatch, SlotState, WatchedReaders

__all__ = [
    "CODES",
    "CertificateExpired",
    "CertificateNotForSigning",
    "CertificateNotYetValid",
    "CertificateRefused",
    "CertificateRevoked",
    "CertificateTooWeak",
    "CertificateUnreadable",
    "KeyPresence",
    "KeySpent",
    "KeyState",
    "LastTry",
    "NoSigningKey",
    "NotThisMember",
    "ReaderWatch",
    "RevocationStale",
    "RevocationUnknown",
    "SigningError",
    "SigningRoutine",
    "SlotState",
    "TokenKey",
    "WatchedReaders",
]
