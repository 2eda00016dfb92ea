"""What every camera owes, on the practice camera always; and the practice camera's scenes."""

from pathlib import Path

import numpy as np
import pytest

from drivers import registry
from drivers.api.camera import PictureWish
from drivers.api.device import DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout, FamilyUnknown
from drivers.opencv.camera import OpenCvCamera
from drivers.virtual.scene import NAMED, OTHER, Scene, parse

SMALL = PictureWish(320, 180, 120)


def test_a_session_hands_out_pictures_in_the_order_they_were_taken() -> None:
    camera = registry.camera("virtual:portrait")
    assert camera.info.kind is DeviceKind.CAMERA
    assert camera.health() is Health.READY
    with camera.open(SMALL) as session:
        frames = [session.read() for _ in range(3)]
    assert [frame.pixels.shape for frame in frames] == [(180, 320, 3)] * 3
    assert frames[0].at < frames[1].at < frames[2].at
    assert not np.array_equal(frames[0].pixels, frames[1].pixels)


def test_absent_and_busy_are_told_apart() -> None:
    with pytest.raises(DeviceAbsent), registry.camera("virtual:unplugged").open():
        pass
    with pytest.raises(DeviceBusy), registry.camera("virtual:busy").open():
        pass
    with pytest.raises(FamilyUnknown):
        registry.camera("webcam:0")
    with pytest.raises(DeviceAbsent):
        registry.camera("opencv:no such camera")
    absent = OpenCvCamera("/dev/video-that-is-not-there")
    assert absent.health() is Health.ABSENT
    with pytest.raises(DeviceAbsent), absent.open():
        pass


def test_a_camera_that_is_unplugged_says_so_and_comes_back(tmp_path: Path) -> None:
    scene = tmp_path / "scene"
    assert registry.camera(f"virtual:{scene}").health() is Health.ABSENT
    scene.write_text("portrait person=3")
    camera = registry.camera(f"virtual:{scene}")
    with camera.open(SMALL) as session:
        session.read()
        scene.unlink()
        with pytest.raises(DeviceAbsent):
            session.read()
    assert camera.health() is Health.ABSENT
    scene.write_text("black")
    with camera.open(SMALL) as session:
        assert session.read().pixels.max() == 0


def test_a_camera_without_pictures_runs_out_of_time() -> None:
    with registry.camera("virtual:portrait rate=0").open(SMALL) as session, pytest.raises(DeviceTimeout):
        session.read(0.01)


def test_a_scene_is_told_in_words() -> None:
    assert parse("") == Scene()
    assert parse("two-faces person=4 light=0.5") == Scene(person=4, second=OTHER, light=0.5)
    for wrong in ("film", "portrait person=x", "portrait colour=red", "portrait act=dance"):
        with pytest.raises(DeviceRefused):
            parse(wrong)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_named_scene_can_be_filmed_or_refused(name: str) -> None:
    camera = registry.camera(f"virtual:{name}")
    if camera.health() is Health.READY:
        with camera.open(SMALL) as session:
            assert session.read().pixels.dtype == np.uint8


def test_a_photograph_does_not_move_and_a_person_does() -> None:
    for name, moves in (("photograph", False), ("turn-left", True)):
        with registry.camera(f"virtual:{name}").open(PictureWish(320, 180, 60)) as session:
            first = session.read().pixels.astype(int)
            later = [session.read().pixels.astype(int) for _ in range(45)][-1]
        assert bool((np.abs(first - later) > 20).any()) is moves
