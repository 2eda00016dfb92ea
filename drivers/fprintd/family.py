"""net.reactivated.Fprint on the system bus, by dbus-fast; runs in a child process, which brings its own loop."""

import asyncio
from collections.abc import Sequence
from typing import Any

from dbus_fast import BusType, DBusError, Message, MessageType
from dbus_fast.aio import MessageBus

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import (
    DeviceAbsent,
    DeviceBusy,
    DeviceRefused,
    DeviceTimeout,
    DriverError,
    FingerAgain,
    ServiceDown,
)

_SERVICE = "net.reactivated.Fprint"
_DEVICE = f"{_SERVICE}.Device"
_MANAGER = f"{_SERVICE}.Manager"
_MATCH, _NO_MATCH = "verify-match", "verify-no-match"
_ABSENT = {f"{_SERVICE}.Error.NoSuchDevice", f"{_SERVICE}.Error.NoEnrolledPrints"}
_DOWN = {
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NoReply",
    "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
}


class FprintdReader:
    """One reader of the service; `verify` claims it for a user of the machine and lets it go again."""

    def __init__(self, path: str, name: str) -> None:
        self._path = path
        self._info = DeviceInfo(f"fprintd:{path}", "fprintd", name, DeviceKind.FINGERPRINT)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return f"fprintd {self._info.label}"

    def health(self) -> Health:
        try:
            return Health.READY if self._path in asyncio.run(_paths()) else Health.ABSENT
        except ServiceDown:
            return Health.SERVICE_DOWN

    def verify(self, person: str, seconds: float) -> bool:
        return asyncio.run(self._verify(person, seconds))

    async def _verify(self, person: str, seconds: float) -> bool:
        bus = await _bus()
        verdicts: asyncio.Queue[str] = asyncio.Queue()

        def hear(message: Message) -> None:
            if message.message_type is MessageType.SIGNAL and message.member == "VerifyStatus":
                verdicts.put_nowait(str(message.body[0]))

        bus.add_message_handler(hear)
        try:
            await _call(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", ("org.freedesktop.DBus", "AddMatch"), "s",
                        f"type='signal',interface='{_DEVICE}',path='{self._path}'")  # fmt: skip
            await _call(bus, _SERVICE, self._path, (_DEVICE, "Claim"), "s", person)
            try:
                await _call(bus, _SERVICE, self._path, (_DEVICE, "VerifyStart"), "s", "any")
                verdict = await asyncio.wait_for(verdicts.get(), seconds)
                await _call(bus, _SERVICE, self._path, (_DEVICE, "VerifyStop"))
            finally:
                await _call(bus, _SERVICE, self._path, (_DEVICE, "Release"))
        except TimeoutError as late:
            raise DeviceTimeout(self._info.id, seconds) from late
        finally:
            bus.disconnect()
        if verdict in (_MATCH, _NO_MATCH):
            return verdict == _MATCH
        if verdict == "verify-disconnected":
            raise DeviceAbsent(self._info.id)
        raise FingerAgain(verdict)


class FprintdFamily:
    """The readers that the service knows."""

    def readers(self) -> Sequence[FprintdReader]:
        return asyncio.run(_readers())


async def _readers() -> list[FprintdReader]:
    bus = await _bus()
    try:
        found = []
        for path in (await _call(bus, _SERVICE, "/net/reactivated/Fprint/Manager", (_MANAGER, "GetDevices")))[0]:
            name = await _call(bus, _SERVICE, path, ("org.freedesktop.DBus.Properties", "Get"), "ss", _DEVICE, "name")
            found.append(FprintdReader(path, str(name[0].value)))
        return found
    finally:
        bus.disconnect()


async def _paths() -> list[str]:
    return [reader.info.id.removeprefix("fprintd:") for reader in await _readers()]


async def _bus() -> MessageBus:
    try:
        return await MessageBus(bus_type=BusType.SYSTEM).connect()
    except (OSError, DBusError) as down:
        raise ServiceDown("fprintd") from down


async def _call(
    bus: MessageBus, service: str, path: str, method: tuple[str, str], signature: str = "", *body: object
) -> list[Any]:
    interface, member = method
    message = Message(service, path, interface, member, signature=signature, body=list(body))
    reply = await bus.call(message)
    if reply is None or reply.message_type is MessageType.ERROR:
        raise _meaning(path, reply.error_name if reply is not None else "")
    return list(reply.body)


def _meaning(path: str, name: str | None) -> DriverError:
    name = name or ""
    if name in _DOWN:
        return ServiceDown("fprintd")
    if name in _ABSENT:
        return DeviceAbsent(f"fprintd:{path}")
    if name == f"{_SERVICE}.Error.AlreadyInUse":
        return DeviceBusy(f"fprintd:{path}")
    return DeviceRefused(name.rpartition(".")[2])
