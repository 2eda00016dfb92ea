"""The fprintd reader against Debian's own fprintd on a private bus, over libfprint's virtual sensor."""

from pathlib import Path

import pytest

from drivers.api.device import Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceTimeout, DriverError, ServiceDown
from drivers.virtual.ridges import impression
from tests.drivers.fprintd_service import service

PERSON = "expert-0001"
pytestmark = pytest.mark.full


def test_a_finger_enrolled_there_is_verified_and_another_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(tmp_path, monkeypatch) as (made, family, reader):
        assert reader.health() is Health.READY
        assert "virtual" in reader.model.lower()
        with pytest.raises(DeviceAbsent):  # nobody is enrolled yet
            reader.verify(PERSON, 5)
        made.enrol(PERSON, [impression(1, 1)] * 6)
        for finger, same in ((1, True), (2, False)):
            touching = made.sensor.later(impression(finger, 1))
            assert reader.verify(PERSON, 20) is same
            touching.join()
        with pytest.raises(DeviceTimeout):
            reader.verify(PERSON, 0.5)
        touching = made.sensor.later(impression(1, 1))
        assert reader.verify(PERSON, 20)  # a time-out leaves nothing claimed
        touching.join()
        assert made.fprintd is not None
        made.fprintd.kill()
        made.fprintd.wait()
        with pytest.raises(ServiceDown):
            family.readers()
        assert reader.health() is Health.SERVICE_DOWN
        with pytest.raises(DriverError) as gone:
            reader.verify(PERSON, 2)
        assert not isinstance(gone.value, DeviceBusy)
