"""What makes a blind bid blind: a whitelist rebuild of its PDF, a leak search, and the check a seat repeats.

Pure functions over bytes, shared by the seat and the centre; no files, no network, no database.

    AnonymityError
    ├── Unreadable        not a PDF these rules can follow; `reason` is one word
    ├── Encrypted         a password or a certificate locks the file
    ├── TooLarge          `what` is over `limit`: bytes, pages, objects or decoded
    ├── NotRebuilt        the file holds `places` which the whitelist does not know
    └── IdentityFound     a bidder can be recognised; `findings` say where
"""

from seat_client.anonymity.check import structural_check
from seat_client.anonymity.errors import AnonymityError, Encrypted, IdentityFound, NotRebuilt, TooLarge, Unreadable
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.leaks import aliases, findings, require_blind
from seat_client.anonymity.outline import OutlineEntry, outline_entries
from seat_client.anonymity.rebuilding import rebuild

__all__ = [
    "AnonymityError",
    "Encrypted",
    "Finding",
    "IdentityFound",
    "NotRebuilt",
    "OutlineEntry",
    "TooLarge",
    "Unreadable",
    "aliases",
    "findings",
    "outline_entries",
    "rebuild",
    "require_blind",
    "structural_check",
]
