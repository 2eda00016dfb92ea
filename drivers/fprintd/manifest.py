"""What the fprintd family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(family="fprintd", kind=DeviceKind.FINGERPRINT, label="Fingerprint reader (fprintd service)")
