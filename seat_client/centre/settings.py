"""What one centre is told at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from seat_client.wire.conference import MediaPolicy
from seat_client.wire.identity import SignInPolicy


@dataclass(frozen=True, slots=True)
class EnrolmentTerms:
    """How long a one-time code and a seat's certificate are good."""

    code_seconds: int = 24 * 3600
    certificate_days: int = 400


@dataclass(frozen=True, slots=True)
class Terms:
    """How long somebody has for a written answer, and whether a question to a bidder leaves only when a supervisor
    has approved it at the desk."""

    approve_questions: bool = False
    reason_seconds: int = 30 * 60
    question_seconds: int = 60 * 60
    notice_seconds: int = 30 * 60


@dataclass(frozen=True, slots=True)
class CallTerms:
    """The conference: what members see and hear of one another while the review is blind, how large and how costly
    (bit/s, both sizes together) a seat's picture may be, whether seats come through the relay alone, and for which two
    officers (public halves of their keys) the screens of members' seats are recorded too: for none, they are not."""

    blind: MediaPolicy = "video"
    bitrate: int = 750_000
    height: Literal[180, 360, 720] = 360
    relay_only: bool = True
    screens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CentreSettings:
    """`database` is any SQLAlchemy URL; an SQLite file in `data` when empty. `clerk_token` opens the desk.

    `officers` are the public keys of the two who together open a member's sealed drafts (`evidence.sealing`).
    `sign_in` is what each place asks for at sign-in, from `sign_in_opens` to `sign_in_closes` (UTC, empty: no bound).
    `workers` processes serve together. `enrolled_only` lets in no seat without a certificate of the centre's own.
    """

    data: Path
    name: str
    practice: bool
    clerk_token: str
    database: str = ""
    turn_seconds: int = 90
    challenge_seconds: int = 120
    heartbeat_seconds: float = 5.0  # a proxy closes a silent stream, and a seat notices a dead line by its absence
    workers: int = 1
    enrolled_only: bool = False
    enrolment: EnrolmentTerms = EnrolmentTerms()
    officers: tuple[str, ...] = ()
    terms: Terms = Terms()
    call: CallTerms = CallTerms()
    sign_in: Mapping[str, SignInPolicy] = field(default_factory=dict)
    sign_in_opens: str = ""
    sign_in_closes: str = ""

    def policy_of(self, seat: str) -> SignInPolicy:
        """The policy of the seat's place: by the seat's id, else by the part before its last `-`, else for all ("")."""
        for name in (seat, seat.rpartition("-")[0], ""):
            if name in self.sign_in:
                return self.sign_in[name]
        return SignInPolicy()

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'centre.db'}"
