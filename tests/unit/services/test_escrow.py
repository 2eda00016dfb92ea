"""Sign-in at a fresh seat: the entries come along by the token, or by two officers through the centre's desk."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.registry import token_family
from drivers.virtual.token_file import create_token
from seat_client.app.command_line import main
from seat_client.centre.escrow import Escrow as Desk
from seat_client.domain.stages import StageId
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.keys import Algorithm
from seat_client.evidence.sealing import EscrowKey
from seat_client.services import DraftsClosed
from seat_client.services.escrow import answer
from seat_client.services.key_desk import KeyDesk
from seat_client.services.sign_in import Arrival, SignedIn, SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.wire.models import Assignment
from tests.unit.centre.hall import NOW, Foundation, Hall, sample_script
from tests.unit.services.sitting import PATIENCE, Sitting

MEMBER, PIN = "E1", "123456"
CELLS = (("C1", "T1"), ("C1", "T2"), ("C2", "T1"))

pytestmark = pytest.mark.full


class Place:
    """A fresh seat at which the member signs in, as the program does it."""

    def __init__(self, hall: Hall, folder: Path) -> None:
        key = hall.foundation.keys[MEMBER]
        token = folder / "member.token"
        create_token(token, pin=PIN, key=key.private_key, certificate=key.certificate, label=MEMBER)
        self.hall, self.escrow = hall, Desk(hall.centre.storage)
        self._watch = ReaderWatch(token_family(f"virtual:{token}"))
        self._client = CentreClient(hall.server.url)
        self.data = folder / "data"
        seen = threading.Event()
        self._watch.topic.subscribe(lambda readers: seen.set() if readers.keys else None)
        self._watch.start()
        assert seen.wait(PATIENCE)

    def sign_in(self) -> SignedIn:
        desk = KeyDesk(self._watch, lambda: datetime.now(UTC))  # as after a start of the program
        try:
            signing_in = SigningIn(self._client, desk, seat_id="other", data=self.data)
            return signing_in.sign_in(bytearray(PIN.encode())).result(PATIENCE)
        finally:
            desk.close()

    def close(self) -> None:
        self._watch.stop()
        self._client.close()


def _hall(folder: Path, algorithm: Algorithm) -> Hall:
    """A committee in the technical review whose member has typed three entries at a seat that is gone now."""
    foundation = Foundation.lay(folder / "centre", sample_script())
    publics = []
    for number in (1, 2):
        assert main(["escrow", "key", str(folder / f"officer-{number}.key")]) == 0
        publics.append(EscrowKey.from_text((folder / f"officer-{number}.key").read_text()).public)
    foundation = replace(foundation, settings=replace(foundation.settings, officers=tuple(publics)))
    name = next(m.name for m in foundation.script.project.committee if m.id == MEMBER)
    foundation.keys[MEMBER] = foundation.authority.issue(name=name, holder=MEMBER, at=NOW, algorithm=algorithm)
    hall = Hall(foundation)
    hall.play(StageId.PRELIMINARY)
    hall.assignments[MEMBER] = Assignment.model_validate(hall.seat(MEMBER).get("/assignment").json())
    hall.play(StageId.TECHNICAL)
    first = Sitting(hall, MEMBER, "first", folder)
    for number, (code, criterion) in enumerate(CELLS):
        first.type(code, criterion, f"{number}")
    first.sync()
    first.close()
    return hall


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    hall = _hall(tmp_path, request.param)
    place = Place(hall, tmp_path)
    yield place
    place.close()
    hall.close()


def _entries(signed_in: SignedIn) -> dict[tuple[str, str], str]:
    return {cell: entry.value for cell, entry in signed_in.seat.own.entries.items()}


TYPED = {cell: f"{number}" for number, cell in enumerate(CELLS)}


@pytest.mark.parametrize("place", ["ec"], indirect=True)
def test_the_token_brings_every_entry_along_at_sign_in_and_the_seat_knows_how_many(place: Place) -> None:
    signed_in = place.sign_in()
    assert _entries(signed_in) == TYPED
    assert signed_in.arrival == Arrival(entries=len(TYPED))
    assert place.escrow.all() == []
    signed_in.seat.store.close()
    again = place.sign_in()
    assert (_entries(again), again.arrival) == (TYPED, Arrival())
    again.seat.store.close()


@pytest.mark.parametrize("place", ["rsa"], indirect=True)
def test_two_officers_open_what_a_token_that_only_signs_cannot(place: Place, tmp_path: Path) -> None:
    escrow, project = place.escrow, place.hall.script.project.id
    with pytest.raises(DraftsClosed) as closed:
        place.sign_in()
    number = str(closed.value.facts["number"])
    assert closed.value.facts == {"entries": len(TYPED), "number": number}
    (standing,) = escrow.all()
    assert (standing.member, standing.seat, standing.number, standing.answers) == (MEMBER, "other", number, 0)
    request, share = tmp_path / "request.json", tmp_path / "answer.json"
    request.write_text(json.dumps(escrow.request(project, MEMBER)))
    for officer in (1, 2):
        words = ["escrow", "share", "--key", str(tmp_path / f"officer-{officer}.key")]
        assert main([*words, "--number", "000000000000", str(request), str(share)]) == 1
        assert not share.exists(), "answered a seat that shows another number"
        assert main([*words, "--number", number, str(request), str(share)]) == 0
        assert escrow.answer(project, MEMBER, json.loads(share.read_text())) == officer
        share.unlink()
        if officer == 1:
            with pytest.raises(DraftsClosed) as again:  # one officer alone opens nothing
                place.sign_in()
            assert again.value.facts["number"] == number, "the answer is for another half"
    signed_in = place.sign_in()
    assert _entries(signed_in) == TYPED
    assert signed_in.arrival == Arrival(entries=len(TYPED))
    assert not escrow.all()[0].waits
    signed_in.seat.store.close()


@pytest.mark.parametrize("place", ["rsa"], indirect=True)
def test_an_answer_that_opens_nothing_is_followed_by_one_that_does(place: Place, tmp_path: Path) -> None:
    escrow, project = place.escrow, place.hall.script.project.id
    with pytest.raises(DraftsClosed):
        place.sign_in()
    asked = escrow.request(project, MEMBER)
    elsewhere = json.dumps({**asked, "seat": EscrowKey.new().public}).encode()
    officers = [EscrowKey.from_text((tmp_path / f"officer-{n}.key").read_text()) for n in (1, 2)]
    for officer in officers:
        escrow.answer(project, MEMBER, answer(elsewhere, officer))
    with pytest.raises(DraftsClosed):
        place.sign_in()
    for officer in officers:
        assert escrow.answer(project, MEMBER, answer(json.dumps(asked).encode(), officer)) == 2
    signed_in = place.sign_in()
    assert _entries(signed_in) == TYPED
    signed_in.seat.store.close()


def test_a_stranger_answers_nothing_and_a_request_has_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(NotOpened):
        answer(b"{}", EscrowKey.new())
    assert main(["escrow", "key", str(tmp_path / "key")]) == 0
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert main(["escrow", "key", str(tmp_path / "key")]) == 2, "an officer's key is never written over"
    shutil.copy(tmp_path / "key", tmp_path / "request.json")
    share = ["share", "--key", str(tmp_path / "key"), "--number", "1"]
    assert main(["escrow", *share, str(tmp_path / "request.json"), str(tmp_path / "out.json")]) == 1
