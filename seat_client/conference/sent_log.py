"""What this seat has sent, second by second, as a chain of digests, so that sent and recorded can be compared.

The centre's recording holds RTP payloads; a second's digest covers the same payloads in their order, whatever line
they took. A link covers the one before, so nothing can be taken out or put in later.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from seat_client.conference.repairs import Encoded
from seat_client.evidence.canonical import canonical
from seat_client.wire.conference import SentSecond

FIRST_LINK: Final = "0" * 64


@dataclass(slots=True)
class _Second:
    number: int
    first_timestamp: int
    digest: Any
    packets: int = 0
    octets: int = 0


class SentLog:
    """One call's log over all its tracks. `sent` for every frame, in order; `finished` gives the links so far."""

    def __init__(self, link: str = FIRST_LINK) -> None:
        self._link = link
        self._open: dict[str, _Second] = {}
        self._links: list[SentSecond] = []

    def sent(self, track: str, encoded: Encoded, at: float) -> None:
        """This frame has gone out at Unix time `at`."""
        second = self._open.get(track)
        if second is None or second.number != int(at):
            if second is not None:
                self._close(track, second)
            second = self._open[track] = _Second(int(at), encoded.timestamp, hashlib.sha256())
        for payload in encoded.payloads:
            second.digest.update(payload)
            second.packets += 1
            second.octets += len(payload)

    def finish(self) -> None:
        """Close the seconds that are still open: the call ends."""
        for track, second in self._open.items():
            self._close(track, second)
        self._open.clear()

    def taken(self) -> tuple[SentSecond, ...]:
        """The links made since this was asked last."""
        links, self._links = tuple(self._links), []
        return links

    def _close(self, track: str, second: _Second) -> None:
        content = {
            "track": track,
            "second": second.number,
            "packets": second.packets,
            "octets": second.octets,
            "first_timestamp": second.first_timestamp,
            "digest": second.digest.hexdigest(),
        }
        self._link = _linked(self._link, content)
        self._links.append(SentSecond.model_validate(content | {"link": self._link}))


def breaks(seconds: Iterator[SentSecond], link: str = FIRST_LINK) -> int | None:
    """The index of the first link that does not follow from the one before; None when the chain holds."""
    for index, second in enumerate(seconds):
        link = _linked(link, second.model_dump(exclude={"link"}))
        if link != second.link:
            return index
    return None


def _linked(link: str, content: dict[str, Any]) -> str:
    return hashlib.sha256(link.encode("ascii") + canonical(content)).hexdigest()
