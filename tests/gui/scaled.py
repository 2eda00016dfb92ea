"""`QT_SCALE_FACTOR=1.25 python -m tests.gui.scaled SCENE`: plays a scene and prints what a person would stumble over.

In a process of its own, since Qt takes the factor once, at its start. Points of the window are 1.25 of the screen's.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize

from seat_client.app.autopilot.looking import cut_off
from seat_client.app.qt import application
from tests.gui.closing import squeezed
from tests.gui.pictures import COMPACT, WIDE
from tests.gui.scenes import every_scene
from tests.gui.steady import at_rest
from tests.gui.walk import faults, sideways

SIZES = (QSize(1536, 864), COMPACT)
"""What 125 percent leave of 1920x1080, and the smallest window that is promised."""


def main(name: str) -> None:
    """Play the scene at each size and print the faults."""
    if os.environ.get("QT_SCALE_FACTOR") != "1.25":
        raise SystemExit("QT_SCALE_FACTOR=1.25 is wanted")
    qt = application("zh_CN")
    qt.setCursorFlashTime(0)
    scene = next(scene for scene in every_scene() if scene.name == name)
    with tempfile.TemporaryDirectory() as folder:
        for state, window in scene.play(Path(folder)):
            for size in SIZES:
                at_rest(window, size)
                for fault in (*cut_off(window), *squeezed(window), *faults(window), *sideways(window)):
                    sys.stdout.write(f"{state} {size.width()}: {fault}\n")
            at_rest(window, WIDE)
    sys.stdout.write("played\n")


if __name__ == "__main__":
    main(sys.argv[1])
