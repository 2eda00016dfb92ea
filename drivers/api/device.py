"""Plain data that names a device, says how it is, and describes a driver family."""

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a device is for."""

    TOKEN = "token"  # noqa: S105 - the word for a signing key, not a secret
    CAMERA = "camera"
    FINGERPRINT = "fingerprint"
    ID_CARD = "id-card"
    SOUND = "sound"


class Health(StrEnum):
    """How a device is right now; absent and busy are told apart because the remedy differs."""

    READY = "ready"
    ABSENT = "absent"
    BUSY = "busy"
    FAULTY = "faulty"
    SERVICE_DOWN = "service-down"


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Names one device: `id` stays the same while the device stays in its place.

    `practice` marks a device that exists in software alone; what it signs is marked as practice.
    """

    id: str
    family: str
    label: str
    kind: DeviceKind
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describes a driver family: what it drives and which library, in which versions, it needs.

    A family is `proven` when it was seen to work with the real library or device; the others follow a document.
    """

    family: str
    kind: DeviceKind
    label: str
    library: str | None = None
    versions: tuple[str, str] | None = None
    usb_ids: tuple[tuple[int, int], ...] = ()
    proven: bool = True
