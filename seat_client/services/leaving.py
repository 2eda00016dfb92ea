"""Leaving the kiosk: two persons, each with a code from their own authenticator (RFC 6238), no network needed.

The holders' secrets lie in the seat's data, readable by the seat's user alone. A code counts once, and after five
wrong tries the seat takes none for a while, longer each time; both survive a restart.
"""

import base64
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS, STEP_SECONDS = 6, 30
DRIFT_STEPS: Final = 4
"""A seat without a network may have a clock that is two minutes off."""
TRIES: Final = 5
PAUSE_SECONDS: Final = 60
LONGEST_PAUSE: Final = 3600
_SECRET_BYTES: Final = 20
_FILE = "keyholders.json"


class Answer(StrEnum):
    """What became of two codes."""

    LEAVE = "leave"
    WRONG = "wrong"
    SAME_PERSON = "same-person"
    PAUSED = "paused"
    TOO_FEW_HOLDERS = "too-few-holders"


@dataclass(slots=True)
class _Holder:
    name: str
    secret: str
    used: int = 0
    """The last time step whose code was taken; none up to it counts again."""


class KeyholdersDamaged(Exception):
    """The file of key holders cannot be read: `file`."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class Keyholders:
    """Who may open this seat's kiosk, two together; kept in `data`. Raises KeyholdersDamaged."""

    def __init__(self, data: Path) -> None:
        self._file = data / _FILE
        self._holders: list[_Holder] = []
        self._wrong, self._until = 0, 0.0
        if self._file.exists():
            self._read()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(holder.name for holder in self._holders)

    def add(self, name: str) -> str:
        """A new holder; gives the address that an authenticator app is set up with, which is shown once.

        Raises ValueError for a name that is there already.
        """
        if not name.strip() or name in self.names:
            raise ValueError(name)
        holder = _Holder(name, base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode())
        self._holders.append(holder)
        self._write()
        return _totp(holder).get_provisioning_uri(name, "seat-client")

    def remove(self, name: str) -> None:
        """Raises ValueError for a name that is not there."""
        if name not in self.names:
            raise ValueError(name)
        self._holders = [holder for holder in self._holders if holder.name != name]
        self._write()

    def paused_seconds(self, now: datetime) -> int:
        """For how much longer no code is taken."""
        return max(0, round(self._until - now.timestamp()))

    def answer(self, first: str, second: str, now: datetime) -> Answer:
        """Whether these two codes open the kiosk; what was used or tried is on the disk before it says so."""
        if len(self._holders) < 2:
            return Answer.TOO_FEW_HOLDERS
        if self.paused_seconds(now):
            return Answer.PAUSED
        found, also = self._whose(first, now), self._whose(second, now)
        if found is None or also is None:
            return self._refuse(now)
        (one, step_one), (other, step_other) = found, also
        if one is other:
            return Answer.SAME_PERSON
        one.used, other.used = step_one, step_other
        self._wrong, self._until = 0, 0.0
        self._write()
        return Answer.LEAVE

    def _refuse(self, now: datetime) -> Answer:
        self._wrong += 1
        if self._wrong % TRIES == 0:
            pause = min(PAUSE_SECONDS * 2 ** (self._wrong // TRIES - 1), LONGEST_PAUSE)
            self._until = now.timestamp() + pause
        self._write()
        return Answer.WRONG

    def _whose(self, code: str, now: datetime) -> tuple[_Holder, int] | None:
        if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
            return None
        middle = int(now.timestamp()) // STEP_SECONDS
        for holder in self._holders:
            totp = _totp(holder)
            for step in range(max(middle - DRIFT_STEPS, holder.used + 1), middle + DRIFT_STEPS + 1):
                expected = totp.generate(step * STEP_SECONDS)
                if secrets.compare_digest(expected, code.encode()):
                    return holder, step
        return None

    def _read(self) -> None:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            self._holders = [_Holder(str(h["name"]), str(h["secret"]), int(h["used"])) for h in kept["holders"]]
            self._wrong, self._until = int(kept["wrong"]), float(kept["until"])
        except (OSError, ValueError, KeyError, TypeError) as damaged:
            raise KeyholdersDamaged(self._file) from damaged

    def _write(self) -> None:
        kept = {"holders": [asdict(holder) for holder in self._holders], "wrong": self._wrong, "until": self._until}
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._file.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)


def _totp(holder: _Holder) -> TOTP:
    return TOTP(base64.b32decode(holder.secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - what authenticators speak
