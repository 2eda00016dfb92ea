"""The signing key as the use cases see it: whose key is in, and one thread in which signing flows wait."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from seat_client.services import KeyNotPresent, OtherPerson
from seat_client.signing.certificate import KeyState, check
from seat_client.signing.routine import wipe
from seat_client.signing.token_key import TokenKey
from seat_client.signing.watch import ReaderWatch

T = TypeVar("T")


class KeyDesk:
    """Keys in the readers, and the worker in which a signing flow (card and network) runs to its end."""

    def __init__(self, watch: ReaderWatch, clock: Callable[[], datetime]) -> None:
        self.watch = watch
        self.clock = clock
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="signing-flow")

    def key(self, member: str | None = None) -> KeyState:
        """The key to sign with; raises KeyNotPresent, OtherPerson, or the certificate rule it breaks."""
        keys = self.watch.current.keys
        if not keys:
            raise KeyNotPresent
        found = next((k for k in keys if member is None or k.member_id == member), None)
        if found is None:
            raise OtherPerson
        check(found, at=self.clock(), member_id=found.member_id)
        return found

    @contextlib.contextmanager
    def unlocked(
        self, pin: bytearray, *, member: str | None = None, confirm_last_try: bool = False
    ) -> "Iterator[TokenKey]":
        """A key for exactly one signature; the PIN is wiped when the block ends, whatever happens."""
        try:
            shown = self.key(member)
            routine = self.watch.routine(shown.reader.id)
            if routine is None:
                raise KeyNotPresent
            key = TokenKey(
                routine, shown, pin, member_id=shown.member_id, at=self.clock(), confirm_last_try=confirm_last_try
            )
            try:
                with key:
                    yield key
            finally:
                self.watch.look_again(shown.reader.id)
        finally:
            wipe(pin)

    def run(self, flow: Callable[[], T], *, pin: bytearray | None = None) -> "Future[T]":
        """Run a flow in the signing worker, one at a time; `pin` is wiped when it is over, or was never begun."""
        wiped = bytearray() if pin is None else pin
        try:
            done = self._worker.submit(flow)
        except RuntimeError:  # the desk is closed
            wipe(wiped)
            raise
        done.add_done_callback(lambda _: wipe(wiped))
        return done

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)
