"""What the OpenCV family is."""

from drivers.api.device import DeviceKind, Manifest

MANIFEST = Manifest(
    family="opencv", kind=DeviceKind.CAMERA, label="Camera (Video4Linux, Media Foundation)", library="cv2"
)
