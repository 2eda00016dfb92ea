"""One profile becomes the sealed seat.toml of every seat, and a machine takes no other."""

import stat
from pathlib import Path

import pytest

from seat_client.app.configuration import ConfigurationInvalid, load, standard_paths
from seat_client.app.provision_command import run
from seat_client.app.seal import SealBroken, check_seal, public_key

URL = "https://centre.example:8443"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    assert run(["key", str(tmp_path / "provisioner.key")]) == 0
    return tmp_path / "provisioner.key"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    file = tmp_path / "profile.toml"
    told = [
        f"centre.url={URL}", "seat.place=青岚市公共资源交易中心", "routes.wired=eth0",
        'devices.token=["pcsc", "skf:/opt/maker/lib.so"]', 'sign_in.factors=["key", "face"]', "sign_in.needed=2",
        "interface.scale=1.25",
    ]  # fmt: skip
    assert run(["set", str(file), *told]) == 0
    return file


def machine(tmp_path: Path, seat: Path, *, local: str = "") -> Path:
    """A machine's folder as the installer leaves it, with what a technician set on the spot."""
    folder = tmp_path / "etc"
    (folder / "conf.d").mkdir(parents=True)
    for name in ("seat.toml", "provisioner.pem"):
        (folder / name).write_bytes((seat / name).read_bytes())
    if local:
        (folder / "conf.d" / "local.toml").write_text(local)
    return folder


def test_a_file_is_made_and_changed_setting_by_setting(profile: Path) -> None:
    assert run(["set", str(profile), "interface.scale=1", "--unset", "routes.wired"]) == 0
    made = load([profile])
    assert (made.centre.url, made.interface.scale, made.routes.wired) == (URL, 1, "")
    assert made.devices.token == ("pcsc", "skf:/opt/maker/lib.so")
    assert made.seat.place == "青岚市公共资源交易中心"


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("centre.adress=x", "centre.adress"),
        ("center.url=x", "center"),
        ("seat.number=0", "seat.number"),
        ("devices.camera=webcam", "devices.camera"),
        ("centre", "TABLE.KEY=VALUE"),
    ],
)
def test_what_no_seat_takes_is_refused_and_the_file_stays(
    profile: Path, told: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = profile.read_bytes()
    assert run(["set", str(profile), told]) == 2
    assert named in capsys.readouterr().err
    assert profile.read_bytes() == before
    assert not list(profile.parent.glob("*.new"))


def test_an_unknown_key_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seat.toml").write_text('[seat]\nid = "QL-07"\n\n[centre]\nurll = "https://x"\n')
    assert run(["check", str(tmp_path / "seat.toml")]) == 2
    assert "seat.toml:5: centre.urll" in capsys.readouterr().err


def test_one_profile_becomes_fourteen_sealed_seats(tmp_path: Path, profile: Path, key: Path) -> None:
    command = ["clone", str(profile), str(tmp_path / "seats"), "--seats", "QL-01..14", "--seal", str(key)]
    assert run(command) == 0
    folders = sorted((tmp_path / "seats").iterdir())
    assert [folder.name for folder in folders] == [f"QL-{number:02d}" for number in range(1, 15)]
    for number, folder in enumerate(folders, start=1):
        made = load([folder / "seat.toml"])
        assert (made.seat.id, made.seat.number, made.seat.label) == (folder.name, number, f"{number:02d} 号机位")
        assert made.centre.url == URL
        check_seal((folder / "seat.toml").read_bytes(), public_key(folder / "provisioner.pem"))


@pytest.mark.parametrize("seats", ["QL", "QL-5..2", "QL-0..3", "QL-1..999", "../x-1..2", "QL 1..2"])
def test_a_range_that_is_none_is_refused(tmp_path: Path, profile: Path, seats: str) -> None:
    assert run(["clone", str(profile), str(tmp_path / "seats"), "--seats", seats]) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace(b"centre.example", b"centre.evil"), "changed"),
        (lambda text: text.rpartition(b"# sealed")[0], "absent"),
        (lambda text: text + b'\n[log]\nlevel = "debug"\n', "absent"),
        (lambda text: text.replace(b"# sealed ", b"# sealed 0"), "absent"),
    ],
)
def test_a_machine_takes_no_seat_toml_but_the_provisioners(
    tmp_path: Path, profile: Path, key: Path, change: "object", reason: str
) -> None:
    run(["clone", str(profile), str(tmp_path / "seats"), "--seats", "QL-1..1", "--seal", str(key)])
    folder = machine(tmp_path, tmp_path / "seats" / "QL-1")
    assert load(standard_paths(folder)).seat.id == "QL-1"
    file = folder / "seat.toml"
    file.write_bytes(change(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ConfigurationInvalid, match=reason):
        load(standard_paths(folder))


def test_another_provisioners_seal_is_refused(tmp_path: Path, profile: Path, key: Path) -> None:
    run(["key", str(tmp_path / "other.key")])
    run(["seal", str(profile), "--key", str(tmp_path / "other.key")])
    assert run(["check", str(profile), "--provisioner", str(tmp_path / "provisioner.pub.pem")]) == 1
    assert run(["check", str(profile), "--provisioner", str(tmp_path / "other.pub.pem")]) == 0
    with pytest.raises(SealBroken, match="other-key"):
        check_seal(profile.read_bytes(), public_key(tmp_path / "provisioner.pub.pem"))


def test_on_the_spot_devices_may_be_chosen_and_the_centre_may_not(tmp_path: Path, profile: Path, key: Path) -> None:
    run(["clone", str(profile), str(tmp_path / "seats"), "--seats", "QL-1..1", "--seal", str(key)])
    folder = machine(tmp_path, tmp_path / "seats" / "QL-1", local='[devices]\ncamera = "opencv:Logitech_C920"\n')
    assert load(standard_paths(folder)).devices.camera == "opencv:Logitech_C920"
    (folder / "conf.d" / "local.toml").write_text('[log]\nlevel = "debug"\n\n[centre]\nurl = "https://evil.example"\n')
    with pytest.raises(ConfigurationInvalid) as refused:
        load(standard_paths(folder))
    assert (refused.value.line, refused.value.key) == (4, "centre")


def test_changing_a_sealed_file_takes_its_seal_off_unless_it_is_sealed_again(profile: Path, key: Path) -> None:
    run(["seal", str(profile), "--key", str(key)])
    public = str(key.with_name("provisioner.pub.pem"))
    assert run(["check", str(profile), "--provisioner", public]) == 0
    assert run(["set", str(profile), "interface.scale=1"]) == 0
    assert run(["check", str(profile), "--provisioner", public]) == 1
    assert run(["set", str(profile), "interface.scale=1.5", "--seal", str(key)]) == 0
    assert run(["check", str(profile), "--provisioner", public]) == 0


def test_the_provisioners_key_is_readable_by_its_owner_alone_and_never_overwritten(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    content = key.read_bytes()
    assert run(["key", str(key)]) == 2
    assert key.read_bytes() == content


def test_a_file_that_is_no_key_is_named(tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "no.key").write_text("no key")
    assert run(["seal", str(profile), "--key", str(tmp_path / "no.key")]) == 2
    assert "no.key" in capsys.readouterr().err
