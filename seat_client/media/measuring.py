"""The parts of a measurement of the seat's sound; pages name them without loading the sound itself."""

from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """What is going on; the screen says what the person should do."""

    SILENCE = "silence"
    READING = "reading"
    LOUDSPEAKER = "loudspeaker"


PARTS: Final = {Part.SILENCE: 4.0, Part.READING: 6.0, Part.LOUDSPEAKER: 9.0}
"""Seconds of each, in this order."""
