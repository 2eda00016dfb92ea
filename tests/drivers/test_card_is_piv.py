"""The software card is honest: programs nobody here wrote take it for a PIV card and check its signatures.

Without this the driver and the card could agree on the same mistake.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from drivers.api.device import Health
from drivers.pcsc.family import PcscFamily
from tests.piv_card.card import CardKey
from tests.piv_card.people import card_for
from tests.piv_card.service import PcscService, until

pytestmark = pytest.mark.pcsc


def run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip("needs the packages opensc and openssl")
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture
def reader(pcsc_service: PcscService) -> str:
    return pcsc_service.readers()[0]


def test_opensc_knows_the_card(pcsc_service: PcscService, reader: str) -> None:
    pcsc_service.slots[0].insert(card_for())
    assert "Personal Identity Verification Card" in run("opensc-tool", "--wait", "--reader", reader, "-n")


def test_opensc_lists_key_and_certificate(pcsc_service: PcscService, reader: str) -> None:
    pcsc_service.slots[0].insert(card_for())
    listed = run("pkcs15-tool", "--wait", "--reader", reader, "--list-keys", "--list-certificates")
    assert "Private EC Key [SIGN key]" in listed
    assert "X.509 Certificate [Certificate for Digital Signature]" in listed


@pytest.mark.parametrize(("kind", "form"), [("rsa-2048", ["--pkcs1", "--sha-256"]), ("ec-p256", ["-f", "openssl"])])
def test_opensc_signs_with_the_card_and_openssl_agrees(
    pcsc_service: PcscService, reader: str, tmp_path: Path, kind: str, form: list[str]
) -> None:
    card = card_for(kind=kind, slot=0x9A)
    pcsc_service.slots[0].insert(card)
    (tmp_path / "digest").write_bytes(bytes(range(32)))
    files = ["-i", str(tmp_path / "digest"), "-o", str(tmp_path / "signature")]
    run("pkcs15-crypt", "--wait", "--reader", reader, "--pin", "123456", "-k", "01", "-s", *form, *files)
    openssl_agrees(card.keys[0x9A], tmp_path)


@pytest.mark.parametrize("slot", [0x9A, 0x9C])
@pytest.mark.parametrize(
    ("kind", "mechanism"), [("rsa-2048", "SHA256-RSA-PKCS"), ("ec-p256", "ECDSA"), ("ec-p384", "ECDSA")]
)
def test_a_pkcs11_program_signs_with_the_card_and_openssl_agrees(
    pcsc_service: PcscService, tmp_path: Path, kind: str, mechanism: str, slot: int
) -> None:
    card = card_for(kind=kind, slot=slot)
    pcsc_service.slots[0].insert(card)
    until(lambda: PcscFamily().readers()[0].health() is Health.READY, "the card in its reader")
    message = bytes(range(64))
    (tmp_path / "digest").write_bytes(hashlib.sha256(message).digest())
    (tmp_path / "message").write_bytes(message)
    given = "digest" if mechanism == "ECDSA" else "message"
    files = ["-i", str(tmp_path / given), "-o", str(tmp_path / "signature")]
    key = ["--id", "01" if slot == 0x9A else "02", "--signature-format", "openssl"]
    run("pkcs11-tool", "--login", "--pin", "123456", "--sign", "-m", mechanism, *key, *files)
    openssl_agrees(card.keys[slot], tmp_path)


def openssl_agrees(key: CardKey, folder: Path) -> None:
    """The openssl program finds `signature` right for `digest`, by the certificate on the card."""
    (folder / "certificate").write_bytes(key.certificate)
    public = str(folder / "public.pem")
    run("openssl", "x509", "-inform", "DER", "-in", str(folder / "certificate"), "-noout", "-pubkey", "-out", public)
    check = [
        "-verify",
        "-pubin",
        "-inkey",
        public,
        "-in",
        str(folder / "digest"),
        "-sigfile",
        str(folder / "signature"),
    ]
    assert "Signature Verified Successfully" in run("openssl", "pkeyutl", *check, "-pkeyopt", "digest:sha256")


def test_the_piv_tool_reads_the_card(pcsc_service: PcscService, reader: str, tmp_path: Path) -> None:
    card = card_for()
    pcsc_service.slots[0].insert(card)
    until(lambda: PcscFamily().readers()[0].health() is Health.READY, "the card in its reader")
    assert "Personal Identity Verification Card" in run("piv-tool", "--reader", reader, "--name")
    run("pkcs15-tool", "--reader", reader, "--read-certificate", "02", "-o", str(tmp_path / "certificate.pem"))
    read = x509.load_pem_x509_certificate((tmp_path / "certificate.pem").read_bytes())
    assert read.public_bytes(Encoding.DER) == card.keys[0x9C].certificate
