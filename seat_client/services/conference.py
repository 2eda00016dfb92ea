"""The call as one signed-in seat takes part in it: joins ahead, reports whom it hears, tells the screen how all stands.

Orders go to the media process and never wait. A thread of its own speaks with the centre: a pass when one is needed,
the standing about once a second, and what the person does in the meeting in between.
"""

import logging
import queue
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Protocol

from seat_client.conference.messages import (
    CallChanged,
    CameraOff,
    FeedsChanged,
    Heard,
    JoinCall,
    LeaveCall,
    Line,
    Pictures,
    PrivateLine,
    Quality,
    SentSeconds,
    SetPolicy,
    WatchFeed,
)
from seat_client.media.messages import (
    SELF_VIEW,
    CameraState,
    ChangeVoice,
    Command,
    Mute,
    MutedSpeech,
    NoiseLevels,
    OwnLevel,
    ProcessLost,
    RoomLevel,
    SetVolume,
    ShowTile,
    SoundState,
    SuppressNoise,
)
from seat_client.services.call_showing import Told, Wanted, call_view
from seat_client.services.call_view import CallView
from seat_client.services.handing_in import HandingIn
from seat_client.sync.client import CentreClient
from seat_client.sync.errors import CentreRefused, CentreUnreachable, SessionEnded, SyncError
from seat_client.topic import Topic
from seat_client.wire.conference import CallPass, SentLog, SentSecond
from seat_client.wire.meeting import MeetingAct, MeetingState, SeatStanding

STAND = 1.0
"""Seconds between two standings."""

PICTURES_LINGER = 5.0  # seconds for which the pictures of a place go on that is no longer shown: it may come back
PARTS_AT_REST = 8  # parts of what was kept that go to the centre in a second without a call
LAST = 2.0  # seconds for handing in at the end
PASS_AGAIN = 5.0  # seconds until a refused pass is asked for again
TOLD_AT_MOST = 0.1  # seconds between two views: a screen need not change faster
SOUND_SILENT = {"absent", "failed"}  # changes of the sound devices after which there is no microphone

log = logging.getLogger(__name__)


class Media(Protocol):
    """What is asked of the media process (`media.client.MediaClient`)."""

    def send(self, order: Command) -> None: ...


class Conference:
    """`view` is published in whichever thread brought the news, at most ten times a second."""

    def __init__(
        self, client: CentreClient, media: Media, *, lines: tuple[Line, ...] = (Line("wired"),),
        kept: HandingIn | None = None,
    ) -> None:  # fmt: skip
        """`kept` hands in what the media process keeps while no line carries it."""
        self.view: Topic[CallView] = Topic()
        self.current = CallView()
        self._client = client
        self._media = media
        self._lines = lines
        self._kept = kept
        self._lock = threading.RLock()
        self._told = Told()
        self._pass: CallPass | None = None
        self._pass_due = True
        self._tiles: dict[str, int] = {}  # feed -> tile
        self._sizes: dict[str, tuple[int, int]] = {}  # role -> pixels
        self._left: dict[str, tuple[float, tuple[int, int]]] = {}  # roles not shown any more, since when
        self._aside = ""
        self._wanted = Wanted()
        self._published = 0.0
        self._acts: queue.SimpleQueue[tuple[MeetingAct, Future[MeetingState]] | None] = queue.SimpleQueue()
        self._log: list[SentSecond] = []
        self._log_of = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="conference", daemon=True)

    def start(self) -> None:
        """Connect ahead: from now on joining takes no more than a moment."""
        self._thread.start()

    def stop(self) -> None:
        """Leave, and end the thread."""
        self._ended.set()
        self._acts.put(None)
        self._media.send(LeaveCall())
        self._thread.join(timeout=10)

    # --- what the person does -------------------------------------------------------------------------------

    def join(self) -> None:
        """Take part from now on; the first of a committee starts the meeting."""
        with self._lock:
            self._wanted.live, self._wanted.away = True, False
            self._enter()
        self._apply_devices()
        self._acts.put(None)  # the centre hears of it at once

    def step_away(self, away: bool) -> None:
        """Be seen to be away, send neither sound nor picture; or come back to what was before."""
        self._wanted.away = away
        self._apply_devices()

    def rest(self, resting: bool) -> None:
        """Be out of the call for as long as the seat is sealed, and come back to where one was."""
        with self._lock:
            self._wanted.resting = resting
            if resting:
                self._media.send(LeaveCall())
            else:
                self._pass_due = True
        self._acts.put(None)

    def mute(self, muted: bool) -> None:
        self._wanted.muted = muted
        self._apply_devices()

    def hold_to_talk(self, held: bool) -> None:
        """While it is held, a muted seat is heard."""
        self._wanted.held = held
        self._apply_devices()

    def suppress_noise(self, on: bool) -> None:
        self._wanted.noise = on
        self._media.send(SuppressNoise(on))
        self._publish(at_once=True)

    def set_volume(self, percent: int) -> None:
        """How loud the others are, 0 to 100."""
        self._wanted.volume = percent
        self._media.send(SetVolume(percent))
        self._publish(at_once=True)

    def camera_off(self, off: bool) -> None:
        self._wanted.camera_off = off
        self._apply_devices()

    def show_in(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        """The places the screen shows now, with their size in pixels; the pictures of others end after a while."""
        with self._lock:
            now = time.monotonic()
            for role, size in self._sizes.items():
                if role not in sizes:
                    self._left.setdefault(role, (now, size))
            self._left = {role: left for role, left in self._left.items() if role not in sizes}
            self._sizes = dict(sizes)
            self._show()

    def act(self, kind: str, about: str = "", page: str = "") -> "Future[MeetingState]":
        """Do something in the meeting; fails with CentreRefused or CentreUnreachable."""
        done: Future[MeetingState] = Future()
        self._acts.put((MeetingAct.model_validate({"kind": kind, "about": about, "page": page}), done))
        return done

    # --- what the media process tells -----------------------------------------------------------------------

    def tell(self, news: object) -> None:
        """News of the media process, in a thread of its client."""
        with self._lock:
            self._take(news)
        self._publish()

    def _take(self, news: object) -> None:  # noqa: C901, PLR0912 - a table of what is told, a line each
        told = self._told
        match news:
            case CallChanged(private=True):
                return
            case CallChanged(state, refusal):
                told.state, told.refusal = state, refusal or ""
                if refusal in ("pin", "token", "room_gone"):
                    self._pass_due = True
            case FeedsChanged(feeds):
                told.feeds = frozenset(feeds)
            case Pictures(states):
                told.pictures = dict(states)
            case Heard(heard, speaking):
                told.heard = heard
                told.spoke.update(dict.fromkeys(speaking, time.monotonic()))
            case Quality():
                told.quality = news
            case CameraState(state):
                told.camera = "on" if state == "open" else "absent"
            case SoundState(change):
                told.microphone = "absent" if change in SOUND_SILENT else "on"
            case OwnLevel(level, speaking):
                told.level = level
                if speaking and not self._wanted.silent and self._pass is not None:
                    told.spoke[self._pass.feed] = time.monotonic()
            case RoomLevel(level):
                told.room = level
            case NoiseLevels():
                told.noise = news
            case MutedSpeech():
                told.unheard = time.monotonic()
            case SentSeconds(call, seconds):
                self._log_of = call
                self._log.extend(SentSecond.model_validate(second) for second in seconds)
            case ProcessLost():
                told.state, told.feeds, told.pictures = "rejoining", frozenset(), {}

    # --- the thread -------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._ended.is_set():
            if self._wanted.resting:
                self._work(STAND)
                continue
            try:
                if self._pass_due:
                    self._fetch_pass()
                self._stand()
                self._hand_in()
                self._hand_in_kept()
            except CentreRefused as refused:
                self._see_problem(refused.code)
            except (CentreUnreachable, SessionEnded):
                self._see_problem("centre_unreachable")
            except SyncError as error:
                log.warning("the conference could not ask the centre: %s", type(error).__name__)
            self._work(PASS_AGAIN if self._pass_due and self._told.problem else STAND)
        self._hand_in_last()

    def _work(self, seconds: float) -> None:
        """Do what the person asked for, as long as the pause lasts."""
        until = time.monotonic() + seconds
        while not self._ended.is_set() and (left := until - time.monotonic()) > 0:
            try:
                asked = self._acts.get(timeout=left)
            except queue.Empty:
                return
            if asked is None:
                return
            act, done = asked
            try:
                meeting = self._client.meet(act)
            except SyncError as error:
                done.set_exception(error)
            else:
                self._see_meeting(meeting)
                done.set_result(meeting)

    def _fetch_pass(self) -> None:
        given = self._client.call_pass()
        with self._lock:
            self._pass, self._pass_due, self._told.problem = given, False, ""
            self._enter()

    def _stand(self) -> None:
        with self._lock:
            wanted, told = self._wanted, self._told
            standing = SeatStanding(
                live=wanted.live and told.state in ("live", "rejoining"), heard=told.heard, away=wanted.away,
                microphone=self._told.microphone_of(self._wanted), camera=self._told.camera_of(self._wanted),
                voice="changed" if told.meeting.policy == "voice_changed" else "plain",
            )  # fmt: skip
        self._see_meeting(self._client.stand(standing))

    def _hand_in(self) -> None:
        with self._lock:
            seconds, self._log = self._log[:300], self._log[300:]
        if not seconds:
            return
        try:
            self._client.sent(SentLog(call=self._log_of, seconds=tuple(seconds)))
        except CentreUnreachable:
            with self._lock:
                self._log = [*seconds, *self._log]  # they are chained: none may be missing
            raise

    def _hand_in_kept(self) -> None:
        """A part with each standing while this seat is in the call, and more while it is not."""
        if self._kept is None or self._told.state == "rejoining":
            return
        for _ in range(1 if self._wanted.live else PARTS_AT_REST):
            if self._ended.is_set() or not self._kept.step():
                return

    def _hand_in_last(self) -> None:
        """What has just been kept, as far as it goes in a moment; the rest when this person comes back."""
        until = time.monotonic() + LAST
        with suppress(SyncError):
            self._hand_in()
            while self._kept is not None and time.monotonic() < until and self._kept.step():
                pass

    def _see_meeting(self, meeting: MeetingState) -> None:
        with self._lock:
            before, self._told.meeting = self._told.meeting, meeting
            self._told.problem = "" if not self._pass_due else self._told.problem
            if self._pass is not None and {p.feed for p in meeting.people} - set(self._pass.roles):
                self._pass_due = True  # somebody has come whom the pass does not know: a successor
            if self._pass is not None and meeting.policy != before.policy and meeting.number:
                self._media.send(SetPolicy(meeting.policy))
                self._media.send(ChangeVoice(meeting.policy == "voice_changed"))
            if meeting.moved and not before.moved:
                self._wanted.live = False
                self._media.send(LeaveCall())
            aside = meeting.aside.room if meeting.aside is not None else ""
            if aside != self._aside:
                self._aside = aside
                self._media.send(PrivateLine(meeting.aside))
            self._show()
        self._publish(at_once=True)

    def _see_problem(self, code: str) -> None:
        with self._lock:
            self._told.problem = code
        self._publish(at_once=True)

    # --- orders ---------------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Join by the pass there is; ahead, until the person takes part."""
        if self._pass is None:
            return
        self._media.send(JoinCall(self._pass, self._wanted.live, self._lines))
        others = [feed for feed in self._pass.roles if feed != self._pass.feed]
        self._tiles = {feed: number for number, feed in enumerate(sorted(others, key=self._order), start=1)}
        self._show()

    def _order(self, feed: str) -> tuple[int, int]:
        role = self._pass.roles[feed] if self._pass is not None else "m1"
        return "mst".index(role[0]), int(role[1:])

    def _show(self) -> None:
        """Ask for the pictures that the screen shows, and for no others."""
        if self._pass is None:
            return
        for feed, tile in self._tiles.items():
            self._resize(tile, self._pass.roles[feed])
            self._send_new(WatchFeed(feed, tile if any(self._size(self._pass.roles[feed])) else 0))
        self._resize(SELF_VIEW, self._pass.roles.get(self._pass.feed, ""))

    def _size(self, role: str) -> tuple[int, int]:
        """The size a place is shown in, or was until lately."""
        left, size = self._left.get(role, (0.0, (0, 0)))
        return self._sizes.get(role, size if time.monotonic() - left < PICTURES_LINGER else (0, 0))

    def _resize(self, tile: int, role: str) -> None:
        width, height = self._size(role)
        self._send_new(ShowTile(tile, width, height))

    def _send_new(self, order: WatchFeed | ShowTile) -> None:
        """An order that says nothing new need not be given."""
        if self._wanted.given.get(order.standing) != order:
            self._wanted.given[order.standing] = order
            self._media.send(order)

    def _apply_devices(self) -> None:
        with self._lock:
            self._media.send(Mute(self._wanted.silent))
            self._media.send(CameraOff(self._wanted.camera_off or self._wanted.away))
        self._publish(at_once=True)

    # --- the view ---------------------------------------------------------------------------------------------------

    def _publish(self, *, at_once: bool = False) -> None:
        with self._lock:
            now = time.monotonic()
            if not at_once and now - self._published < TOLD_AT_MOST:
                return
            view = call_view(self._told, self._wanted, self._pass, self._tiles, now)
            if view == self.current:
                return
            self._published, self.current = now, view
        self.view.publish(view)
