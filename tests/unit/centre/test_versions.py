"""Seat and centre agree on versions before anything else, and notice when the centre was set back."""

import shutil
from collections.abc import Callable

import pytest

from seat_client.domain.stages import StageId
from seat_client.sync.client import CentreClient, ContractMismatch, check_versions
from seat_client.wire import CONTRACT, CONTRACTS, PREFIX, RULES
from seat_client.wire.models import ActHeads, CentreInfo, FactPage
from tests.unit.centre.hall import Hall, code

HallAt = Callable[[StageId], Hall]


def told(**changes: object) -> CentreInfo:
    base = {"name": "中心", "contract": CONTRACT, "contracts": CONTRACTS, "practice": True, "time": "", "rules": RULES}
    return CentreInfo.model_validate({**base, **changes})


def test_the_centre_tells_every_version_it_goes_by(hall_at: HallAt) -> None:
    hall = hall_at(StageId.SIGN_IN)
    client = CentreClient(hall.url.removesuffix(PREFIX))
    info = client.info()
    client.close()
    assert (info.contract, info.contracts, info.rules) == (CONTRACT, CONTRACTS, RULES)
    assert len(info.generation) == 32


@pytest.mark.parametrize("versions", [{"contract": "0.0"}, {"contract": ""}, {"contract": "0"}])
def test_a_seat_that_is_too_old_is_refused_by_that_word(hall_at: HallAt, versions: dict[str, str]) -> None:
    answer = hall_at(StageId.SIGN_IN).seat("E1").sign_in(**versions)
    assert code(answer) == (422, "client_too_old")
    assert answer.json()["facts"] == {"ours": CONTRACT, "theirs": versions["contract"]}


def test_a_seat_that_computes_otherwise_is_refused(hall_at: HallAt) -> None:
    assert code(hall_at(StageId.SIGN_IN).seat("E1").sign_in(rules="0")) == (422, "rules_version_differs")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contract": "0.9", "contracts": ("0.8", "0.9")}, "client_too_old"),
        ({"contract": "0.0", "contracts": ()}, "contract_mismatch"),
        ({"rules": "other"}, "rules_version_differs"),
    ],
)
def test_a_seat_turns_away_by_itself(changes: dict[str, object], expected: str) -> None:
    with pytest.raises(ContractMismatch) as caught:
        check_versions(told(**changes))
    assert caught.value.code == expected


def test_a_seat_takes_what_it_shares_with_a_newer_centre() -> None:
    check_versions(told(contract="0.9", contracts=("0.9", CONTRACT)))
    check_versions(told(rules="", contracts=()))


def test_what_a_newer_centre_adds_to_its_greeting_is_passed_over() -> None:
    assert told(invented_later="x").contract == CONTRACT


def test_pages_continue_one_another_by_their_digests(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    seat, since, before = hall.seat("E1"), 0, "0" * 64
    while (page := FactPage.model_validate_json(seat.get(f"/facts?since={since}").text)).facts:
        assert page.before == before
        since, before = page.facts[-1].cursor, page.after
    assert page.after == before


@pytest.mark.parametrize("hall_at", ["sqlite"], indirect=True)
def test_a_centre_set_back_by_an_older_backup_cannot_pass_for_the_one_it_was(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    seat, folder = hall.seat("E1"), hall.foundation.folder
    hall.close()
    shutil.copy(folder / "centre.db", folder / "backup.db")
    hall._begin(0)
    for member in hall.members[:2]:
        hall.seat(member).do(*hall.acts(member, StageId.CHAIR_ELECTION))
    cursor = hall.centre.desk.cursor
    page = FactPage.model_validate_json(seat.get(f"/facts?since={cursor}").text)
    sent = ActHeads.model_validate_json(seat.get("/acts/heads").text)
    hall.close()

    (folder / "backup.db").replace(folder / "centre.db")
    for rest in ("centre.db-wal", "centre.db-shm"):
        (folder / rest).unlink(missing_ok=True)
    hall._begin(0)
    now = FactPage.model_validate_json(seat.get(f"/facts?since={cursor}").text)
    held = ActHeads.model_validate_json(seat.get("/acts/heads").text)
    assert now.cursor < cursor
    assert now.before != page.after
    assert sum(held.revisions.values()) == sum(sent.revisions.values()) - 1
    assert held.head != sent.head
    assert hall.centre.storage.begin_generation() != now.generation
