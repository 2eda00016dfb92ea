"""Time stamps: openssl agrees with what is made here, and what is made by openssl is read here."""

import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from openssl_people import openssl
from signing_committee import AT, Committee
from test_tampering import with_byte

from seat_client.evidence import der, timestamps, trust
from seat_client.evidence.errors import InvalidStamp
from seat_client.evidence.keys import SoftwareKey
from seat_client.evidence.time_authority import TimeAuthority

DATA = b"a signature value"


@pytest.fixture(scope="module")
def key(committee: Committee) -> SoftwareKey:
    return committee.authority.issue_time_stamping(name="时间戳", at=AT - timedelta(hours=1))


@pytest.fixture(scope="module")
def service(key: SoftwareKey) -> TimeAuthority:
    return TimeAuthority(key)


def token(service: TimeAuthority, data: bytes = DATA) -> bytes:
    asked = timestamps.request(data, nonce=7)
    return timestamps.token_in(service.answer(asked, at=AT, serial=1), asked)


def failure(answer: bytes) -> set[str]:
    """Why a request was refused."""
    status = tsp.PKIStatusInfo.load(der.only(answer, der.SEQUENCE))
    assert status["status"].native == "rejection"
    return set(status["fail_info"].native)


def test_a_token_tells_when_and_by_whom(service: TimeAuthority, key: SoftwareKey, committee: Committee) -> None:
    stamp = timestamps.read(token(service), DATA[:4], DATA[4:])
    assert (stamp.at, stamp.authority, stamp.certificate) == (AT, "时间戳", key.certificate)
    assert trust.may_stamp(stamp.certificate, committee.trust, at=AT)
    assert not trust.may_stamp(committee.keys["E3"].certificate, committee.trust, at=AT)
    assert not trust.is_trusted(stamp.certificate, committee.trust, at=AT)


def test_openssl_accepts_the_answer(service: TimeAuthority, committee: Committee, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(DATA)
    root = x509.load_der_x509_certificate(committee.authority.certificate).public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)
    openssl(tmp_path, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q")
    (tmp_path / "a").write_bytes(service.answer((tmp_path / "q").read_bytes(), at=AT, serial=secrets.randbits(60)))
    when = ("-attime", str(int(AT.timestamp())))
    check = ("ts", "-verify", "-in", "a", "-CAfile", "root.pem", *when)
    assert b"Verification: OK" in openssl(tmp_path, *check, "-queryfile", "q")
    assert b"Verification: OK" in openssl(tmp_path, *check, "-data", "data")
    (tmp_path / "data").write_bytes(DATA + b"!")
    with pytest.raises(AssertionError):
        openssl(tmp_path, *check, "-data", "data")


def test_an_answer_to_another_request(service: TimeAuthority) -> None:
    asked = timestamps.request(DATA, nonce=7)
    for other in (timestamps.request(DATA, nonce=8), timestamps.request(b"other", nonce=7)):
        with pytest.raises(InvalidStamp, match="other-request"):
            timestamps.token_in(service.answer(other, at=AT, serial=1), asked)


def test_other_data(service: TimeAuthority) -> None:
    with pytest.raises(InvalidStamp, match="other-data"):
        timestamps.read(token(service), DATA + b"!")


def test_no_byte_of_a_token_changes_its_time(service: TimeAuthority) -> None:
    """A token has bytes outside its signature (its certificate's own fields apart); what it says never changes."""
    good = token(service)
    refused = 0
    for offset in range(len(good)):
        try:
            assert timestamps.read(with_byte(good, offset, good[offset] ^ 1), DATA).at == AT
        except InvalidStamp:
            refused += 1
    assert refused > len(good) * 0.9


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x30\x00", bytes(500), b"\x30\x03\x02\x01\x00"])
def test_junk(service: TimeAuthority, junk: bytes) -> None:
    with pytest.raises(InvalidStamp):
        timestamps.read(junk, DATA)
    with pytest.raises(InvalidStamp):
        timestamps.token_in(junk, timestamps.request(DATA, nonce=1))
    assert failure(service.answer(junk, at=AT, serial=1)) == {"bad_data_format"}
    assert timestamps.stamper(lambda _: junk)(DATA) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"message_imprint": {"hash_algorithm": {"algorithm": "sha1"}, "hashed_message": bytes(20)}}, "bad_alg"),
        (
            {"message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(20)}},
            "bad_data_format",
        ),
        ({"req_policy": "1.2.3.4"}, "unaccepted_policy"),
    ],
)
def test_what_the_service_does_not_stamp(service: TimeAuthority, change: dict[str, object], reason: str) -> None:
    asked = {**tsp.TimeStampReq.load(timestamps.request(DATA, nonce=1)).native, **change}
    asked["message_imprint"] = change.get(
        "message_imprint", tsp.TimeStampReq.load(timestamps.request(DATA, nonce=1))["message_imprint"]
    )
    request = tsp.TimeStampReq(asked).dump()
    answer = service.answer(request, at=AT, serial=1)
    assert failure(answer) == {reason}
    with pytest.raises(InvalidStamp, match="refused"):
        timestamps.token_in(answer, request)


def test_a_service_out_of_reach_gives_no_stamp(service: TimeAuthority) -> None:
    assert timestamps.stamper(lambda _: None)(DATA) is None
    stamped = timestamps.stamper(lambda asked: service.answer(asked, at=AT, serial=2))(DATA)
    assert stamped is not None
    assert timestamps.read(stamped, DATA).at == AT
