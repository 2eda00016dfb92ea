"""Debian's own fprintd on a private bus over libfprint's virtual sensor, and a PolicyKit that allows what is asked."""

import asyncio
import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method

from drivers import registry
from drivers.hosted_reader import HostedReader, HostedReaders
from tests.drivers.libfprint_reader import VARIABLE, VirtualSensor, needs_libfprint

PROGRAM, DAEMON = Path("/usr/libexec/fprintd"), Path("/usr/bin/dbus-daemon")
WAIT_S = 30.0
_DEVICE = "net.reactivated.Fprint.Device"
_MANAGER = "net.reactivated.Fprint.Manager"
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


class _PolicyKit(ServiceInterface):
    """Says yes; the rules of a real seat are its administrator's."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.PolicyKit1.Authority")

    @dbus_method()
    def CheckAuthorization(
        self,
        _subject: Annotated[tuple[str, dict[str, Variant]], DBusSignature("(sa{sv})")],
        _action: Annotated[str, DBusSignature("s")],
        _details: Annotated[dict[str, str], DBusSignature("a{ss}")],
        _flags: Annotated[int, DBusSignature("u")],
        _cancellation: Annotated[str, DBusSignature("s")],
    ) -> Annotated[tuple[bool, bool, dict[str, str]], DBusSignature("(bba{ss})")]:
        return [True, False, {}]  # type: ignore[return-value] - a struct is a list here


class Service:
    """The running service: `enrol` registers a finger as a desktop would."""

    def __init__(self, address: str, sensor: VirtualSensor) -> None:
        self._address, self.sensor = address, sensor
        self.fprintd: subprocess.Popen[bytes] | None = None

    def enrol(self, person: str, impressions: list[object]) -> None:
        asyncio.run(self._enrol(person, impressions))

    async def _enrol(self, person: str, impressions: list[object]) -> None:
        bus = await MessageBus(bus_address=self._address).connect()
        told: asyncio.Queue[str] = asyncio.Queue()

        def hear(message: Message) -> None:
            if message.message_type is MessageType.SIGNAL and message.member == "EnrollStatus":
                told.put_nowait(str(message.body[0]))

        bus.add_message_handler(hear)
        rule = f"type='signal',interface='{_DEVICE}'"
        await _call(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", rule)
        path = (await _call(bus, "net.reactivated.Fprint", "/net/reactivated/Fprint/Manager", _MANAGER, "GetDevices"))[
            0
        ][0]
        await _call(bus, "net.reactivated.Fprint", path, _DEVICE, "Claim", person)
        await _call(bus, "net.reactivated.Fprint", path, _DEVICE, "EnrollStart", "right-index-finger")
        status, count = "", 0
        while status != "enroll-completed":
            assert count < 2 * len(impressions), status
            pixels = impressions[count % len(impressions)]
            count += 1
            await asyncio.get_running_loop().run_in_executor(None, self.sensor.touch, pixels)
            with contextlib.suppress(TimeoutError):  # one more picture may be wanted before it says anything
                status = await asyncio.wait_for(told.get(), 2.0)
            assert status in ("", "enroll-stage-passed", "enroll-completed"), status
        await _call(bus, "net.reactivated.Fprint", path, _DEVICE, "EnrollStop")
        await _call(bus, "net.reactivated.Fprint", path, _DEVICE, "Release")
        bus.disconnect()


async def _call(bus: MessageBus, service: str, path: str, interface: str, member: str, *words: str) -> list[object]:
    reply = await bus.call(Message(service, path, interface, member, signature="s" * len(words), body=list(words)))
    assert reply is not None
    assert reply.message_type is not MessageType.ERROR, (member, reply.error_name, reply.body)
    return list(reply.body)


@contextlib.contextmanager
def service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Service, HostedReaders, HostedReader]]:
    """fprintd with one virtual reader, and the driver over it; skipped visibly where the packages are absent."""
    needs_libfprint()
    if not PROGRAM.exists() or not DAEMON.exists():
        pytest.skip("needs the Debian packages fprintd and dbus-daemon")
    address = f"unix:path={folder}/bus"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    (folder / "bus.conf").write_text(_BUS.format(socket=folder / "bus"))
    (folder / "state").mkdir()
    surroundings = os.environ | {VARIABLE: str(folder / "sensor"), "STATE_DIRECTORY": str(folder / "state")}
    with contextlib.ExitStack() as ending:
        ending.enter_context(_running([str(DAEMON), f"--config-file={folder}/bus.conf", "--nofork"], surroundings))
        ending.enter_context(_policy_kit(address))
        program = ending.enter_context(_running([str(PROGRAM), "--no-timeout"], surroundings))
        family = registry.fingerprint_family("fprintd")
        assert isinstance(family, HostedReaders)
        ending.callback(family.close)
        made = Service(address, VirtualSensor(folder / "sensor"))
        made.fprintd = program
        yield made, family, _reader(family)


def _reader(family: HostedReaders) -> HostedReader:
    from drivers.api.errors import DeviceAbsent

    until = time.monotonic() + WAIT_S
    while True:
        with contextlib.suppress(DeviceAbsent):  # and ServiceDown: the bus is there before the service is
            if readers := family.readers():
                return readers[0]
        assert time.monotonic() < until
        time.sleep(0.2)


@contextlib.contextmanager
def _running(command: list[str], surroundings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            yield child
        finally:
            child.kill()


@contextlib.contextmanager
def _policy_kit(address: str) -> Iterator[None]:
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def serve() -> None:
        until = time.monotonic() + WAIT_S
        while True:
            try:
                bus = await MessageBus(bus_address=address).connect()
                break
            except OSError:
                assert time.monotonic() < until
                await asyncio.sleep(0.05)
        bus.export("/org/freedesktop/PolicyKit1/Authority", _PolicyKit())
        await bus.request_name("org.freedesktop.PolicyKit1")
        ready.set()
        await ended.wait()
        bus.disconnect()

    ended = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(WAIT_S)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(WAIT_S)
        loop.close()
