"""What a page says of the signing key in the reader, and what the PIN dialog says before one signs."""

from datetime import datetime

from seat_client.signing.certificate import KeyState
from seat_client.signing.watch import SlotState, WatchedReaders
from seat_client.ui.clock import day
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence
from seat_client.ui.widgets.pin import SigningFacts


def signing_facts(key: KeyState, signs: str) -> SigningFacts:
    """Holder, issuer, validity and usage of a key, and what is signed. Only after sign-in: it names a person."""
    return SigningFacts(
        holder=translate("Key", "{holder} (as signed in)").format(holder=key.holder),
        issuer=key.issuer,
        valid=validity(key.valid_from, key.valid_to),
        usage=translate("Key", "electronic signature (non-repudiation)"),
        signs=signs,
    )


def validity(first: datetime, last: datetime) -> str:
    """From which day to which."""
    return translate("Key", "{first} to {last}").format(first=day(first), last=day(last))


def grouped(digest: str, groups: int = 2) -> str:
    """The head of a digest in groups of four, as people compare it."""
    head = digest[: groups * 4]
    return " ".join(head[start : start + 4] for start in range(0, len(head), 4))


def key_line(readers: WatchedReaders, member: str) -> tuple[str, str]:
    """A line and its state: whether this member's key is in."""
    if readers.key_of(member) is not None:
        return translate("Key", "Signing key inserted, holder as signed in"), "ok"
    if readers.keys:
        return sentence("key_of_another_person").text, "bad"
    problem = next((reader.problem for reader in readers.readers if reader.problem), None)
    if problem is not None:
        return sentence(problem).text, "bad"
    if any(reader.state is SlotState.READING for reader in readers.readers):
        return translate("Key", "Reading the key …"), ""
    return sentence("key_absent").text, "warn"
