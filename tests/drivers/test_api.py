"""What every driver shares: what a certificate says of its key, and whether a library can be loaded at all."""

import struct
import sys
from pathlib import Path

import pytest

from drivers.api.algorithms import algorithm_of, digest_info, is_authority, signs_documents
from drivers.api.errors import DeviceRefused, LibraryMissing
from drivers.api.shared_library import demand_loadable
from drivers.api.token import Algorithm, Mechanism
from tests.piv_card.people import Member, certificate_for, new_key
from tests.soft_skf import library

PE_AT = 0x80


@pytest.mark.parametrize("kind", ["ec-p256", "ec-p384", "rsa-2048"])
def test_the_algorithm_is_read_from_the_certificate(kind: str) -> None:
    assert algorithm_of(certificate_for(Member(), new_key(kind))) == kind


def test_an_sm2_certificate_is_known_though_the_library_reads_no_such_key() -> None:
    if (reason := library.missing()) is not None:
        pytest.skip(reason)
    _, certificate = library.issued("sm2")
    assert algorithm_of(certificate) is Algorithm.SM2
    assert signs_documents(certificate)
    assert not is_authority(certificate)


@pytest.mark.parametrize("content", [b"", b"\x30\x00", b"junk", bytes(100)])
def test_junk_is_no_certificate(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        algorithm_of(content)
    assert not signs_documents(content)
    assert not is_authority(content)


def test_the_key_usage_is_read() -> None:
    key = new_key("ec-p256")
    assert signs_documents(certificate_for(Member(), key))
    assert not signs_documents(certificate_for(Member(signs_documents=False), key))


def test_a_digest_goes_with_the_mechanism_of_its_length() -> None:
    assert digest_info(Mechanism.RSA_SHA384, bytes(48))[-48:] == bytes(48)
    for mechanism, length in [(Mechanism.RSA_SHA256, 48), (Mechanism.ECDSA, 32), (Mechanism.SM2_SM3, 32)]:
        with pytest.raises(DeviceRefused):
            digest_info(mechanism, bytes(length))


def pe(machine: int) -> bytes:
    """The beginning of a library for Windows."""
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", PE_AT)
    return head.ljust(PE_AT, b"\0") + b"PE\0\0" + struct.pack("<H", machine)


@pytest.mark.parametrize(
    ("system", "content", "reason"),
    [
        ("linux", b"\x7fELF\x01", "32-bit library, 64-bit program"),
        ("linux", pe(0x8664), "no shared library"),
        ("linux", b"\x7fELF", "no shared library"),
        ("win32", pe(0x014C), "32-bit library, 64-bit program"),
        ("win32", b"\x7fELF\x02", "no shared library"),
        ("win32", b"MZ", "no shared library"),
    ],
)
def test_a_library_of_another_kind_is_said_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, content: bytes, reason: str
) -> None:
    path = tmp_path / "library"
    path.write_bytes(content)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(LibraryMissing) as missing:
        demand_loadable(path)
    assert (missing.value.name, missing.value.reason) == ("library", reason)


@pytest.mark.parametrize(
    ("system", "content"), [("linux", b"\x7fELF\x02"), ("win32", pe(0x8664)), ("win32", pe(0xAA64))]
)
def test_a_library_of_our_kind_may_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, content: bytes
) -> None:
    path = tmp_path / "library"
    path.write_bytes(content)
    monkeypatch.setattr(sys, "platform", system)
    demand_loadable(path)
