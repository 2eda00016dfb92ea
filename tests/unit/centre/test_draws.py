"""A sealed draw: nobody knows project or expert before the start, two officers and the first expert; then all do."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from seat_client.app.draws_command import run
from seat_client.centre import clock
from seat_client.centre.app import application
from seat_client.centre.errors import CentreError
from seat_client.centre.house import House
from seat_client.centre.seating import PlacedSeat
from seat_client.centre.server import CentreServer
from seat_client.centre.storage import DrawRow, EvaluationRow, Storage
from seat_client.domain.events import Person
from seat_client.evidence.canonical import canonical
from seat_client.evidence.draws import DRAW_OFFICE, Drawn, read_draw, seal_draw
from seat_client.evidence.errors import InvalidCms, NotOpened
from seat_client.evidence.keys import practice_authority
from seat_client.evidence.sealing import EscrowKey, officer_share
from seat_client.wire import PREFIX
from tests.unit.centre.hall import CLERK, NOW, Foundation, Seat, bearer, code, sample_script

OFFICERS = (EscrowKey.new(), EscrowKey.new())
SPARE = Person("R1", "备选专家", "expert", "technical")
START = (datetime.now(clock.CIVIL) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


class SealedHall:
    """A house whose one evaluation waits for a sealed draw."""

    def __init__(self, foundation: Foundation) -> None:
        self.foundation, self.script = foundation, foundation.script
        self.storage = Storage(self.foundation.settings.url)
        root = self.foundation.authority.certificate
        self.house = House(self.foundation.settings, self.storage, lambda _: self.foundation.centre(), [root])
        self.server = CentreServer(application(self.house))
        self.server.start()
        self.url = self.server.url + PREFIX
        self.office = self.foundation.authority.issue(name="抽取", holder=DRAW_OFFICE, at=NOW)
        self.evaluation = self.script.project.id

    def sealed(self, draw: str = "D1", **changes: Any) -> bytes:
        members = self.script.project.committee
        drawn = [Drawn(Person(m.id, m.name, m.kind, m.specialty), "", n) for n, m in enumerate(members)]
        told = {"starts": START, "officers": [o.public for o in OFFICERS], "key": self.office} | changes
        return seal_draw(draw, self.evaluation, [*drawn, Drawn(SPARE, "", 0, reserve=True)], **told)

    def answers(self, draw: str = "D1") -> list[dict[str, str]]:
        request: Any = self.house.draws.ask(draw)
        wrapped = request["wrapped"][0]
        return [{wrapped: officer_share(wrapped, officer, request["seat"])} for officer in OFFICERS]

    def open_by_officers(self) -> None:
        for answer in self.answers():
            self.house.draws.answer("D1", answer)

    def knock(self, member: str, name: str = "") -> Any:
        """A member signs in; gives the answer."""
        seat = Seat.__new__(Seat)
        try:
            seat.__init__(self, member, name=name)  # type: ignore[misc, arg-type]
        except AssertionError as refused:
            return SimpleNamespace(**json.loads(str(refused).splitlines()[0]))
        return seat

    def close(self) -> None:
        clock.set_ahead(timedelta(0))
        self.server.stop()
        self.house.close()


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    return Foundation.lay(tmp_path_factory.mktemp("sealed"), sample_script(), sealed=7)


@pytest.fixture
def hall(laid: Foundation, tmp_path: Path) -> Iterator[SealedHall]:
    folder = tmp_path / "hall"
    shutil.copytree(laid.folder, folder)
    settings = replace(laid.settings, data=folder)
    made = SealedHall(replace(laid, folder=folder, settings=settings, keys=dict(laid.keys)))
    yield made
    made.close()


def start() -> None:
    clock.set_ahead(START - datetime.now(clock.CIVIL) + timedelta(seconds=1))


def test_before_the_start_there_is_no_such_evaluation_for_anybody(hall: SealedHall) -> None:
    hall.house.draws.take(hall.sealed())
    refused = hall.knock("E1")
    assert (refused.code, refused.facts["opens"]) == ("sign_in_not_open", clock.stamp(START))
    seen = requests.get(f"{hall.url}/desk/state?project={hall.evaluation}", headers=bearer(CLERK), timeout=30)
    assert code(seen) == (404, "evaluation_unknown")
    with pytest.raises(CentreError) as early:
        hall.house.draws.ask("D1")
    assert early.value.code == "opens_later"


def test_what_lies_at_the_centre_names_nobody(hall: SealedHall) -> None:
    sealed = hall.sealed()
    hall.house.draws.take(sealed)
    with hall.storage.reading() as session:
        kept = session.get_one(DrawRow, "D1")
        document = session.get_one(EvaluationRow, hall.evaluation).document
    told = (kept.paper + canonical(document["committee"])).decode()
    assert not any(m.name in told for m in hall.script.project.committee)
    assert hall.evaluation not in kept.paper.decode()
    assert len({len(box) for box in json.loads(sealed)["draw"]["envelopes"].values()}) == 1


def test_the_first_expert_by_key_opens_it_for_all(hall: SealedHall) -> None:
    hall.house.draws.take(hall.sealed())
    start()
    assert hall.knock("E1").code == "draw_not_opened"
    hall.open_by_officers()
    assert hall.house.draws.all()[0].state == "answered"
    stranger = hall.foundation.authority.issue(name="陌生人", holder="X9", at=NOW)
    hall.foundation.keys["X9"] = stranger
    assert hall.knock("X9").code == "not_on_the_committee"
    assert hall.house.draws.all()[0].state == "answered"
    assert isinstance(hall.knock("E2"), Seat)
    assert hall.house.draws.all()[0].state == "opened"
    assert isinstance(hall.knock("E1"), Seat)
    centre = hall.house.centre(hall.evaluation)
    assert [m.id for m in centre.desk.project.committee] == [m.id for m in hall.script.project.committee]
    assert centre.people.reserve() == (SPARE,)


def test_the_reserve_comes_in_when_called(hall: SealedHall) -> None:
    hall.house.draws.take(hall.sealed())
    start()
    hall.open_by_officers()
    hall.foundation.keys["R1"] = hall.foundation.authority.issue(name=SPARE.name, holder="R1", at=NOW)
    assert hall.knock("R1").code == "not_on_the_committee"  # opens the draw, and is not called yet
    hall.knock("E2")
    hall.house.centre(hall.evaluation).operations.replace("E1", "R1", "absence", "")
    assert isinstance(hall.knock("R1"), Seat)
    assert hall.knock("E1").code == "member_replaced"


def test_whoever_has_a_seat_sits_there(hall: SealedHall) -> None:
    seating = hall.house.seating
    seating.place(PlacedSeat(f"seat-{n}", "A", f"R{n}") for n in range(10))
    hall.house.draws.take(hall.sealed())
    made = seating.allocate(seating.commit(), "七号球", {"A": 1})
    order = made.allocation.taken["D1"]
    start()
    hall.open_by_officers()
    refused = hall.knock("E1", name="seat-0" if order[0] != "seat-0" else "seat-1")
    assert (refused.code, refused.facts) == ("seat_of_another", {"seat": order[0]})
    assert isinstance(hall.knock("E1", name=order[0]), Seat)
    broken = order[1]
    seating.set_order(broken, "显示器不亮")
    moves = seating.move([broken])
    assert [(m.project, m.old) for m in moves] == [("D1", broken)]
    assert hall.knock("E2", name=broken).facts == {"seat": moves[0].new}


def test_only_both_officers_give_the_key_and_a_wrong_answer_takes_nothing_away(hall: SealedHall) -> None:
    hall.house.draws.take(hall.sealed())
    start()
    first, second = hall.answers()
    wrapped = next(iter(first))
    for wrong in ({}, [], {wrapped: "x"}, {wrapped: 7}, {"other": first[wrapped]}):
        with pytest.raises(CentreError) as refused:
            hall.house.draws.answer("D1", wrong)
        assert refused.value.code == "seal_wrong"
    assert hall.house.draws.answer("D1", first) == 1
    assert hall.house.draws.answer("D1", first) == 1  # twice the same officer is one
    with pytest.raises(CentreError):
        hall.house.draws.answer("D1", {wrapped: "x y z"})
    assert hall.house.draws.answer("D1", second) == 2
    with pytest.raises(CentreError) as again:
        hall.house.draws.answer("D1", second)
    assert again.value.code == "already_done"


def test_a_draw_that_is_not_the_offices_is_refused(hall: SealedHall) -> None:
    good = json.loads(hall.sealed())
    foreign = practice_authority("别处", NOW).issue(name="抽取", holder=DRAW_OFFICE, at=NOW)
    member = hall.foundation.keys["E1"]
    later = canonical(good | {"draw": good["draw"] | {"starts": "2020-01-01T00:00:00+08:00"}})
    swapped = dict(zip(good["draw"]["envelopes"], reversed(list(good["draw"]["envelopes"].values())), strict=True))
    for wrong in (
        b"", b"{", b"[]", b'{"draw": {}, "signature": "!"}', later, hall.sealed(key=foreign), hall.sealed(key=member),
        canonical(good | {"draw": good["draw"] | {"envelopes": swapped}}), b" " * (1 << 20) + hall.sealed(),
    ):  # fmt: skip
        with pytest.raises(CentreError) as refused:
            hall.house.draws.take(wrong)
        assert refused.value.code == "draw_wrong"
    assert hall.house.draws.all() == []
    hall.house.draws.take(hall.sealed())
    with pytest.raises(CentreError) as twice:
        hall.house.draws.take(hall.sealed())
    assert twice.value.code == "already_done"


def test_a_paper_with_swapped_envelopes_opens_nothing(hall: SealedHall) -> None:
    with pytest.raises(NotOpened):
        hall.sealed(officers=[OFFICERS[0].public])
    paper = read_draw(hall.sealed(), [hall.foundation.authority.certificate], at=clock.now())
    assert sum(paper.seats.values()) == 7
    assert len(paper.envelopes) == 8
    with pytest.raises(InvalidCms):
        read_draw(hall.sealed(), [], at=clock.now())
    assert replace(paper, id="D2") != paper


def test_the_commands_go_the_whole_way(hall: SealedHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ground = tmp_path / "ground"
    data = ground / "centre"
    data.mkdir(parents=True)
    (data / "authority.der").write_bytes(hall.foundation.authority.certificate)
    (tmp_path / "office.pem").write_bytes(hall.office.to_pem())
    person = {"name": "甲", "kind": "expert", "specialty": "technical"}
    told = {"id": "D7", "project": hall.evaluation, "starts": START.isoformat(),
            "committee": [person | {"id": f"E{n}", "place": "A"} for n in range(5)], "reserve": []}  # fmt: skip
    (tmp_path / "drawn.json").write_text(json.dumps(told))
    out = str(tmp_path / "sealed.json")
    officers = [word for o in OFFICERS for word in ("--officer", o.public)]
    assert (
        run(["seal", str(tmp_path / "drawn.json"), "--key", str(tmp_path / "office.pem"), *officers, "--out", out]) == 0
    )
    at = ["--ground", str(ground)]
    assert run(["import", out, *at]) == 0
    assert run(["import", out, *at]) == 1
    assert run(["ask", "D7", "--out", str(tmp_path / "ask.json"), *at]) == 1
    assert f"cannot be asked before {START:%Y-%m-%d} 09:00" in capsys.readouterr().err
    start()
    assert run(["ask", "D7", "--out", str(tmp_path / "ask.json"), *at]) == 0
    request = json.loads((tmp_path / "ask.json").read_text())
    for number, officer in enumerate(OFFICERS):
        share = tmp_path / f"{number}.share"
        share.write_text(json.dumps({w: officer_share(w, officer, request["seat"]) for w in request["wrapped"]}))
        assert run(["answer", "D7", str(share), *at]) == 0
    capsys.readouterr()
    assert run(["list", *at]) == 0
    assert capsys.readouterr().out == f"D7\t{clock.stamp(START)}\tanswered\tA 5\t-\n"
    assert run(["import", str(tmp_path / "drawn.json"), *at]) == 1
    assert run(["import", str(tmp_path / "nothing"), *at]) == 2
