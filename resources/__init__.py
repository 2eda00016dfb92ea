"""Files the product carries or fetches at set-up: fonts, models, translations, icons, the contract."""

import sys
from pathlib import Path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent)) / "resources"


def path(*parts: str) -> Path:
    """Where a resource lies, in the source tree and in a frozen program alike."""
    return _ROOT.joinpath(*parts)
