"""Whose keys open a technician's pages at this seat: names, and the certificates they were entered with.

Kept in the seat's data, readable by the seat's user alone. A technician whose key is not at hand comes in by two codes
of the seat's key holders (`leaving`).
"""

import json
import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from seat_client.signing.certificate import KeyState

MOST: Final = 50
LONGEST_NAME: Final = 60
_FILE = "technicians.json"
_LIMIT = 1 << 16


def may_be_tried(key: KeyState, entered: Collection[str], *, practice: bool) -> bool:
    """Whether a technician may be asked for this key's PIN: never for an expert's, whose tries are the expert's.

    A key for practice comes in at a seat for practice alone: anybody can make one.
    """
    return key.fingerprint in entered or (practice and key.practice)


class TechniciansDamaged(Exception):
    """The list cannot be read: `file`."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class Technicians:
    """The list as it lies in `data` now. Raises TechniciansDamaged."""

    def __init__(self, data: Path) -> None:
        self._file = data / _FILE
        self._fingerprints: dict[str, str] = self._read() if self._file.exists() else {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._fingerprints)

    @property
    def fingerprints(self) -> frozenset[str]:
        """SHA-256 of each certificate (DER), in hex, as `signing.certificate.fingerprint` gives it."""
        return frozenset(self._fingerprints.values())

    def add(self, name: str, fingerprint: str) -> None:
        """Enter a technician's certificate. Raises ValueError for an unusable or taken name, or a full list."""
        if not name.strip() or len(name) > LONGEST_NAME or name in self._fingerprints or len(self.names) >= MOST:
            raise ValueError(name)
        self._fingerprints[name] = fingerprint
        self._write()

    def remove(self, name: str) -> None:
        """Raises ValueError for a name that is not there."""
        if self._fingerprints.pop(name, None) is None:
            raise ValueError(name)
        self._write()

    def _read(self) -> dict[str, str]:
        try:
            with self._file.open("rb") as file:
                told = json.loads(file.read(_LIMIT))
            kept = {str(name): str(digest) for name, digest in told.items()}
        except (OSError, ValueError, AttributeError) as damaged:
            raise TechniciansDamaged(self._file) from damaged
        if not all(re.fullmatch("[0-9a-f]{64}", digest) for digest in kept.values()):
            raise TechniciansDamaged(self._file)
        return kept

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._file.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(self._fingerprints, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)
