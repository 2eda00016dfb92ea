"""Benches: one signing key of each family on the table, with a hand that inserts and pulls it."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.api.device import Health
from drivers.api.token import CardReader, TokenFamily
from drivers.host import HostedFamily
from drivers.pcsc.family import PcscFamily
from drivers.registry import token_family
from drivers.virtual.token import VirtualFamily
from drivers.virtual.token_file import create_token
from tests.piv_card.people import Member, card_for, certificate_for, new_key
from tests.piv_card.service import PcscService, until
from tests.soft_skf import library as soft_skf


class Bench(ABC):
    """A family with one key. `tries` is how often its PIN may be tried; None: tries may not be spent here."""

    def told(self, left: int) -> int | None:
        """What the family says when the key itself counts `left` tries."""
        return left

    family: TokenFamily
    certificate: bytes | None
    tries: int | None
    wrong_pins: tuple[bytes, ...]
    right_pin: bytes = b"123456"
    removable: bool = True

    @property
    def reader(self) -> CardReader:
        return self.family.readers()[0]

    def pin(self) -> bytearray:
        return bytearray(self.right_pin)

    def wrong_pin(self) -> bytearray:
        return bytearray(b"654321")

    @abstractmethod
    def insert(self) -> None:
        """Put the key in and wait until its reader knows."""

    @abstractmethod
    def pull(self) -> None:
        """Take the key out."""

    def close(self) -> None:
        """Put everything away."""
        return


class VirtualBench(Bench):
    """A practice key, which is pulled by moving its file away."""

    wrong_pins = (b"", b"123", b"1" * 65)

    def __init__(self, folder: Path, kind: str, family: Callable[[Path], TokenFamily] = VirtualFamily) -> None:
        self._path = folder / "e1.token"
        self._drawer = folder / "drawer"
        key = new_key(kind)
        self.certificate = certificate_for(Member(), key)
        self.tries = 5
        create_token(self._drawer, pin="123456", key=key, certificate=self.certificate)
        self.family = family(self._path)

    def insert(self) -> None:
        self._drawer.rename(self._path)

    def pull(self) -> None:
        self._path.rename(self._drawer)


class HostedBench(VirtualBench):
    """A practice key whose driver runs in a process of its own, as a vendor's library does."""

    def __init__(self, folder: Path, kind: str) -> None:
        super().__init__(folder, kind, lambda path: HostedFamily("virtual", token_family, f"virtual:{path}"))

    def close(self) -> None:
        end_process(self.family)


class PivBench(Bench):
    """A software PIV card in the virtual reader of a real PC/SC service."""

    wrong_pins = (b"", b"123", b"123456789", "１２３".encode(), b"12 456")

    def __init__(self, service: PcscService, kind: str, *, packed: bool = False, slot: int = 0x9C) -> None:
        self._service = service
        self._slot = service.slots[0]
        self._card = card_for(kind=kind, packed=packed, slot=slot)
        self.certificate = self._card.keys[slot].certificate
        self.tries = self._card.tries
        self.family = PcscFamily()

    def insert(self) -> None:
        self._slot.insert(self._card)
        until(lambda: self.reader.health() is Health.READY, "the card in its reader")

    def pull(self) -> None:
        self._slot.pull()
        until(self._service.is_empty, "the slot empty")


class Pkcs11Bench(PivBench):
    """The software PIV card reached through OpenSC's PKCS#11 library, in a process of its own."""

    wrong_pins = (b"", b"123", b"123456789", b"12\x00456", b"\xff\xfe345678")

    def __init__(self, service: PcscService, kind: str, *, slot: int = 0x9C) -> None:
        super().__init__(service, kind, slot=slot)
        self.family = token_family(f"pkcs11:{opensc_library()}")

    def told(self, left: int) -> int | None:
        """PKCS#11 has flags for the last try and for none, and no count."""
        return left if left < 2 else None

    def close(self) -> None:
        end_process(self.family)


class SkfBench(Bench):
    """A soft SKF key, whose library has a ULONG of `width` bytes, in a process of its own."""

    tries = 6
    wrong_pins = (b"", b"12345", b"1" * 17, "１２３".encode(), b"12 456", b"12\x0056")

    def __init__(self, folder: Path, kind: str, width: int) -> None:
        if (reason := soft_skf.missing()) is not None:
            pytest.skip(reason)
        self._key = soft_skf.SoftKey(folder)
        self.certificate = self._key.add_key(kind)
        os.environ["SOFT_SKF"] = str(folder)
        self.family = token_family(f"skf:{soft_skf.compiled(width)}")

    def insert(self) -> None:
        self._key.insert()

    def pull(self) -> None:
        self._key.pull()

    def close(self) -> None:
        end_process(self.family)
        del os.environ["SOFT_SKF"]


def opensc_library() -> Path:
    """OpenSC's PKCS#11 library, the one everybody has."""
    for folder in (Path("/usr/lib"), Path("/usr/lib64")):
        for library in sorted(folder.glob("**/opensc-pkcs11.so")):
            return library
    pytest.skip("needs the package opensc-pkcs11")


def end_process(family: TokenFamily) -> None:
    """End the process of a family that has one."""
    assert isinstance(family, HostedFamily)
    family.close()


class HardwareBench(Bench):
    """A real key, which the test may use but neither pull nor bring nearer to its lock."""

    certificate = None
    tries = None
    removable = False
    wrong_pins = (b"",)  # What is malformed to one key may be a real try to another.

    def __init__(self, device: str) -> None:
        self.family = token_family(device)
        self.right_pin = os.environ.get("SEAT_TEST_PIN", "").encode()

    def insert(self) -> None:
        until(lambda: self.reader.health() is Health.READY, "the named device ready")

    def pull(self) -> None:
        pytest.skip("needs hardware: a hand that pulls it")
