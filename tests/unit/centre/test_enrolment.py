"""A seat's way to its certificate, and what its line is worth with and without one: real TLS on loopback."""

import base64
import socket
import ssl
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import update

from seat_client.app.line_keys import LineKeys
from seat_client.centre import clock
from seat_client.centre.app import application
from seat_client.centre.enrolment import FAILURES_ALLOWED, Enrolment
from seat_client.centre.house import House
from seat_client.centre.seat_authority import SeatAuthority
from seat_client.centre.server import CentreServer
from seat_client.centre.settings import EnrolmentTerms
from seat_client.centre.storage import EnrolmentCodeRow, EnrolmentFailureRow, Storage
from seat_client.sync.client import CentreClient, CentreRefused, CentreUnreachable
from seat_client.sync.identity import EnrolmentFailed, SeatIdentity, enrol, renewed_when_due
from seat_client.wire import PREFIX
from tests.unit.centre.hall import WAIT, Foundation, sample_script


@dataclass
class Place:
    """A centre in earnest: TLS, enrolled seats alone."""

    house: House
    url: str
    folder: Path
    authority: SeatAuthority

    @property
    def register(self) -> Enrolment:
        return self.house.enrolment

    def identity(self, seat: str, folder: str = "") -> SeatIdentity:
        return enrol(self.url, self.register.issue_code(seat), self.folder / (folder or seat))

    def client(self, identity: SeatIdentity | None = None) -> CentreClient:
        ca = None if identity else self.folder / "seats-issuer.pem"
        return CentreClient(self.url, ca=ca, identity=identity)

    def refusal(self, identity: SeatIdentity | None) -> str:
        client = self.client(identity)
        try:
            client.challenge(identity.seat if identity else "A1")
        except CentreRefused as refused:
            return refused.code
        finally:
            client.close()
        return ""


@pytest.fixture(scope="module")
def foundation(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    return Foundation.lay(tmp_path_factory.mktemp("centre"), sample_script())


@pytest.fixture
def place(foundation: Foundation, tmp_path: Path) -> Iterator[Place]:
    lines = LineKeys(tmp_path, "中心")
    lines.secure(["127.0.0.1", "localhost"])
    settings = replace(foundation.settings, enrolled_only=True)
    storage = Storage(f"sqlite:///{tmp_path / 'centre.db'}")
    house = House(settings, storage, lambda _: foundation.centre(), [foundation.authority.certificate],
                  seats=lines.authority())  # fmt: skip
    server = CentreServer(application(house), security=lines.security())
    server.start()
    yield Place(house, server.url, tmp_path, lines.authority())
    server.stop()
    house.close()


# --- the way in ---------------------------------------------------------------------------------------------------


def test_a_code_becomes_a_certificate_that_opens_the_line(place: Place) -> None:
    identity = place.identity("A1")
    assert identity.seat == "A1"
    assert identity.ends > datetime.now(UTC) + timedelta(days=300)
    client = place.client(identity)
    assert client.challenge("A1").seat == "A1"
    client.close()


@pytest.mark.full
def test_only_this_user_can_read_the_key_and_no_code_is_kept(place: Place) -> None:
    code = place.register.issue_code("A1")
    identity = enrol(place.url, code, place.folder / "A1")
    kept = sorted(path.name for path in identity.folder.iterdir())
    assert kept == ["centre.pem", "seat.pem"]
    assert identity.key_file.stat().st_mode & 0o777 == 0o600
    spelled = code.replace("-", "").encode()
    assert not any(
        spelled[:16] in path.read_bytes() for path in (*identity.folder.iterdir(), place.folder / "centre.db")
    )


@pytest.mark.full
@pytest.mark.parametrize(
    "typed", [str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("1", "I").replace("0", "o")]
)
def test_a_code_may_be_typed_as_people_type(place: Place, typed) -> None:  # type: ignore[no-untyped-def]
    assert enrol(place.url, typed(place.register.issue_code("A1")), place.folder / "A1").seat == "A1"


def test_a_code_is_good_once(place: Place) -> None:
    code = place.register.issue_code("A1")
    enrol(place.url, code, place.folder / "first")
    with pytest.raises(CentreRefused) as refused:
        enrol(place.url, code, place.folder / "second")
    assert refused.value.code == "enrolment_code_used"


@pytest.mark.full
def test_the_same_key_gets_the_same_answer_again(place: Place) -> None:
    secret = place.register.issue_code("A1")[:19]
    request = request_of(ec.generate_private_key(ec.SECP256R1()))
    assert place.register.enrol(secret, request) == place.register.enrol(secret, request)


@pytest.mark.full
def test_a_new_code_voids_the_unused_one(place: Place) -> None:
    old = place.register.issue_code("A1")
    place.register.issue_code("A1")
    with pytest.raises(CentreRefused, match="enrolment_code_wrong"):
        enrol(place.url, old, place.folder / "A1")


@pytest.mark.full
def test_a_code_runs_out(place: Place) -> None:
    code = place.register.issue_code("A1")
    with place.house.storage.transaction() as session:
        session.execute(update(EnrolmentCodeRow).values(expires=clock.stamp(clock.now() - timedelta(seconds=1))))
    with pytest.raises(CentreRefused, match="enrolment_code_expired"):
        enrol(place.url, code, place.folder / "A1")


def test_wrong_codes_close_the_enrolment_for_a_while(place: Place) -> None:
    good = place.register.issue_code("A1")
    wrong = "0000-0000-0000-0000" + good[19:]
    for attempt in range(FAILURES_ALLOWED):
        with pytest.raises(CentreRefused, match="enrolment_code_wrong"):
            enrol(place.url, wrong, place.folder / f"{attempt % 3}")
    with pytest.raises(CentreRefused, match="enrolment_paused"):
        enrol(place.url, good, place.folder / "A1")
    with place.house.storage.transaction() as session:
        session.execute(update(EnrolmentFailureRow).values(at=clock.stamp(clock.now() - timedelta(hours=1))))
    assert enrol(place.url, good, place.folder / "A1").seat == "A1"


@pytest.mark.full
@pytest.mark.parametrize("code", ["", "AB12", "U" * 32, "0" * 33])
def test_what_cannot_be_a_code_is_not_sent(place: Place, code: str) -> None:
    with pytest.raises(EnrolmentFailed, match="enrolment_code_malformed"):
        enrol(place.url, code, place.folder / "A1")


def test_the_secret_half_goes_to_no_other_centre(place: Place, foundation: Foundation, tmp_path: Path) -> None:
    """A centre in between has its own issuer: the code names another, so it learns nothing."""
    code = place.register.issue_code("A1")
    (tmp_path / "between").mkdir()
    lines = LineKeys(tmp_path / "between", "中心")
    lines.secure(["127.0.0.1"])
    storage = Storage(f"sqlite:///{tmp_path / 'between.db'}")
    house = House(foundation.settings, storage, lambda _: foundation.centre(), [], seats=lines.authority())
    between = CentreServer(application(house), security=lines.security())
    between.start()
    try:
        with pytest.raises(EnrolmentFailed, match="centre_not_the_one"):
            enrol(between.url, code, place.folder / "A1")
    finally:
        between.stop()
        house.close()
    assert enrol(place.url, code, place.folder / "A1").seat == "A1"


# --- what a line is worth -----------------------------------------------------------------------------------------


def test_without_a_certificate_nothing_but_the_way_in_is_served(place: Place) -> None:
    client = place.client()
    assert client.info().enrolled_only
    client.close()
    assert place.refusal(None) == "seat_certificate_missing"
    with requests.Session() as http:
        http.trust_env, http.verify = False, str(place.folder / "seats-issuer.pem")
        for path in ("/facts", "/documents", "/assignment", "/report", "/enrolment/renewal"):
            answer = http.get(place.url + PREFIX + path, timeout=WAIT)
            assert (answer.status_code, answer.json()["code"]) == (403, "seat_certificate_missing")


def test_a_certificate_that_has_ended_is_refused_with_words(place: Place) -> None:
    identity = ended(place, "A1")
    refused = [place.refusal(identity) for _ in range(3)]
    sys.stdout.write(f"an expired certificate: {len(refused)} asked, {len(set(refused))} answer: {refused[0]}\n")
    assert refused == ["seat_certificate_expired"] * 3


def test_a_revoked_seat_is_refused_with_words_and_the_others_are_not(place: Place) -> None:
    first, second = place.identity("A1"), place.identity("A2")
    assert place.register.revoke("A1") == 1
    assert place.refusal(first) == "seat_certificate_revoked"
    assert place.refusal(second) == ""
    assert place.register.revoke("A1") == 0


@pytest.mark.full
def test_a_certificate_of_this_authority_that_it_does_not_know_is_refused(place: Place) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = place.authority.certify_seat(key.public_key(), "A1", at=datetime.now(UTC), days=1)
    assert place.refusal(written(place, "forged", key, certificate)) == "seat_certificate_revoked"


@pytest.mark.full
def test_a_certificate_of_another_authority_opens_no_line(place: Place) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    other = SeatAuthority.make("别处", datetime.now(UTC))
    client = place.client(
        written(place, "foreign", key, other.certify_seat(key.public_key(), "A1", at=datetime.now(UTC), days=1))
    )
    with pytest.raises(CentreUnreachable):
        client.challenge("A1")
    client.close()


def test_one_seat_cannot_pose_as_another(place: Place) -> None:
    client = place.client(place.identity("A1"))
    with pytest.raises(CentreRefused, match="seat_differs"):
        client.challenge("A2")
    client.close()


@pytest.mark.full
def test_a_seat_believes_its_own_centre_alone(place: Place, tmp_path: Path) -> None:
    """Another certificate, good for the same address, is not the one that was pinned."""
    identity = place.identity("A1")
    (tmp_path / "other").mkdir()
    other = LineKeys(tmp_path / "other", "中心")
    other.secure(["127.0.0.1"])
    server = CentreServer(application(place.house), security=other.security())
    server.start()
    client = CentreClient(server.url, identity=identity)
    try:
        with pytest.raises(CentreUnreachable, match="tls"):
            client.info()
    finally:
        client.close()
        server.stop()


@pytest.mark.full
def test_variables_of_the_environment_change_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = place.identity("A1")
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert place.refusal(identity) == ""


# --- renewal ------------------------------------------------------------------------------------------------------


def test_a_seat_renews_over_its_own_line_when_two_thirds_are_over(place: Place) -> None:
    identity = place.identity("A1")
    assert not identity.due(datetime.now(UTC))
    assert identity.due(identity.ends - timedelta(days=1))
    assert renewed_when_due(identity, place.url) is identity
    old = identity.key_file.read_bytes()
    renewed = identity.renew(place.url)
    assert renewed.seat == "A1"
    assert identity.key_file.read_bytes() != old
    assert place.refusal(renewed) == ""
    assert [seat for seat, _, _ in place.register.seats()] == ["A1", "A1"]


@pytest.mark.full
def test_a_seat_whose_centre_is_away_keeps_what_it_has(place: Place) -> None:
    short = replace(place.identity("A1"), begins=datetime.now(UTC) - timedelta(days=9), ends=datetime.now(UTC))
    before = short.key_file.read_bytes()
    assert renewed_when_due(short, "https://127.0.0.1:1") is short
    assert short.key_file.read_bytes() == before


@pytest.mark.full
def test_a_revoked_seat_cannot_renew(place: Place) -> None:
    identity = place.identity("A1")
    place.register.revoke("A1")
    with pytest.raises(CentreRefused, match="seat_certificate_revoked"):
        identity.renew(place.url)


# --- requests -----------------------------------------------------------------------------------------------------


@pytest.mark.full
def test_a_request_is_signed_and_its_key_strong_enough(place: Place) -> None:
    secret = place.register.issue_code("A1")[:19]
    good = request_of(ec.generate_private_key(ec.SECP256R1()))
    weak = request_of(ec.generate_private_key(ec.SECP192R1()))
    for broken in (b"", good[:-1], good[:-8] + bytes(8), weak):
        with pytest.raises(Exception, match="enrolment_request_wrong"):
            place.register.enrol(secret, broken)
    assert place.register.enrol(secret, good).seat == "A1"


@pytest.mark.full
def test_the_name_in_a_request_does_not_count(place: Place) -> None:
    identity = place.identity("A1")
    certificate = x509.load_pem_x509_certificate(identity.key_file.read_bytes())
    assert [a.value for a in certificate.subject] == ["A1"]


@pytest.mark.full
def test_lines_are_tls_1_3(place: Place) -> None:
    context = ssl.create_default_context(cafile=str(place.folder / "seats-issuer.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    host, port = place.url.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port)), timeout=WAIT) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname=host)


def request_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "somebody else")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.DER)


def ended(place: Place, seat: str) -> SeatIdentity:
    """A seat whose certificate has come to its end."""
    key = ec.generate_private_key(ec.SECP256R1())
    past = datetime.now(UTC) - timedelta(days=30)
    return written(place, seat, key, place.authority.certify_seat(key.public_key(), seat, at=past, days=20))


def written(place: Place, name: str, key: ec.EllipticCurvePrivateKey, certificate: bytes) -> SeatIdentity:
    folder = place.folder / name
    folder.mkdir()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)
    (folder / "seat.pem").write_bytes(private + public)
    (folder / "centre.pem").write_bytes((place.folder / "seats-issuer.pem").read_bytes())
    identity = SeatIdentity.load(folder)
    assert identity is not None
    return identity


@pytest.mark.full
def test_terms_set_the_life_of_a_certificate(place: Place) -> None:
    register = Enrolment(place.house.storage, place.authority, EnrolmentTerms(certificate_days=3))
    enrolled = register.enrol(register.issue_code("A9")[:19], request_of(ec.generate_private_key(ec.SECP256R1())))
    left = x509.load_der_x509_certificate(enrolled.certificate).not_valid_after_utc - datetime.now(UTC)
    assert timedelta(days=2) < left < timedelta(days=4)
    assert base64.b64encode(enrolled.authority)
