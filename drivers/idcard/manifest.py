"""What the idcard family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="idcard", kind=DeviceKind.ID_CARD, label="Resident identity card reader", library="termb", proven=False
)
