"""What the libfprint family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="libfprint",
    kind=DeviceKind.FINGERPRINT,
    label="Fingerprint reader (libfprint)",
    library="libfprint-2.so.2",
    versions=("1.94", "2"),
)
