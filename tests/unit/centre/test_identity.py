"""Templates at the centre: consent, sealing, release for one sign-in, and every decision that must not count."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from seat_client.centre.errors import CentreError
from seat_client.centre.identity import UNANSWERED, IdentityDesk, count
from seat_client.centre.storage import PhotoRow, ReleaseRow, Storage, TemplateRow
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import identity_decisions
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.journal import JournalKey, is_signed
from seat_client.evidence.templates import Binding, SeatTemplateKey, seal_to_seat
from seat_client.wire.identity import Consent, ReleaseRequest, TemplateDeposit, TemplateRelease
from seat_client.wire.models import SessionRequest

MEMBER, SEAT, CARD = "E3", "gy-02", "11010519491231002X"
PACKED = b"SIT1" + bytes((1, 1)) + (3).to_bytes(4, "big") + bytes(range(16)) + bytes(300)
REFERENCE = f"{bytes(range(16)).hex()}/3"
JOURNAL = JournalKey.from_seed(bytes(32))


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = Storage(f"sqlite:///{tmp_path}/centre.db")
    yield made
    made.close()


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> IdentityDesk:
    desk = IdentityDesk(storage, tmp_path)
    given = desk.consent(Consent(member=MEMBER, kinds=("face",), text="0" * 64, card=CARD))
    told = {"id": given.id, "member": MEMBER, "kinds": ["face"], "text": given.text, "at": given.at}
    assert is_signed(given.signer, hashlib.sha256(canonical(told)).hexdigest(), given.signature)
    deposit = TemplateDeposit(consent=given.id, kind="face", packed=base64.b64encode(PACKED).decode())
    assert desk.deposit(deposit).version == 1
    return desk


def release(desk: IdentityDesk, key: SeatTemplateKey | None = None) -> TemplateRelease:
    public = (key or SeatTemplateKey()).public
    return desk.release(ReleaseRequest(seat=SEAT, claim=MEMBER, by="key", kinds=("face", "finger"), key=public), MEMBER)


def decision(given: TemplateRelease, **changes: object) -> dict[str, object]:
    return {
        "modality": "face", "passed": True, "score": "0.800", "threshold": "0.460", "quality": {"brightness": "99.000"},
        "models": ["sface-2021dec"], "template": REFERENCE, "liveness": list(given.moves), "challenge": given.id,
        "alone": True, "facts": {},
    } | changes  # fmt: skip


def request(given: TemplateRelease, *decisions: dict[str, object], seat: str = SEAT, **changes: str) -> SessionRequest:
    document = identity_decisions("challenge", given.id, list(decisions))  # type: ignore[arg-type]
    signature = JOURNAL.sign(hashlib.sha256(canonical(document)).hexdigest())
    fields = {
        "challenge": "challenge", "seat": seat, "client_version": "1", "contract": "0.1", "release": given.id,
        "journal_key": JOURNAL.public, "decisions": canonical(list(decisions)).decode(),
        "decisions_signature": signature,
    }  # fmt: skip
    return SessionRequest.model_validate(fields | changes)


def refusal(desk: IdentityDesk, asked: SessionRequest, member: str = MEMBER) -> str:
    with pytest.raises(CentreError) as refused:
        desk.take(asked, member)
    return refused.value.code


def test_a_template_opens_at_the_seat_it_was_sealed_to_and_nowhere_else(desk: IdentityDesk, storage: Storage) -> None:
    key = SeatTemplateKey()
    given = release(desk, key)
    (sealed,) = given.templates
    assert sealed.reference == REFERENCE
    where = Binding(MEMBER, "face", 1, SEAT, given.id, given.expires)
    assert bytes(key.open(sealed.sealed, where)) == PACKED
    with pytest.raises(NotOpened):
        SeatTemplateKey().open(sealed.sealed, where)
    for wrong in (
        Binding("E4", "face", 1, SEAT, given.id, given.expires),  # another expert's
        Binding(MEMBER, "finger", 1, SEAT, given.id, given.expires),
        Binding(MEMBER, "face", 2, SEAT, given.id, given.expires),
        Binding(MEMBER, "face", 1, "gy-03", given.id, given.expires),
        Binding(MEMBER, "face", 1, SEAT, given.id, "2099-01-01T00:00:00.000Z"),  # a later end
    ):
        with pytest.raises(NotOpened):
            key.open(sealed.sealed, wrong)
    for broken in (sealed.sealed[:-8], "AAAA", "!", sealed.sealed[:60] + "AAAA" + sealed.sealed[64:]):
        with pytest.raises(NotOpened):
            key.open(broken, where)
    with storage.reading() as session:
        kept = session.get(TemplateRow, (MEMBER, "face"))
        assert kept is not None
        assert PACKED[30:60] not in kept.sealed


def test_a_decision_counts_once_and_for_its_release_alone(desk: IdentityDesk) -> None:
    given = release(desk)
    (taken,) = desk.take(request(given, decision(given)), MEMBER)
    assert count((taken,), key=True) == ("key", "face")
    assert refusal(desk, request(given, decision(given))) == "release_unknown"  # a replayed order
    other = release(desk)
    assert refusal(desk, request(other, decision(other), seat="gy-09")) == "release_of_another"
    other = release(desk)
    assert refusal(desk, request(other, decision(other)), "E4") == "release_of_another"
    other = release(desk)
    assert refusal(desk, request(other, decision(given))) == "decision_of_another_template"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"passed": False}, "decision_not_passed"),
        ({"score": "0.459"}, "decision_not_passed"),
        ({"threshold": "0.100"}, "threshold_too_low"),
        ({"template": f"{'0' * 32}/3"}, "decision_of_another_template"),
        ({"modality": "finger"}, "decision_of_another_template"),
        ({"liveness": []}, "moves_differ"),
        ({"score": "NaN"}, "request_malformed"),
    ],
)
def test_a_decision_that_must_not_count(desk: IdentityDesk, changes: dict[str, object], code: str) -> None:
    given = release(desk)
    assert refusal(desk, request(given, decision(given, **changes))) == code


def test_movements_in_another_order_are_other_movements(desk: IdentityDesk) -> None:
    given = release(desk)
    swapped = decision(given, liveness=list(reversed(given.moves)))
    assert refusal(desk, request(given, swapped)) == "moves_differ"


def test_a_decision_changed_after_it_was_signed_is_forged(desk: IdentityDesk) -> None:
    given = release(desk)
    honest = request(given, decision(given, passed=False))
    changed = honest.model_copy(update={"decisions": honest.decisions.replace("false", "true")})
    assert refusal(desk, changed) == "decision_forged"
    given = release(desk)
    assert refusal(desk, request(given, decision(given), decisions_signature="AAAA")) == "decision_forged"
    given = release(desk)
    assert refusal(desk, request(given, decision(given), decision(given))) == "decision_forged"


def test_an_expired_release_is_over_even_for_a_clock_that_is_an_hour_off(desk: IdentityDesk, storage: Storage) -> None:
    given = release(desk)
    with storage.transaction() as session:
        row = session.get(ReleaseRow, given.id)
        assert row is not None
        row.expires = "2020-01-01T00:00:00.000Z"  # only the centre's clock counts; the seat's is not asked
    assert refusal(desk, request(given, decision(given))) == "release_expired"


def test_withdrawn_consent_erases_the_template_and_the_card(desk: IdentityDesk) -> None:
    assert desk.holder(CARD) == MEMBER
    assert desk.withdraw(MEMBER) == 1
    for lost, code in ((lambda: release(desk), "template_missing"), (lambda: desk.holder(CARD), "person_unknown")):
        with pytest.raises(CentreError) as refused:
            lost()
        assert refused.value.code == code
    assert desk.take(SessionRequest(challenge="c", seat=SEAT, client_version="1", contract="0.1"), MEMBER) == ()


def test_nothing_is_kept_without_a_consent_that_covers_it(desk: IdentityDesk) -> None:
    packed = base64.b64encode(PACKED).decode()
    face_only = desk.consent(Consent(member=MEMBER, kinds=("face",), text="0" * 64)).id
    for consent, kind in (("nothing", "face"), (face_only, "finger")):
        with pytest.raises(CentreError, match="consent_missing"):
            desk.deposit(TemplateDeposit(consent=consent, kind=kind, packed=packed))  # type: ignore[arg-type]
    with pytest.raises(CentreError, match="request_malformed"):
        desk.deposit(TemplateDeposit(consent=face_only, kind="face", packed="AAAA"))
    assert desk.deposit(TemplateDeposit(consent=face_only, kind="face", packed=packed)).version == 2


def test_a_storm_of_tries_ends_at_the_witnesses(desk: IdentityDesk) -> None:
    for _ in range(UNANSWERED):
        release(desk)
    with pytest.raises(CentreError, match="identity_locked"):
        release(desk)


def photographed(desk: IdentityDesk, picture: bytes = b"jpeg", **changes: object) -> tuple[TemplateRelease, dict]:
    """A release that asks for a picture, and the decision that names it."""
    asked = ReleaseRequest(seat=SEAT, claim=MEMBER, by="key", kinds=("face",), key=SeatTemplateKey().public)
    given = desk.release(asked, MEMBER, photo=True)
    return given, decision(given, facts={"photo": hashlib.sha256(picture).hexdigest()}, **changes)


def sealed_photo(given: TemplateRelease, picture: bytes = b"jpeg", seat: str = SEAT) -> str:
    return seal_to_seat(given.photo_key, picture, Binding(MEMBER, "photo", 1, seat, given.id, given.expires))


def test_a_photo_by_policy_is_sealed_both_ways_and_named_in_the_decision(desk: IdentityDesk, storage: Storage) -> None:
    assert release(desk).photo_key == ""  # off unless the place asks for it
    given, decided = photographed(desk)
    desk.take(request(given, decided, photo=sealed_photo(given)), MEMBER, photo_for="P1")
    (kept,) = desk.photos("P1", MEMBER)
    assert base64.b64decode(kept.picture) == b"jpeg"
    assert kept.digest == decided["facts"]["photo"]
    with storage.reading() as session:
        row = session.get(PhotoRow, given.id)
        assert row is not None
        assert b"jpeg" not in row.sealed
    assert desk.photos("P2", MEMBER) == ()
    assert desk.withdraw(MEMBER) == 1
    assert desk.photos("P1", MEMBER) == ()


def test_a_photo_that_is_missing_or_another_one_is_refused(desk: IdentityDesk) -> None:
    for sealed, code in (
        (lambda given: "", "photo_missing"),
        (lambda given: sealed_photo(given, b"another"), "decision_forged"),
        (lambda given: sealed_photo(given, seat="gy-09"), "decision_forged"),
        (lambda given: "AAAA", "decision_forged"),
    ):
        given, decided = photographed(desk)
        with pytest.raises(CentreError) as refused:
            desk.take(request(given, decided, photo=sealed(given)), MEMBER, photo_for="P1")
        assert refused.value.code == code
    assert desk.photos("P1", MEMBER) == ()


def test_orders_are_drawn_anew(desk: IdentityDesk) -> None:
    given = release(desk)
    desk.take(request(given, decision(given)), MEMBER)
    drawn = {release(desk).moves for _ in range(UNANSWERED)}
    assert len(drawn) > 1
    assert all(len(set(moves)) == 2 for moves in drawn)
