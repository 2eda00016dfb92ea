"""Keeps a unit to what the stages allow: a watcher in every room mutes what must not go out, before anybody gets it.

Janus tells the watcher of a stream when it begins; a muted stream is neither forwarded nor recorded. The watcher
itself sends nothing and receives nothing.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seat_client.centre.conference.errors import JanusGone, JanusRefused
from seat_client.centre.conference.janus import JanusLine
from seat_client.centre.conference.policy import forwarded
from seat_client.centre.conference.rooms import SECOND_LINE
from seat_client.wire.conference import MediaPolicy

WATCHER = "centre"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoomRules:
    """What holds in a room now: its policy, the roles of its feeds, whose voice is changed, who speaks aside."""

    pin: str
    secret: str
    token: str
    policy: MediaPolicy = "video"
    roles: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()

    def forwards(self, feed: str, kind: str) -> bool:
        """Whether a stream of this feed goes out; a feed without a role has no business here."""
        own = feed.removesuffix(SECOND_LINE)
        role = self.roles.get(own)
        if role is None or own in self.aside:
            return False
        return forwarded(self.policy, role, kind, "changed" if own in self.changed else "plain")


@dataclass(slots=True)
class _Watched:
    handle: int
    rules: RoomRules
    streams: dict[tuple[str, str], str] = field(default_factory=dict)  # (feed, mid) -> kind
    muted: set[tuple[str, str]] = field(default_factory=set)


class Watch:
    """The watchers in one unit's rooms. `keep` is called by the media process whenever something may have changed."""

    def __init__(self, url: str) -> None:
        """Raises JanusGone."""
        self._rooms: dict[str, _Watched] = {}
        self._by_handle: dict[int, str] = {}
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._line = JanusLine(url, told=self._told)
        self._hand = threading.Thread(target=self._moderate, name="janus-watch", daemon=True)
        self._hand.start()

    @property
    def alive(self) -> bool:
        return self._line.alive

    def keep(self, rules: Mapping[str, RoomRules]) -> None:
        """Watch these rooms by these rules, and no others; raises JanusGone. A room that is not there yet waits."""
        for name, rule in rules.items():
            if name not in self._rooms:
                self._enter(name, rule)
        with self._lock:
            for name, watched in self._rooms.items():
                watched.rules = rules.get(name, watched.rules)
            for name in [n for n in self._rooms if n not in rules]:
                self._by_handle.pop(self._rooms.pop(name).handle, None)
        self._news.set()

    def feeds(self, room: str) -> frozenset[str]:
        """Who sends in a room now."""
        with self._lock:
            watched = self._rooms.get(room)
            return frozenset(feed for feed, _ in watched.streams) if watched is not None else frozenset()

    def close(self) -> None:
        self._line.close()
        self._news.set()
        self._hand.join(timeout=5)

    def _enter(self, name: str, rules: RoomRules) -> None:
        handle = self._line.attach()
        with self._lock:
            self._rooms[name] = _Watched(handle, rules)
            self._by_handle[handle] = name
        try:
            joined = self._line.request(
                {"request": "join", "ptype": "publisher", "room": name, "id": WATCHER, "pin": rules.pin,
                 "token": rules.token}, handle=handle,
            )  # fmt: skip
        except JanusRefused as refused:
            log.info("room %s cannot be watched yet: %s", name, refused)
            with self._lock:
                self._by_handle.pop(self._rooms.pop(name).handle, None)
            return
        self._told(handle, joined)

    def _told(self, handle: int, data: Mapping[str, Any]) -> None:
        """An event of a room, in the line's thread."""
        with self._lock:
            watched = self._rooms.get(self._by_handle.get(handle, ""))
            if watched is None:
                return
            for publisher in data.get("publishers", ()):
                feed = str(publisher["id"])
                for stream in publisher.get("streams", ()):
                    if stream.get("type") in ("audio", "video"):
                        watched.streams[feed, str(stream["mid"])] = str(stream["type"])
            for word in ("unpublished", "leaving", "kicked"):
                gone = data.get(word)
                if isinstance(gone, str):
                    watched.streams = {k: v for k, v in watched.streams.items() if k[0] != gone}
                    watched.muted = {k for k in watched.muted if k[0] != gone}
        self._news.set()

    def _moderate(self) -> None:
        """The hand that mutes and unmutes: requests cannot be made in the thread that takes the answers."""
        while self._line.alive:
            self._news.wait(1.0)
            self._news.clear()
            try:
                for room, secret, feed, mid, mute in self._due():
                    self._mute(room, secret, feed, mid, mute=mute)
            except JanusGone:
                return

    def _due(self) -> list[tuple[str, str, str, str, bool]]:
        due = []
        with self._lock:
            for name, watched in self._rooms.items():
                for (feed, mid), kind in watched.streams.items():
                    mute = not watched.rules.forwards(feed, kind)
                    if mute != ((feed, mid) in watched.muted):
                        due.append((name, watched.rules.secret, feed, mid, mute))
        return due

    def _mute(self, room: str, secret: str, feed: str, mid: str, *, mute: bool) -> None:
        body = {"request": "moderate", "room": room, "secret": secret, "id": feed, "mid": mid, "mute": mute}
        try:
            self._line.request(body)
        except JanusRefused as refused:  # the feed has left in the meantime, and its leaving is being told
            log.info("%s/%s could not be moderated: %s", room, feed, refused)
            return
        with self._lock:
            if (watched := self._rooms.get(room)) is not None:
                (watched.muted.add if mute else watched.muted.discard)((feed, mid))
