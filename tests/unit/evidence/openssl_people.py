"""Certificates and keys made by the openssl command: SM2 people, whom no Python library here can certify."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from seat_client.evidence.sm2_key import Sm2Key

DISTID = "distid:1234567812345678"


_CONFIG = """
[req]
distinguished_name = none
[none]
[ca]
database = index
new_certs_dir = .
rand_serial = yes
default_md = sm3
policy = any
unique_subject = no
email_in_dn = no
[any]
countryName = optional
organizationalUnitName = optional
commonName = supplied
serialNumber = optional
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[person]
basicConstraints = critical,CA:FALSE
keyUsage = critical,{usage}
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True)
class Sm2Authority:
    """An SM2 issuer in a folder of its own."""

    folder: Path
    certificate: bytes

    def issue(self, name: str, holder: str, *, usage: str = "digitalSignature,nonRepudiation") -> Sm2Key:
        """A person's SM2 key with its certificate, for practice."""
        (self.folder / "ca.cnf").write_text(_CONFIG.format(usage=usage))
        _request(self.folder, holder, f"/C=CN/OU=practice/CN={name}/serialNumber={holder}")
        _certify(self.folder, holder, "-cert", "root.pem", "-keyfile", "root.key", "-extensions", "person")
        certificate = der((self.folder / f"{holder}.pem").read_bytes())
        return Sm2Key.from_pem((self.folder / f"{holder}.key").read_bytes(), certificate, (self.certificate,))


def sm2_authority(folder: Path) -> Sm2Authority:
    """A fresh SM2 issuer; skips without the openssl command."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    (folder / "ca.cnf").write_text(_CONFIG.format(usage="digitalSignature"))
    (folder / "index").touch()
    _request(folder, "root", "/C=CN/OU=practice/CN=SM2 Root")
    _certify(folder, "root", "-selfsign", "-keyfile", "root.key", "-extensions", "root")
    return Sm2Authority(folder, der((folder / "root.pem").read_bytes()))


def _request(folder: Path, name: str, subject: str) -> None:
    openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", f"{name}.key")
    how = ("-utf8", "-sm3", "-sigopt", DISTID, "-config", "ca.cnf")
    openssl(folder, "req", "-new", "-key", f"{name}.key", "-subj", subject, *how, "-out", f"{name}.csr")


def _certify(folder: Path, name: str, *how: str) -> None:
    times = ("-startdate", "20261101000000Z", "-enddate", "20361101000000Z")
    quiet = ("-batch", "-notext", "-utf8", "-preserveDN", "-config", "ca.cnf", "-name", "ca")
    agreed = ("-sigopt", DISTID, "-vfyopt", DISTID)
    openssl(folder, "ca", *quiet, *agreed, *times, *how, "-in", f"{name}.csr", "-out", f"{name}.pem")


def openssl(folder: Path, *arguments: str) -> bytes:
    """What the command says; fails the test when it refuses."""
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout + done.stderr


def der(pem: bytes) -> bytes:
    return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
