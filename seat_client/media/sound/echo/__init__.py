"""Keeps what the loudspeaker plays out of what the microphone sends."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol

from seat_client.media.sound.echo.canceller import TrackingCanceller
from seat_client.media.sound.echo.webrtc import Aec3Canceller, NoCanceller
from seat_client.media.sound.resampling import Floats

__all__ = ["CANCELLERS", "Aec3Canceller", "EchoCanceller", "EchoKind", "NoCanceller", "TrackingCanceller"]


class EchoCanceller(Protocol):
    """Gets every block the loudspeaker is given, and every block of the microphone; float[480] of +-1.

    What comes out is `late` samples late.
    """

    late: int

    def played(self, block: Floats) -> None:
        """Take what the loudspeaker was given."""
        ...

    def process(self, mic: Floats) -> Floats:
        """What the microphone heard, without the loudspeaker."""
        ...

    def reopened(self) -> None:
        """Hear that the streams were opened afresh."""
        ...


class EchoKind(StrEnum):
    """Which canceller; the configuration's words."""

    TRACKING = "tracking"
    AEC3 = "aec3"
    OFF = "off"


CANCELLERS: Final[dict[EchoKind, Callable[[], EchoCanceller]]] = {
    EchoKind.TRACKING: TrackingCanceller,
    EchoKind.AEC3: Aec3Canceller,
    EchoKind.OFF: NoCanceller,
}
