"""The table of families, and what keeps it true: manifests, lazy loading, errors that cross a process boundary."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from drivers import registry
from drivers.api import errors
from drivers.api.device import DeviceKind
from drivers.pcsc.family import PcscFamily
from drivers.virtual.token import VirtualFamily

FACTS: dict[type[errors.DriverError], tuple[object, ...]] = {
    errors.DeviceTimeout: ("reader", 3.0),
    errors.LibraryMissing: ("libfoo.so", "not found"),
    errors.PinRejected: (2,),
    errors.PinLocked: (),
    errors.DriverCrashed: ("family", -6),
    errors.DriverError: (),
}
EVERY_ERROR = errors._tree(errors.DriverError)


def test_every_family_has_its_manifest() -> None:
    kinds = {
        DeviceKind.TOKEN: registry.TOKENS,
        DeviceKind.CAMERA: registry.CAMERAS,
        DeviceKind.SOUND: registry.SOUND,
        DeviceKind.FINGERPRINT: registry.FINGERPRINTS,
        DeviceKind.ID_CARD: registry.ID_CARDS,
    }
    assert {name for table in kinds.values() for name in table} == registry.MANIFESTS.keys()
    for name in registry.MANIFESTS:
        assert registry.manifest(name).family == name
        assert name in kinds[registry.manifest(name).kind]


def test_a_device_is_named_by_family_and_place() -> None:
    assert isinstance(registry.token_family("virtual:/tmp/a.token"), VirtualFamily)
    assert isinstance(registry.token_family("pcsc"), PcscFamily)
    assert registry.token_family("virtual:/a/e1.token").readers()[0].info.id == "virtual:/a/e1.token"


def test_several_devices_make_one_family(tmp_path: Path) -> None:
    one, other = f"virtual:{tmp_path}/a.token", f"virtual:{tmp_path}/b.token"
    assert [reader.info.id for reader in registry.token_family([one, other]).readers()] == [one, other]
    assert isinstance(registry.token_family([one]), VirtualFamily)


@pytest.mark.parametrize("device", ["", "biokey:libfoo.so", "virtua"])
def test_an_unknown_family_is_refused_by_name(device: str) -> None:
    with pytest.raises(errors.FamilyUnknown) as unknown:
        registry.token_family(device)
    assert unknown.value.name == device.partition(":")[0]
    with pytest.raises(errors.FamilyUnknown):
        registry.manifest(device)


def test_a_family_is_imported_only_when_asked_for() -> None:
    script = (
        "import sys, drivers.registry as r; r.token_family(['pkcs11:/a.so', 'skf:/b.so']); "
        "print([m for m in sys.modules if m.startswith(('drivers.p', 'drivers.s', 'smartcard', 'pkcs11'))])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("error", EVERY_ERROR)
def test_every_error_crosses_a_process_boundary_whole(error: type[errors.DriverError]) -> None:
    raised = error(*FACTS.get(error, ("fact",)))
    again = pickle.loads(pickle.dumps(raised))  # noqa: S301 - our own bytes
    assert type(again) is error
    assert vars(again) == vars(raised)


def test_every_error_has_a_code_of_its_own() -> None:
    assert len(errors.CODES) == len(EVERY_ERROR)
