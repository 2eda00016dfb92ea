"""What every signing-key driver must do, whatever is behind it.

A new family adds a bench; nothing else in this file changes.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.api.device import DeviceKind, Health
from drivers.api.errors import CardAbsent, DeviceAbsent, DeviceRefused, PinLocked, PinMalformed, PinRejected
from drivers.api.token import KeySlot, Mechanism, ReaderChange, ReaderEvent
from drivers.registry import manifest
from seat_client.signing.routine import mechanism_for
from tests.drivers.benches import Bench, HardwareBench, HostedBench, PivBench, Pkcs11Bench, SkfBench, VirtualBench
from tests.drivers.judge import verify
from tests.piv_card.service import until

DIGEST = bytes(range(32))

Make = Callable[[pytest.FixtureRequest, Path], Bench]
BENCHES: dict[str, Make] = {
    "virtual-p256": lambda _, folder: VirtualBench(folder, "ec-p256"),
    "virtual-rsa2048": lambda _, folder: VirtualBench(folder, "rsa-2048"),
    "hosted-p256": lambda _, folder: HostedBench(folder, "ec-p256"),
    "piv-p256": lambda request, _: PivBench(request.getfixturevalue("pcsc_service"), "ec-p256"),
    "piv-p384-9a": lambda request, _: PivBench(request.getfixturevalue("pcsc_service"), "ec-p384", slot=0x9A),
    "piv-rsa2048": lambda request, _: PivBench(request.getfixturevalue("pcsc_service"), "rsa-2048"),
    "piv-rsa3072-gzip": lambda request, _: PivBench(request.getfixturevalue("pcsc_service"), "rsa-3072", packed=True),
    "pkcs11-p256": lambda request, _: Pkcs11Bench(request.getfixturevalue("pcsc_service"), "ec-p256"),
    "pkcs11-p384-9a": lambda request, _: Pkcs11Bench(request.getfixturevalue("pcsc_service"), "ec-p384", slot=0x9A),
    "pkcs11-rsa2048": lambda request, _: Pkcs11Bench(request.getfixturevalue("pcsc_service"), "rsa-2048"),
    "skf-sm2-ulong4": lambda _, folder: SkfBench(folder, "sm2", 4),
    "skf-sm2-ulong8": lambda _, folder: SkfBench(folder, "sm2", 8),
    "skf-rsa2048-ulong4": lambda _, folder: SkfBench(folder, "rsa-2048", 4),
    "skf-rsa2048-ulong8": lambda _, folder: SkfBench(folder, "rsa-2048", 8),
}


QUICK = {"virtual-p256", "virtual-rsa2048", "hosted-p256", "piv-p256", "skf-sm2-ulong4", "skf-sm2-ulong8"}
"""Every card waits for the service's next look, and every process for its start: the quick run takes few of them."""

HARDWARE = "hardware"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every bench in turn; the real device only when one is named."""
    if "bench" not in metafunc.fixturenames:
        return
    named = metafunc.config.getoption("--device", default=None)
    benches = [pytest.param(name, id=name, marks=marks(name)) for name in BENCHES]
    if named is not None:
        benches.append(pytest.param(HARDWARE, id=HARDWARE, marks=pytest.mark.hardware))
    metafunc.parametrize("bench", benches, indirect=True)


def marks(name: str) -> list[pytest.MarkDecorator]:
    return [
        *([pytest.mark.pcsc] if name.startswith(("piv", "pkcs11")) else []),
        *([] if name in QUICK else [pytest.mark.full]),
    ]


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = HardwareBench(request.config.getoption("--device")) if request.param == HARDWARE else None
    made = made or BENCHES[request.param](request, tmp_path)
    yield made
    made.close()


@pytest.mark.hardware
def test_a_real_key_is_among_the_benches(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--device", default=None) is None:
        pytest.skip("needs hardware: name a signing key with --device")


@pytest.fixture
def inserted(bench: Bench) -> Bench:
    bench.insert()
    return bench


@pytest.fixture
def expendable(inserted: Bench) -> Bench:
    if inserted.tries is None:
        pytest.skip("needs hardware: a key whose tries may be spent")
    return inserted


def first_slot(bench: Bench) -> KeySlot:
    with bench.reader.open() as session:
        return session.slots()[0]


def test_a_reader_keeps_its_name(inserted: Bench) -> None:
    info = inserted.reader.info
    assert info.kind is DeviceKind.TOKEN
    assert info.family == manifest(info.family).family
    assert inserted.reader.info == info


def test_only_a_practice_key_says_practice(inserted: Bench) -> None:
    assert inserted.reader.info.practice == (inserted.reader.info.family == "virtual")


def test_absent_and_ready_are_told_apart(bench: Bench) -> None:
    if bench.removable:
        assert bench.reader.health() is Health.ABSENT
    bench.insert()
    assert bench.reader.health() is Health.READY


def test_an_empty_slot_does_not_open(bench: Bench) -> None:
    if not bench.removable:
        pytest.skip("needs hardware: a hand that pulls it")
    with pytest.raises(CardAbsent), bench.reader.open():
        pass


def test_the_certificate_beside_the_key_is_read(inserted: Bench) -> None:
    slot = first_slot(inserted)
    assert inserted.certificate in (slot.certificate, None)
    assert first_slot(inserted) == slot


def test_a_signature_verifies_under_the_certificate(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        slot = session.slots()[0]
        session.login(inserted.pin())
        signature = session.sign_digest(slot.id, DIGEST, mechanism_for(slot, DIGEST))
    verify(slot, DIGEST, signature)


def test_without_the_pin_nothing_is_signed(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        slot = session.slots()[0]
        with pytest.raises(DeviceRefused):
            session.sign_digest(slot.id, DIGEST, mechanism_for(slot, DIGEST))


def test_no_verified_pin_stays_behind(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        session.slots()
        session.login(inserted.pin())
    with inserted.reader.open() as session:
        slot = session.slots()[0]
        with pytest.raises(DeviceRefused):
            session.sign_digest(slot.id, DIGEST, mechanism_for(slot, DIGEST))


def test_asking_for_the_tries_costs_none(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        first = session.tries_left()
        assert [session.tries_left() for _ in range(6)] == [first] * 6
    if inserted.tries is not None:
        assert first == inserted.told(inserted.tries)


def test_a_pin_of_impossible_form_costs_no_try(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        before = session.tries_left()
        for pin in inserted.wrong_pins:
            with pytest.raises(PinMalformed):
                session.login(bytearray(pin))
        assert session.tries_left() == before


def test_a_wrong_pin_counts_down_and_the_right_one_restores(expendable: Bench) -> None:
    assert expendable.tries is not None
    with expendable.reader.open() as session:
        for left in range(expendable.tries - 1, 0, -1):
            with pytest.raises(PinRejected) as refused:
                session.login(expendable.wrong_pin())
            assert refused.value.attempts_left == expendable.told(left)
            assert session.tries_left() == expendable.told(left)
        session.login(expendable.pin())
    with expendable.reader.open() as session:
        assert session.tries_left() == expendable.told(expendable.tries)


def test_the_last_wrong_pin_locks_for_good(expendable: Bench) -> None:
    assert expendable.tries is not None
    with expendable.reader.open() as session:
        for _ in range(expendable.tries - 1):
            with pytest.raises(PinRejected):
                session.login(expendable.wrong_pin())
        with pytest.raises(PinLocked):
            session.login(expendable.wrong_pin())
    with expendable.reader.open() as session:
        assert session.tries_left() == 0
        with pytest.raises(PinLocked):
            session.login(expendable.pin())


def test_a_wrong_pin_really_does_not_sign(expendable: Bench) -> None:
    with expendable.reader.open() as session:
        slot = session.slots()[0]
        with pytest.raises(PinRejected):
            session.login(expendable.wrong_pin())
        with pytest.raises(DeviceRefused):
            session.sign_digest(slot.id, DIGEST, mechanism_for(slot, DIGEST))


def test_an_unknown_slot_is_refused(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        session.slots()
        session.login(inserted.pin())
        with pytest.raises(DeviceRefused):
            session.sign_digest("none", DIGEST, Mechanism.ECDSA)


def test_a_mechanism_that_does_not_fit_the_key_is_refused(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        slot = session.slots()[0]
        session.login(inserted.pin())
        unfit = Mechanism.ECDSA if slot.algorithm.startswith("rsa-") else Mechanism.RSA_SHA256
        with pytest.raises(DeviceRefused):
            session.sign_digest(slot.id, DIGEST, unfit)


def test_a_pulled_key_is_absent_for_the_session_that_held_it(inserted: Bench) -> None:
    with inserted.reader.open() as session:
        slot = session.slots()[0]
        session.login(inserted.pin())
        inserted.pull()
        with pytest.raises(DeviceAbsent):
            session.sign_digest(slot.id, DIGEST, mechanism_for(slot, DIGEST))


def test_the_watch_reports_what_is_there_and_what_changes(bench: Bench) -> None:
    if not bench.removable:
        pytest.skip("needs hardware: a hand that pulls it")
    events: list[ReaderEvent] = []
    reader = bench.reader.info
    watch = bench.family.watch(events.append)

    def seen() -> list[ReaderChange]:
        return [event.change for event in list(events) if event.reader is None or event.reader.info == reader]

    until(lambda: seen() == [ReaderChange.SERVICE_UP, ReaderChange.READER_IN], "the reader")
    bench.insert()
    until(lambda: seen()[2:] == [ReaderChange.CARD_IN], "the card in")
    bench.pull()
    until(lambda: seen()[3:] == [ReaderChange.CARD_OUT], "the card out")
    watch.stop()
    before = list(events)
    bench.insert()
    assert events == before
