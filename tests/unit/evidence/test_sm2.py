"""SM2 with SM3: the standard's own example, libcrypto's second opinion, certificates, and one report with every key."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from openssl_people import DISTID, Sm2Authority, openssl, sm2_authority
from signing_committee import AT, Committee, form_committee
from test_tampering import with_byte

from seat_client.evidence import cms, sm2
from seat_client.evidence.errors import InvalidCms, KeyUnusable, WrongSignature
from seat_client.evidence.keys import SoftwareKey
from seat_client.evidence.layout import LaidOut
from seat_client.evidence.revocation import revocation_of
from seat_client.evidence.sm2_key import Sm2Key
from seat_client.evidence.suites import check_signature, suite_of
from seat_client.evidence.trust import is_trusted
from seat_client.evidence.verification import verify

DATA = "本人承诺客观公正".encode()

REVOKING = (
    "ca", "-config", "ca.cnf", "-name", "ca", "-batch", "-cert", "root.pem", "-keyfile", "root.key", "-sigopt", DISTID,
    "-vfyopt", DISTID,
)  # fmt: skip

# GM/T 0003.5, annex A: the example of a signature on the recommended curve.
PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
PUBLIC = bytes.fromhex(
    "04"
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
DIGEST = bytes.fromhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640")
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Sm2Authority:
    return sm2_authority(tmp_path_factory.mktemp("sm2"))


@pytest.fixture(scope="module")
def key(authority: Sm2Authority) -> Sm2Key:
    return authority.issue("纪若岚", "E3")


def test_the_example_of_the_standard() -> None:
    assert sm2.public_key_for(PRIVATE) == PUBLIC
    assert sm2.message_digest(PUBLIC, b"message digest") == DIGEST
    assert sm2.sign(PRIVATE, DIGEST, NONCE) == encode_dss_signature(R, S)
    assert sm2.verify(PUBLIC, DIGEST, encode_dss_signature(R, S))


def test_the_example_of_the_digests_standard() -> None:
    """GM/T 0004, annex A.1."""
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_what_is_not_the_signature_is_refused() -> None:
    good = encode_dss_signature(R, S)
    wrong = [
        encode_dss_signature(R, sm2.N - S),
        encode_dss_signature(S, R),
        encode_dss_signature(R + sm2.N, S),
        encode_dss_signature(R, sm2.N - R),
        encode_dss_signature(0, S),
        encode_dss_signature(R, 0),
        good + b"\0",
        good[:-1],
        b"",
        b"\x30\x81" + good[1:],
    ]
    assert [s for s in wrong if sm2.verify(PUBLIC, DIGEST, s)] == []
    assert not sm2.verify(PUBLIC, bytes(32), good)
    assert not sm2.verify(PUBLIC[:-1] + b"\0", DIGEST, good)
    assert not sm2.verify(PUBLIC[:64], DIGEST, good)


def test_openssl_accepts_what_is_signed_here(key: Sm2Key, authority: Sm2Authority, tmp_path: Path) -> None:
    public = sm2.public_key_of(key.certificate)
    assert public is not None
    for number in range(5):
        message = b"message %d" % number
        (tmp_path / "m").write_bytes(message)
        (tmp_path / "s").write_bytes(sm2.sign(key.private_key, sm2.message_digest(public, message)))
        openssl(tmp_path, "pkey", "-in", str(authority.folder / "E3.key"), "-pubout", "-out", "p")
        check = ("pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", DISTID, "-pubin", "-inkey", "p")
        assert b"Verified Successfully" in openssl(tmp_path, *check, "-in", "m", "-sigfile", "s")
        (tmp_path / "m").write_bytes(message + b"!")
        refused = subprocess.run(
            ["openssl", *check, "-in", "m", "-sigfile", "s"], cwd=tmp_path, capture_output=True, check=False
        )
        assert refused.returncode != 0


def test_what_openssl_signs_is_accepted_here(key: Sm2Key, authority: Sm2Authority, tmp_path: Path) -> None:
    public = sm2.public_key_of(key.certificate)
    assert public is not None
    for number in range(5):
        message = b"message %d" % number
        (tmp_path / "m").write_bytes(message)
        sign = ("pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", DISTID)
        openssl(tmp_path, *sign, "-inkey", str(authority.folder / "E3.key"), "-in", "m", "-out", "s")
        signature = (tmp_path / "s").read_bytes()
        assert sm2.verify(public, sm2.message_digest(public, message), signature)
        assert not sm2.verify(public, sm2.message_digest(public, message + b"!"), signature)


def test_an_sm2_certificate_is_trusted_by_its_own_issuer_alone(
    key: Sm2Key, authority: Sm2Authority, committee: Committee, tmp_path: Path
) -> None:
    assert is_trusted(key.certificate, [authority.certificate], at=AT)
    assert not is_trusted(key.certificate, committee.trust, at=AT)
    assert not is_trusted(key.certificate, [sm2_authority(tmp_path).certificate], at=AT)
    altered = key.certificate.replace(b"\x0c\x02E3", b"\x0c\x02E4").replace(b"\x13\x02E3", b"\x13\x02E4")
    assert altered != key.certificate
    assert not is_trusted(altered, [authority.certificate], at=AT)


def test_a_detached_signature_by_an_sm2_key(key: Sm2Key, authority: Sm2Authority) -> None:
    signature = cms.sign_detached(DATA, key)
    signer = cms.verify_detached(DATA, signature, [authority.certificate], at=AT)
    assert (signer.member, signer.name) == ("E3", "纪若岚")
    assert len(signature) <= cms.reserved_size(key.certificate)
    with pytest.raises(InvalidCms, match="other-data"):
        cms.verify_detached(DATA + b"!", signature, [authority.certificate], at=AT)
    for offset in range(len(signature)):
        with pytest.raises(InvalidCms):
            cms.verify_detached(
                DATA, with_byte(signature, offset, signature[offset] ^ 1), [authority.certificate], at=AT
            )


def test_a_p384_key_signs_with_sha384(committee: Committee) -> None:
    private = ec.generate_private_key(ec.SECP384R1())
    certificate = committee.authority.certify(private.public_key(), name="x", holder="E9", at=AT)
    key = SoftwareKey(private, certificate)
    signature = cms.sign_detached(DATA, key)
    assert suite_of(certificate).digest == "sha384"
    assert cms.verify_detached(DATA, signature, committee.trust, at=AT).member == "E9"
    parts = cms.disassemble(signature)
    r, s = decode_dss_signature(parts.signature)
    mirrored = encode_dss_signature(r, suite_of(certificate).order - s)
    check_signature(certificate, parts.signed_digest(), mirrored)
    with pytest.raises(InvalidCms):
        cms.disassemble(cms.assemble(replace(parts, signature=mirrored)))


def test_every_kind_of_key_in_one_report(authority: Sm2Authority, key: Sm2Key, laid_out: LaidOut) -> None:
    mixed = form_committee()
    private = ec.generate_private_key(ec.SECP384R1())
    p384 = mixed.authority.certify(private.public_key(), name="盛怀瑾", holder="E4", at=AT)
    keys = {**mixed.keys, "E3": key, "E4": SoftwareKey(private, p384), "E1": authority.issue("伍其安", "E1")}
    committee = replace(mixed, keys=keys)
    report = committee.close(committee.sign_in_order(committee.certify(laid_out))[-1])
    trust = [*committee.trust, authority.certificate]
    verdict = verify(report, trust)
    assert verdict.problems == ()
    assert [s.algorithm for s in verdict.signatures[1:6]] == ["rsa-2048", "sm2", "ec-p384", "rsa-2048", "ec-p256"]
    assert {p.subject for p in verify(report, committee.trust).problems} == {"E3", "E1"}


def test_a_report_closed_with_sm2_keeps_every_byte(authority: Sm2Authority, laid_out: LaidOut) -> None:
    centre = authority.issue("青岚市评标中心", "centre")
    committee = replace(form_committee(), centre=centre)
    report = committee.close(committee.sign_in_order(committee.certify(laid_out))[-1])
    assert verify(report, [*committee.trust, authority.certificate]).valid
    for offset in range(20, len(report), len(report) // 150):
        assert not verify(with_byte(report, offset, report[offset] ^ 1)).valid, offset


def test_a_key_that_computes_otherwise_is_kept_back(key: Sm2Key) -> None:
    with pytest.raises(WrongSignature):
        cms.sign_detached(DATA, replace(key, private_key=key.private_key - 1))
    with pytest.raises(KeyUnusable):
        key.sign_digest(bytes(32), "sha256")
    for pem in (b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        with pytest.raises(KeyUnusable):
            Sm2Key.from_pem(pem, key.certificate)


def test_a_revocation_list_signed_with_sm2(tmp_path: Path) -> None:
    authority = sm2_authority(tmp_path)
    good, gone = authority.issue("甲", "E1"), authority.issue("乙", "E2")
    openssl(tmp_path, *REVOKING, "-revoke", "E2.pem")
    openssl(tmp_path, *REVOKING, "-gencrl", "-crldays", "3000", "-out", "list.pem")
    openssl(tmp_path, "crl", "-in", "list.pem", "-outform", "DER", "-out", "list.crl")
    crl = (tmp_path / "list.crl").read_bytes()
    later = datetime.now(UTC) + timedelta(days=30)
    trust = [authority.certificate]
    assert [is_trusted(k.certificate, trust, at=later, crls=[crl]) for k in (good, gone)] == [True, False]
    told = [revocation_of(k.certificate, [crl], trust, at=later) for k in (good, gone)]
    assert [(t.covered, t.revoked_at is not None) for t in told] == [(True, False), (True, True)]
    altered = with_byte(crl, 150, crl[150] ^ 1)
    assert not is_trusted(good.certificate, trust, at=later, crls=[altered])
    assert not revocation_of(good.certificate, [altered], trust, at=later).covered
