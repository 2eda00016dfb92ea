"""What the practice family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(family="virtual", kind=DeviceKind.TOKEN, label="Practice signing key (file)")
