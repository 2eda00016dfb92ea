"""SKF libraries as vendors really make them: crashing, hanging, incomplete, vague, and each in its own dialect."""

import base64
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from drivers import registry
from drivers.api.device import Health
from drivers.api.errors import (
    CardAbsent,
    CardRemoved,
    CardUnknown,
    DeviceTimeout,
    DriverCrashed,
    LibraryMissing,
    PinLocked,
    PinRejected,
    WrongSignature,
)
from drivers.api.token import Mechanism, ReaderChange, ReaderEvent, TokenSession
from drivers.host import HostedFamily
from seat_client.signing import ReaderWatch, SigningRoutine
from tests.drivers.judge import verify
from tests.piv_card.service import until
from tests.soft_skf import library
from tests.soft_skf.library import SoftKey

DIGEST = bytes(range(32))
Start = Callable[..., HostedFamily]


@pytest.fixture
def key(tmp_path: Path) -> SoftKey:
    made = SoftKey(tmp_path)
    made.insert()
    return made


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the library's process; its patience is that of the test, not of the member."""
    if (reason := library.missing()) is not None:
        pytest.skip(reason)
    monkeypatch.setenv("SOFT_SKF", str(tmp_path))
    started: list[HostedFamily] = []

    def run(path: Path | None = None, *, answer_within: float = 30.0) -> HostedFamily:
        family = HostedFamily("skf", registry.load_skf, str(path or library.compiled()), answer_within=answer_within)
        started.append(family)
        return family

    yield run
    for family in started:
        family.close()


def signed(session: TokenSession, slot: str) -> bytes:
    session.login(bytearray(b"123456"))
    return session.sign_digest(slot, DIGEST, Mechanism.SM2_SM3)


# --- the library --------------------------------------------------------------------------------------------------


def test_a_library_that_crashes_on_loading_is_a_crash_and_the_watch_goes_on(key: SoftKey, start: Start) -> None:
    key.faults("crash-load")
    family = start()
    with pytest.raises(DriverCrashed) as crashed:
        family.readers()
    assert (crashed.value.family, crashed.value.exit_code) == ("skf", -signal.SIGSEGV)
    events: list[ReaderEvent] = []
    watch = family.watch(events.append)
    until(lambda: [event.change for event in events] == [ReaderChange.SERVICE_DOWN], "the library said to be down")
    key.faults()
    until(lambda: events[-1].change is ReaderChange.CARD_IN, "the key, once the library loads")
    watch.stop()


@pytest.mark.parametrize(("function", "operation"), [("enum", "readers"), ("verify", "login"), ("sign", "sign")])
def test_a_crash_in_a_call_is_said_and_the_next_call_finds_a_new_process(
    key: SoftKey, start: Start, function: str, operation: str
) -> None:
    certificate = key.add_key("sm2")
    family = start()
    reader = family.readers()[0]
    with reader.open() as session:
        slot = session.slots()[0]
        key.faults(f"crash-{function}")
        with pytest.raises(DriverCrashed) as crashed:
            family.readers() if operation == "readers" else signed(session, slot.id)
        assert crashed.value.exit_code == -signal.SIGSEGV
        key.faults()
        with pytest.raises(DriverCrashed):
            session.slots()
    with reader.open() as session:
        assert session.slots()[0].certificate == certificate
        verify(session.slots()[0], DIGEST, signed(session, slot.id))


def test_a_call_that_hangs_is_given_up_and_the_next_finds_a_new_process(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    family = start()
    reader = family.readers()[0]
    with reader.open() as session:
        slot = session.slots()[0]
        session.login(bytearray(b"123456"))
        key.faults("hang-sign")
        family._process._answer_within = 0.5
        with pytest.raises(DeviceTimeout):
            session.sign_digest(slot.id, DIGEST, Mechanism.SM2_SM3)
    family._process._answer_within = 30.0
    key.faults()
    with reader.open() as session:
        verify(session.slots()[0], DIGEST, signed(session, slot.id))


def test_a_library_without_a_function_is_unfit_and_says_which(start: Start) -> None:
    with pytest.raises(LibraryMissing) as missing:
        start(library.compiled(4, "-DWITHOUT_SIGNING")).readers()
    assert missing.value.reason == "no SKF_ECCSignData"


def test_a_library_that_cannot_be_loaded_says_why(start: Start, tmp_path: Path) -> None:
    sound = library.compiled().read_bytes()
    for name, content, reason in [
        ("other.so", sound[:4] + b"\x01" + sound[5:], "32-bit library, 64-bit program"),
        ("text.so", b"#!/bin/sh\n", "no shared library"),
        ("cut.so", sound[:64], "does not load"),
        ("missing.so", None, "not found"),
    ]:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(LibraryMissing) as missing:
            start(path).readers()
        assert (missing.value.name, missing.value.reason) == (name, reason)


# --- the key ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["pull-in-sign"], ["pull-in-sign", "vague"]])
def test_a_key_pulled_while_it_signs_is_removed(key: SoftKey, start: Start, words: list[str]) -> None:
    key.add_key("sm2")
    reader = start().readers()[0]
    with reader.open() as session:
        slot = session.slots()[0]
        key.faults(*words)
        with pytest.raises(CardRemoved):
            signed(session, slot.id)
    assert reader.health() is Health.ABSENT
    with pytest.raises(CardAbsent), reader.open():
        pass


def test_a_pulled_key_is_not_a_wrong_pin(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    with start().readers()[0].open() as session:
        session.slots()
        key.pull()
        with pytest.raises(CardRemoved):
            session.login(bytearray(b"123456"))
    assert key.tries_left() == 6


def test_a_signature_of_zeros_is_no_signature(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    with start().readers()[0].open() as session:
        slot = session.slots()[0]
        key.faults("zeros")
        with pytest.raises(WrongSignature):
            signed(session, slot.id)


def test_a_wrong_signature_is_for_the_one_who_verifies(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    with start().readers()[0].open() as session:
        slot = session.slots()[0]
        key.faults("wrong-signature")
        with pytest.raises(WrongSignature):
            verify(slot, DIGEST, signed(session, slot.id))


def test_a_login_of_another_program_does_not_stand_for_the_pin(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    with start().readers()[0].open() as session:
        session.slots()
        key.faults("logged-in")
        with pytest.raises(PinRejected):
            session.login(bytearray(b"000000"))


@pytest.mark.parametrize("kind", ["rsa-2048", "sm2"])
def test_the_signing_routine_signs_through_it(key: SoftKey, start: Start, kind: str) -> None:
    key.add_key(kind)
    routine = SigningRoutine(start().readers()[0])
    shown = routine.inspect().result()
    assert (shown.holder, shown.member_id, shown.tries_left, shown.practice) == ("张三", "E1", 6, False)
    at = shown.valid_from + timedelta(days=1)
    for pin, last in [(b"000000", 5), (b"123456", 6)]:
        typed = bytearray(pin)
        signing = routine.sign(DIGEST, expected_fingerprint=shown.fingerprint, pin=typed, member_id="E1", at=at)
        assert (signing.exception() is None) == (last == 6)
        assert typed == b""
        assert key.tries_left() == last
    routine.close()


# --- dialects -----------------------------------------------------------------------------------------------------


def test_a_certificate_may_be_pem_or_padded(key: SoftKey, start: Start) -> None:
    certificate = key.add_key("sm2")
    family = start()
    body = base64.encodebytes(certificate)
    key.store(b"-----BEGIN CERTIFICATE-----\r\n" + body + b"-----END CERTIFICATE-----\r\n\x00")
    with family.readers()[0].open() as session:
        assert session.slots()[0].certificate == certificate
    key.store(certificate)
    key.faults("padded")
    with family.readers()[0].open() as session:
        assert session.slots()[0].certificate == certificate


@pytest.mark.parametrize(
    "junk", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"-----BEGIN", b"-----BEGIN A-----*", b"\0" * 99]
)
def test_a_container_with_junk_for_a_certificate_is_left_out(key: SoftKey, start: Start, junk: bytes) -> None:
    key.add_key("sm2")
    key.store(junk)
    with start().readers()[0].open() as session:
        assert session.slots() == []
        with pytest.raises(CardUnknown):
            session.login(bytearray(b"123456"))
    assert key.tries_left() == 6


def test_names_in_gbk_and_in_utf8_are_read_and_given_back_as_they_are(tmp_path: Path, start: Start) -> None:
    for encoding in ("gbk", "utf-8"):
        named = SoftKey(tmp_path, f"专家{encoding}".encode(encoding), application="应用".encode(encoding))
        named.add_key("sm2", container="签名".encode(encoding))
        named.insert()
    readers = start().readers()
    assert {reader.info.label for reader in readers} == {"专家gbk", "专家utf-8"}
    for reader in readers:
        with reader.open() as session:
            slot = session.slots()[0]
            assert slot.id == "应用/签名"
            verify(slot, DIGEST, signed(session, slot.id))


def test_two_applications_are_opened_by_the_same_pin(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    key.add_application(b"SECOND")
    key.add_key("rsa-2048", application=b"SECOND")
    with start().readers()[0].open() as session:
        slots = {slot.id: slot for slot in session.slots()}
        assert set(slots) == {"SEAT/sign", "SECOND/sign"}
        session.login(bytearray(b"123456"))
        verify(slots["SEAT/sign"], DIGEST, session.sign_digest("SEAT/sign", DIGEST, Mechanism.SM2_SM3))
        session.login(bytearray(b"123456"))
        verify(slots["SECOND/sign"], DIGEST, session.sign_digest("SECOND/sign", DIGEST, Mechanism.RSA_SHA256))


def test_the_fewest_tries_of_two_applications_are_told(key: SoftKey, start: Start) -> None:
    key.add_key("sm2")
    key.add_application(b"SECOND", tries=1)
    key.add_key("sm2", application=b"SECOND")
    with start().readers()[0].open() as session:
        assert session.tries_left() == 1


def test_the_last_try_spent_locks(tmp_path: Path, start: Start) -> None:
    key = SoftKey(tmp_path)
    key.add_key("sm2")
    key.insert()
    (tmp_path / "devices/KEY-0001/apps/SEAT/tries").write_text("1")
    with start().readers()[0].open() as session:
        with pytest.raises(PinLocked):
            session.login(bytearray(b"000000"))
        assert session.tries_left() == 0


def test_another_members_key_in_front_hides_nothing(tmp_path: Path, start: Start) -> None:
    for name, member in ((b"A", "E2"), (b"B", "E1"), (b"C", "E3")):
        key = SoftKey(tmp_path, name)
        key.add_key("sm2", subject=f"/CN=李四/serialNumber={member}")
        key.insert()
    watch = ReaderWatch(start())
    watch.start()
    try:
        until(lambda: len(watch.current.keys) == 3, "all keys")
        found = watch.current.key_of("E1")
        assert found is not None
        assert found.reader.label == "B"
    finally:
        watch.stop()
