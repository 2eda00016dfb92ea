"""What the SKF family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="skf",
    kind=DeviceKind.TOKEN,
    label="Signing key with an SKF library (GM/T 0016)",
    library="the key vendor's SKF library",
)
