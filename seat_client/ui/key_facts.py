"""What a page says of the signing key in the reader, and what the PIN dialog says before one signs."""

from datetime import datetime

from seat_client.signing.certificate import KeyState
from seat_client.signing.watch import SlotState, WatchedReaders
from seat_client.ui.clock import clock, day
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence
from seat_client.ui.widgets.pin import SigningFacts


def signing_facts(key: KeyState, signs: str, revocation: str = "") -> SigningFacts:
    """Holder, issuer, validity and usage of a key, and what is signed. Only after sign-in: it names a person."""
    return SigningFacts(
        holder=translate("Key", "{holder} (as signed in)").format(holder=key.holder),
        issuer=key.issuer,
        valid=validity(key.valid_from, key.valid_to),
        usage=translate("Key", "electronic signature (non-repudiation)"),
        signs=signs,
        revocation=revocation,
    )


def technician_facts(key: KeyState, signs: str) -> SigningFacts:
    """The same for a technician's key, who has not signed in."""
    return SigningFacts(
        holder=key.holder,
        issuer=key.issuer,
        valid=validity(key.valid_from, key.valid_to),
        usage=translate("Key", "electronic signature (non-repudiation)"),
        signs=signs,
    )


def list_age(issued_at: datetime, now: datetime) -> str:
    """That a certificate is not on the pushed revocation list, and how old that list is."""
    hours = max(0, int((now - issued_at).total_seconds())) // 3600
    if hours >= 24:
        return translate("Key", "not revoked, list of {day} ({days} d ago)").format(
            day=day(issued_at), days=hours // 24
        )
    words = translate("Key", "not revoked, list of {day} {time} ({hours} h ago)")
    return words.format(day=day(issued_at), time=clock(issued_at), hours=hours)


def validity(first: datetime, last: datetime) -> str:
    """From which day to which."""
    return translate("Key", "{first} to {last}").format(first=day(first), last=day(last))


def grouped(digest: str, groups: int = 2) -> str:
    """The head of a digest in groups of four, as people compare it."""
    head = digest[: groups * 4]
    return " ".join(head[start : start + 4] for start in range(0, len(head), 4))


def key_line(readers: WatchedReaders, member: str) -> tuple[str, str]:
    """A line and its state: whether this member's key is in."""
    key = readers.key_of(member)
    if key is not None and key.tries_left == 0:
        return sentence("pin-locked").text, "bad"
    if key is not None:
        return translate("Key", "Signing key inserted, holder as signed in"), "ok"
    if readers.keys:
        return sentence("key_of_another_person").text, "bad"
    problem = next((reader.problem for reader in readers.readers if reader.problem), None)
    if problem is not None:
        return sentence(problem).text, "bad"
    if any(reader.state is SlotState.READING for reader in readers.readers):
        return translate("Key", "Reading the key …"), ""
    return sentence("key_absent").text, "warn"


def key_obstacle(readers: WatchedReaders, member: str, at: datetime) -> str:
    """Why this member cannot sign with what is in the readers, in words for a button; empty when it can be tried."""
    key = readers.key_of(member)
    if key is None:
        if readers.keys:
            return translate("Key", "The key belongs to another person")
        return translate("Key", "Please insert your signing key")
    if key.tries_left == 0:
        return translate("Key", "The key is locked")
    if at > key.valid_to:
        return translate("Key", "The certificate has expired")
    return translate("Key", "The certificate is not valid yet") if at < key.valid_from else ""
