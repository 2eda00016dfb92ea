"""The signing key as the use cases see it: whose key is in, and one thread in which signing flows wait."""

import base64
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from seat_client.evidence.revocation import Revocation
from seat_client.services import KeyNotPresent, OtherPerson, ServiceError
from seat_client.signing.certificate import KeyState, check, check_revocation
from seat_client.signing.errors import SigningError
from seat_client.signing.routine import wipe
from seat_client.signing.token_key import TokenKey
from seat_client.signing.watch import ReaderWatch
from seat_client.wire.models import Assignment

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a member's key may sign now, asked without its PIN: the rule it breaks, or what vouches for it."""

    refusal: ServiceError | SigningError | None
    revocation: Revocation | None = None
    """What the pushed revocation list says, with its age; None before the centre has sent any."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the centre pushed about revocation (DER): the lists and their issuers' certificates."""

    crls: tuple[bytes, ...]
    issuers: tuple[bytes, ...]


class KeyDesk:
    """Keys in the readers, and the worker in which a signing flow (card and network) runs to its end."""

    def __init__(self, watch: ReaderWatch, clock: Callable[[], datetime]) -> None:
        self.watch = watch
        self.clock = clock
        self._lists: _Lists | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="signing-flow")

    def key(self, member: str | None = None) -> KeyState:
        """The key to sign with; raises KeyNotPresent, OtherPerson, or the certificate rule it breaks."""
        found = self._present(member)
        self._check(found)
        return found

    def standing(self, member: str) -> Standing:
        """Whether the member's key may sign, before any PIN is asked for."""
        try:
            return Standing(None, self._check(self._present(member)))
        except (ServiceError, SigningError) as refusal:
            return Standing(refusal)

    def rely_on(self, assignment: Assignment) -> None:
        """From now on every certificate must be covered by the lists the centre pushed with the assignment."""
        crls, issuers = (tuple(base64.b64decode(each) for each in told) for told in (assignment.crls, assignment.trust))
        self._lists = _Lists(crls, issuers)

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

    def _present(self, member: str | None) -> KeyState:
        keys = self.watch.current.keys
        if not keys:
            raise KeyNotPresent
        found = next((k for k in keys if member is None or k.member_id == member), None)
        if found is None:
            raise OtherPerson
        return found

    def _check(self, key: KeyState) -> Revocation | None:
        """Owner, lifetime, usage and strength; revocation as soon as the centre has said what to go by."""
        check(key, at=self.clock(), member_id=key.member_id)
        if self._lists is None:
            return None
        return check_revocation(key, self._lists.crls, self._lists.issuers, at=self.clock())

    def close(self) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)
