"""`seat-client staff`: a certificate for a browser, its role in the register, and its end."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from seat_client.app.staff_command import run
from seat_client.centre.desk_pages.staff import Staff
from seat_client.centre.errors import Forbidden
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    (tmp_path / "ground" / "centre").mkdir(parents=True)
    return tmp_path / "ground"


def test_a_person_gets_a_file_for_the_browser_and_loses_it(
    ground: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, at = tmp_path / "op.p12", ["--ground", str(ground)]
    add = ["add", "op1", "--name", "王操作", "--role", "operator", "--out"]
    assert run([*add, str(out), *at]) == 0
    password = re.findall(r"password (\S+)", capsys.readouterr().out)[0]
    packed = load_pkcs12(out.read_bytes(), password.encode())
    assert out.stat().st_mode & 0o077 == 0
    assert packed.cert is not None
    certificate = packed.cert.certificate.public_bytes(Encoding.DER)
    storage = Storage(CentreSettings(ground / "centre", "", True, "").url)
    try:
        found = Staff(storage).find(certificate)
        assert (found.id, found.name, found.role) == ("op1", "王操作", "operator")
        assert run(["list", *at]) == 0
        assert "op1\t王操作\toperator\t" in capsys.readouterr().out
        assert run(["revoke", "op1", *at]) == 0
        assert run(["revoke", "op1", *at]) == 1
        with pytest.raises(Forbidden) as refused:
            Staff(storage).find(certificate)
        assert refused.value.code == "certificate_revoked"
    finally:
        storage.close()
    assert run([*add, str(out), *at]) == 2  # the file is somebody's already
    assert run(["add", "../x", *add[2:], str(tmp_path / "x.p12"), *at]) == 2
    assert run(["list", "--ground", str(tmp_path)]) == 2
