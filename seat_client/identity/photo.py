"""The one picture that a place may ask for with a sign-in by face: the head alone, small, as JPEG."""

import cv2

from seat_client.identity.faces import Face, Picture

AROUND = 0.6
"""How much of the face's own size is kept on each side of it: the head, and as little of the room as possible."""
TALLEST = 480
QUALITY = 85
"""Together below 100 kB, which is what the centre takes."""


def evidence_photo(picture: Picture, face: Face) -> bytes:
    """The head in `picture`, at most 480 pixels high."""
    height, width = picture.shape[:2]
    left, top, wide, high = face.box
    x0, y0 = max(0, int(left - AROUND * wide)), max(0, int(top - AROUND * high))
    x1, y1 = min(width, int(left + (1 + AROUND) * wide)), min(height, int(top + (1 + AROUND) * high))
    head = picture[y0:y1, x0:x1]
    scale = min(1.0, TALLEST / head.shape[0])
    size = (max(1, round(head.shape[1] * scale)), max(1, round(head.shape[0] * scale)))
    _, coded = cv2.imencode(
        ".jpg", cv2.resize(head, size, interpolation=cv2.INTER_AREA), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    )
    return coded.tobytes()
