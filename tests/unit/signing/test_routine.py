"""The signing routine over a practice key: rules before the PIN, tries spared, the PIN wiped, one signature per key."""

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from openssl_people import sm2_authority
from signing_committee import AT

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import (
    CardAbsent,
    CardSwapped,
    DeviceAbsent,
    DeviceRefused,
    PinLocked,
    PinMalformed,
    PinRejected,
    WrongSignature,
)
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy
from drivers.virtual import token_file
from drivers.virtual.token import VirtualReader
from drivers.virtual.token_file import create_token
from seat_client.evidence import cms
from seat_client.evidence.keys import generate, practice_authority
from seat_client.evidence.revocation import revocation_of
from seat_client.evidence.sm2_key import Sm2Key
from seat_client.evidence.suites import check_signature
from seat_client.signing import (
    CODES,
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateTooWeak,
    CertificateUnreadable,
    KeySpent,
    KeyState,
    LastTry,
    NotThisMember,
    RevocationStale,
    RevocationUnknown,
    SigningError,
    SigningRoutine,
    TokenKey,
)
from seat_client.signing.certificate import check_revocation, read_state
from seat_client.signing.device_thread import WrongThread
from seat_client.signing.errors import _tree
from seat_client.signing.routine import verify
from tests.piv_card.people import NOW, Member, certificate_for, new_key

DIGEST = hashlib.sha256(b"report").digest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "e1.token"


def put(path: Path, member: Member | None = None, kind: str = "ec-p256") -> None:
    key = new_key(kind)
    create_token(path, pin="123456", key=key, certificate=certificate_for(member or Member(), key))


@pytest.fixture
def routine(path: Path) -> Iterator[SigningRoutine]:
    made = SigningRoutine(VirtualReader(path))
    yield made
    made.close()


def key_of(routine: SigningRoutine, pin: bytearray | None = None, **how: bool) -> TokenKey:
    shown = routine.inspect().result()
    return TokenKey(routine, shown, pin or bytearray(b"123456"), member_id="E1", at=NOW, **how)


@pytest.mark.parametrize("kind", ["ec-p256", "rsa-2048"])
def test_a_signature_verifies_and_carries_what_report_assembly_asks_for(
    path: Path, routine: SigningRoutine, kind: str
) -> None:
    put(path, kind=kind)
    shown = routine.inspect().result()
    key = TokenKey(routine, shown, bytearray(b"123456"), member_id="E1", at=NOW, chain=[b"issuer"])
    assert (key.certificate, key.chain, key.practice) == (shown.certificate, (b"issuer",), True)
    check_signature(key.certificate, DIGEST, key.sign_digest(DIGEST, "sha256"))


def test_a_key_says_whose_it_is(path: Path, routine: SigningRoutine) -> None:
    put(path, Member(name="李四", member_id="E7"))
    shown = routine.inspect().result()
    assert (shown.holder, shown.member_id, shown.issuer) == ("李四", "E7", "Test Root")
    assert (shown.valid_from, shown.valid_to) == (NOW - timedelta(days=30), NOW + timedelta(days=300))
    assert shown.usage == ("digitalSignature", "nonRepudiation")
    assert shown.fingerprint == hashlib.sha256(shown.certificate).hexdigest()
    assert shown.tries_left == 5


@pytest.mark.parametrize(
    ("member", "refusal"),
    [
        (Member(ends=NOW - timedelta(seconds=1)), CertificateExpired),
        (Member(starts=NOW + timedelta(seconds=1)), CertificateNotYetValid),
        (Member(signs_documents=False), CertificateNotForSigning),
        (Member(name="李四", member_id="E2"), NotThisMember),
        (Member(member_id="e1"), NotThisMember),
    ],
)
def test_a_certificate_that_breaks_a_rule_is_refused_before_the_pin(
    path: Path, routine: SigningRoutine, member: Member, refusal: type[SigningError]
) -> None:
    put(path, member)
    pin = bytearray(b"000000")
    with pytest.raises(refusal):
        key_of(routine, pin).sign_digest(DIGEST, "sha256")
    assert routine.inspect().result().tries_left == 5
    assert pin == b""


def test_the_last_moment_of_a_certificate_still_signs(path: Path, routine: SigningRoutine) -> None:
    put(path, Member(starts=NOW, ends=NOW))
    assert key_of(routine).sign_digest(DIGEST, "sha256")


def test_a_short_rsa_key_is_refused(path: Path, routine: SigningRoutine) -> None:
    put(path, kind="rsa-1024")
    with pytest.raises(CertificateTooWeak) as refused:
        key_of(routine).sign_digest(DIGEST, "sha256")
    assert refused.value.algorithm == "rsa-1024"


def test_what_is_no_certificate_is_unreadable() -> None:
    reader = DeviceInfo("x:1", "x", "X", DeviceKind.TOKEN)
    with pytest.raises(CertificateUnreadable):
        read_state(KeySlot("a", b"junk", Algorithm.EC_P256, PinPolicy.ONCE), reader, None)


def test_a_practice_certificate_marks_its_key_whatever_the_reader() -> None:
    authority = practice_authority("root", NOW)
    reader = DeviceInfo("x:1", "x", "X", DeviceKind.TOKEN)
    for certificate, practice in [
        (authority.issue(name="n", holder="E1", at=NOW).certificate, True),
        (certificate_for(Member(), new_key("ec-p256")), False),
    ]:
        assert (
            read_state(KeySlot("a", certificate, Algorithm.EC_P256, PinPolicy.ONCE), reader, None).practice is practice
        )


def test_another_key_than_the_one_shown_is_not_used(path: Path, routine: SigningRoutine) -> None:
    put(path)
    key = key_of(routine)
    put(path)
    with pytest.raises(CardSwapped):
        key.sign_digest(DIGEST, "sha256")
    assert routine.inspect().result().tries_left == 5


def test_a_wrong_pin_tells_the_tries_left_and_the_last_needs_a_second_yes(path: Path, routine: SigningRoutine) -> None:
    put(path)
    for left in (4, 3, 2, 1):
        with pytest.raises(PinRejected) as refused:
            key_of(routine, bytearray(b"000000")).sign_digest(DIGEST, "sha256")
        assert refused.value.attempts_left == left
    with pytest.raises(LastTry):
        key_of(routine).sign_digest(DIGEST, "sha256")
    assert routine.inspect().result().tries_left == 1
    assert key_of(routine, confirm_last_try=True).sign_digest(DIGEST, "sha256")
    assert routine.inspect().result().tries_left == 5


def test_a_locked_key_is_said_before_its_pin_is_tried(path: Path, routine: SigningRoutine) -> None:
    put(path)
    token = token_file.read(path)
    assert token is not None
    token_file.write(path, token.with_tries(0))
    with pytest.raises(PinLocked):
        key_of(routine, confirm_last_try=True).sign_digest(DIGEST, "sha256")


def test_a_signature_that_does_not_fit_the_certificate_is_kept_back(path: Path, routine: SigningRoutine) -> None:
    create_token(path, pin="123456", key=new_key("ec-p256"), certificate=certificate_for(Member(), new_key("ec-p256")))
    with pytest.raises(WrongSignature):
        key_of(routine).sign_digest(DIGEST, "sha256")


@pytest.mark.parametrize("kind", ["ec-p256", "rsa-2048"])
def test_the_check_after_signing_can_fail(kind: str) -> None:
    key = new_key(kind)
    with pytest.raises(WrongSignature):
        verify(certificate_for(Member(), key), DIGEST, bytes(64))


# --- the PIN ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "refusal"), [(b"000000", PinRejected), (b"z!", PinMalformed), ("密码密码".encode() * 9, PinMalformed)]
)
def test_the_pin_is_wiped_and_told_nowhere(
    path: Path, routine: SigningRoutine, caplog: pytest.LogCaptureFixture, pin: bytes, refusal: type[Exception]
) -> None:
    caplog.set_level(logging.DEBUG)
    put(path)
    held = bytearray(pin)
    key = key_of(routine, held)
    assert pin.decode() not in repr(key)
    with pytest.raises(refusal) as refused:
        key.sign_digest(DIGEST, "sha256")
    assert held == b""
    assert repr(pin.decode()) not in repr(refused.value)
    assert pin.decode() not in caplog.text


def test_the_pin_is_wiped_when_it_was_right(path: Path, routine: SigningRoutine) -> None:
    put(path)
    pin = bytearray(b"123456")
    key_of(routine, pin).sign_digest(DIGEST, "sha256")
    assert pin == b""


def test_the_pin_is_wiped_when_the_key_is_gone(path: Path, routine: SigningRoutine) -> None:
    put(path)
    pin = bytearray(b"123456")
    key = key_of(routine, pin)
    path.unlink()
    with pytest.raises(CardAbsent):
        key.sign_digest(DIGEST, "sha256")
    assert pin == b""


def test_the_pin_is_wiped_when_the_dialog_is_cancelled(path: Path, routine: SigningRoutine) -> None:
    put(path)
    pin = bytearray(b"123456")
    with key_of(routine, pin) as key:
        pass
    assert pin == b""
    with pytest.raises(KeySpent):
        key.sign_digest(DIGEST, "sha256")


def test_the_pin_is_wiped_when_the_reader_has_left(path: Path) -> None:
    put(path)
    routine = SigningRoutine(VirtualReader(path))
    pin = bytearray(b"123456")
    key = key_of(routine, pin)
    routine.close()
    with pytest.raises(DeviceAbsent):
        key.sign_digest(DIGEST, "sha256")
    assert pin == b""


def test_one_pin_makes_one_signature(path: Path, routine: SigningRoutine) -> None:
    put(path)
    key = key_of(routine)
    key.sign_digest(DIGEST, "sha256")
    with pytest.raises(KeySpent):
        key.sign_digest(DIGEST, "sha256")


@pytest.mark.parametrize(("digest", "algorithm"), [(DIGEST, "sha1"), (DIGEST[:20], "sha256"), (DIGEST, "sha384")])
def test_a_digest_of_another_kind_is_refused(
    path: Path, routine: SigningRoutine, digest: bytes, algorithm: str
) -> None:
    put(path)
    with pytest.raises(DeviceRefused):
        key_of(routine).sign_digest(digest, algorithm)


# --- threads ------------------------------------------------------------------------------------------------------


def test_the_reader_is_talked_with_in_its_own_thread_alone(path: Path, routine: SigningRoutine) -> None:
    put(path)
    with pytest.raises(WrongThread):
        routine._inspect()
    names: list[str] = []
    done = threading.Event()
    routine.inspect().add_done_callback(lambda _: (names.append(threading.current_thread().name), done.set()))
    assert done.wait(30)
    assert routine._thread.submit(lambda: threading.current_thread().name).result().startswith("token e1")


def test_two_who_want_the_reader_take_turns(path: Path) -> None:
    put(path)
    routine = SigningRoutine(VirtualReader(path, delay=0.02))
    shown: list[KeyState] = [future.result() for future in [routine.inspect() for _ in range(5)]]
    assert len({replace(state) for state in shown}) == 1
    routine.close()


def test_every_error_has_a_code_of_its_own() -> None:
    assert len(CODES) == len(_tree(SigningError))


# --- SM2 ----------------------------------------------------------------------------------------------------------


@dataclass
class Sm2Reader:
    """A reader whose card carries an SM2 key, as an SKF library presents it: DER of (r, s) over the finished digest."""

    key: Sm2Key
    asked: list[Mechanism] = field(default_factory=list)
    info = DeviceInfo("skf:1", "skf", "SM2", DeviceKind.TOKEN)

    def health(self) -> Health:
        return Health.READY

    @contextmanager
    def open(self) -> Iterator["Sm2Reader"]:
        yield self

    def slots(self) -> list[KeySlot]:
        return [KeySlot("sign", self.key.certificate, Algorithm.SM2, PinPolicy.ONCE)]

    def tries_left(self) -> int | None:
        return 8

    def login(self, pin: bytearray) -> None:
        if pin != b"123456":
            raise PinRejected(7)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        self.asked.append(mechanism)
        return self.key.sign_digest(digest, "sm3")


def test_an_sm2_key_signs_a_report_digest_with_sm3(tmp_path: Path) -> None:
    authority = sm2_authority(tmp_path)
    reader = Sm2Reader(authority.issue("张三", "E1"))
    routine = SigningRoutine(reader)
    try:
        shown = routine.inspect().result()
        assert (shown.algorithm, shown.member_id) == (Algorithm.SM2, "E1")
        key = TokenKey(routine, shown, bytearray(b"123456"), member_id="E1", at=AT)
        signature = cms.sign_detached(b"report", key)
        assert cms.verify_detached(b"report", signature, [authority.certificate], at=AT).member == "E1"
        assert reader.asked == [Mechanism.SM2_SM3]
        reader.key = replace(reader.key, private_key=reader.key.private_key - 1)
        with pytest.raises(WrongSignature):
            TokenKey(routine, shown, bytearray(b"123456"), member_id="E1", at=AT).sign_digest(DIGEST, "sm3")
    finally:
        routine.close()


# --- revocation ---------------------------------------------------------------------------------------------------


def test_a_key_is_asked_about_in_the_lists_the_centre_pushed() -> None:
    authority, stranger = practice_authority("root", NOW), practice_authority("root", NOW)
    certificate = authority.issue(name="n", holder="E1", at=NOW).certificate
    reader = DeviceInfo("x:1", "x", "X", DeviceKind.TOKEN)
    key = read_state(KeySlot("a", certificate, Algorithm.EC_P256, PinPolicy.ONCE), reader, None)
    issuers = [authority.certificate]
    told = check_revocation(key, [authority.revoke([], at=NOW)], issuers, at=NOW + timedelta(hours=1))
    assert (told.issued_at, told.next_at) == (NOW, NOW + timedelta(days=30))
    with pytest.raises(CertificateRevoked) as refused:
        check_revocation(key, [authority.revoke([certificate], at=NOW)], issuers, at=NOW)
    assert (refused.value.revoked_at, refused.value.issued_at) == (NOW, NOW)
    with pytest.raises(RevocationStale) as stale:
        check_revocation(key, [authority.revoke([], at=NOW - timedelta(days=31))], issuers, at=NOW)
    assert (stale.value.issued_at, stale.value.issued_on) == (NOW - timedelta(days=31), "2026-05-01")
    for lists in (
        [],
        [stranger.revoke([], at=NOW)],
        [authority.revoke([], at=NOW)[:-1] + b"\0"],
        [b"junk"],
    ):
        with pytest.raises(RevocationUnknown):
            check_revocation(key, lists, issuers, at=NOW)


def test_a_list_by_an_issuer_who_may_not_sign_lists_is_none() -> None:
    """RFC 5280, 6.3.3 (f): the issuer's key usage must say cRLSign."""
    private, name = generate("ec"), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "root")])
    answers = []
    for may in (True, False):
        usage = x509.KeyUsage(False, False, False, False, False, True, may, False, False)
        builder = x509.CertificateBuilder(name, name, private.public_key(), 7, NOW, NOW + timedelta(days=900))
        root = builder.add_extension(usage, True).sign(private, hashes.SHA256()).public_bytes(Encoding.DER)
        crl = x509.CertificateRevocationListBuilder(name, NOW, NOW + timedelta(days=30)).sign(private, hashes.SHA256())
        answers.append(revocation_of(root, [crl.public_bytes(Encoding.DER)], [root], at=NOW).covered)
    assert answers == [True, False]
