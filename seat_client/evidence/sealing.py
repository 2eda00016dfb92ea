"""Drafts that leave the seat sealed: what an expert has typed is the expert's own until the sheet is locked.

One master key for each expert and project. From it comes one key for each sheet (HKDF, RFC 5869); entries are sealed
under the sheet's key (ChaCha20-Poly1305, RFC 8439), padded so that their length tells nothing, with a commitment to
the key beside each box, so that a box cannot be opened to another content later. At the lock the sheet's key is given
out, and everybody may open all entries of that sheet and no others.

The master key itself leaves the seat wrapped: to the key on the expert's own token (ECDH with a fresh key), and to two
escrow officers of whom both are needed. A token that can only sign opens nothing; then the two officers do.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from seat_client.evidence.errors import NotOpened

KEY_BYTES = 32
NONCE_BYTES = 12
PADDED = 512
"""Plain bytes are filled up to a multiple of this: a score with a short reason looks like one without."""
OFFICERS = 2
_LENGTH_BYTES = 2


def _derive(secret: bytes, *purpose: str) -> bytes:
    info = "\n".join(("seat-drafts/1", *purpose)).encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


@dataclass(frozen=True, slots=True)
class SheetKey:
    """What seals the entries of one sheet."""

    raw: bytes

    @classmethod
    def from_text(cls, text: str) -> "SheetKey":
        """The key as a lock carries it; raises NotOpened."""
        try:
            raw = base64.b64decode(text, validate=True)
        except (ValueError, binascii.Error) as error:
            raise NotOpened("key") from error
        if len(raw) != KEY_BYTES:
            raise NotOpened("key")
        return cls(raw)

    @property
    def text(self) -> str:
        return base64.b64encode(self.raw).decode()

    @property
    def commitment(self) -> str:
        """What stands beside every box: it fits one key, and tells nothing of it."""
        return hashlib.sha256(b"seat-drafts/1 commitment" + self.raw).hexdigest()

    def pseudonym(self, aggregate: str) -> str:
        """A name for a cell that only the key's holder can make: the same for the same cell."""
        return hmac.digest(self.raw, aggregate.encode(), "sha256").hex()[:32]

    def seal(self, plain: bytes, context: str) -> str:
        """A box (base64) that opens in this context alone; `plain` is JSON, so blanks after it do no harm."""
        padded = plain + b" " * (-len(plain) % PADDED)
        return base64.b64encode(_box(self.raw, padded, context)).decode()

    def open(self, box: str, context: str) -> bytes:
        """What was sealed, with its padding; raises NotOpened."""
        return _unbox(self.raw, _bytes(box), context)


@dataclass(frozen=True, slots=True)
class DraftKey:
    """One expert's master key in one project."""

    master: bytes

    @classmethod
    def new(cls) -> "DraftKey":
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_text(cls, text: str) -> "DraftKey":
        """The key as `text` wrote it; raises NotOpened."""
        return cls(_bytes(text))

    @property
    def text(self) -> str:
        return base64.b64encode(self.master).decode()

    @property
    def name(self) -> str:
        """Tells two keys of one expert apart; says nothing of either."""
        return _derive(self.master, "name").hex()[:32]

    def sheet(self, project: str, member: str, stage: str, number: int) -> SheetKey:
        """The key of the member's sheet of a stage; `number` counts the locks before."""
        return SheetKey(_derive(self.master, "sheet", project, member, stage, str(number)))


# --- wrapped to the expert's token ------------------------------------------------------------------


def wrap_to_token(key: DraftKey, certificate: bytes) -> str | None:
    """The master key for the holder of the certificate (EC keys): "POINT BOX" in base64; None for other keys."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return None
    fresh = ec.generate_private_key(public.curve)
    point = fresh.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _wrapped(point, fresh.exchange(ec.ECDH(), public), key.master)


def token_point(wrapped: str) -> bytes:
    """The point (X9.62, uncompressed) the token is to multiply with its private key; raises NotOpened."""
    return _bytes(wrapped.partition(" ")[0])


def unwrap_by_token(wrapped: str, shared: bytes) -> DraftKey:
    """The master key, with what the token answered (the x coordinate); raises NotOpened."""
    point, _, box = wrapped.partition(" ")
    return DraftKey(_unbox(_derive(shared, "wrap", point), _bytes(box), point))


def _wrapped(point: bytes, shared: bytes, master: bytes) -> str:
    named = base64.b64encode(point).decode()
    return f"{named} {base64.b64encode(_box(_derive(shared, 'wrap', named), master, named)).decode()}"


# --- wrapped to two escrow officers ------------------------------------------------------------------


@dataclass(frozen=True)
class EscrowKey:
    """An officer's key (X25519, RFC 7748); `public` is the raw public half in base64."""

    private: X25519PrivateKey

    @classmethod
    def new(cls) -> "EscrowKey":
        return cls(X25519PrivateKey.generate())

    @classmethod
    def from_text(cls, text: str) -> "EscrowKey":
        """The key as an officer keeps it; raises NotOpened."""
        try:
            return cls(X25519PrivateKey.from_private_bytes(_bytes(text.strip())))
        except ValueError as error:
            raise NotOpened("officer-key") from error

    @property
    def text(self) -> str:
        raw = self.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        return base64.b64encode(raw).decode()

    @property
    def public(self) -> str:
        return _public_text(self.private.public_key())

    def shared(self, public: str) -> bytes:
        """What this key and the other half of `public` have in common; raises NotOpened."""
        try:
            return self.private.exchange(X25519PublicKey.from_public_bytes(_bytes(public)))
        except ValueError as error:
            raise NotOpened("public-key") from error


def _public_text(key: X25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def wrap_to_officers(key: DraftKey, officers: Sequence[str]) -> str:
    """The master key for two officers together: "PUBLIC OFFICER OFFICER BOX"; neither opens it alone."""
    if len(officers) != OFFICERS or len(set(officers)) != OFFICERS:
        raise NotOpened("two-officers")
    fresh = EscrowKey.new()
    shared = b"".join(fresh.shared(officer) for officer in officers)
    box = _box(_derive(shared, "escrow", fresh.public, *officers), key.master, fresh.public)
    return " ".join((fresh.public, *officers, base64.b64encode(box).decode()))


def officer_share(wrapped: str, officer: EscrowKey, seat: str) -> str:
    """One officer's half for the seat that asks (its fresh public key), sealed to it: "OFFICER PUBLIC BOX".

    The officer's key stays with the officer, and what travels opens at that seat alone.
    """
    fresh, *officers, _ = wrapped.split(" ")
    if officer.public not in officers:
        raise NotOpened("other-officer")
    carrier = EscrowKey.new()
    box = _box(_derive(carrier.shared(seat), "share", officer.public), officer.shared(fresh), seat)
    return " ".join((officer.public, carrier.public, base64.b64encode(box).decode()))


def unwrap_by_officers(wrapped: str, shares: Sequence[str], seat: EscrowKey) -> DraftKey:
    """The master key out of both officers' shares; raises NotOpened while one is missing or not for this seat."""
    parts = wrapped.split(" ")
    if len(parts) != OFFICERS + 2:
        raise NotOpened("wrapped")
    fresh, *officers, box = parts
    halves = dict(_half(share, seat) for share in shares)
    if missing := [officer for officer in officers if officer not in halves]:
        raise NotOpened(f"{len(missing)}-shares-missing")
    shared = b"".join(halves[officer] for officer in officers)
    return DraftKey(_unbox(_derive(shared, "escrow", fresh, *officers), _bytes(box), fresh))


def officer_of(wrapped: str, share: str, seat: EscrowKey) -> str:
    """Whose share it is; raises NotOpened unless it is one of the officers' and for this seat."""
    _half(share, seat)
    return officer_named(wrapped, share)


def officer_named(wrapped: str, share: str) -> str:
    """Whose share it says it is; raises NotOpened unless that is an officer. Whether it opens, only the seat sees."""
    officer, *others = share.strip().split(" ")
    if officer not in wrapped.split(" ")[1 : 1 + OFFICERS] or len(others) != OFFICERS:
        raise NotOpened("other-officer")
    return officer


def number_of(public: str) -> str:
    """A public key as people compare it on the telephone, "1234 5678 9012": another key with the same number takes
    some 10^12 tries."""
    number = int.from_bytes(hashlib.sha256(b"seat-drafts/1 number" + public.encode()).digest()) % 10**12
    digits = f"{number:012d}"
    return " ".join(digits[n : n + 4] for n in range(0, 12, 4))


def _half(share: str, seat: EscrowKey) -> tuple[str, bytes]:
    parts = share.strip().split(" ")
    if len(parts) != OFFICERS + 1:
        raise NotOpened("share")
    officer, carrier, box = parts
    return officer, _unbox(_derive(seat.shared(carrier), "share", officer), _bytes(box), seat.public)


def seal_to_officers(plain: bytes, officers: Sequence[str], context: str) -> bytes:
    """A file that two officers open together and nobody else: the wrapped key's length (16 bits), the wrapped key, the
    box. Raises NotOpened when the officers are not two."""
    key = DraftKey.new()
    wrapped = wrap_to_officers(key, officers).encode()
    return len(wrapped).to_bytes(_LENGTH_BYTES, "big") + wrapped + _box(_derive(key.master, "file"), plain, context)


def open_as_officers(sealed: bytes, officers: Sequence[EscrowKey], context: str) -> bytes:
    """What was sealed in this context, with both officers' keys at hand; raises NotOpened."""
    end = _LENGTH_BYTES + int.from_bytes(sealed[:_LENGTH_BYTES], "big")
    try:
        wrapped = sealed[_LENGTH_BYTES:end].decode("ascii")
    except UnicodeDecodeError as error:
        raise NotOpened("wrapped") from error
    if len(wrapped.split(" ")) != OFFICERS + 2:
        raise NotOpened("wrapped")
    here = EscrowKey.new()
    key = unwrap_by_officers(wrapped, [officer_share(wrapped, officer, here.public) for officer in officers], here)
    return _unbox(_derive(key.master, "file"), sealed[end:], context)


# --- boxes ----------------------------------------------------------------------------------------------


def _box(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, context.encode())


def _unbox(key: bytes, box: bytes, context: str) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOpened("box") from error


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotOpened("base64") from error
