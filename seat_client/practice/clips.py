"""Prepared pictures and speech of a simulated colleague: encoded once, sent over and over at the cost of copying.

A clip is a loop. Its pictures come in two sizes with a key frame every second, so that whoever begins to watch waits
for none; its sound is 20 ms packets with whether somebody speaks in them.
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

RATE = 10
"""Pictures a second; also the distance of key frames in pictures."""

SOUND_RATE = 50  # packets a second
FORM = 1


@dataclass(frozen=True, slots=True)
class Clip:
    """`large` and `small` are VP8 frames, key frames at multiples of RATE; `sound` are Opus packets with the level
    under full scale in dB (127: nobody speaks)."""

    large: tuple[bytes, ...]
    small: tuple[bytes, ...]
    sound: tuple[tuple[bytes, int], ...]

    def write(self, path: Path) -> None:
        document = {
            "form": FORM, "large": [_text(f) for f in self.large], "small": [_text(f) for f in self.small],
            "sound": [[_text(packet), level] for packet, level in self.sound],
        }  # fmt: skip
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(document), "ascii")
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Clip":
        """Raises OSError, ValueError for a file that is none of this form."""
        document = json.loads(path.read_text("ascii"))
        if document.get("form") != FORM:
            raise ValueError(path.name)
        return cls(
            tuple(base64.b64decode(f) for f in document["large"]),
            tuple(base64.b64decode(f) for f in document["small"]),
            tuple((base64.b64decode(packet), int(level)) for packet, level in document["sound"]),
        )  # fmt: skip


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
