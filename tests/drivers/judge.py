"""Who says whether a signature is right: never the driver or the key itself."""

import subprocess
import tempfile
from pathlib import Path

from drivers.api.errors import WrongSignature
from drivers.api.token import Algorithm, KeySlot
from seat_client.signing import routine


def verify(slot: KeySlot, digest: bytes, signature: bytes) -> None:
    """Raise WrongSignature unless the key of the slot's certificate made `signature` over `digest`."""
    if slot.algorithm is Algorithm.SM2:
        _verify_by_openssl(slot.certificate, digest, signature)
    else:
        routine.verify(slot.certificate, digest, signature)


def _verify_by_openssl(certificate: bytes, digest: bytes, signature: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("certificate", certificate), ("digest", digest), ("signature", signature)):
            (folder / file).write_bytes(content)
        public = ["x509", "-inform", "DER", "-in", "certificate", "-noout", "-pubkey", "-out", "public.pem"]
        subprocess.run(["openssl", *public], cwd=folder, check=True, timeout=60)
        check = ["pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-in", "digest", "-sigfile", "signature"]
        if subprocess.run(["openssl", *check], cwd=folder, check=False, capture_output=True, timeout=60).returncode:
            raise WrongSignature("does not verify")
