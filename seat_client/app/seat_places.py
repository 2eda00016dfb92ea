"""Where a seat keeps its files."""

import os
from pathlib import Path

DATA = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "seat-client"
IDENTITY = "identity"  # folder in it: the seat's key and certificate towards the centre
