"""The centre's keys for its lines, in its data folder: the issuer of the seats' certificates, and its own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from seat_client.centre.seat_authority import SeatAuthority, private_pem
from seat_client.centre.server import LineSecurity

AUTHORITY, ISSUER, LINE = "seats.pem", "seats-issuer.pem", "line.pem"


class LineKeys:
    """Made when first needed; every private key is readable by the centre alone."""

    def __init__(self, data: Path, name: str) -> None:
        self._data = data
        self._name = name

    def authority(self) -> SeatAuthority:
        """The issuer; the same as long as the folder is."""
        path = self._data / AUTHORITY
        if not path.exists():
            made = SeatAuthority.make(self._name, datetime.now(UTC))
            _keep(path, made.to_pem())
            _keep(self._data / ISSUER, _pem(made.certificate))
        return SeatAuthority.from_pem(path.read_bytes())

    def secure(self, hosts: Sequence[str]) -> None:
        """A fresh key and certificate of the centre's own, for these names and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.authority().certify_centre(
            key.public_key(), list(dict.fromkeys(hosts)), at=datetime.now(UTC)
        )
        _keep(self._data / LINE, private_pem(key) + _pem(certificate))

    def security(self) -> LineSecurity:
        """For a server; after `secure`."""
        return LineSecurity(self._data / LINE, self._data / ISSUER)


def _pem(certificate: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)


def _keep(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
