"""The call as a part of the media process: takes orders, and keeps what was ordered while there is no call."""

import ssl
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

import numpy as np

from drivers.api.camera import Frame
from seat_client.conference import repairs
from seat_client.conference.call import Call, Surroundings, private_join
from seat_client.conference.gap_keeper import Keeping, take_up
from seat_client.conference.hearing import SILENCE
from seat_client.conference.messages import (
    CallChanged,
    CameraOff,
    FeedList,
    FeedsChanged,
    JoinCall,
    KeepGaps,
    LeaveCall,
    PrivateLine,
    SetPolicy,
    WatchFeed,
)
from seat_client.media.camera_part import CameraPart
from seat_client.media.messages import SELF_VIEW, ShowTile
from seat_client.media.process import Host
from seat_client.media.sound.engine import Outgoing
from seat_client.media.sound_part import SoundPart
from seat_client.wire.conference import CallPass


class CallPart:
    """`trust` is for servers that speak TLS. Raises EngineMismatch."""

    takes = (KeepGaps, JoinCall, LeaveCall, CameraOff, WatchFeed, PrivateLine, SetPolicy, FeedList, ShowTile)

    def __init__(
        self, host: Host, camera: CameraPart, sound: SoundPart, *, trust: ssl.SSLContext | None = None
    ) -> None:
        repairs.install()
        self._around = Surroundings(host.tiles, sound.voices, host.tell, trust=trust)
        self._tell = host.tell
        self._call: Call | None = None
        self._private: Call | None = None
        self._joined: JoinCall | None = None
        self._private_pass: CallPass | None = None
        self._remembered: dict[Hashable, object] = {}
        camera.listen(self._picture)
        sound.listen(self._sound)

    async def take(self, order: object) -> None:
        """Carry an order out; what concerns a call holds for the next one too."""
        match order:
            case JoinCall():
                await self._enter(order)
            case KeepGaps(folder, key):
                self._keep(Keeping(Path(folder), key))
            case LeaveCall():
                await self._leave()
            case PrivateLine(call_pass):
                await self._speak_privately(call_pass)
            case CameraOff() | WatchFeed() | SetPolicy() | FeedList() | ShowTile():
                self._remembered[order.standing] = order
                if self._call is not None:
                    _carry_out(self._call, order)

    async def close(self) -> None:
        await self._leave()

    def _keep(self, keeping: Keeping) -> None:
        if self._call is None and self._private is None:
            take_up(keeping.folder)
        self._around = replace(self._around, keeping=keeping)

    async def _enter(self, join: JoinCall) -> None:
        self._joined = join
        self._remembered.pop(SetPolicy(join.call_pass.policy).standing, None)  # the pass is newer
        if self._call is not None and self._call.fits(join):
            self._call.change(join)
        else:
            await self._leave_room()
            self._call = call = Call(join, self._around)
            for order in self._remembered.values():
                _carry_out(call, order)
        if self._private_pass is not None and self._private is None:
            await self._speak_privately(self._private_pass)

    async def _leave(self) -> None:
        self._joined = None
        await self._speak_privately(None)
        if self._call is not None:
            await self._leave_room()
            self._tell(FeedsChanged(()))
            self._tell(CallChanged("idle"))

    async def _leave_room(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            await call.close()

    async def _speak_privately(self, call_pass: CallPass | None) -> None:
        """Sound goes into one room at a time: never into the committee's while a private line is wanted."""
        self._private_pass = call_pass
        private, self._private = self._private, None
        if private is not None:
            await private.close()
            self._tell(CallChanged("idle", private=True))
        if call_pass is not None and self._joined is not None:
            join = private_join(replace(self._joined), call_pass)
            self._private = Call(join, self._around, private=True)

    # --- threads of camera and sound --------------------------------------------------------------------------------

    def _picture(self, frame: Frame) -> None:
        if (call := self._call) is not None:
            call.camera(frame.pixels)

    def _sound(self, outgoing: Outgoing) -> None:
        call, private = self._call, self._private
        if self._private_pass is not None:
            if private is not None:
                private.sound(outgoing.samples, outgoing.level, speaking=outgoing.speaking)
            if call is not None:  # the committee hears silence, not an absence
                call.sound(np.zeros_like(outgoing.samples), SILENCE, speaking=False)
        elif call is not None:
            call.sound(outgoing.samples, outgoing.level, speaking=outgoing.speaking)


def _carry_out(call: Call, order: object) -> None:
    match order:
        case CameraOff(off):
            call.camera_off(off)
        case WatchFeed(feed, tile):
            call.show(feed, tile)
        case ShowTile(tile, width, height) if tile != SELF_VIEW:
            call.resize(tile, width, height)
        case SetPolicy(policy):
            call.set_policy(policy)
        case FeedList(feeds):
            call.told(feeds)
