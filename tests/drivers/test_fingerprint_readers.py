"""Readers: the practice one, and the real libfprint in its helper process; what they say when something is wrong."""

import multiprocessing
import os
import signal
import struct
import threading
from pathlib import Path

import numpy as np
import pytest

from drivers import registry
from drivers.api.device import DeviceKind, Health
from drivers.api.errors import (
    CardUnknown,
    DeviceAbsent,
    DeviceBusy,
    DeviceRefused,
    DeviceTimeout,
    DriverCrashed,
    FamilyUnknown,
    FingerAgain,
    LibraryMissing,
    ServiceDown,
)
from drivers.api.fingerprint import FingerprintReader
from drivers.api.id_card import is_citizen_number
from drivers.hosted_reader import HostedReaders
from drivers.virtual.ridges import impression
from drivers.winbio.family import picture
from tests.drivers.libfprint_reader import captured, libfprint, needs_libfprint
from tests.drivers.unruly_readers import load_orderly, load_unruly

FINGER = impression(1, 1)


def practice(words: str) -> FingerprintReader:
    (reader,) = registry.fingerprint_family(f"virtual:{words}").readers()
    assert isinstance(reader, FingerprintReader)
    return reader


def test_the_practice_reader_gives_what_lies_on_it(tmp_path: Path) -> None:
    reader = practice("finger 1 impression 1")
    assert reader.info.practice
    assert reader.info.kind is DeviceKind.FINGERPRINT
    image = reader.capture(1)
    assert np.array_equal(image.pixels, FINGER)
    assert image.ppi == 500
    told = tmp_path / "finger"
    moving = practice(str(told))
    assert moving.health() is Health.ABSENT
    with pytest.raises(DeviceAbsent):
        moving.capture(0.1)
    for words, error in (
        ("lifted", DeviceTimeout),
        ("again", FingerAgain),
        ("busy", DeviceBusy),
        ("toe", DeviceRefused),
    ):
        told.write_text(words)
        with pytest.raises(error):
            moving.capture(0.05)
    told.write_text("finger 1")
    assert not np.array_equal(moving.capture(1).pixels, moving.capture(1).pixels)


def test_families_that_are_not_here_say_which_library_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FamilyUnknown):
        registry.fingerprint_family("toe:1")
    for device in (f"zkfp:{tmp_path}/libzkfp.so", "winbio"):
        family = registry.fingerprint_family(device)
        assert isinstance(family, HostedReaders)
        with pytest.raises(LibraryMissing):
            family.readers()
        family.close()
    assert not registry.manifest("zkfp").proven
    assert not registry.manifest("winbio").proven
    assert not registry.manifest("idcard").proven
    assert registry.manifest("libfprint").proven


def test_a_sample_of_windows_is_read_within_its_bounds() -> None:
    pixels = bytes(range(200)) * 2
    record = bytes(40) + struct.pack("<QHHHHBBBB", 0, 20, 20, 500, 500, 8, 0, 0, 0) + pixels
    sample = struct.pack("<IIIIIIII", 0, 0, len(record), 32, 0, 0, 0, 0) + record
    assert picture(sample).pixels.tobytes() == pixels
    for length in range(0, len(sample), 7):
        with pytest.raises(DeviceRefused):
            picture(sample[:length])


def test_a_card_is_a_claim_whose_number_is_checked(tmp_path: Path) -> None:
    card = tmp_path / "card"
    (reader,) = registry.id_card_family(f"virtual:{card}").readers()
    with pytest.raises(DeviceTimeout):
        reader.read(0.01)
    card.write_text("林国栋\n11010519491231002X", encoding="utf-8")
    assert reader.read(1).name == "林国栋"
    assert "林" not in repr(reader.read(1))
    card.write_text("林国栋\n110105194912310021", encoding="utf-8")
    with pytest.raises(CardUnknown):
        reader.read(1)
    assert not is_citizen_number("")
    with pytest.raises(LibraryMissing):
        registry.id_card_family(f"idcard:{tmp_path}/termb.so").readers()


def test_a_helper_that_dies_over_and_over_is_left_alone() -> None:
    family = HostedReaders("unruly", load_unruly)
    (reader,) = family.readers()
    deaths = []
    for _ in range(4):
        with pytest.raises(DriverCrashed) as died:
            reader.capture(5)
        deaths.append(died.value.exit_code)
    assert deaths == [3, 3, 3, None]  # the fourth time nothing was started
    assert reader.health() is Health.FAULTY
    family.close()


def test_a_helper_that_hangs_is_ended_in_time() -> None:
    family = HostedReaders("unruly", load_unruly, "hang")
    (reader,) = family.readers()
    with pytest.raises(DeviceTimeout):
        reader.capture(-2.9)  # the patience beyond it is three seconds
    assert reader.info in [each.info for each in family.readers()]
    family.close()


def test_a_helper_that_is_suspended_costs_one_try_and_the_next_works() -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    family = HostedReaders("orderly", load_orderly, "finger 1 impression 1")
    (reader,) = family.readers()
    (helper,) = {child.pid for child in multiprocessing.active_children()} - before
    assert helper is not None
    os.kill(helper, signal.SIGSTOP)
    with pytest.raises(DeviceTimeout):
        reader.capture(-2.0)  # the patience beyond it is three seconds
    assert np.array_equal(reader.capture(30).pixels, FINGER)
    family.close()


@pytest.mark.full
def test_the_real_libfprint_gives_the_pixels_that_lie_on_its_sensor(tmp_path: Path) -> None:
    needs_libfprint()
    before = {child.pid for child in multiprocessing.active_children()}
    with libfprint(tmp_path) as (family, reader, sensor):
        assert reader.info.practice  # its virtual device is refused on a production seat
        assert reader.health() is Health.READY
        assert "virtual" in reader.model
        for number in (1, 2):
            pixels = impression(1, number)
            assert np.array_equal(captured(reader, sensor, pixels).pixels, pixels)
        (helper,) = {child.pid for child in multiprocessing.active_children()} - before
        assert helper is not None
        killing = threading.Timer(1.0, os.kill, (helper, signal.SIGKILL))  # while it waits for a finger
        killing.start()
        with pytest.raises(DriverCrashed):  # one try is lost, the next works
            reader.capture(5)
        killing.join()
        (again,) = family.readers()
        assert np.array_equal(captured(again, sensor, FINGER).pixels, FINGER)


@pytest.mark.full
def test_the_real_libfprint_tells_a_bad_touch_from_a_broken_reader(tmp_path: Path) -> None:
    needs_libfprint()
    import threading

    with libfprint(tmp_path) as (_, reader, sensor):
        threading.Timer(0.5, sensor.retry, (1,)).start()
        with pytest.raises(FingerAgain, match="too-short"):
            reader.capture(15)
        threading.Timer(0.5, sensor.fault, (0x100,)).start()
        with pytest.raises((DeviceAbsent, DeviceRefused)):
            reader.capture(15)


def test_a_service_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    family = registry.fingerprint_family("fprintd")
    assert isinstance(family, HostedReaders)
    with pytest.raises(ServiceDown):
        family.readers()
    family.close()
