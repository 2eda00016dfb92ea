"""A centre on loopback with members who hold their own keys and speak the contract by hand."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import requests

from resources import path as resource
from seat_client.centre.acceptance import sheet
from seat_client.centre.app import application
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.publishing import publish
from seat_client.centre.server import CentreServer
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.centre.undertaking import undertaking_digest
from seat_client.domain import events as ev
from seat_client.domain.project import Project
from seat_client.domain.reading import read_json
from seat_client.domain.stages import StageId
from seat_client.evidence import declarations
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.envelope import GENESIS, Envelope, seal
from seat_client.evidence.journal import RECORD, JournalKey
from seat_client.evidence.keys import CENTRE_ID, PracticeAuthority, SigningKey, SoftwareKey, practice_authority
from seat_client.evidence.pades import sign_member
from seat_client.evidence.sealing import DraftKey
from seat_client.practice.script import Script
from seat_client.wire import BATCH_LIMIT, CONTRACT, PREFIX
from seat_client.wire.codec import body_to_json
from seat_client.wire.drafts import SealedEntry, sealed_aggregate, sealed_context
from seat_client.wire.models import Assignment

NOW = datetime.now(UTC) - timedelta(minutes=5)
CLERK = "token-of-the-clerk"
SAMPLE = resource("sample", "qinglan")
PARTS = ("qualification", "technical", "business")
WAIT = 30  # seconds any answer may take on a busy machine


def sample_script() -> Script:
    document, sheets, acts = (read_json((SAMPLE / f"{n}.json").read_bytes()) for n in ("project", "sheets", "acts"))
    return Script(Project.parse(document), sheets, acts)  # type: ignore[arg-type]


def make_bids(folder: Path, bidders: Iterable[str]) -> None:
    """A page a document, each with as many pages as makes its bytes its own."""
    for number, bidder in enumerate(bidders, start=1):
        (folder / bidder).mkdir(parents=True)
        for part in PARTS:
            with pikepdf.new() as pdf:
                pdf.add_blank_page(page_size=(595, 800 + number))
                pdf.save(folder / bidder / f"{part}.pdf")


@dataclass(frozen=True)
class Foundation:
    """What outlives a centre: its folder, its database, its keys."""

    folder: Path
    script: Script
    authority: PracticeAuthority
    centre_key: SoftwareKey
    keys: dict[str, SoftwareKey]
    settings: CentreSettings

    @classmethod
    def lay(cls, folder: Path, script: Script, *, database: str = "", sealed: int = 0, **settings: Any) -> "Foundation":
        authority = practice_authority("演练证书颁发机构", NOW)
        members = script.project.committee
        keys = {m.id: authority.issue(name=m.name, holder=m.id, at=NOW) for m in members}
        centre_key = authority.issue(name="演练中心", holder=CENTRE_ID, at=NOW)
        told = CentreSettings(folder, "演练中心", True, CLERK, database, **{"turn_seconds": 60, **settings})
        made = cls(folder, script, authority, centre_key, keys, told)
        bids = folder / "bids"
        make_bids(bids, (b.id for b in script.project.bidders))
        storage = Storage(told.url)
        publish(storage, folder / FILES, script.project.document, bids, codes=script.codes, sealed_members=sealed)
        storage.close()
        return made

    def centre(self, **settings: Any) -> Centre:
        told = replace(self.settings, **settings)
        root = self.authority.certificate
        return Centre(told, Storage(told.url), self.script.project.id, self.centre_key, [root])


class Hall:
    """A running centre and the members' sessions; `restart` lets everything but the database go."""

    def __init__(self, foundation: Foundation) -> None:
        self.foundation = foundation
        self.script = foundation.script
        self.seats: dict[str, Seat] = {}
        self.assignments: dict[str, Assignment] = {}
        self._begin(0)

    def _begin(self, port: int) -> None:
        self.centre = self.foundation.centre()
        self.server = CentreServer(application(self.centre), port=port)
        self.server.start()
        self.url = self.server.url + PREFIX

    def close(self) -> None:
        self.server.stop()
        self.centre.close()

    def restart(self) -> None:
        port = int(self.url.removesuffix(PREFIX).rsplit(":", 1)[1])
        self.close()
        self._begin(port)

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(m.id for m in self.script.project.committee)

    @property
    def stage(self) -> StageId:
        with self.centre.desk.at_rest() as evaluation:
            return evaluation.stage

    def seat(self, member: str) -> "Seat":
        if member not in self.seats:
            self.seats[member] = Seat(self, member)
        return self.seats[member]

    def all_seats(self) -> "list[Seat]":
        return [self.seat(m) for m in self.members]

    def clerk(self, path: str, body: dict[str, str], token: str = CLERK) -> requests.Response:
        return requests.post(self.url + path, json=body, headers=bearer(token), timeout=WAIT)

    # --- playing ------------------------------------------------------------------------------------

    def play(self, until: StageId) -> None:
        """Every member acts as the script says until the stage is open."""
        self.all_seats()
        while self.stage is not until:
            before = self.stage
            self._stage(before)
            assert self.stage is not before, f"{before} goes no further"

    def _stage(self, stage: StageId) -> None:
        if stage is StageId.REPORT:
            self.sign_report()
            return
        self.give_reasons()
        for seat in self.all_seats():
            if self.stage is stage:
                seat.do(*self.acts(seat.member, stage))

    def give_reasons(self) -> None:
        """What bidders say of their prices, and members of their scores, before anybody may vote."""
        e = self.centre.desk.evaluation
        for flag in e.flags_of(e.stage):
            if flag.check == "low-price" and flag.id not in e.flag_reasons:
                assert self.clerk("/desk/explanations", {"flag": flag.id, "text": "说明"}).ok
            if flag.check == "abnormal-score" and flag.id not in e.flag_reasons:
                self.seat(flag.expert).do(ev.GiveReason(flag.id, "按评分标准独立评分"))

    def sign_report(self) -> None:
        for member in self.centre.desk.evaluation.signers_left():
            self.seat(member).sign_report()

    def acts(self, member: str, stage: StageId) -> list[ev.Act]:  # noqa: C901, PLR0911 - one line per stage
        """What the script has a member do in a stage."""
        e, seat = self.centre.desk.evaluation, self.seat(member)
        match stage:
            case StageId.DISCIPLINE:
                return [ev.AcknowledgeDiscipline(seat.rules_digest, "0", member)]
            case StageId.UNDERTAKING:
                return [seat.undertaking()]
            case StageId.TENDER_READING:
                return [ev.ConfirmReading(seat.rules_digest)]
            case StageId.CHAIR_ELECTION:
                return [ev.CastBallot(self.script.chair, e.ballot_round)]
            case StageId.PRELIMINARY | StageId.BLIND_CHECK:
                return self._votes(member, blind=stage is StageId.BLIND_CHECK)
            case StageId.TECHNICAL | StageId.BUSINESS:
                scores = self.scores(member, stage)
                return [*scores, seat.lock(stage, scores)]
            case StageId.PRICE:
                return [ev.ConfirmPrice("0" * 64)]
            case StageId.SUMMARY:
                assert e.summary is not None
                return [ev.ConfirmSummary(e.summary.result_digest, len(e.summary.warnings))]
            case StageId.FEE:
                document = declarations.fee_slip(e.project.id, e.fees[member])
                return [ev.ConfirmFee(digest(document), seat.signed(document))]
            case StageId.RELEASE:
                return [ev.ConfirmRelease(3)]
        return [ev.VoteRuling(f.id, self.script.decision(member, f)) for f in e.flags_of(stage)]

    def _votes(self, member: str, *, blind: bool) -> list[ev.Act]:
        votes = []
        own = self.centre.desk.acts[member].votes
        for cell in self.centre.desk.evaluation.pending_cells(blind=blind):
            if cell not in own:
                passed, reason = self.script.vote(member, *cell)
                votes.append(ev.VotePreliminary(*cell, passed, reason))
        order = [i.id for i in self.script.project.preliminary]
        return sorted(votes, key=lambda v: order.index(v.item))  # type: ignore[return-value]

    def scores(self, member: str, stage: StageId) -> list[ev.EnterScore]:
        e = self.centre.desk.evaluation
        criteria = [c for s in e.sections_of(stage) for c in e.project.criteria_of(s.id)]
        return [
            ev.EnterScore(code, c.id, self.script.score(member, code, c)) for code in e.active_codes() for c in criteria
        ]


class Seat:
    """One member's key, session and hash chain; `post` sends whatever it is given."""

    def __init__(self, hall: Hall, member: str, *, name: str = "", key: SigningKey | None = None) -> None:
        self.hall = hall
        self.member = member
        self.name = name or f"seat-{member}"
        self.key = key or hall.foundation.keys[member]
        self.journal = JournalKey.new()
        self.drafts = DraftKey.new()
        self.told: dict[str, str] = {}
        self.head = GENESIS
        self.revisions: dict[str, int] = {}
        answer = self.sign_in()
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["token"]

    # --- requests -----------------------------------------------------------------------------------

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.request("GET", path, **options)

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> Any:
        headers = bearer(self.token) | (headers or {})
        return requests.request(method, self.hall.url + path, headers=headers, timeout=WAIT, **options)

    def sign_in(self, **changes: Any) -> requests.Response:
        challenge = post(self.hall, "/challenges", {"seat": self.name}).json()
        return post(self.hall, "/sessions", self.answer_to(challenge) | changes)

    def answer_to(self, challenge: dict[str, str]) -> dict[str, str]:
        document = declarations.sign_in_challenge(
            challenge["id"], challenge["seat"], challenge["nonce"], challenge["expires"], self.journal.public
        )
        signature = self.key.sign_digest(hashlib.sha256(canonical(document)).digest(), "sha256")
        return {
            "challenge": challenge["id"], "seat": self.name, "client_version": "0", "contract": CONTRACT,
            "certificate": base64.b64encode(self.key.certificate).decode(),
            "signature": base64.b64encode(signature).decode(), "journal_key": self.journal.public,
        }  # fmt: skip

    # --- acts ---------------------------------------------------------------------------------------

    def envelope(self, act: ev.Act, *, plain: bool = False, **changes: Any) -> dict[str, Any]:
        """The next link of the chain; the seat counts it as sent. An entry is sealed unless `plain`."""
        aggregate, body = ev.aggregate_of(act), body_to_json(act)
        if isinstance(act, ev.EnterScore) and not plain:
            aggregate, body = self.sealed(act)
        sealed = seal(
            self.head, project=self.hall.script.project.id, seat=self.name, member=self.member, aggregate=aggregate,
            rev=self.revisions.get(aggregate, 0) + 1, kind=body["kind"], body=body, at=datetime.now(UTC),
            event_id=str(uuid.uuid4()), key=self.journal, anchors=self.witnessed(),
        )  # fmt: skip
        if changes:
            sealed = resealed(sealed, self.journal, **changes)
        self.head, self.revisions[aggregate] = sealed.hash, sealed.rev
        return asdict(sealed)

    def witnessed(self) -> dict[str, str]:
        """What has changed of the record and of the others' journals since this seat looked last."""
        desk = self.hall.centre.desk
        head = desk.digest(desk.cursor)
        heads = {**desk.standing(desk.cursor, head)[0], RECORD: f"{desk.cursor}:{head}"}
        news = {
            name: head for name, head in heads.items() if name != self.journal.chain and self.told.get(name) != head
        }
        self.told |= news
        return news

    def sealed(self, act: ev.EnterScore, stage: StageId | None = None) -> tuple[str, dict[str, Any]]:
        """Aggregate and body under which an entry travels before the lock."""
        project, stage = self.hall.script.project.id, stage or self.hall.stage
        key = self.drafts.sheet(project, self.member, str(stage), 0)
        aggregate = sealed_aggregate(str(stage), key.pseudonym(ev.aggregate_of(act)))
        box = key.seal(canonical(body_to_json(act)), sealed_context(project, self.member, aggregate))
        return aggregate, body_to_json(SealedEntry(stage, key.commitment, box))

    def opening(self, stage: StageId) -> str:
        return self.drafts.sheet(self.hall.script.project.id, self.member, str(stage), 0).text

    def post(self, *envelopes: dict[str, Any]) -> requests.Response:
        return self.request("POST", "/acts", json={"acts": envelopes})

    def send(self, *envelopes: dict[str, Any]) -> list[tuple[str, str]]:
        """(state, code) of each."""
        answer = self.post(*envelopes)
        assert answer.status_code == 200, answer.text
        return [(o["state"], o["problem"]["code"] if o["problem"] else "") for o in answer.json()["outcomes"]]

    def try_(self, act: ev.Act) -> tuple[str, str]:
        return self.send(self.envelope(act))[0]

    def do(self, *acts: ev.Act) -> None:
        """Post acts that are all to be taken."""
        envelopes = [self.envelope(act) for act in acts]
        for start in range(0, len(envelopes), BATCH_LIMIT):
            outcomes = self.send(*envelopes[start : start + BATCH_LIMIT])
            assert set(outcomes) == {("accepted", "")}, outcomes

    def undertaking(
        self, choice: Any = "no-conflict", grounds: tuple[ev.RecusalGround, ...] = ()
    ) -> ev.SignUndertaking:
        statement = undertaking_digest()  # as the assignment tells it, which is not told again in a blind stage
        document = declarations.undertaking(self.hall.script.project.id, self.member, statement, choice, grounds)
        return ev.SignUndertaking(choice, statement, self.signed(document), grounds)

    @property
    def rules_digest(self) -> str:
        return declarations.project_digest(self.hall.script.project.document)

    def lock(self, stage: StageId, scores: Iterable[ev.EnterScore]) -> ev.LockSheet:
        cells: dict[str, dict[str, str]] = {}
        for s in scores:
            cells.setdefault(s.code, {})[s.criterion] = s.value
        document = declarations.sheet_manifest(self.hall.script.project.id, self.member, str(stage), cells)
        return ev.LockSheet(stage, digest(document), self.signed(document), self.opening(stage))

    def lock_as_held(self, stage: StageId) -> ev.LockSheet:
        """A lock over what the centre holds of this member."""
        desk = self.hall.centre.desk
        lock = ev.LockSheet(stage, "", "", self.opening(stage))
        with desk.at_rest() as evaluation:
            own = desk.drafts[self.member].with_opened(desk.acts[self.member], lock)
            cells = sheet(evaluation, own, lock)
        document = declarations.sheet_manifest(self.hall.script.project.id, self.member, str(stage), cells)
        return ev.LockSheet(stage, digest(document), self.signed(document), self.opening(stage))

    def signed(self, document: object) -> str:
        return base64.b64encode(sign_detached(canonical(document), self.key)).decode()

    # --- the report ---------------------------------------------------------------------------------

    def take_turn(self) -> requests.Response:
        return self.request("POST", "/report/turn")

    def put(self, base: str, pdf: bytes) -> requests.Response:
        return self.request(
            "PUT", f"/report/content?base={base}", data=pdf, headers={"Content-Type": "application/pdf"}
        )

    def signed_report(self, *, field: str = "", key: SigningKey | None = None) -> tuple[str, bytes]:
        """(digest of the newest revision, that revision with one more signature)."""
        pdf = self.get("/report/content").content
        signed = sign_member(pdf, field or self.member, key or self.key, reason="", at=datetime.now(UTC))
        return hashlib.sha256(pdf).hexdigest(), signed

    def sign_report(self) -> None:
        assert self.take_turn().json()["granted"]
        answer = self.put(*self.signed_report())
        assert answer.status_code == 200, answer.text


def resealed(envelope: Envelope, key: JournalKey, **changes: Any) -> Envelope:
    """The envelope with other fields and a hash and signature that hold, unless they are among them."""
    changed = replace(envelope, **changes)
    if "hash" not in changes:
        changed = replace(changed, hash=changed.computed_hash())
    return changed if "signature" in changes else replace(changed, signature=key.sign(changed.hash))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def post(hall: Hall, path: str, body: Any) -> requests.Response:
    return requests.post(hall.url + path, json=body, timeout=WAIT)


def code(answer: requests.Response) -> tuple[int, str]:
    """(HTTP status, code of the Problem)."""
    problem = answer.json()
    assert set(problem) == {"code", "facts"}, problem
    return answer.status_code, problem["code"]


class Listening:
    """An open event stream, line by line."""

    def __init__(self, seat: Seat, since: int, **headers: str) -> None:
        self._answer = seat.get(f"/facts/stream?since={since}", stream=True, headers=headers)
        self._lines = self._answer.iter_lines(chunk_size=1)
        self.type = self._answer.headers["Content-Type"]

    def line(self) -> str:
        return str(next(self._lines).decode())

    def cursor(self) -> int:
        """The next cursor it tells."""
        while not (line := self.line()).startswith("id: "):
            pass
        return int(line[4:])

    def page(self) -> dict[str, Any]:
        """The next page it brings."""
        while not (line := self.line()).startswith("data: {"):
            pass
        return dict(json.loads(line[6:]))

    def close(self) -> None:
        self._answer.close()

    def __enter__(self) -> "Listening":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
