"""Programs nobody here wrote accept every RSA and ECDSA signature: in the report, and on the score sheets.

`pdfsig` is given a trust store of its own and must call each signature valid and its certificate trusted; `openssl cms
-verify -cades` is given the bytes around each hole and what stands in it.
"""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from openssl_people import openssl
from sample_report import NAMES, SILENT
from signing_committee import AT, ORDER, Committee, form_committee

from seat_client.evidence import declarations
from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.fields import CLOSING, OPENING
from seat_client.evidence.keys import CENTRE_ID, PrivateKey, SoftwareKey
from seat_client.evidence.layout import LaidOut
from seat_client.evidence.revisions import open_report, signatures_of
from seat_client.evidence.verification import verify


def _rsa(bits: int) -> PrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


KINDS = {
    "rsa-2048": lambda: _rsa(2048),
    "rsa-3072": lambda: _rsa(3072),
    "ec-p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ec-p384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


@pytest.fixture(scope="module")
def mixed() -> Committee:
    """Each member signs with another kind of key; the centre with P-384."""
    made = form_committee()
    kinds = dict(zip(NAMES, [*KINDS] * 2, strict=False))
    keys = {member: _key(made, member, NAMES[member], kind) for member, kind in kinds.items()}
    return Committee(made.authority, _key(made, CENTRE_ID, "青岚市评标中心", "ec-p384"), keys)


def _key(committee: Committee, holder: str, name: str, kind: str) -> SoftwareKey:
    private = KINDS[kind]()
    certificate = committee.authority.certify(private.public_key(), name=name, holder=holder, at=AT)
    return SoftwareKey(private, certificate, (committee.authority.certificate,))


@pytest.fixture(scope="module")
def mixed_report(mixed: Committee, laid_out: LaidOut) -> bytes:
    return mixed.close(mixed.sign_in_order(mixed.certify(laid_out))[-1])


def test_every_kind_of_key_is_in_the_report(mixed_report: bytes, mixed: Committee) -> None:
    verdict = verify(mixed_report, mixed.trust)
    assert verdict.valid
    assert {s.algorithm for s in verdict.signatures} == set(KINDS)


def test_pdfsig_with_a_trust_store_calls_all_valid_and_trusted(
    mixed_report: bytes, mixed: Committee, tmp_path: Path
) -> None:
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("needs the packages poppler-utils and libnss3-tools")
    (store := tmp_path / "nss").mkdir()
    (tmp_path / "root.der").write_bytes(mixed.authority.certificate)
    (tmp_path / "report.pdf").write_bytes(mixed_report)
    _run("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
    _run("certutil", "-A", "-d", f"sql:{store}", "-n", "root", "-t", "CT,CT,CT", "-i", str(tmp_path / "root.der"))
    # NSS loses sight of a certificate that signed before, unless its store knows it; no trust goes with that.
    (tmp_path / "centre.der").write_bytes(mixed.centre.certificate)
    _run("certutil", "-A", "-d", f"sql:{store}", "-n", "centre", "-t", ",,", "-i", str(tmp_path / "centre.der"))
    told = _run("pdfsig", "-nssdir", f"sql:{store}", str(tmp_path / "report.pdf"))
    assert told.count("Signature Validation: Signature is Valid.") == len(ORDER) + 2
    assert told.count("Certificate Validation: Certificate is Trusted.") == len(ORDER) + 2
    for field in (OPENING, *(m for m in ORDER if m != SILENT), f"deemed-{SILENT}", CLOSING):
        assert f"Signature Field Name: {field}\n" in told


def test_pdfsig_trusts_nobody_without_the_issuer(mixed_report: bytes, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("needs the packages poppler-utils and libnss3-tools")
    (store := tmp_path / "nss").mkdir()
    (tmp_path / "report.pdf").write_bytes(mixed_report)
    _run("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
    assert "Certificate is Trusted" not in _run("pdfsig", "-nssdir", f"sql:{store}", str(tmp_path / "report.pdf"))


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def _judge(folder: Path, content: bytes, signature: bytes, root: bytes) -> bytes:
    (folder / "root.der").write_bytes(root)
    (folder / "content").write_bytes(content)
    (folder / "signature").write_bytes(signature)
    openssl(folder, "x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem")
    at = str(int((AT + timedelta(minutes=30)).timestamp()))
    how = ("-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", "-attime", at, "-out", "/dev/null")
    return openssl(folder, "cms", *how, "-in", "signature", "-content", "content", "-CAfile", "root.pem")


def test_openssl_accepts_every_signature_taken_out_of_the_report(
    mixed_report: bytes, mixed: Committee, tmp_path: Path
) -> None:
    signatures = signatures_of(open_report(mixed_report))
    assert len(signatures) == len(ORDER) + 2
    for signature in signatures:
        start, first, second, rest = (int(n) for n in signature.byte_range)
        content = mixed_report[start : start + first] + mixed_report[second : second + rest]
        told = _judge(tmp_path, content, bytes(signature.pkcs7_content), mixed.authority.certificate)
        assert b"CAdES Verification successful" in told, signature.field_name


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_accepts_the_signature_on_a_score_sheet_and_no_other_score(
    mixed: Committee, tmp_path: Path, kind: str
) -> None:
    scores = {"T01": {"T1": "12.50"}, "T02": {"T1": "9.00"}}
    sheet = canonical(declarations.sheet_manifest("QL-2026-0417", "E3", "technical", scores))
    signature = sign_detached(sheet, _key(mixed, "E3", NAMES["E3"], kind))
    told = _judge(tmp_path, sheet, signature, mixed.authority.certificate)
    assert b"CAdES Verification successful" in told
    with pytest.raises(AssertionError, match="failure"):
        _judge(tmp_path, sheet.replace(b"12.50", b"12.60"), signature, mixed.authority.certificate)
