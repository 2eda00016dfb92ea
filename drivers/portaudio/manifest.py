"""What the PortAudio family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="portaudio",
    kind=DeviceKind.SOUND,
    label="Microphone and speaker (PortAudio)",
    library="PyAudio",
    versions=("0.2.14", "0.3"),
)
