"""Who vouched for a journal, as the audit judges it: own key, two witnesses, or face and finger at an enrolled seat."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from seat_client.app.audit import audit
from seat_client.app.auditing.fault import Found
from seat_client.app.auditing.journals import Journal, Judged, check_journals
from seat_client.app.auditing.sentences import SENTENCES
from seat_client.centre.archive import archive
from seat_client.domain.events import NotePresence, PresenceNoted
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import identity_decisions, sign_in_challenge, witness_statement
from seat_client.evidence.journal import JournalKey
from seat_client.evidence.keys import SoftwareKey, practice_authority
from tests.unit.centre.hall import Foundation, Hall, sample_script

NOW = datetime.now(UTC) - timedelta(minutes=5)
AUTHORITY, FOREIGN = practice_authority("演练机构", NOW), practice_authority("别的机构", NOW)
MEMBER, SEAT = "E3", "gy-02"
KEY = JournalKey.from_seed(bytes(32))
CHALLENGE = {
    "id": "c1", "seat": SEAT, "nonce": "0" * 64, "expires": (NOW + timedelta(minutes=30)).isoformat(),
}  # fmt: skip


def person(holder: str, authority: object = AUTHORITY) -> SoftwareKey:
    return authority.issue(name="某人", holder=holder, at=NOW)  # type: ignore[attr-defined, no-any-return]


ONE, TWO, OWN = person("S1"), person("S2"), person(MEMBER)


def vouch(key: SoftwareKey, member: str = MEMBER, journal: str = KEY.public) -> dict[str, str]:
    document = canonical(witness_statement(dict(CHALLENGE), member, journal))
    return signed(key, document)


def signed(key: SoftwareKey, document: bytes) -> dict[str, str]:
    signature = key.sign_digest(hashlib.sha256(document).digest(), "sha256")
    return {
        "certificate": base64.b64encode(key.certificate).decode(),
        "signature": base64.b64encode(signature).decode(),
    }


def witnessed(*witnesses: dict[str, str]) -> dict[str, str]:
    return {**CHALLENGE, "certificate": "", "signature": "", "member": MEMBER, "witnesses": json.dumps(witnesses)}


def decided(*modalities: str, passed: bool = True) -> dict[str, str]:
    """What an enrolled seat found, signed by its journal key."""
    records: list[Any] = [{"modality": modality, "passed": passed} for modality in modalities]
    digest = hashlib.sha256(canonical(identity_decisions("c1", "r1", records))).hexdigest()
    made = {"decisions": canonical(records).decode(), "release": "r1", "decisions_signature": KEY.sign(digest)}
    return {**CHALLENGE, "certificate": "", "signature": "", **made}


def own(key: SoftwareKey = OWN) -> dict[str, str]:
    c = CHALLENGE
    return {
        **c, **signed(key, canonical(sign_in_challenge(c["id"], c["seat"], c["nonce"], c["expires"], KEY.public)))
    }  # fmt: skip


def verdict(voucher: dict[str, str], *, seat: str = SEAT, chain: str = KEY.chain) -> str:
    """The code of what the audit found; empty when all is as it should be."""
    journal = Journal(chain, MEMBER, seat, KEY.public, voucher, ())
    try:
        check_journals([journal], Judged("P1", b"", (AUTHORITY.certificate,)))
    except Found as found:
        return found.fault.code
    return ""


def test_each_of_the_three_ways_stands() -> None:
    assert verdict(own()) == ""
    assert verdict(own() | {k: decided("face")[k] for k in ("decisions", "release", "decisions_signature")}) == ""
    assert verdict(witnessed(vouch(ONE), vouch(TWO))) == ""
    assert verdict(decided("face", "finger")) == ""


@pytest.mark.parametrize(
    ("voucher", "code"),
    [
        (witnessed(vouch(ONE)), "voucher-of-another"),
        (witnessed(vouch(ONE), vouch(ONE)), "voucher-of-another"),
        (witnessed(vouch(ONE), vouch(person("S1"))), "voucher-of-another"),  # one person with two keys
        (witnessed(vouch(ONE), vouch(OWN)), "voucher-of-another"),  # nobody vouches for himself
        (witnessed(vouch(ONE), vouch(TWO), vouch(person("S3"))), "voucher-of-another"),
        (witnessed(vouch(ONE), vouch(TWO, member="E4")), "voucher-broken"),
        (witnessed(vouch(ONE), vouch(TWO, journal=JournalKey.from_seed(b"1" * 32).public)), "voucher-broken"),
        (witnessed(vouch(ONE), {**vouch(TWO), "signature": vouch(ONE)["signature"]}), "voucher-broken"),
        (witnessed(vouch(ONE), {"certificate": "!", "signature": ""}), "voucher-broken"),
        (witnessed(vouch(ONE), vouch(TWO)) | {"witnesses": "no list"}, "voucher-broken"),
        (witnessed(vouch(ONE), vouch(TWO)) | {"nonce": "1" * 64}, "voucher-broken"),
        (witnessed(vouch(ONE), vouch(person("S2", FOREIGN))), "voucher-untrusted"),
        (own(ONE), "voucher-of-another"),
        (decided("face"), "voucher-broken"),
        (decided("face", "face"), "voucher-broken"),
        (decided("face", "finger", passed=False), "voucher-broken"),
        (decided("face", "finger") | {"release": "r2"}, "voucher-broken"),
        (decided("face", "finger") | {"decisions_signature": "AAAA"}, "voucher-broken"),
        (decided(), "voucher-broken"),
        ({**CHALLENGE, "certificate": "", "signature": ""}, "voucher-broken"),
        ({}, "voucher-broken"),
    ],
)
def test_what_does_not_vouch_is_found(voucher: dict[str, str], code: str) -> None:
    assert verdict(voucher) == code
    assert all(code in sentences for sentences in SENTENCES.values())


def test_a_voucher_of_another_seat_or_key_is_found() -> None:
    assert verdict(witnessed(vouch(ONE), vouch(TWO)), seat="gy-09") == "voucher-of-another"
    assert verdict(witnessed(vouch(ONE), vouch(TWO)), chain="0" * 64) == "key-name"


def test_an_event_of_presence_is_a_link_like_any_other(tmp_path: Path) -> None:
    hall = Hall(Foundation.lay(tmp_path, sample_script()))
    try:
        hall.play(StageId.UNDERTAKING)
        since = "2026-01-05T09:00:00+08:00"
        hall.seat("E1").do(NotePresence("other-face", since, 3, "0.100", "0.300"))
        hall.seat("E1").do(NotePresence("present", since, 3))
        path = tmp_path / "evaluation.zip"
        path.write_bytes(archive(hall.centre))
    finally:
        hall.close()
    audited = audit(path, (hall.foundation.authority.certificate,))
    assert audited.fault is None
    assert [f.fact.finding for f in audited.facts if isinstance(f.fact, PresenceNoted)] == ["other-face", "present"]
