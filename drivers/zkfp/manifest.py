"""What the zkfp family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="zkfp", kind=DeviceKind.FINGERPRINT, label="ZKTeco fingerprint reader", library="libzkfp", proven=False
)
