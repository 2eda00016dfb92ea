"""The others in the room: who is there by which lines, what is received of them, and what becomes of it.

For each feed there is one merged voice and one picture, whatever the number of lines on either side.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol

from aiortc.rtp import RtpPacket

from seat_client.conference.assembling import Assembler, Picture
from seat_client.conference.decoding import PictureDecoding
from seat_client.conference.hearing import Ear
from seat_client.conference.merging import Merger
from seat_client.conference.messages import PictureState
from seat_client.conference.repairs import Receiver
from seat_client.conference.signalling import Layer, RemoteFeed, Wish, Wishes
from seat_client.media.process import Tiles

SMALL_UP_TO: Final = 180
"""Rows of a tile for which the small picture is enough."""

LARGE_SILENT: Final = 1.2
"""Seconds without the large picture until the small one is taken instead: its sender's line carries no more."""

LARGE_AGAIN: Final = 15.0
PICTURE_LOST: Final = 2.5
SILENT_AFTER: Final = 1.0
"""Seconds without sound until the feed's other line is listened to as well."""

ASK_AGAIN_AFTER: Final = 2.0
"""Seconds without sound until a silent feed is subscribed to afresh; doubled each time, for some never speak."""

LONGEST_PATIENCE: Final = 32.0
PAUSED: Final = 0.15
"""Seconds between two ticks by which this process itself was held up."""


class Voice(Protocol):
    """Plays one feed's sound."""

    def push(self, sequence: int, timestamp: int, payload: bytes, arrival: float) -> None: ...


class Voices(Protocol):
    """Plays the sound of all feeds."""

    def stream(self, feed: str) -> Voice: ...

    def drop(self, feed: str) -> None: ...


Later = Callable[[Callable[[], object]], None]
"""Starts a coroutine that nobody waits for."""


@dataclass(slots=True)
class _Feed:
    name: str
    ear: Ear
    merger: Merger
    lines: dict[str, dict[str, RemoteFeed]] = field(default_factory=dict)  # own line: remote line: feed
    tile: int = 0
    shown_by: object = None
    large_failed: float = float("-inf")
    wanted_since: float = float("-inf")
    patience: float = ASK_AGAIN_AFTER
    asked_at: float = 0.0
    pictures_came: float = float("-inf")


class Feeds:
    """The table. `later` runs a receiver's feedback coroutine; belongs to the loop's thread."""

    def __init__(self, tiles: Tiles, voices: Voices, run: "Callable[[object], None]") -> None:
        self._voices, self._run = voices, run
        self._feeds: dict[str, _Feed] = {}
        self._tile_of: dict[str, int] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._ticked = 0.0
        self._assemblers: dict[Receiver, _PictureWay] = {}
        self.decoding = PictureDecoding(tiles, lost=self._decoder_lost)
        self.on_decoder_lost: Callable[[str], None] = lambda feed: None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._feeds)

    def close(self) -> None:
        self.decoding.close()

    # --- who is there -----------------------------------------------------------------------------------------------

    def present(self, own_line: str, feeds: Iterable[RemoteFeed], own: str) -> bool:
        """These feeds are in the room as seen by one of our lines; True when somebody came or left."""
        now, before = time.monotonic(), set(self._feeds)
        by_name: dict[str, dict[str, RemoteFeed]] = {}
        for feed in feeds:
            if feed.name != own:
                by_name.setdefault(feed.name, {})[feed.line] = feed
        for name, lines in by_name.items():
            self._feed(name, now).lines[own_line] = lines
        for name, known in list(self._feeds.items()):
            if name not in by_name:
                known.lines.pop(own_line, None)
            if not known.lines:
                self._drop(name)
        return set(self._feeds) != before

    def _feed(self, name: str, now: float) -> _Feed:
        if name not in self._feeds:
            ear, voice = Ear(name, now), self._voices.stream(name)
            known = self._feeds[name] = _Feed(name, ear, Merger(voice.push), asked_at=now, wanted_since=now)
            known.tile = self._tile_of.get(name, 0)
            self.decoding.show(name, known.tile, self._sizes.get(known.tile, (0, 0)))
        return self._feeds[name]

    def _drop(self, name: str) -> None:
        del self._feeds[name]
        self._voices.drop(name)
        self.decoding.forget(name)

    # --- what is wanted ---------------------------------------------------------------------------------------------

    def show(self, name: str, tile: int) -> None:
        """Show this feed in this tile from now on (0: in none)."""
        self._tile_of[name] = tile
        if (known := self._feeds.get(name)) is not None:
            known.tile, known.wanted_since = tile, time.monotonic()
            self.decoding.show(name, tile, self._sizes.get(tile, (0, 0)))

    def resize(self, tile: int, width: int, height: int) -> None:
        """A tile's size has changed."""
        self._sizes[tile] = (width, height)
        for name, known in self._feeds.items():
            if known.tile == tile:
                self.decoding.show(name, tile, (width, height))

    def wishes(self, own_line: str, *, pictures: bool, alone: bool) -> Wishes:
        """What this line of ours is to receive; pictures come by the line that carries them, and a line that is
        alone listens to all lines of the others."""
        now = time.monotonic()
        wishes: dict[tuple[str, str], Wish] = {}
        for known in self._feeds.values():
            lines = known.lines.get(own_line, {})
            layer = self._layer(known, now) if pictures else None
            for line in lines:
                audio = alone or line in self._heard_by(known, own_line, lines, now)
                if audio or layer:
                    wishes[known.name, line] = Wish(audio, layer)
        return wishes

    def _heard_by(self, known: _Feed, own_line: str, lines: Iterable[str], now: float) -> set[str]:
        """The lines of the other seat to listen to: the one like ours, and all when it is silent."""
        lines = set(lines)
        quiet = now - max(known.ear.last, known.ear.began) > SILENT_AFTER
        return lines if quiet or own_line not in lines else {own_line}

    def _layer(self, known: _Feed, now: float) -> Layer | None:
        width, height = self._sizes.get(known.tile, (0, 0))
        if not known.tile or not width:
            return None
        if height <= SMALL_UP_TO or now - known.large_failed < LARGE_AGAIN:
            return "small"
        return "large"

    # --- what comes -------------------------------------------------------------------------------------------------

    def arrived(self, own_line: str, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        """This receiver gets this stream from now on."""
        known = self._feed(feed.name, time.monotonic())
        way = (own_line, feed.line)
        present = receiver.sink
        if isinstance(present, _SoundWay | _PictureWay) and present.serves(known.name, way):
            return
        if kind == "audio":
            known.merger.forget(way)
            receiver.sink = _SoundWay(known, way)
        else:
            receiver.sink = self._assemblers[receiver] = _PictureWay(self, known, way, receiver)

    def picture(self, way: "_PictureWay", picture: Picture) -> None:
        """One whole picture; a key frame decides which way a feed is shown by."""
        known = way.known
        if picture.key:
            known.shown_by = way
        if known.shown_by is way:
            known.pictures_came = picture.arrived
            self.decoding.take(known.name, picture)

    def feedback(self, coroutine: object) -> None:
        """Run what a receiver sends back."""
        self._run(coroutine)

    def tick(self, now: float) -> None:
        """Every few hundredths of a second; after a pause of our own nothing is missed: it waits in the socket yet."""
        late, self._ticked = now - self._ticked > PAUSED, now
        if late:
            return
        for receiver, way in list(self._assemblers.items()):
            if receiver.sink is way and receiver.track is not None and receiver.transport.state == "connected":
                if way.known.tile:
                    way.assembler.tick(now)
            elif receiver.transport.state in {"closed", "failed"} or receiver.sink is not way:
                del self._assemblers[receiver]

    def need_keys(self, name: str | None = None) -> None:
        """Ask for key frames of one feed or of all: after an outage, or when the decoder has lost the thread."""
        now = time.monotonic()
        for way in self._assemblers.values():
            if name in {None, way.known.name}:
                way.assembler.need_key(now)

    def _decoder_lost(self, feed: str) -> None:
        self.on_decoder_lost(feed)

    # --- once a second ----------------------------------------------------------------------------------------------

    def falter(self, now: float) -> bool:
        """Note which pictures no longer come in their size; True when that changes what is wished for."""
        changed = False
        for known in self._feeds.values():
            missing = now - max(known.pictures_came, known.wanted_since) > LARGE_SILENT
            if not missing or not known.tile:
                continue
            fallen_back = now - known.large_failed < LARGE_AGAIN
            if fallen_back or self._layer(known, now) == "large":  # a size that does not come either: the other again
                known.large_failed = float("-inf") if fallen_back else now
                known.wanted_since, changed = now, True
                self.need_keys(known.name)
        return changed

    def silent(self, now: float) -> list[str]:
        """Feeds to subscribe to afresh, since nothing has been heard of them for their patience."""
        due = []
        for known in self._feeds.values():
            heard = max(known.ear.last, known.ear.began)
            if now - heard < ASK_AGAIN_AFTER:
                known.patience, known.asked_at = ASK_AGAIN_AFTER, heard
            elif now - known.asked_at > known.patience:
                known.patience, known.asked_at = min(2 * known.patience, LONGEST_PATIENCE), now
                due.append(known.name)
        return due

    def ears(self) -> list[Ear]:
        """Who listens to whom, for the heard matrix."""
        return [known.ear for known in self._feeds.values()]

    def pictures(self, now: float) -> tuple[tuple[str, PictureState], ...]:
        """What each feed's tile shows."""
        return tuple((known.name, self._picture_state(known, now)) for known in self._feeds.values())

    def _picture_state(self, known: _Feed, now: float) -> PictureState:
        if not known.tile:
            return "none"
        _, shown_at = self.decoding.shown(known.name)
        if now - shown_at < PICTURE_LOST:
            return "shown"
        return "camera_off" if now - known.ear.last < PICTURE_LOST else "lost"


class _SoundWay:
    """One receiver's sound of one feed."""

    def __init__(self, known: _Feed, way: tuple[str, str]) -> None:
        self._known, self._way = known, way

    def serves(self, name: str, way: tuple[str, str]) -> bool:
        return (self._known.name, self._way) == (name, way)

    def add(self, packet: RtpPacket, arrival: float) -> None:
        merger, before = self._known.merger, self._known.merger.taken
        merger.add(self._way, packet.timestamp, packet.payload, arrival)
        if merger.taken != before:
            self._known.ear.packet(packet.sequence_number, packet.extensions.audio_level, arrival)


class _PictureWay:
    """One receiver's pictures of one feed."""

    def __init__(self, feeds: Feeds, known: _Feed, way: tuple[str, str], receiver: Receiver) -> None:
        self.known, self._way = known, way
        self.assembler = Assembler(
            hand_out=lambda picture: feeds.picture(self, picture),
            ask_again=lambda numbers: feeds.feedback(receiver.ask_again(numbers)),
            ask_key_frame=lambda: feeds.feedback(receiver.ask_key_frame()),
        )

    def serves(self, name: str, way: tuple[str, str]) -> bool:
        return (self.known.name, self._way) == (name, way)

    def add(self, packet: RtpPacket, arrival: float) -> None:
        self.assembler.add(packet, arrival)
