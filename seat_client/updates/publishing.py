"""A repository of releases, on the side of who publishes them: begun once, releases added, signatures renewed.

Four keys: two for the root, which both have to sign and which belong in two persons' safes; one for releases; one for
the short-lived parts, the only one that `renew` needs.
"""

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from seat_client.updates.fetching import METADATA, TARGETS, target_name

ROOT_KEYS: Final = ("root-1", "root-2")
RELEASES, SHORT_LIVED = "releases", "short-lived"
ROOT_DAYS, TARGETS_DAYS = 5 * 365, 365
SHORT_DAYS: Final = 180
"""A seat off the network takes releases from a stick for so long after the stick was written."""


class Repository:
    """The repository in `folder`, signed by the keys in `keys`."""

    def __init__(self, folder: Path, keys: Path) -> None:
        self._folder, self._keys = folder, keys

    def begin(self, *, now: datetime | None = None) -> Path:
        """Make keys and an empty repository; the root file that goes to every seat. Raises FileExistsError."""
        now = now or datetime.now(UTC)
        (self._folder / METADATA).mkdir(parents=True)
        (self._folder / TARGETS).mkdir()
        self._keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in (*ROOT_KEYS, RELEASES, SHORT_LIVED):
            self._make_key(name)
        root = Root(expires=now + timedelta(days=ROOT_DAYS), consistent_snapshot=True)
        roles = {Root.type: ROOT_KEYS, Targets.type: (RELEASES,)}
        for role in (Root.type, Targets.type, Snapshot.type, Timestamp.type):
            for name in roles.get(role, (SHORT_LIVED,)):
                root.add_key(self._signer(name).public_key, role)
        root.roles[Root.type].threshold = len(ROOT_KEYS)
        place = self._write(Metadata(root), ROOT_KEYS, "1.root.json")
        self._publish(Targets(expires=now + timedelta(days=TARGETS_DAYS)), 1, now)
        return place

    def add(self, package: Path, version: str, architecture: str, *, now: datetime | None = None) -> None:
        """Publish a package as the newest of its architecture."""
        now = now or datetime.now(UTC)
        name = target_name(architecture)
        target = TargetFile.from_file(name, str(package))
        target.unrecognized_fields["custom"] = {"version": version}
        digest = target.hashes["sha256"]
        shutil.copyfile(package, self._folder / TARGETS / f"{digest}.{name}")
        targets = self._targets()
        targets.targets[name] = target
        targets.version += 1
        targets.expires = now + timedelta(days=TARGETS_DAYS)
        self._publish(targets, self._timestamp().snapshot_meta.version + 1, now)

    def renew(self, *, now: datetime | None = None) -> None:
        """Sign what is short-lived anew; nothing else changes."""
        now = now or datetime.now(UTC)
        self._write_short_lived(self._targets().version, self._timestamp().snapshot_meta.version + 1, now)

    def _publish(self, targets: Targets, snapshot: int, now: datetime) -> None:
        self._write(Metadata(targets), (RELEASES,), f"{targets.version}.targets.json")
        self._write_short_lived(targets.version, snapshot, now)

    def _write_short_lived(self, targets: int, version: int, now: datetime) -> None:
        until = now + timedelta(days=SHORT_DAYS)
        snapshot = Snapshot(version=version, expires=until, meta={"targets.json": MetaFile(targets)})
        self._write(Metadata(snapshot), (SHORT_LIVED,), f"{version}.snapshot.json")
        timestamp = Timestamp(version=version, expires=until, snapshot_meta=MetaFile(version))
        self._write(Metadata(timestamp), (SHORT_LIVED,), "timestamp.json")

    def _timestamp(self) -> Timestamp:
        return Metadata[Timestamp].from_file(str(self._folder / METADATA / "timestamp.json")).signed

    def _targets(self) -> Targets:
        folder = self._folder / METADATA
        number = self._timestamp().snapshot_meta.version
        snapshot = Metadata[Snapshot].from_file(str(folder / f"{number}.snapshot.json")).signed
        number = snapshot.meta["targets.json"].version
        return Metadata[Targets].from_file(str(folder / f"{number}.targets.json")).signed

    def _write(self, metadata: Metadata[Any], keys: Sequence[str], name: str) -> Path:
        for number, key in enumerate(keys):
            metadata.sign(self._signer(key), append=number > 0)
        place = self._folder / METADATA / name
        metadata.to_file(str(place))
        return place

    def _make_key(self, name: str) -> None:
        key = Ed25519PrivateKey.generate()
        descriptor = os.open(self._keys / f"{name}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def _signer(self, name: str) -> CryptoSigner:
        key = load_pem_private_key((self._keys / f"{name}.pem").read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)  # noqa: S101 - as _make_key wrote it
        return CryptoSigner(key)
