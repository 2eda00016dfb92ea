"""What centre and seat say to each other about the call; media itself never passes the centre's HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from seat_client.wire.models import Base64, Digest, Identifier, Model, ShortBase64

MediaPolicy = Literal["video", "audio_only", "voice_changed"]
"""What a stage lets the committee see and hear of one another. `voice_changed` implies no video."""

Hearing = Literal["clear", "weak", "lost", "unmeasured"]
Feed = Annotated[str, Field(pattern="^[A-Za-z0-9._-]{1,40}$")]
"""A participant in a room: drawn anew for each evaluation by the centre, tells neither name nor place."""

ROOM_LIMIT = 16
"""Participants in one room; what comes beyond is not shown and not received."""


Roles = Annotated[dict[Feed, Annotated[str, Field(max_length=80)]], Field(max_length=ROOM_LIMIT)]


class IceServer(Model):
    """A relay with credentials that expire (coturn's `use-auth-secret`: user `EXPIRY:FEED`, password its HMAC)."""

    urls: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(min_length=1, max_length=4)]
    username: Annotated[str, Field(max_length=200)] = ""
    credential: Annotated[str, Field(max_length=200)] = ""


class CallPass(Model):
    """Lets one seat into one room until `expires` (UTC, ISO 8601).

    `url` is a WebSocket address of Janus, or the base address of WHIP/WHEP endpoints. A seat with two lines publishes
    as `feed` on the first and as `feed` + `~b` on the second. `roles` says for each feed which role name a tile shows.
    `bitrate` (bit/s) bounds the video a seat sends, both sizes together; `height` is that of the large picture.
    """

    signalling: Literal["janus", "whip"] = "janus"
    url: Annotated[str, Field(max_length=300)]
    room: Annotated[str, Field(pattern="^[A-Za-z0-9._-]{1,80}$")]
    pin: Annotated[str, Field(max_length=80)] = ""
    token: Annotated[str, Field(max_length=400)] = ""
    feed: Feed
    roles: Roles = Field(default_factory=dict)
    ice_servers: Annotated[tuple[IceServer, ...], Field(max_length=4)] = ()
    relay_only: bool = True
    policy: MediaPolicy = "video"
    bitrate: Annotated[int, Field(ge=64_000, le=4_000_000)] = 750_000
    height: Literal[180, 360, 720] = 360
    expires: Annotated[str, Field(max_length=40)] = ""

    def __repr__(self) -> str:
        return f"CallPass(room={self.room!r}, feed={self.feed!r}, policy={self.policy!r})"

    __str__ = __repr__


class HeardFeed(Model):
    """How one seat hears another: `missing` is the share of the last seconds' sound that never came (0 to 1)."""

    feed: Feed
    hearing: Hearing
    missing: Annotated[float, Field(ge=0, le=1)] = 0.0


class HeardReport(Model):
    """One column of the heard matrix, sent every few seconds by the seat that listens."""

    feed: Feed
    heard: Annotated[tuple[HeardFeed, ...], Field(max_length=ROOM_LIMIT)]


class HeardMatrix(Model):
    """`columns[listener]` is the listener's last report; who has not reported for 10 s has no column."""

    columns: dict[Feed, tuple[HeardFeed, ...]]


class SentSecond(Model):
    """What a seat sent in one second of one track: `digest` is the SHA-256 over the RTP payloads in order.

    `link` chains it: SHA-256 of the previous link (64 zeros at first) and the canonical form of the rest.
    """

    track: Literal["audio", "large", "small"]
    second: Annotated[int, Field(ge=0)]
    packets: Annotated[int, Field(ge=0, le=100_000)]
    octets: Annotated[int, Field(ge=0, le=100_000_000)]
    first_timestamp: Annotated[int, Field(ge=0, lt=2**32)]
    digest: Digest
    link: Digest


class SentLog(Model):
    """A stretch of the hash log of what was sent, in order; `evaluation` and seat are known from the session."""

    call: Identifier
    seconds: Annotated[tuple[SentSecond, ...], Field(min_length=1, max_length=600)]


KEPT_LIMIT = 256 << 20
"""Bytes of one file that a seat hands in; a gap at the seat is full before."""

PART_LIMIT = 64 << 10
"""Bytes of one part of it."""


class KeptFile(Model):
    """A file of `size` bytes that a seat made itself and offers to hand in, about what happened from `began` to
    `ended` (Unix seconds) in a `room` of the meeting.

    `gap`: what was said and shown while no line carried it (Matroska). `screen`: what the seat showed, a picture about
    every second (Matroska, sealed to two officers: `evidence.sealing.seal_to_officers`).
    """

    what: Literal["gap", "screen"] = "gap"
    room: Annotated[str, Field(pattern="^[ra]-[0-9a-f]{12}$")]
    began: Annotated[float, Field(ge=0, le=1e11)]
    ended: Annotated[float, Field(ge=0, le=1e11)]
    size: Annotated[int, Field(ge=1, le=KEPT_LIMIT)]
    sha256: Digest


class ScreenTerms(Model):
    """That a seat's screen is recorded while it takes part, and for which two officers (public halves, X25519) it is
    sealed: nobody else opens it."""

    officers: tuple[ShortBase64, ShortBase64]


class KeptPart(Model):
    """A part of an offered file, which begins after its first `offset` bytes."""

    sha256: Digest
    offset: Annotated[int, Field(ge=0, le=KEPT_LIMIT)]
    content: Base64


class KeptTaken(Model):
    """How many bytes of an offered file the centre has: the next part begins there. `complete` when all are there and
    their digest is the one offered; a file with another digest is begun anew."""

    taken: int
    complete: bool = False
