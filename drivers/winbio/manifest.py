"""What the winbio family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="winbio",
    kind=DeviceKind.FINGERPRINT,
    label="Windows Biometric Framework",
    library="winbio.dll",
    proven=False,
)
