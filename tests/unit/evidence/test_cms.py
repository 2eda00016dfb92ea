"""Detached signatures over undertakings and manifests, and the keys that make them."""

import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from signing_committee import AT, Committee, form_committee

from seat_client.evidence import cms, der
from seat_client.evidence.errors import InvalidCms, KeyUnusable, WrongSignature
from seat_client.evidence.keys import PracticeAuthority, SoftwareKey, holder_of, is_practice, name_of

DATA = "本人承诺客观公正".encode()
LATER = AT + timedelta(days=30)


@pytest.fixture(params=["E2", "E3"], ids=["rsa", "ec"])
def key(request, committee: Committee) -> SoftwareKey:
    return committee.keys[request.param]


def test_who_signed_is_told(key: SoftwareKey, committee: Committee) -> None:
    signer = cms.verify_detached(DATA, cms.sign_detached(DATA, key), committee.trust, at=LATER)
    assert (signer.member, signer.name) == (holder_of(key.certificate), name_of(key.certificate))
    assert signer.certificate == key.certificate


def test_openssl_agrees(key: SoftwareKey, committee: Committee, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "signature").write_bytes(cms.sign_detached(DATA, key))
    root = x509.load_der_x509_certificate(committee.authority.certificate).public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)
    command = "openssl cms -verify -cades -binary -purpose any -inform DER -in signature -content data -CAfile root.pem"
    when = str(int(LATER.timestamp()))
    done = subprocess.run([*command.split(), "-attime", when], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"CAdES Verification successful" in done.stderr
    (tmp_path / "data").write_bytes(DATA + b"!")
    assert subprocess.run(
        [*command.split(), "-attime", when], cwd=tmp_path, capture_output=True, check=False
    ).returncode


def test_other_data(key: SoftwareKey, committee: Committee) -> None:
    with pytest.raises(InvalidCms, match="other-data"):
        cms.verify_detached(DATA + b"!", cms.sign_detached(DATA, key), committee.trust, at=LATER)


def test_another_issuer_or_another_time(key: SoftwareKey, committee: Committee) -> None:
    signature = cms.sign_detached(DATA, key)
    for trust, at in ((form_committee().trust, LATER), (committee.trust, AT + timedelta(days=4000)), ([], LATER)):
        with pytest.raises(InvalidCms, match="untrusted"):
            cms.verify_detached(DATA, signature, trust, at=at)


def test_a_certificate_not_meant_for_signing(committee: Committee) -> None:
    """The issuer's own certificate is trusted, but not to commit anybody to a document."""
    with pytest.raises(InvalidCms, match="untrusted"):
        cms.verify_detached(DATA, cms.sign_detached(DATA, committee.authority.key), committee.trust, at=LATER)


def test_no_byte_of_it_may_change(key: SoftwareKey, committee: Committee) -> None:
    signature = cms.sign_detached(DATA, key)
    for offset in range(len(signature)):
        for flip in (1, 0x80):
            changed = bytearray(signature)
            changed[offset] ^= flip
            with pytest.raises(InvalidCms):
                cms.verify_detached(DATA, bytes(changed), committee.trust, at=LATER)


@pytest.mark.parametrize("junk", [b"", b"\x30", b"\x30\x80\x00\x00", b"junk", bytes(2000), b"\x30\x84\xff\xff\xff\xff"])
def test_junk(junk: bytes, committee: Committee) -> None:
    with pytest.raises(InvalidCms, match="malformed"):
        cms.verify_detached(DATA, junk, committee.trust, at=LATER)


def test_cut_or_extended(key: SoftwareKey, committee: Committee) -> None:
    signature = cms.sign_detached(DATA, key)
    for other in (signature[:-1], signature + b"\0", signature[: len(signature) // 2]):
        with pytest.raises(InvalidCms):
            cms.verify_detached(DATA, other, committee.trust, at=LATER)


def test_a_second_certificate_is_refused(key: SoftwareKey, committee: Committee) -> None:
    """Certificates are not signed: a stowaway would be a way to change the bytes."""
    parts = cms.disassemble(cms.sign_detached(DATA, key))
    stowaway = replace(parts, certificate=parts.certificate + committee.authority.certificate)
    with pytest.raises(InvalidCms):
        cms.disassemble(cms.assemble(replace(parts)).replace(parts.certificate, stowaway.certificate))


def test_the_reserved_size_always_suffices(committee: Committee) -> None:
    for key in (committee.keys["E2"], committee.keys["E3"]):
        sizes = {len(cms.sign_detached(str(n).encode(), key)) for n in range(60)}
        assert max(sizes) <= cms.reserved_size(key.certificate)


@dataclass(frozen=True)
class Answering:
    """A key whose device answers with fixed bytes: pulled, swapped, or computing otherwise."""

    certificate: bytes
    answer: bytes
    chain: tuple[bytes, ...] = ()
    practice: bool = True

    def sign_digest(self, digest: bytes, algorithm: str) -> bytes:
        return self.answer


@pytest.mark.parametrize("answer", [b"", b"\0" * 256, b"\x30\x06\x02\x01\x01\x02\x01\x01"])
def test_what_a_key_answers_is_verified_before_use(key: SoftwareKey, answer: bytes) -> None:
    with pytest.raises(WrongSignature):
        cms.sign_detached(DATA, Answering(key.certificate, answer))


def test_a_swapped_key_is_noticed(committee: Committee) -> None:
    swapped = replace(committee.keys["E4"], certificate=committee.keys["E3"].certificate)
    with pytest.raises(WrongSignature):
        cms.sign_detached(DATA, swapped)


def test_keys_survive_storage(key: SoftwareKey, committee: Committee) -> None:
    again = SoftwareKey.from_pem(key.to_pem())
    assert (again.certificate, again.chain) == (key.certificate, key.chain)
    cms.verify_detached(DATA, cms.sign_detached(DATA, again), committee.trust, at=LATER)
    authority = PracticeAuthority.from_pem(committee.authority.to_pem())
    issued = authority.issue(name="新人", holder="E9", at=AT)
    assert cms.verify_detached(DATA, cms.sign_detached(DATA, issued), committee.trust, at=LATER).member == "E9"


def test_practice_certificates_say_so(key: SoftwareKey) -> None:
    assert key.practice
    usage = x509.load_der_x509_certificate(key.certificate).extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert usage.digital_signature
    assert not usage.key_cert_sign
    assert is_practice(key.chain[0])


def test_other_kinds_of_key_are_refused(committee: Committee) -> None:
    private_key = ec.generate_private_key(ec.SECP521R1())
    certificate = committee.authority.certify(private_key.public_key(), name="x", holder="E1", at=AT)
    with pytest.raises(KeyUnusable):
        cms.sign_detached(DATA, SoftwareKey(private_key, certificate))
    with pytest.raises(KeyUnusable):
        committee.keys["E3"].sign_digest(bytes(20), "sha1")


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65535, 65536])
def test_der_lengths(size: int) -> None:
    element = der.encode(der.OCTET_STRING, bytes(size))
    assert der.only(element, der.OCTET_STRING) == bytes(size)
    assert der.first_size(element + b"rest") == len(element)
    with pytest.raises(ValueError, match="cut short"):
        der.only(element[:-1], der.OCTET_STRING)
