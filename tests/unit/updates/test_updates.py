"""A repository of releases as its publisher makes it, and everything that a seat must not take from one."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from seat_client.updates import SourceUnreachable, UpdateRefused
from seat_client.updates.fetching import METADATA, TARGETS, Offered, Releases, is_newer
from seat_client.updates.publishing import SHORT_DAYS, Repository

ARCH = "amd64"


class World:
    """A publisher's repository with version 1.0.0 in it, and a seat that trusts its root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = folder / "repository"
        self.publisher = Repository(self.repository, folder / "keys")
        self.root = self.publisher.begin().read_bytes()
        self.publish("1.0.0")

    def publish(self, version: str, *, now: datetime | None = None) -> bytes:
        package = self.folder / "package.deb"
        package.write_bytes(f"package {version} ".encode() * 1000)
        self.publisher.add(package, version, ARCH, now=now)
        return package.read_bytes()

    def seat(self, source: Path | str | None = None) -> Releases:
        return Releases(str(source or self.repository), root=self.root, cache=self.folder / "seat", architecture=ARCH)

    def copy(self, name: str) -> Path:
        return shutil.copytree(self.repository, self.folder / name)

    @property
    def package(self) -> Path:
        timestamp = json.loads((self.repository / METADATA / "timestamp.json").read_text())
        number = timestamp["signed"]["meta"]["snapshot.json"]["version"]
        targets = json.loads((self.repository / METADATA / f"{number}.targets.json").read_text())
        digest = targets["signed"]["targets"][f"seat-client_{ARCH}.deb"]["hashes"]["sha256"]
        return self.repository / TARGETS / f"{digest}.seat-client_{ARCH}.deb"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def served(world: World) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(world.repository)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_newest_release_comes_from_a_stick_as_it_was_published(world: World) -> None:
    published = world.publish("1.10.0")
    releases = world.seat(world.copy("stick"))
    assert releases.newest() == Offered("1.10.0", len(published))
    assert releases.fetch().read_bytes() == published


def test_the_same_folder_serves_over_http_and_a_newer_stick_follows(world: World, served: str) -> None:
    assert world.seat(served).newest() == Offered("1.0.0", 14000)
    assert world.seat(served).fetch().stat().st_size == 14000
    published = world.publish("1.1.0")
    assert world.seat(world.copy("stick")).fetch().read_bytes() == published


def test_an_old_stick_played_again_is_refused(world: World) -> None:
    old = world.copy("old stick")
    world.publish("1.1.0")
    assert world.seat().newest() is not None
    with pytest.raises(UpdateRefused) as refused:
        world.seat(old).newest()
    assert refused.value.code == "replayed"


def test_a_repository_of_somebody_else_is_refused(world: World, tmp_path: Path) -> None:
    other = World(tmp_path / "other")
    other.publish("9.0.0")
    with pytest.raises(UpdateRefused) as refused:
        world.seat(other.repository).newest()
    assert refused.value.code == "forged"


def test_releases_signed_with_the_key_of_the_short_lived_parts_are_refused(world: World) -> None:
    """Who holds the machine that renews cannot publish."""
    keys = world.folder / "keys"
    shutil.copyfile(keys / "short-lived.pem", keys / "releases.pem")
    world.publish("1.1.0")
    with pytest.raises(UpdateRefused) as refused:
        world.seat().newest()
    assert refused.value.code == "forged"


def test_a_version_written_over_in_the_signed_list_is_refused(world: World) -> None:
    place = world.repository / METADATA / "2.targets.json"
    place.write_text(place.read_text().replace("1.0.0", "2.0.0"))
    with pytest.raises(UpdateRefused) as refused:
        world.seat().newest()
    assert refused.value.code == "forged"


@pytest.mark.parametrize("change", [b"", b"other bytes", b"X" * 14000], ids=["emptied", "shortened", "same length"])
def test_a_changed_package_is_refused_and_not_left_behind(world: World, change: bytes) -> None:
    world.package.write_bytes(change)
    releases = world.seat()
    releases.newest()
    with pytest.raises(UpdateRefused) as refused:
        releases.fetch()
    assert refused.value.code == "changed"
    assert not list((world.folder / "seat").glob("*.deb"))


def test_a_longer_package_is_not_read_to_its_end(world: World) -> None:
    world.package.write_bytes(world.package.read_bytes() + b"more")
    releases = world.seat()
    releases.newest()
    with pytest.raises(UpdateRefused) as refused:
        releases.fetch()
    assert refused.value.code == "changed"


def test_a_cached_package_that_was_changed_on_the_disk_is_fetched_anew(world: World) -> None:
    releases = world.seat()
    fetched = releases.fetch()
    right = fetched.read_bytes()
    fetched.write_bytes(b"changed on the disk")
    assert world.seat().fetch().read_bytes() == right


def test_an_expired_repository_is_refused_until_it_is_renewed(world: World) -> None:
    world.publish("1.1.0", now=datetime.now(UTC) - timedelta(days=SHORT_DAYS + 1))
    with pytest.raises(UpdateRefused) as refused:
        world.seat().newest()
    assert refused.value.code == "expired"
    world.publisher.renew()
    newest = world.seat().newest()
    assert newest is not None
    assert newest.version == "1.1.0"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"signed": 3}', b"\xff" * 100])
def test_nonsense_is_refused(world: World, content: bytes) -> None:
    (world.repository / METADATA / "timestamp.json").write_bytes(content)
    with pytest.raises(UpdateRefused) as refused:
        world.seat().newest()
    assert refused.value.code == "unusable"


def test_a_folder_without_a_repository_and_a_server_that_is_gone_are_unreachable(
    world: World, served: str, expect_log: Callable[[str], None]
) -> None:
    expect_log("urllib3.connectionpool WARNING Retrying")
    for source in (str(world.folder / "nothing"), served + "/nothing", "http://127.0.0.1:1/"):
        with pytest.raises(SourceUnreachable):
            world.seat(source).newest()


def test_no_release_for_this_architecture_is_no_release(world: World) -> None:
    seat = Releases(str(world.repository), root=world.root, cache=world.folder / "seat", architecture="riscv64")
    assert seat.newest() is None


def test_a_repository_is_begun_once(world: World) -> None:
    with pytest.raises(FileExistsError):
        world.publisher.begin()


@pytest.mark.parametrize(
    ("offered", "installed", "newer"),
    [("1.10.0", "1.9.9", True), ("1.9.9", "1.10.0", False), ("1.0.0", "1.0.0", False), ("1.0.1", "1.0", True)],
)
def test_versions_are_compared_by_number(offered: str, installed: str, newer: bool) -> None:
    assert is_newer(offered, installed) is newer
