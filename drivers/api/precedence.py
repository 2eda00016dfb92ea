"""Lets the calling thread, and those it starts, go before ordinary work, where the system allows it."""

import contextlib
import os
import threading
from typing import Final

_NICE: Final = -11
"""What PulseAudio takes for itself. Sound that waits behind a page being drawn is a gap in a sentence."""


def take_precedence() -> bool:
    """Whether it was allowed; a seat's account needs `LimitNICE=-11` for it. On systems without, nothing happens."""
    if not hasattr(os, "setpriority"):
        return False
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        return True
    return False
