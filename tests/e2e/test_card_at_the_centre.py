"""The report signed by a PIV card at a centre over HTTP: whatever fails, the centre holds the old revision or the new.

Real pyscard and PC/SC with a virtual reader, the seat's own use case, a running centre with its own time stamps.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from drivers.api.errors import CardRemoved, DriverError, PinRejected
from drivers.registry import token_family
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.centre.storage import Storage
from seat_client.domain.stages import StageId
from seat_client.evidence.fields import CLOSING, STAMP
from seat_client.evidence.time_authority import POLICY
from seat_client.evidence.verification import verify
from seat_client.services import ReportChanged
from seat_client.services.key_desk import KeyDesk
from seat_client.services.report_signing import ReportSigning
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.services.summary import SummaryCheck
from seat_client.signing import CertificateRevoked, ReaderWatch
from seat_client.sync.client import CentreClient, CentreRefused, CentreUnreachable
from tests.e2e.card_seat import card_of
from tests.piv_card.card import AUTHENTICATE, PivCard, pulled
from tests.piv_card.fixtures import pcsc_service_fixture
from tests.piv_card.service import PcscService, until
from tests.unit.centre.conftest import hall_at, played, played_on_postgresql, postgres_server
from tests.unit.centre.hall import NOW, Hall
from tests.unit.centre.test_timestamps import sign

__all__ = ["hall_at", "pcsc_service_fixture", "played", "played_on_postgresql", "postgres_server"]

pytestmark = [pytest.mark.pcsc, pytest.mark.full]

WAIT = 60
HallAt = Callable[[StageId], Hall]


@dataclass
class Place:
    """One member's seat with a card reader, at a centre that has published the report."""

    hall: Hall
    centre: Centre
    server: CentreServer
    service: PcscService
    folder: Path
    member: str
    card: PivCard
    watch: ReaderWatch
    client: CentreClient
    desk: KeyDesk
    signing: ReportSigning | None = None
    seat: Seat | None = None

    def insert(self) -> None:
        self.service.slots[0].insert(self.card)
        until(lambda: self.watch.current.key_of(self.member) is not None, "the key")

    def pull(self) -> None:
        self.service.slots[0].pull()
        until(lambda: not self.watch.current.keys and self.service.is_empty(), "the slot empty")

    def sign_in(self) -> ReportSigning:
        signing_in = SigningIn(self.client, self.desk, seat_id="card", data=self.folder)
        self.seat = signing_in.sign_in(bytearray(b"123456")).result(WAIT).seat
        self.hear()
        self.signing = ReportSigning(self.seat, self.desk, self.client, SummaryCheck(self.seat))
        return self.signing

    def hear(self) -> None:
        assert self.seat is not None
        self.seat.fold(self.centre.desk.facts(0, 100_000))

    def others_sign(self, *, stamped: bool) -> None:
        """Everybody else, on whom this test is not about."""

        while left := [m for m in self.left() if m != self.member]:
            sign(self.centre, self.hall, left[0], stamped=stamped)

    def left(self) -> list[str]:
        with self.centre.desk.at_rest() as e:
            return list(e.signers_left())


def a_member(hall: Hall) -> str:
    e = hall.centre.desk.evaluation
    return next(m for m in e.signers_left() if m != e.chair)


@contextlib.contextmanager
def place(
    hall: Hall, service: PcscService, folder: Path, *, granting: bool = True, revoked: bool = False
) -> Iterator[Place]:
    made = hall.foundation
    member = a_member(hall)
    crl = made.authority.revoke([made.keys[member].certificate] if revoked else [], at=NOW)
    time_key = made.authority.issue_time_stamping(name="时间戳", at=NOW) if granting else None
    centre = Centre(
        replace(made.settings), Storage(made.settings.url), hall.script.project.id, made.centre_key,
        [made.authority.certificate], time_key=time_key, crls=[crl],
    )  # fmt: skip
    server = CentreServer(application(centre))
    server.start()
    watch = ReaderWatch(token_family("pcsc"))
    client = CentreClient(server.url)
    desk = KeyDesk(watch, lambda: datetime.now(UTC))
    watch.start()
    there = Place(hall, centre, server, service, folder, member, card_of(made.keys[member]), watch, client, desk)
    try:
        there.insert()
        yield there
    finally:
        if there.seat is not None:
            there.seat.store.close()
        desk.close()
        watch.stop()
        client.close()
        server.stop()
        centre.close()


def test_signed_with_the_centres_stamp_over_http(hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path) -> None:
    with place(hall_at(StageId.REPORT), pcsc_service, tmp_path / "seat") as there:
        signing = there.sign_in()
        signing.download().result(WAIT)
        state = signing.sign(bytearray(b"123456")).result(WAIT)
        assert there.member in state.signed
        told = signing.changes().result(WAIT)
        assert [s.field for s in told.signatures] == ["centre-open", there.member]
        assert told.signatures[-1].stamped_by == "时间戳"
        assert abs((told.signatures[-1].stamped_at or NOW) - datetime.now(UTC)).total_seconds() < 600
        assert all(s.intact and s.unchanged and s.trusted for s in told.signatures)
        assert POLICY.startswith("2.25.")


def test_signed_while_the_time_stamp_is_down_and_completed_by_the_centre_later(
    hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path
) -> None:
    hall = hall_at(StageId.REPORT)
    with place(hall, pcsc_service, tmp_path / "seat", granting=False) as there:
        signing = there.sign_in()
        signing.download().result(WAIT)
        signing.sign(bytearray(b"123456")).result(WAIT)
        told = signing.changes().result(WAIT)
        assert told.signatures[-1].intact
        assert told.signatures[-1].stamped_at is None
        member = there.member
    made = hall.foundation
    later = Centre(
        made.settings, Storage(made.settings.url), hall.script.project.id, made.centre_key,
        [made.authority.certificate], time_key=made.authority.issue_time_stamping(name="时间戳", at=NOW),
        crls=[made.authority.revoke([], at=NOW)],
    )  # fmt: skip
    with contextlib.closing(later):
        there.centre = later
        there.others_sign(stamped=True)
        verdict = verify(later.report.content(), later.trust)
    assert verdict.valid, verdict.problems
    assert [s.field for s in verdict.signatures][-2:] == [STAMP, CLOSING]
    (own,) = (s for s in verdict.signatures if s.field == member)
    assert own.stamped_at is not None, "the stamp over the whole report covers it"


def test_whatever_fails_the_centre_holds_the_old_revision_or_the_new(
    hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path
) -> None:
    with place(hall_at(StageId.REPORT), pcsc_service, tmp_path / "seat") as there:
        signing = there.sign_in()
        signing.download().result(WAIT)
        old, port = there.centre.report.content(), urlsplit(there.server.url).port or 0

        def fails(refusal: type[Exception], pin: bytes = b"123456") -> None:
            typed = bytearray(pin)
            with pytest.raises(refusal):
                signing.sign(typed).result(WAIT)
            assert (typed, there.centre.report.content()) == (b"", old)

        fails(PinRejected, b"000000")
        there.card.before[AUTHENTICATE] = pulled
        fails(CardRemoved)
        there.card.before.clear()
        there.pull()
        there.insert()
        there.card.wrong_signature = True
        fails(DriverError)
        there.card.wrong_signature = False
        there.card.before[AUTHENTICATE] = there.server.stop  # the centre goes while the card computes
        fails(CentreUnreachable)
        there.card.before.clear()
        there.server = CentreServer(application(there.centre), port=port)
        there.server.start()
        signing.sign(bytearray(b"123456")).result(WAIT)
        new = there.centre.report.content()
        assert new.startswith(old)
        assert [s.field for s in verify(new, there.centre.trust).signatures if s.intact][-1] == there.member


def test_a_revoked_certificate_does_not_sign_in(hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path) -> None:

    with place(hall_at(StageId.REPORT), pcsc_service, tmp_path / "seat", revoked=True) as there:
        with pytest.raises(CentreRefused) as refused:
            there.sign_in()
        assert refused.value.code == "certificate_untrusted"


def test_revoked_after_sign_in_no_pin_reaches_the_card(
    hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path
) -> None:
    with place(hall_at(StageId.REPORT), pcsc_service, tmp_path / "seat") as there:
        signing = there.sign_in()
        there.centre.crls = (there.hall.foundation.authority.revoke([there.card.keys[0x9C].certificate], at=NOW),)
        signing.download().result(WAIT)  # brings the newest list, too
        tried, pin = there.card.pins_tried, bytearray(b"123456")
        assert isinstance(signing.standing().refusal, CertificateRevoked)
        with pytest.raises(CertificateRevoked):
            signing.sign(pin).result(WAIT)
        assert (there.card.pins_tried, pin) == (tried, b"")
        assert there.member in there.left()


def test_a_report_exchanged_at_the_centre_is_not_signed(
    hall_at: HallAt, pcsc_service: PcscService, tmp_path: Path
) -> None:
    """The seat signs only what extends the very bytes that were read."""
    with place(hall_at(StageId.REPORT), pcsc_service, tmp_path / "seat") as there:
        signing = there.sign_in()
        copy = signing.download().result(WAIT)
        changed = copy.content[:5000] + bytes([copy.content[5000] ^ 1]) + copy.content[5001:]
        signing.copy = replace(copy, content=changed, digest=hashlib.sha256(changed).hexdigest())
        tried = there.card.pins_tried
        with pytest.raises(ReportChanged):
            signing.sign(bytearray(b"123456")).result(WAIT)
        assert there.card.pins_tried == tried
