"""The signing chain, layer by layer: service, reader, driver, card, PIN, certificate. The first that fails is named.

No PIN is asked for and no try is spent: how many are left is asked in a way that costs none.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from drivers.api.errors import (
    CardAbsent,
    CardUnknown,
    DeviceAbsent,
    DeviceBusy,
    DriverCrashed,
    DriverError,
    FamilyUnknown,
    LibraryMissing,
    ServiceDown,
)
from drivers.api.token import CardReader
from drivers.api.vendors import needs, plugged_in
from seat_client.services.self_test.bench import TokenChoice
from seat_client.services.self_test.result import CHAIN, Check, Fact, Result, State
from seat_client.signing.certificate import KeyState, check, read_state
from seat_client.signing.errors import CertificateRefused

LEAST_DAYS: Final = 30
"""A certificate that ends sooner is worth a reminder: a new one takes weeks."""
LEAST_TRIES: Final = 3


@dataclass(slots=True)
class _Found:
    """What the drivers told: readers, or the error that kept one from telling."""

    readers: list[CardReader] = field(default_factory=list)
    errors: list[DriverError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Card:
    """What lies in one reader, or why it could not be read."""

    reader: str
    keys: tuple[KeyState, ...] = ()
    tries_left: int | None = None
    error: DriverError | None = None
    unreadable: bool = False


def chain(tokens: Sequence[TokenChoice]) -> list[Result]:
    """Every layer's result; those behind a failed one are skipped."""
    found = _look(tokens)
    results = [_service(tokens, found), _reader(found)]
    cards = [_read(reader) for reader in found.readers]
    card = min(cards, key=_worth, default=None)
    results += [_driver(found, card), *_behind(card)]
    return _up_to_the_fault(results)


def _up_to_the_fault(results: Sequence[Result]) -> list[Result]:
    failed, kept = False, []
    for result in results:
        kept.append(Result(result.check, State.SKIPPED) if failed else result)
        failed = failed or result.state is State.FAIL
    kept += [Result(check, State.SKIPPED) for check in CHAIN[len(kept) :]]
    return kept


def _look(tokens: Sequence[TokenChoice]) -> _Found:
    found = _Found()
    for choice in tokens:
        try:
            found.readers += choice.family().readers()
        except DriverError as error:
            found.errors.append(error)
    return found


def _service(tokens: Sequence[TokenChoice], found: _Found) -> Result:
    if not any(choice.system for choice in tokens):
        return Result(Check.SERVICE, State.NOT_FITTED)
    if any(isinstance(error, ServiceDown) for error in found.errors):
        return Result(Check.SERVICE, State.FAIL, "service-down")
    return Result(Check.SERVICE, State.PASS)


def _reader(found: _Found) -> Result:
    if found.readers:
        return Result(Check.READER, State.PASS, facts={"count": len(found.readers)})
    if found.errors:  # whether one is there only its driver could tell
        return Result(Check.READER, State.SKIPPED)
    return Result(Check.READER, State.FAIL, "reader-absent")


def _driver(found: _Found, card: _Card | None) -> Result:
    error = next((error for error in found.errors if not isinstance(error, ServiceDown)), None)
    if error is not None:
        return Result(Check.DRIVER, State.FAIL, *_driver_fault(error))
    if card is not None and isinstance(card.error, CardUnknown):
        return Result(Check.DRIVER, State.FAIL, *_library_for(card))
    if card is not None and isinstance(card.error, DriverCrashed):
        return Result(Check.DRIVER, State.FAIL, *_driver_fault(card.error))
    return Result(Check.DRIVER, State.PASS, facts={"readers": len(found.readers)})


def _driver_fault(error: DriverError) -> tuple[str, dict[str, Fact]]:
    if isinstance(error, LibraryMissing):
        return "library-missing", {"library": error.name}
    if isinstance(error, DriverCrashed):
        return "driver-crashed", {"family": error.family}
    if isinstance(error, FamilyUnknown):
        return "family-unknown", {"family": error.name}
    return "driver-failed", {"code": error.code}


def _library_for(card: _Card) -> tuple[str, dict[str, Fact]]:
    """Why a card that is there is not understood: its maker's library, where we know the maker."""
    for need in needs([card.reader], usb=plugged_in()):
        if need.library:
            return "library-needed", {"library": need.library, "vendor": need.vendor.name}
    return "card-unknown", {"reader": card.reader}


def _read(reader: CardReader) -> _Card:
    label = reader.info.label
    try:
        with reader.open() as session:
            slots, tries = session.slots(), session.tries_left()
    except DriverError as error:
        return _Card(label, error=error)
    keys: list[KeyState] = []
    for slot in slots:
        with suppress(CertificateRefused):
            keys.append(read_state(slot, reader.info, tries))
    return _Card(label, tuple(keys), tries, unreadable=bool(slots) and not keys)


def _worth(card: _Card) -> int:
    """Of several readers the one that came furthest tells."""
    if card.keys:
        return 0
    return 3 if isinstance(card.error, DeviceAbsent) else 2 if card.error is not None else 1


def _behind(card: _Card | None) -> list[Result]:
    """Card, PIN and certificate."""
    if card is None:
        return []
    if card.error is not None:
        return [Result(Check.CARD, State.FAIL, _card_fault(card.error), {"reader": card.reader})]
    if not card.keys and not card.unreadable:
        return [Result(Check.CARD, State.FAIL, "card-empty", {"reader": card.reader})]
    return [
        Result(Check.CARD, State.PASS, facts={"keys": len(card.keys), "reader": card.reader}),
        _pin(card.tries_left),
        _certificate(card.keys),
    ]


def _card_fault(error: DriverError) -> str:
    if isinstance(error, CardAbsent | DeviceAbsent):
        return "card-absent"
    return "card-busy" if isinstance(error, DeviceBusy) else "card-silent"


def _pin(tries: int | None) -> Result:
    if tries is None:
        return Result(Check.PIN, State.PASS)
    facts: dict[str, Fact] = {"tries_left": tries}
    if tries == 0:
        return Result(Check.PIN, State.FAIL, "pin-blocked", facts)
    if tries < LEAST_TRIES:
        return Result(Check.PIN, State.REMIND, "pin-few", facts)
    return Result(Check.PIN, State.PASS, facts=facts)


def _certificate(keys: Sequence[KeyState]) -> Result:
    """The best of the certificates: one that may sign, else the first that may not."""
    if not keys:
        return Result(Check.CERTIFICATE, State.FAIL, "certificate-unreadable")
    judged = [_judged(key) for key in keys]
    order = (State.PASS, State.REMIND, State.FAIL)
    return min(judged, key=lambda result: order.index(result.state))


def _judged(key: KeyState) -> Result:
    now = datetime.now(UTC)
    facts: dict[str, Fact] = {"days": (key.valid_to - now).days, "until": key.valid_to.date().isoformat()}
    limits: dict[str, Fact] = {"days": LEAST_DAYS}
    try:
        check(key, at=now, member_id=key.member_id)
    except CertificateRefused as refused:
        return Result(Check.CERTIFICATE, State.FAIL, refused.code, facts, limits)
    if int(facts["days"]) < LEAST_DAYS:
        return Result(Check.CERTIFICATE, State.REMIND, "certificate-ends", facts, limits)
    return Result(Check.CERTIFICATE, State.PASS, facts=facts, limits=limits)
