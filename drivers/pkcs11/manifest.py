"""What the PKCS#11 family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="pkcs11",
    kind=DeviceKind.TOKEN,
    label="Signing key with a PKCS#11 library",
    library="python-pkcs11",
    versions=("0.9", "1"),
)
