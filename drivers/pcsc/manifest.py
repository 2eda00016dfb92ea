"""What the PC/SC family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="pcsc",
    kind=DeviceKind.TOKEN,
    label="PIV card or key (PC/SC)",
    library="pyscard",
    versions=("2.3", "3"),
)
