"""A seat in the middle of an evaluation: the sample played through the pure rules, a real store, key and shelf."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import resources
from drivers.virtual.token import VirtualFamily
from drivers.virtual.token_file import create_token
from seat_client.documents.cipher import encrypt
from seat_client.domain import events as ev
from seat_client.domain.committee import Sealed
from seat_client.domain.evaluation import CellState
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import practice_authority
from seat_client.services.key_desk import KeyDesk
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.signing.watch import ReaderWatch
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.review.reading import Reading
from seat_client.wire.models import Assignment, DocumentInfo
from tests.unit.domain.playing import SALT, Played, _one_stage, arrive

MEMBER, PIN = "E3", b"123456"
PATIENCE = 60
NOBODY = "http://127.0.0.1:1"  # no centre answers here: the seat works on what it holds
NAME_ORDER = ("B03", "B02", "B06", "B05", "B01", "B04")


def sample() -> tuple[dict[str, Any], dict[str, Any]]:
    """The sample's project and sheets."""
    folder = resources.path("sample", "qinglan")
    return json.loads((folder / "project.json").read_text("utf-8")), json.loads(
        (folder / "sheets.json").read_text("utf-8")
    )


def with_guides(document: dict[str, Any]) -> dict[str, Any]:
    """The project with a standard for its first criterion."""
    changed: dict[str, Any] = json.loads(json.dumps(document))
    changed["criteria"][0]["guide"] = [
        {"label": "优", "from": "9", "to": "12", "text": "路线清晰、针对性强，关键技术论证充分。"},
        {"label": "良", "from": "6", "to": "8.9", "text": "路线较清晰，论证较充分。"},
        {"label": "中", "from": "3", "to": "5.9", "text": "路线基本可行，论证一般。"},
        {"label": "差", "from": "0", "to": "2.9", "text": "路线不清晰或照搬通用内容。"},
    ]
    return changed


class Desk:
    """One member's seat; the other members and the centre are the pure rules."""

    def __init__(self, folder: Path, document: Mapping[str, Any] | None = None) -> None:
        project, self.sheets = sample()
        self.document = dict(document or project)
        self.folder = folder
        self.played = Played(Project.parse(self.document), Sealed(self.sheets["codes"], SALT))
        self.trust: tuple[bytes, ...] = ()  # what the centre believes, once a key is in
        self._told = self._sent = 0
        self._store_key = os.urandom(32)
        self._begin()
        self._open()

    def _begin(self) -> None:
        arrive(self.played, self.played.evaluation.members)

    def _open(self) -> None:
        self.store = Store.open(self.folder / "seat.db", self._store_key)
        self.seat = Seat(self.store, self._assignment())
        self.bridge = Bridge()
        self.centre = CentreClient(NOBODY)
        self.shelf = Shelf(self.store, self.centre, self.folder / "shelf")
        self.watch = ReaderWatch(VirtualFamily(self.folder / "e3.token"))
        self.keys = KeyDesk(self.watch, lambda: datetime.now(UTC))
        self._told = 0
        self.hear()

    def _assignment(self) -> Assignment:
        order = [b for b in NAME_ORDER if b in {bidder["id"] for bidder in self.document["bidders"]}]
        return Assignment(
            project=self.document,
            bidders_in_name_order=tuple(order),
            member=MEMBER,
            seat="seat-07",
            seat_label="市中心 07 号机位",
            place="CITY",
            undertaking=("承诺",),
            undertaking_digest="0" * 64,
            rules_digest="0" * 64,
            commitment="c" * 64,
            trust=(),
            practice=True,
        )

    # --- the committee ---------------------------------------------------------------------------------

    def hear(self) -> None:
        """Bring the member's acts to the committee, and what the committee recorded to the seat."""
        acts = self.store.own_acts(MEMBER)
        for act in acts[self._sent :]:
            self._take(MEMBER, act)
        self._sent = len(acts)
        at = datetime.now(UTC).isoformat()
        facts = [ev.RecordedFact(n + 1, at, fact) for n, fact in enumerate(self.played.facts)][self._told :]
        self._told = len(self.played.facts)
        if facts:
            self.store.add_facts(facts, facts[-1].cursor).result(PATIENCE)
            self.seat.fold(facts)

    def do(self, act: ev.Act) -> None:
        """The member of this seat acts by another way than the screen."""
        self.seat.act(act).result(PATIENCE)
        self.hear()

    def others(self, make: Callable[[str], ev.Act], but: int = 0) -> None:
        """The other members act in order, without the last few of them."""
        members = [m for m in self.played.evaluation.members if m != MEMBER]
        for member in members[: len(members) - but]:
            self._take(member, make(member))
        self.hear()

    def _take(self, member: str, act: ev.Act) -> None:
        self.played.do(member, act)
        if isinstance(act, ev.VotePreliminary):
            cell = (act.subject, act.item)
            cast = sum(1 for acts in self.played.acts.values() if cell in acts.votes)
            if not self.played.evaluation.cells.get(cell, CellState()).closed:
                self.played.record(ev.PreliminaryVoteCast(act.subject, act.item, cast))

    def play_until(self, stage: StageId) -> None:
        """Everybody acts as the sample's sheets say, this member too."""
        while self.played.evaluation.stage is not stage:
            before = self.played.acts[MEMBER]
            _one_stage(self.played, self.sheets)
            assert before is self.played.acts[MEMBER]
        self._keep_own_acts()
        self.hear()

    def _keep_own_acts(self) -> None:
        """What the play made this member do, as the seat's store would hold it."""
        own, acts = self.played.acts[MEMBER], list[ev.Act]()
        acts += [ev.EnterScore(c, k, e.value, e.reason) for (c, k), e in own.entries.items()]
        acts += list(own.locks.values())
        acts += list(own.votes.values())
        for act in acts:
            self.seat.own.apply(act)
            self.store.append(project=self.seat.project.id, seat="seat-07", member=MEMBER, act=act).result(PATIENCE)
        self._sent = len(self.store.own_acts(MEMBER))

    # --- the seat's things ------------------------------------------------------------------------------

    def insert_key(self, until: Callable[[Callable[[], object]], None]) -> None:
        now = datetime.now(UTC)
        authority = practice_authority("practice", now - timedelta(days=1))
        self.trust = (authority.certificate,)
        key = authority.issue(name="纪若岚", holder=MEMBER, at=now)
        create_token(self.folder / "e3.token", pin=PIN.decode(), key=key.private_key, certificate=key.certificate)
        self.watch.start()
        until(lambda: self.watch.current.key_of(MEMBER) is not None)

    def put_on_shelf(self, part: str, subject: str, pdf: bytes) -> None:
        """A document as an earlier visit to the centre would have left it."""
        info = DocumentInfo.model_validate(
            {
                "id": hashlib.sha256(f"{part}/{subject}".encode()).hexdigest()[:32],
                "part": part,
                "subject": subject,
                "size": len(pdf),
                "sha256": hashlib.sha256(pdf).hexdigest(),
            }
        )
        key = os.urandom(32)
        path = self.folder / "shelf" / f"{hashlib.sha256(info.id.encode()).hexdigest()[:32]}.doc"
        encrypt(io.BytesIO(pdf), path, key)
        self.store.remember(f"document/{info.id}", key.hex()).result(PATIENCE)
        self.store.remember(f"shelf/{part}/{subject}", info.model_dump_json()).result(PATIENCE)

    def link_to_shelf(self, part: str, subject: str, sealed: Path, key: bytes) -> None:
        """A document that was encrypted already, by a link to its file."""
        name = hashlib.sha256(f"{part}/{subject}".encode()).hexdigest()[:32]
        size = sealed.stat().st_size
        info = DocumentInfo.model_validate(
            {"id": name, "part": part, "subject": subject, "size": size, "sha256": name.ljust(64, "0")}
        )
        path = self.folder / "shelf" / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.doc"
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(sealed, path)
        self.store.remember(f"document/{info.id}", key.hex()).result(PATIENCE)
        self.store.remember(f"shelf/{part}/{subject}", info.model_dump_json()).result(PATIENCE)

    def reading(self) -> Reading:
        return Reading(self.shelf, self.seat, self.bridge)

    def scoring(self, stage: StageId = StageId.TECHNICAL) -> Scoring:
        return Scoring(self.seat, self.keys, stage)

    def review(self, *, blind: bool) -> PreliminaryReview:
        return PreliminaryReview(self.seat, blind=blind)

    def restart(self) -> None:
        """The seat goes down and comes up on the same store."""
        self.close()
        self._open()

    def close(self) -> None:
        self.bridge.close()
        self.shelf.close()
        self.keys.close()
        self.watch.stop()
        self.centre.close()
        self.store.close()
