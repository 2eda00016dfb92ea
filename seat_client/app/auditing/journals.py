"""The seats' journals: whose they are, whether they are whole, and whether they bear each other out."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seat_client.app.auditing.fault import Found
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import identity_decisions, sign_in_challenge, witness_statement
from seat_client.evidence.envelope import GENESIS, Envelope
from seat_client.evidence.errors import ArchiveUnreadable, EvidenceError, NotCanonical
from seat_client.evidence.journal import RECORD, chain_of, is_signed
from seat_client.evidence.keys import holder_of
from seat_client.evidence.receipts import Answered, split
from seat_client.evidence.receipts import is_signed as is_centres
from seat_client.evidence.suites import check_signature
from seat_client.evidence.trust import is_trusted


@dataclass(frozen=True, slots=True)
class Link:
    """One event in its journal, with the centre's answer; `place` is what it is called in a sentence."""

    envelope: Envelope
    state: str
    code: str
    cursor: int
    seq: int
    receipt: str
    place: str


@dataclass(frozen=True, slots=True)
class Journal:
    """One seat's journal."""

    chain: str
    member: str
    seat: str
    public_key: str
    voucher: Mapping[str, str]
    links: tuple[Link, ...]

    @property
    def name(self) -> str:
        return f"{self.chain[:8]} ({self.member}, {self.seat})"

    @property
    def head(self) -> str:
        return self.links[-1].envelope.hash if self.links else GENESIS


def read_journals(archive: Archive) -> tuple[Journal, ...]:
    """All journals; raises ArchiveUnreadable."""
    try:
        return tuple(_journal(archive, entry) for entry in archive.document(form.JOURNALS))
    except (KeyError, TypeError, AttributeError) as error:
        raise ArchiveUnreadable(form.JOURNALS) from error


def _journal(archive: Archive, entry: Mapping[str, Any]) -> Journal:
    chain, member, seat = str(entry["chain"]), str(entry["member"]), str(entry["seat"])
    part = form.journal_part(chain)
    try:
        lines = enumerate(archive.lines(part), start=1)
        links = tuple(_link(line, f"{member}, {seat}, event {number}") for number, line in lines)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveUnreadable(part) from error
    return Journal(chain, member, seat, str(entry["public_key"]), dict(entry["voucher"]), links)


def _link(line: Mapping[str, Any], place: str) -> Link:
    envelope = Envelope(**line["envelope"])
    named = f"{place} ({envelope.kind}, {envelope.at})"
    seq = int(line.get("seq", 0))  # a conflict has none: it took no place among the acts
    return Link(envelope, line["state"], line["code"], int(line["cursor"]), seq, line["receipt"], named)


# --- each journal by itself ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """Whom to believe: the project's id, the centre's certificate, and the issuers (None: not asked)."""

    project: str
    centre: bytes
    trust: Sequence[bytes] | None


def check_journals(journals: Sequence[Journal], judged: Judged) -> None:
    """Raise Found at the first journal that is not whole or not its member's."""
    seen: set[str] = set()
    reached: dict[tuple[str, str], int] = {}
    for journal in journals:
        _check_voucher(journal, judged)
        _check_links(journal, judged, seen)
    for link in sorted((k for j in journals for k in j.links if k.seq), key=lambda k: k.seq):
        line = (link.envelope.member, link.envelope.aggregate)
        if link.envelope.rev <= reached.get(line, 0):
            raise Found("revision-disordered", link.place)
        reached[line] = link.envelope.rev


def _check_voucher(journal: Journal, judged: Judged) -> None:
    if chain_of(journal.public_key) != journal.chain:
        raise Found("key-name", journal.name)
    v = journal.voucher
    try:
        at = datetime.fromisoformat(v["expires"])
        signed = _witnessed(journal) if v.get("witnesses") else _own(journal) if v["certificate"] else []
        _check_decisions(journal, required=not signed)
    except (EvidenceError, KeyError, ValueError, TypeError) as error:
        raise Found("voucher-broken", journal.name) from error
    if v["seat"] != journal.seat:
        raise Found("voucher-of-another", journal.name, member=journal.member)
    for certificate in signed:
        if judged.trust is not None and not is_trusted(certificate, judged.trust, at=at):
            raise Found("voucher-untrusted", journal.name)


def _own(journal: Journal) -> list[bytes]:
    """The member's own certificate, whose key answered the challenge."""
    v = journal.voucher
    document = sign_in_challenge(v["id"], v["seat"], v["nonce"], v["expires"], journal.public_key)
    certificate = _signer(v["certificate"], v["signature"], canonical(document))
    if holder_of(certificate) != journal.member:
        raise Found("voucher-of-another", journal.name, member=journal.member)
    return [certificate]


def _witnessed(journal: Journal) -> list[bytes]:
    """The certificates of the two who vouched for the member at this seat."""
    v = journal.voucher
    challenge = {name: v[name] for name in ("id", "seat", "nonce", "expires")}
    document = canonical(witness_statement(challenge, journal.member, journal.public_key))
    signers = [_signer(each["certificate"], each["signature"], document) for each in json.loads(v["witnesses"])]
    if len({holder_of(each) for each in signers}) != 2 or journal.member in map(holder_of, signers):
        raise Found("voucher-of-another", journal.name, member=journal.member)
    return signers


def _signer(certificate: str, signature: str, document: bytes) -> bytes:
    given = base64.b64decode(certificate, validate=True)
    check_signature(given, hashlib.sha256(document).digest(), base64.b64decode(signature, validate=True))
    return given


def _check_decisions(journal: Journal, *, required: bool) -> None:
    """What the seat decided about face and finger is signed by its journal key; without any other voucher it must be
    two that passed."""
    v = journal.voucher
    if not v.get("decisions"):
        if required:
            raise Found("voucher-broken", journal.name)
        return
    decisions = json.loads(v["decisions"])
    document = identity_decisions(v["id"], v["release"], decisions)
    digest = hashlib.sha256(canonical(document)).hexdigest()
    passed = {each["modality"] for each in decisions if each["passed"] is True}
    if not is_signed(journal.public_key, digest, v["decisions_signature"]) or (required and len(passed) < 2):
        raise Found("voucher-broken", journal.name)


def _check_links(journal: Journal, judged: Judged, seen: set[str]) -> None:
    head, cursor, seq = GENESIS, 0, 0
    for link in journal.links:
        e = link.envelope
        if e.prev != head:
            raise Found("link-missing", link.place)
        if _computed(e) != e.hash:
            raise Found("link-changed", link.place)
        if not is_signed(journal.public_key, e.hash, e.signature):
            raise Found("link-unsigned", link.place)
        if (e.chain, e.member, e.seat, e.project) != (journal.chain, journal.member, journal.seat, judged.project):
            raise Found("link-foreign", link.place)
        if e.id in seen and link.state != "conflict":
            raise Found("link-doubled", link.place)
        if link.cursor < cursor or 0 < link.seq <= seq:
            raise Found("link-disordered", link.place)
        _check_receipt(link, judged)
        seen.add(e.id)
        head, cursor, seq = e.hash, link.cursor, link.seq or seq


def _computed(e: Envelope) -> str:
    try:
        return e.computed_hash()
    except NotCanonical:
        return ""


def _check_receipt(link: Link, judged: Judged) -> None:
    cursor, signature = split(link.receipt)
    e = link.envelope
    said = Answered(judged.project, e.id, e.hash, link.state, link.code, link.cursor)
    if cursor != link.cursor or not is_centres(said, signature, judged.centre):
        raise Found("receipt-broken", link.place)


# --- journals against each other, and against the record ---------------------------------------------------


def check_witnesses(journals: Sequence[Journal], heads: Sequence[str]) -> None:
    """Raise Found where one journal witnessed what another, or the record (`heads` by cursor), no longer shows."""
    places = {j.chain: {k.envelope.hash: n for n, k in enumerate(j.links, start=1)} for j in journals}
    seqs = {k.envelope.hash: k.seq for j in journals for k in j.links}
    for journal in journals:
        far: dict[str, int] = {}
        for link, chain, head in _anchors(journal):
            if chain == RECORD:
                _check_record(link, head, heads)
                continue
            at = places.get(chain, {}).get(head)
            if at is None:
                raise Found("witness-journal", link.place, chain=chain[:8])
            if at < far.get(chain, 0):
                raise Found("witness-backwards", link.place, chain=chain[:8])
            if link.seq and seqs[head] > link.seq:
                raise Found("witness-future", link.place)
            far[chain] = at


def _anchors(journal: Journal) -> Iterator[tuple[Link, str, str]]:
    for link in journal.links:
        for chain, head in link.envelope.anchors.items():
            yield link, chain, head


def _check_record(link: Link, anchor: str, heads: Sequence[str]) -> None:
    number, _, head = anchor.partition(":")
    cursor = int(number) if number.isdigit() else -1
    if not 0 <= cursor < len(heads) or heads[cursor] != head:
        raise Found("witness-record", link.place, cursor=cursor)
    if cursor > link.cursor:
        raise Found("witness-future", link.place)
