"""What a person chose on the practice welcome, kept from one start to the next beside the practice's other files."""

import json
from pathlib import Path

from seat_client.ui.tokens import SCALES

FILE = "choices.json"


class PracticeChoices:
    """The choices of one practice folder; a file that cannot be understood counts as none."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @property
    def scale(self) -> int:
        """The interface's scale in percent."""
        try:
            kept = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return SCALES[0]
        scale = kept.get("scale") if isinstance(kept, dict) else None
        return scale if scale in SCALES else SCALES[0]

    def save_scale(self, percent: int) -> None:
        """Keep the scale for the next start."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps({"scale": percent}) + "\n", "utf-8")
