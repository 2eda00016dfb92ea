"""The centre's certificate: only roots named by the seat count."""

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from seat_client.sync.client import CentreClient, CentreUnreachable
from tests.unit.sync.small_centre import SmallCentre


def make_certificate(folder: Path, address: str) -> Path:
    """A self-signed certificate with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "centre")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def pem(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return make_certificate(tmp_path, getattr(request, "param", "127.0.0.1"))


@pytest.fixture
def centre(pem: Path) -> Iterator[SmallCentre]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with SmallCentre(context) as centre:
        yield centre


def test_a_named_root_is_trusted(centre: SmallCentre, pem: Path) -> None:
    client = CentreClient(centre.url, ca=pem)
    assert client.info().name == "Small"
    client.close()


def test_a_root_that_was_not_named_is_not(centre: SmallCentre) -> None:
    client = CentreClient(centre.url)
    with pytest.raises(CentreUnreachable) as caught:
        client.info()
    assert caught.value.reason == "tls"
    client.close()


@pytest.mark.parametrize("pem", ["192.0.2.1"], indirect=True)
def test_a_certificate_for_another_address_is_refused(centre: SmallCentre, pem: Path) -> None:
    client = CentreClient(centre.url, ca=pem)
    with pytest.raises(CentreUnreachable) as caught:
        client.info()
    assert caught.value.reason == "tls"
    client.close()
