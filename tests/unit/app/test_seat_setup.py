"""From seat.toml to the settings of the seat program."""

from pathlib import Path

from seat_client.app.call_desk import CallDevices
from seat_client.app.configuration import load
from seat_client.app.seat_setup import seat_settings
from seat_client.conference.messages import Line
from seat_client.paths import Route
from seat_client.ui.widgets.plates import SeatPlate

SEAT = """
[seat]
id = "nh-07"
[centre]
url = "https://centre.example:8443"
[devices]
token = "virtual:{folder}/practice.token"
camera = "virtual:portrait"
microphone = "mic"
speaker = "box"
sound_profile = "headset"
"""
PLATE = SeatPlate("宁海分场", "分散式评标", "宁海分场 07 号机位", "07")
ROUTES = """
[routes]
wired = "eth0"
mobile = "10.64.3.7"
"""


def test_every_device_and_line_reaches_the_seat(tmp_path: Path) -> None:
    file = tmp_path / "seat.toml"
    file.write_text(SEAT.format(folder=tmp_path) + ROUTES, encoding="utf-8")
    made = seat_settings(load([file]), PLATE, tmp_path, [file], kiosk=True)
    assert (made.seat_id, made.centre, made.kiosk, made.practice) == (
        "nh-07",
        "https://centre.example:8443",
        True,
        False,
    )
    assert made.routes == (Route("wired", "eth0"), Route("mobile", "10.64.3.7"))
    lines = (Line("wired", "", "eth0"), Line("mobile", "10.64.3.7", ""))
    assert made.call == CallDevices("virtual:portrait", "portaudio", "mic", "box", "headset", lines)
    assert made.identity is None
    assert made.checks_itself
    assert str(file) in made.self_test


def test_without_a_route_the_machine_chooses_one_line(tmp_path: Path) -> None:
    file = tmp_path / "seat.toml"
    file.write_text(SEAT.format(folder=tmp_path), encoding="utf-8")
    made = seat_settings(load([file]), PLATE, tmp_path, [file], kiosk=False)
    assert made.routes == ()
    assert made.call is not None
    assert made.call.lines == (Line("wired"),)
