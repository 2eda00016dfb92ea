"""The driver families there are, by name; a family's code is imported only when it is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from drivers.api.camera import Camera, CameraFamily
from drivers.api.device import Manifest
from drivers.api.errors import DeviceAbsent, FamilyUnknown
from drivers.api.fingerprint import FingerprintFamily
from drivers.api.id_card import IdCardFamily
from drivers.api.sound import SoundFamily
from drivers.api.token import TokenFamily
from drivers.host import HostedFamily
from drivers.hosted_reader import HostedReaders
from drivers.joined import JoinedFamily


def _virtual_tokens(path: str) -> TokenFamily:
    from drivers.virtual.token import VirtualFamily

    return VirtualFamily(Path(path).expanduser())


def _pcsc_tokens(reader: str) -> TokenFamily:
    from drivers.pcsc.family import PcscFamily

    return PcscFamily(only=reader)


def _pkcs11_tokens(place: str) -> TokenFamily:
    return HostedFamily("pkcs11", load_pkcs11, place)


def _skf_tokens(place: str) -> TokenFamily:
    return HostedFamily("skf", load_skf, place)


def load_pkcs11(place: str) -> TokenFamily:
    """The PKCS#11 family itself; only the process that may fall over calls this."""
    from drivers.pkcs11.family import load

    return load(place)


def load_skf(place: str) -> TokenFamily:
    """The SKF family itself; only the process that may fall over calls this."""
    from drivers.skf.family import load

    return load(place)


def _virtual_sound(scene: str) -> SoundFamily:
    from drivers.virtual.sound import VirtualSound

    return VirtualSound(scene)


def _virtual_cameras(scene: str) -> CameraFamily:
    from drivers.virtual.camera import VirtualCameraFamily

    return VirtualCameraFamily(scene)


def _opencv_cameras(only: str) -> CameraFamily:
    from drivers.opencv.family import OpenCvFamily

    return OpenCvFamily(only)


def _opencv_manifest() -> Manifest:
    from drivers.opencv.manifest import MANIFEST

    return MANIFEST


def _portaudio_sound(_place: str) -> SoundFamily:
    from drivers.portaudio.family import PortAudioFamily

    return PortAudioFamily()


def _portaudio_manifest() -> Manifest:
    from drivers.portaudio.manifest import MANIFEST

    return MANIFEST


def _virtual_fingers(told: str) -> FingerprintFamily:
    from drivers.virtual.finger import VirtualFingerFamily

    return VirtualFingerFamily(told)


def _virtual_id_cards(place: str) -> IdCardFamily:
    from drivers.virtual.id_card import VirtualIdCardFamily

    return VirtualIdCardFamily(place)


def load_libfprint(only: str) -> object:
    """The libfprint family itself; only the process that may fall over calls this and the following ones."""
    from drivers.libfprint.family import LibfprintFamily

    return LibfprintFamily(only)


def load_fprintd(_place: str) -> object:
    from drivers.fprintd.family import FprintdFamily

    return FprintdFamily()


def load_zkfp(place: str) -> object:
    from drivers.zkfp.family import ZkfpFamily

    return ZkfpFamily(place)


def load_winbio(_place: str) -> object:
    from drivers.winbio.family import WinbioFamily

    return WinbioFamily()


def load_idcard(place: str) -> object:
    from drivers.idcard.family import TermbFamily

    return TermbFamily(place)


def _libfprint_manifest() -> Manifest:
    from drivers.libfprint.manifest import MANIFEST

    return MANIFEST


def _fprintd_manifest() -> Manifest:
    from drivers.fprintd.manifest import MANIFEST

    return MANIFEST


def _zkfp_manifest() -> Manifest:
    from drivers.zkfp.manifest import MANIFEST

    return MANIFEST


def _winbio_manifest() -> Manifest:
    from drivers.winbio.manifest import MANIFEST

    return MANIFEST


def _idcard_manifest() -> Manifest:
    from drivers.idcard.manifest import MANIFEST

    return MANIFEST


def _virtual_manifest() -> Manifest:
    from drivers.virtual.manifest import MANIFEST

    return MANIFEST


def _pcsc_manifest() -> Manifest:
    from drivers.pcsc.manifest import MANIFEST

    return MANIFEST


def _pkcs11_manifest() -> Manifest:
    from drivers.pkcs11.manifest import MANIFEST

    return MANIFEST


def _skf_manifest() -> Manifest:
    from drivers.skf.manifest import MANIFEST

    return MANIFEST


TOKENS: dict[str, Callable[[str], TokenFamily]] = {
    "virtual": _virtual_tokens,
    "pcsc": _pcsc_tokens,
    "pkcs11": _pkcs11_tokens,
    "skf": _skf_tokens,
}
SOUND: dict[str, Callable[[str], SoundFamily]] = {
    "virtual": _virtual_sound,
    "portaudio": _portaudio_sound,
}
CAMERAS: dict[str, Callable[[str], CameraFamily]] = {
    "virtual": _virtual_cameras,
    "opencv": _opencv_cameras,
}
FINGERPRINTS: dict[str, Callable[[str], FingerprintFamily]] = {
    "virtual": _virtual_fingers,
    "libfprint": lambda place: HostedReaders("libfprint", load_libfprint, place),
    "fprintd": lambda place: HostedReaders("fprintd", load_fprintd, place),
    "zkfp": lambda place: HostedReaders("zkfp", load_zkfp, place),
    "winbio": lambda place: HostedReaders("winbio", load_winbio, place),
}
ID_CARDS: dict[str, Callable[[str], IdCardFamily]] = {
    "virtual": _virtual_id_cards,
    "idcard": lambda place: HostedReaders("idcard", load_idcard, place),
}
MANIFESTS: dict[str, Callable[[], Manifest]] = {
    "virtual": _virtual_manifest,
    "pcsc": _pcsc_manifest,
    "pkcs11": _pkcs11_manifest,
    "skf": _skf_manifest,
    "opencv": _opencv_manifest,
    "portaudio": _portaudio_manifest,
    "libfprint": _libfprint_manifest,
    "fprintd": _fprintd_manifest,
    "zkfp": _zkfp_manifest,
    "winbio": _winbio_manifest,
    "idcard": _idcard_manifest,
}


def token_family(device: str | Sequence[str]) -> TokenFamily:
    """The family a configuration names, or all that it names, as one.

    `virtual:PATH`, `pcsc`, `pcsc:PART OF A READER'S NAME`, `pkcs11:LIBRARY`, `pkcs11:LIBRARY?PART OF A SLOT'S OR
    TOKEN'S NAME`, or `skf:LIBRARY`.
    """
    if isinstance(device, str):
        return _one_family(device)
    families = [_one_family(each) for each in device]
    return families[0] if len(families) == 1 else JoinedFamily(families)


def camera(device: str) -> Camera:
    """The camera a configuration names. Raises DeviceAbsent where there is none, FamilyUnknown.

    `virtual`, `virtual:SCENE` or `virtual:PATH OF A SCENE FILE`; `opencv`, `opencv:INDEX`, `opencv:/dev/...` or
    `opencv:PART OF ITS STABLE NAME`.
    """
    name, _, place = device.partition(":")
    if name not in CAMERAS:
        raise FamilyUnknown(name)
    found = CAMERAS[name](place).cameras()
    if not found:
        raise DeviceAbsent(device)
    return found[0]


def fingerprint_family(device: str) -> FingerprintFamily:
    """The readers a configuration names: `libfprint`, `libfprint:PART OF A NAME`, `fprintd`, `zkfp:LIBRARY`, `winbio`,
    or `virtual:finger N`. Raises FamilyUnknown."""
    name, _, place = device.partition(":")
    if name not in FINGERPRINTS:
        raise FamilyUnknown(name)
    return FINGERPRINTS[name](place)


def id_card_family(device: str) -> IdCardFamily:
    """The card readers a configuration names: `idcard:LIBRARY` or `virtual:PATH`. Raises FamilyUnknown."""
    name, _, place = device.partition(":")
    if name not in ID_CARDS:
        raise FamilyUnknown(name)
    return ID_CARDS[name](place)


def _one_family(device: str) -> TokenFamily:
    name, _, place = device.partition(":")
    if name not in TOKENS:
        raise FamilyUnknown(name)
    return TOKENS[name](place)


def sound_family(device: str) -> SoundFamily:
    """The way to the sound that a configuration names: `portaudio`, or `virtual:SCENE`.

    Raises FamilyUnknown, LibraryMissing.
    """
    name, _, place = device.partition(":")
    if name not in SOUND:
        raise FamilyUnknown(name)
    return SOUND[name](place)


def manifest(family: str) -> Manifest:
    """What the family `family` drives and needs."""
    if family not in MANIFESTS:
        raise FamilyUnknown(family)
    return MANIFESTS[family]()
