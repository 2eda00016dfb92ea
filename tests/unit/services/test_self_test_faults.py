"""A fault put in on purpose, in the real driver or the virtual one: the self-test names its layer and no other.

The signing chain runs against a real pcscd of the test's own; the disk is a real file system that is full; the
lines are those of a network of the test's own. Faults of the centre's side stand in `centre/test_seat_health.py`.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import resources
from drivers.api.camera import Camera
from drivers.api.device import Health
from drivers.api.errors import DeviceAbsent
from drivers.pcsc.family import PcscFamily
from drivers.virtual.token_file import create_token
from seat_client.app.configuration import load
from seat_client.app.self_test_bench import bench
from seat_client.paths import Route
from seat_client.services.self_test.bench import Bench
from seat_client.services.self_test.program import write_list
from seat_client.services.self_test.progress import MOST_SECONDS
from seat_client.services.self_test.result import CHAIN, Check, Result, State
from seat_client.services.self_test.run import SelfTest
from tests.piv_card.card import PivCard
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.people import Member, card_for, certificate_for, new_key
from tests.piv_card.service import PcscService, until
from tests.pulse_server import PulseServer, missing, pulse_server
from tests.unit.paths.two_lines import CENTRE, PORT, SERVER, Net

__all__ = ["pcsc_service_fixture"]

NOW = datetime.now(UTC)
GOOD = Member(starts=NOW - timedelta(days=10), ends=NOW + timedelta(days=300))
Seat = Callable[..., Bench]


@pytest.fixture
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """A seat on which everything is in order but for the settings a test changes."""
    secret = tmp_path / "credentials"
    secret.mkdir()
    (secret / "store-secret").write_bytes(os.urandom(32))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secret))
    key = new_key("ec-p256")
    create_token(tmp_path / "key.json", pin="123456", key=key, certificate=certificate_for(GOOD, key))
    (tmp_path / "data").mkdir(mode=0o700)

    def made(**devices: str) -> Bench:
        named = {"token": f"virtual:{tmp_path / 'key.json'}", "camera": "virtual:portrait", "sound": "virtual:tone"}
        lines = [f'{name} = "{value}"' for name, value in (named | devices).items()]
        file = tmp_path / "seat.toml"
        file.write_text("\n".join(['[seat]\nid = "QL-07"\n[devices]', *lines]), encoding="utf-8")
        return bench(load([file]), tmp_path / "data")

    return made


def checked(bench: Bench, *checks: Check, short: bool = False) -> dict[Check, Result]:
    """What a run of the groups of these checks found."""
    report = SelfTest(bench, only=checks, short=short).run()
    return {result.check: result for result in report.results}


def failing(results: dict[Check, Result]) -> list[tuple[Check, str]]:
    return [(check, result.fault) for check, result in results.items() if result.state is State.FAIL]


def insert(service: PcscService, card: PivCard) -> None:
    """Put a card in, and wait until the service has seen it."""
    service.slots[0].insert(card)
    until(lambda: any(r.health() is Health.READY for r in PcscFamily().readers()), "the card")


def chain(bench: Bench) -> tuple[list[tuple[Check, str]], list[Check]]:
    """What fails in the signing chain, and what was not looked at behind it."""
    results = checked(bench, *CHAIN)
    return failing(results), [check for check, result in results.items() if result.state is State.SKIPPED]


# --- the signing chain --------------------------------------------------------------------------------------------


def test_a_chain_without_a_fault_passes_every_layer(pcsc_service: PcscService, seat: Seat) -> None:
    card = card_for(GOOD)
    insert(pcsc_service, card)
    results = checked(seat(token="pcsc"), *CHAIN)
    assert {result.state for result in results.values()} == {State.PASS}
    assert results[Check.PIN].facts == {"tries_left": 3}
    assert card.pins_tried == 0, "a PIN was presented that nobody was asked for"


def test_no_card_service_is_the_service(pcsc_service: PcscService, seat: Seat) -> None:
    pcsc_service.kill()
    assert chain(seat(token="pcsc")) == ([(Check.SERVICE, "service-down")], list(CHAIN[1:]))


def test_no_reader_is_the_reader(pcsc_service: PcscService, seat: Seat) -> None:
    assert chain(seat(token="pcsc:A Reader That Is Not There")) == ([(Check.READER, "reader-absent")], list(CHAIN[2:]))


def test_no_driver_library_is_the_driver(seat: Seat) -> None:
    failed, _ = chain(seat(token="pkcs11:/usr/lib/libnobody-has-this.so"))
    assert failed == [(Check.DRIVER, "library-missing")]


def test_a_card_of_another_kind_is_the_driver(pcsc_service: PcscService, seat: Seat) -> None:
    card = card_for(GOOD)
    card.is_piv = False
    insert(pcsc_service, card)
    assert chain(seat(token="pcsc")) == ([(Check.DRIVER, "card-unknown")], list(CHAIN[3:]))


def test_no_card_is_the_card(pcsc_service: PcscService, seat: Seat) -> None:
    assert chain(seat(token="pcsc")) == ([(Check.CARD, "card-absent")], list(CHAIN[4:]))


def test_a_blocked_pin_is_the_pin(pcsc_service: PcscService, seat: Seat) -> None:
    card = card_for(GOOD)
    card.tries_left = 0
    insert(pcsc_service, card)
    assert chain(seat(token="pcsc")) == ([(Check.PIN, "pin-blocked")], [Check.CERTIFICATE])


def test_an_expired_certificate_is_the_certificate(pcsc_service: PcscService, seat: Seat) -> None:
    insert(pcsc_service, card_for(replace(GOOD, starts=NOW - timedelta(days=90), ends=NOW - timedelta(days=1))))
    assert chain(seat(token="pcsc")) == ([(Check.CERTIFICATE, "certificate-expired")], [])


# --- twelve faults, each in a whole run ---------------------------------------------------------------------------

Break = Callable[[Path, PcscService, PivCard], dict[str, str]]
"""Puts one fault in; the devices that seat.toml names otherwise for it."""


def _other_card(_: Path, __: PcscService, card: PivCard) -> dict[str, str]:
    card.is_piv = False
    return {}


def _blocked(_: Path, __: PcscService, card: PivCard) -> dict[str, str]:
    card.tries_left = 0
    return {}


def _expired(_: Path, __: PcscService, card: PivCard) -> dict[str, str]:
    card.keys = card_for(replace(GOOD, starts=NOW - timedelta(days=90), ends=NOW - timedelta(days=1))).keys
    return {}


def _readable_key(folder: Path, _: PcscService, __: PivCard) -> dict[str, str]:
    (folder / "data" / "identity").mkdir()
    (folder / "data" / "identity" / "seat.pem").write_text("key")
    (folder / "data" / "identity" / "seat.pem").chmod(0o644)
    return {}


def _no_service(_: Path, service: PcscService, __: PivCard) -> dict[str, str]:
    service.kill()
    return {}


def _no_card(_: Path, service: PcscService, __: PivCard) -> dict[str, str]:
    service.slots[0].pull()
    until(service.is_empty, "the slot empty")
    return {}


def _named(**devices: str) -> Break:
    return lambda *_: devices


OF_A_BUSY_MACHINE = {"camera-slow", "disk-very-slow"}
"""True of whatever machine the tests share; tests of their own hold them."""

TWELVE: dict[str, tuple[Break, Check, str]] = {
    "no card service": (_no_service, Check.SERVICE, "service-down"),
    "no reader": (_named(token="pcsc:A Reader That Is Not There"), Check.READER, "reader-absent"),
    "no driver library": (_named(token="pkcs11:/usr/lib/libnobody-has-this.so"), Check.DRIVER, "library-missing"),
    "a card of another kind": (_other_card, Check.DRIVER, "card-unknown"),
    "no card": (_no_card, Check.CARD, "card-absent"),
    "a blocked PIN": (_blocked, Check.PIN, "pin-blocked"),
    "an expired certificate": (_expired, Check.CERTIFICATE, "certificate-expired"),
    "no camera": (_named(camera="virtual:unplugged"), Check.CAMERA, "camera-absent"),
    "a covered camera": (_named(camera="virtual:black"), Check.CAMERA, "camera-black"),
    "no microphone": (_named(sound="virtual:quiet", microphone="none"), Check.MICROPHONE, "microphone-absent"),
    "no fingerprint reader": (_named(finger="virtual:unplugged"), Check.FINGER, "finger-absent"),
    "a readable key": (_readable_key, Check.KEYS, "keys-readable"),
}


@pytest.mark.full  # a whole run each
@pytest.mark.parametrize("fault", TWELVE)
def test_of_a_whole_run_the_faults_own_layer_fails_and_no_other(
    pcsc_service: PcscService, seat: Seat, tmp_path: Path, fault: str
) -> None:
    card = card_for(GOOD)
    insert(pcsc_service, card)
    break_it, check, code = TWELVE[fault]
    results = checked(seat(**({"token": "pcsc"} | break_it(tmp_path, pcsc_service, card))), short=True)
    assert [found for found in failing(results) if found[1] not in OF_A_BUSY_MACHINE] == [(check, code)]
    assert len(results) > len(CHAIN) + 8, "not a whole run"


# --- picture, sound, person ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("camera", "fault"),
    [
        ("opencv:a camera that is not there", "camera-absent"),
        ("virtual:unplugged", "camera-absent"),
        ("virtual:busy", "camera-busy"),
        ("virtual:black", "camera-black"),
        ("virtual:slow", "camera-slow"),
    ],
)
def test_a_camera_that_shows_nothing_is_the_camera(seat: Seat, camera: str, fault: str) -> None:
    assert failing(checked(seat(camera=camera), Check.CAMERA, short=True)) == [(Check.CAMERA, fault)]


def test_no_microphone_is_the_microphone(seat: Seat) -> None:
    failed = failing(checked(seat(sound="virtual:quiet", microphone="one that is not there"), Check.MICROPHONE))
    assert failed == [(Check.MICROPHONE, "microphone-absent")]


@pytest.mark.full  # the measurement takes its twenty seconds
def test_a_silent_microphone_is_the_microphone(seat: Seat) -> None:
    assert failing(checked(seat(sound="virtual:quiet"), Check.MICROPHONE)) == [(Check.MICROPHONE, "microphone-silent")]


@pytest.mark.full  # a sound server, and the measurement takes its twenty seconds
def test_a_real_sound_server_without_the_microphone_or_with_a_mute_one(seat: Seat, tmp_path: Path) -> None:
    if missing():
        pytest.skip(f"needs {', '.join(missing())}")
    (tmp_path / "pulse").mkdir()
    with pulse_server(tmp_path / "pulse") as server:
        seat(sound="portaudio", microphone="unplugged", speaker="speaker")
        assert _sound_faults(tmp_path, server) == ["microphone-absent"]
        seat(sound="portaudio", microphone="mic", speaker="speaker")
        assert _sound_faults(tmp_path, server) == ["microphone-silent"]


def _sound_faults(folder: Path, server: PulseServer) -> list[str]:
    """What the command says of the sound, where it finds that server."""
    files = ["--config", str(folder / "seat.toml"), "--data", str(folder / "data")]
    command = [
        sys.executable,
        "-m",
        "seat_client.app.command_line",
        "selftest",
        *files,
        "--only",
        "microphone",
        "--json",
    ]
    environment = os.environ | server.environment
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    return [result["fault"] for result in json.loads(done.stdout)["results"] if result["fault"]]


@pytest.mark.parametrize(("told", "fault"), [("unplugged", "finger-absent"), ("busy", "finger-busy")])
def test_a_fingerprint_reader_that_is_gone_is_the_reader(seat: Seat, told: str, fault: str) -> None:
    assert failing(checked(seat(finger=f"virtual:{told}"), Check.FINGER)) == [(Check.FINGER, fault)]


def test_a_changed_face_model_is_the_models(seat: Seat, tmp_path: Path) -> None:
    shutil.copytree(resources.path("models"), tmp_path / "models")
    changed = tmp_path / "models" / "iris_landmark.tflite"
    content = changed.read_bytes()
    changed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert failing(checked(replace(seat(), models=tmp_path / "models", face=True), Check.FACE)) == [
        (Check.FACE, "model-damaged")
    ]


# --- the machine --------------------------------------------------------------------------------------------------


def test_a_full_disk_is_the_disk(seat: Seat, tmp_path: Path) -> None:
    """On a file system of 64 KiB, in a mount namespace of its own, by the command itself."""
    seat()
    unshare = ["unshare", "-m", *([] if os.geteuid() == 0 else ["-r"])]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs leave to make namespaces (root, or user namespaces)")
    inside = (
        'mount -t tmpfs -o size=64k none "$0" && exec "$1" -m seat_client.app.command_line selftest --config "$2"'
        ' --data "$0" --only disk --json'
    )
    command = [*unshare, "sh", "-c", inside, str(tmp_path / "data"), sys.executable, str(tmp_path / "seat.toml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    (result,) = json.loads(done.stdout)["results"]
    assert (done.returncode, result["check"], result["fault"]) == (1, "disk", "disk-full")
    assert result["steps"], "no word of what to do"


def test_a_key_beside_its_store_is_the_key_storage(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    earnest = replace(seat(), practice=False)
    assert failing(checked(earnest, Check.KEYS)) == [(Check.KEYS, "keys-beside-store")]


def test_a_key_that_others_may_read_is_the_key_storage(seat: Seat) -> None:
    tested = seat()
    (tested.data / "identity").mkdir()
    (tested.data / "identity" / "seat.pem").write_text("key")
    (tested.data / "identity" / "seat.pem").chmod(0o644)
    assert failing(checked(tested, Check.KEYS)) == [(Check.KEYS, "keys-readable")]


def test_a_missing_font_is_the_fonts(seat: Seat, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for file in resources.path("fonts").glob("*.ttc"):
        if "Serif" not in file.name:
            (fonts / file.name).symlink_to(file)
    assert failing(checked(replace(seat(), fonts=fonts), Check.FONTS)) == [(Check.FONTS, "font-missing")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda root: (root / "seat_client" / "a.py").write_text("x = 2"), "program-changed"),
        (lambda root: (root / "seat_client" / "a.py").unlink(), "program-file-missing"),
        (lambda root: (root / "seat_client" / "c.py").write_text(""), "program-file-added"),
        (lambda root: (root / "program.sha256").write_text("nothing"), "program-list-damaged"),
    ],
)
def test_a_changed_program_file_is_the_program(
    seat: Seat, tmp_path: Path, change: Callable[[Path], object], fault: str
) -> None:
    root = tmp_path / "program"
    (root / "seat_client").mkdir(parents=True)
    (root / "seat_client" / "a.py").write_text("x = 1")
    write_list(root)
    tested = replace(seat(), program=root)
    assert not failing(checked(tested, Check.PROGRAM))
    change(root)
    assert failing(checked(tested, Check.PROGRAM)) == [(Check.PROGRAM, fault)]


# --- the lines ----------------------------------------------------------------------------------------------------


@pytest.fixture
def net() -> Iterator[Net]:
    net = Net()
    try:
        net.lay()
    except (OSError, subprocess.CalledProcessError):
        net.remove()
        pytest.skip("needs the right to make network name spaces")
    yield net
    net.remove()


@pytest.mark.full
def test_a_cut_line_is_that_line_alone(net: Net, tmp_path: Path) -> None:
    file = tmp_path / "seat.toml"
    file.write_text(
        f'[centre]\nurl = "http://{CENTRE}:{PORT}"\n[routes]\nwired = "wired"\nmobile = "{net.addresses["mobile"]}"\n'
    )
    server = net.run(net.centre, "-c", SERVER, str(PORT))
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "serving\n"
        assert _lines(net, file, tmp_path) == {}
        net.set("mobile", "down")
        assert _lines(net, file, tmp_path) == {"mobile": "line-down"}
    finally:
        server.kill()
        server.communicate()


def _lines(net: Net, file: Path, data: Path) -> dict[str, str]:
    """The faults of the lines, measured by the command within the seat's name space."""
    command = ["-m", "seat_client.app.command_line", "selftest", "--config", str(file), "--data", str(data / "data")]
    running = net.run(net.seat, *command, "--short", "--only", "wired", "--json", "--no-tell")
    told, _ = running.communicate(timeout=120)
    results = json.loads(told)["results"]
    assert [result["check"] for result in results] == ["wired", "mobile"]
    return {result["check"]: result["fault"] for result in results if result["fault"] not in ("", "line-slow")}


def test_an_interface_that_is_not_there_is_the_line(seat: Seat) -> None:
    tested = replace(seat(), centre="http://127.0.0.1:9", routes=(Route("mobile", "nosuch0"),))
    assert failing(checked(tested, Check.MOBILE, short=True)) == [(Check.MOBILE, "line-absent")]


def test_a_centre_that_does_not_listen_is_not_the_line(seat: Seat) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port
        tested = replace(seat(), centre=f"http://127.0.0.1:{unused.getsockname()[1]}")
        assert failing(checked(tested, Check.LINE, short=True)) == [(Check.LINE, "centre-closed")]
        assert failing(checked(tested, Check.CLOCK)) == [(Check.CENTRE, "centre-unreachable")]


# --- the whole run ------------------------------------------------------------------------------------------------


def test_the_limits_of_all_checks_stay_under_three_minutes(seat: Seat) -> None:
    for short in (False, True):
        test = SelfTest(seat(), short=short)
        assert test.longest <= MOST_SECONDS
        assert len(set(test.checks)) == len(test.checks)


def test_a_device_that_never_answers_costs_its_own_checks_alone(seat: Seat) -> None:
    ended = threading.Event()

    def never() -> Camera:
        ended.wait(120)
        raise DeviceAbsent("camera")

    tested = replace(seat(), camera=never)
    results = checked(tested, Check.CAMERA, Check.FONTS)
    ended.set()
    assert failing(results) == [(Check.CAMERA, "no-answer")]
    assert results[Check.FONTS].state is State.PASS
