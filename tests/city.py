"""A day of a whole city on PostgreSQL: sealed draws, seats drawn and moved, committees at work, verified reports.

The centre is the product's own command with several processes, TLS and the desk; the seats are bots that speak the
contract, a process for each committee; operator, supervisor and technicians work with the desk's pages. In the course
of the day two seats fail, one expert steps back and is replaced, and one evaluation is sealed over night: the practice
clock is put forward to its morning when all others are over.
"""

import itertools
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import requests
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from drivers.virtual.token_file import create_token
from resources import path as resource
from seat_client.app.practice_ground import PIN, PracticeGround, PracticeProject, read_project
from seat_client.app.seats_command import registers_of
from seat_client.centre import clock
from seat_client.centre.allocation import paper
from seat_client.centre.allocation.verifying import verify
from seat_client.centre.centre import FILES
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.desk_pages.staff import Person, Staff
from seat_client.centre.people import enlist
from seat_client.centre.publishing import publish
from seat_client.centre.seat_authority import private_pem
from seat_client.centre.storage import Storage
from seat_client.domain.events import Person as Expert
from seat_client.evidence.draws import Drawn, seal_draw
from seat_client.evidence.keys import PracticeAuthority, SoftwareKey
from seat_client.evidence.sealing import EscrowKey, officer_share
from seat_client.practice.script import Script
from seat_client.sync.client import CentreClient, CentreUnreachable
from seat_client.sync.identity import SeatIdentity, enrol
from seat_client.wire import PREFIX
from seat_client.wire.seats import SeatHealth
from tests.desk_client import Browser
from tests.postgres_server import PostgresServer
from tests.unit.centre.hall import make_bids

RANDOM = Path(__file__).parent / "data" / "projects" / "random"
REPLACED, NIGHT = resource("sample", "linxi"), resource("sample", "yunting")
OTHERS = tuple(RANDOM / number for number in ("0000", "0001", "0002", "0014", "0027", "0038"))
SPARE = 2  # seats that fail in the course of the day
IN_A_PLACE = 7
MORNING = timedelta(seconds=15)  # from the sealing of the draws to their start
TRIES = 5
PATIENCE = 600.0  # seconds any answer may take: the day is long, and the machine may be busy
LOOK = 1.0  # seconds between two looks of the operator at every evaluation
CLOSED, PRELIMINARY, LOW_PRICE = "closed", "preliminary", "low-price"
STAFF = (
    ("operator", Role.OPERATOR, "王操作"), ("supervisor", Role.SUPERVISOR, "李监督"),
    ("technician", Role.TECHNICIAN, "赵技术"), ("auditor", Role.AUDITOR, "孙审计"),
)  # fmt: skip


@dataclass(frozen=True)
class CityProject:
    """One of the day's projects, with people of its own."""

    number: int
    folder: Path
    read: PracticeProject
    expected: dict[str, Any] | None

    @property
    def id(self) -> str:
        return self.read.project.id

    @property
    def script(self) -> Script:
        return self.read.script

    @property
    def draw(self) -> str:
        return f"D{self.number}"

    @property
    def supervisor(self) -> str:
        return f"P{self.number}S1"


def lay_project(number: int, source: Path, folder: Path) -> CityProject:
    """A project folder like the source's, in which nobody is called as in another; the prepared ones keep their
    script, the others choose by the seed."""
    folder.mkdir(parents=True)
    prepared = (source / "acts.json").exists()
    documents = {
        name: json.loads((source / name).read_text("utf-8"))
        for name in ("project.json", *(("sheets.json", "acts.json", "expected.json") if prepared else ()))
    }
    planned = documents.get("acts.json", {}).get("recusal_and_replacement", {})
    people = [m["id"] for m in documents["project.json"]["committee"]] + [planned.get("expert", "S1"), "S1"]
    names = {each: f"P{number}{each}" for each in people}
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(_renamed(document, names), ensure_ascii=False), "utf-8")
    read = read_project(folder)
    make_bids(folder / "documents", [b.id for b in read.project.bidders])
    expected = json.loads((folder / "expected.json").read_text("utf-8")) if prepared else None
    return CityProject(number, folder, read, expected)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(k, k): _renamed(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


@dataclass
class Told:
    """What the day came to."""

    seats: int
    projects: int
    moved: list[tuple[str, str, str]] = field(default_factory=list)  # project, old seat, new seat
    replaced: str = ""
    nights: int = 0
    results: dict[str, Any] = field(default_factory=dict)
    audits: dict[str, dict[str, Any]] = field(default_factory=dict)
    verified: dict[str, bool] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    journal_fault: int = -1
    refused: list[str] = field(default_factory=list)


class City:
    """One day, from an empty database to the archives."""

    def __init__(
        self, folder: Path, server: PostgresServer, sources: Sequence[Path], *, workers: int = 2, pace: float = 0,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`pace`: seconds between two looks of an expert at the form, on average; 0 for as fast as can be."""
        self.folder, self._server, self._say = folder, server, say
        self.projects = [
            lay_project(number, source, folder / "projects" / str(number))
            for number, source in enumerate(sources, start=1)
        ]
        self.database = server.fresh()
        self.ground = PracticeGround(
            folder / "ground", self.projects[0].read, database=self.database, workers=workers, enrolled_only=True
        )
        self.workers, self.pace = workers, pace
        self.seats = self._seats()
        self.own = [f"SUP-{p.number:02d}" for p in self.projects]  # supervisors' seats: in no draw, so in no plan
        self._bots: dict[int, subprocess.Popen[str]] = {}
        self._at: dict[str, str] = {}  # person -> seat
        self._done: set[str] = set()
        self.told = Told(sum(len(p.script.members) + 1 for p in self.projects), len(self.projects))

    def _seats(self) -> list[str]:
        """As many as members come over the day, and those that fail; in places of seven."""
        count = sum(len(p.script.members) for p in self.projects) + SPARE
        return [f"{chr(ord('A') + n // IN_A_PLACE)}-{n % IN_A_PLACE + 1:02d}" for n in range(count)]

    # --- the evening before -----------------------------------------------------------------------

    def lay(self) -> None:
        """Keys of everybody, certificates of the desk's people, projects published without their committees."""
        for each in self.projects:
            PracticeGround(self.ground.folder, each.read, database=self.database).prepare_keys()
        authority = PracticeAuthority.from_pem((self.ground.data / "authority.pem").read_bytes())
        storage = Storage(self.database)
        try:
            for each in self.projects:
                self._key(authority, each.supervisor)
                publish(
                    storage, self.ground.data / FILES, dict(each.script.opening.document), each.folder / "documents",
                    codes=each.script.codes, kept=self.folder / "checks",
                    sealed_members=len(each.script.opening.committee),
                )  # fmt: skip
                enlist(storage, each.id, (), [(each.supervisor, f"监督{each.number}")])
            for person, role, name in STAFF:
                self._certify(Staff(storage), Person(person, name, role))
        finally:
            storage.close()

    def _key(self, authority: PracticeAuthority, person: str) -> None:
        key = authority.issue(name=person, holder=person, at=datetime.now(UTC) - timedelta(minutes=5))
        file, certificate = self.ground.token(person), key.certificate
        create_token(file, pin=PIN, key=key.private_key, certificate=certificate, label=person)

    def _certify(self, staff: Staff, person: Person) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        der = staff.certify(self.ground.lines.authority(), key.public_key(), person)
        pem = x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)
        (self.folder / f"{person.id}.pem").write_bytes(private_pem(key) + pem)

    @contextmanager
    def open(self) -> Iterator["City"]:
        """The centre serves."""
        command = [
            sys.executable, "-m", "seat_client.app.command_line", "centre", "--ground", str(self.ground.folder),
            "--project", str(self.projects[0].folder), "--database", self.database, "--workers", str(self.workers),
            "--tls", "--desk", "--with-parent", "--log", str(self.folder / "centre.log"),
        ]  # fmt: skip
        with ExitStack() as ending:
            process = ending.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            ending.callback(process.terminate)
            assert process.stdout is not None
            self.url = process.stdout.readline().strip()
            assert self.url, (self.folder / "centre.log").read_text()
            issuer = self.ground.data / "seats-issuer.pem"
            self._browsers = {p: Browser(self.url, self.folder / f"{p}.pem", issuer, PATIENCE) for p, *_ in STAFF}
            for browser in self._browsers.values():
                ending.callback(browser.close)
            self._line = ending.enter_context(requests.Session())
            self._line.trust_env, self._line.verify = False, str(issuer)
            self._line.headers["Authorization"] = f"Bearer {self.ground.settings.clerk_token}"
            ending.callback(self._send_home)
            yield self

    # --- the morning ------------------------------------------------------------------------------

    def morning(self) -> None:
        """Seats enrol and tell of themselves; draws come; the seats are drawn; one fails and its expert moves."""
        self._enrol()
        starts = datetime.now(clock.CIVIL) + MORNING
        plan = ["seat,place,room,neighbours"]
        for seat in self.seats:
            beside = [s for s in self.seats if s[0] == seat[0] and abs(int(s[2:]) - int(seat[2:])) == 1]
            plan.append(f"{seat},{seat[0]},R-{seat},{' '.join(beside)}")
        self._act("technician", "seat-plan", "/seats", file="\n".join(plan).encode())
        office = SoftwareKey.from_pem((self.ground.data / "draw-office.pem").read_bytes())
        for project in self.projects:
            self._act("operator", "draw-take", "/draws", file=self._sealed(project, starts, office))
        self._act("operator", "allocation-commit", "/draws")
        page = self._browsers["supervisor"].get("/draws").text
        commitment = page.split('name="commitment" value="')[1].split('"')[0]
        said = {"said": "七号球", "reserve": "0", "commitment": commitment}
        self._act("supervisor", "allocation-word", "/draws", said)
        assert verify(self._allocation(), commitment) == ()
        victim = self._allocation().now[self.projects[-1].draw][0]
        self._health(victim, failed=("camera",))
        self._move(self.projects[-1], victim)
        while datetime.now(clock.CIVIL) <= starts:
            time.sleep(0.2)
        for project in self.projects:
            self._open_draw(project)
        self._say("draws are open")

    def _enrol(self) -> None:
        with registers_of(self.ground.folder, self.database) as (enrolment, _):
            for seat in (*self.seats, *self.own):
                code, identity = enrolment.issue_code(seat), self.folder / "identities" / seat
                _until_reached(lambda code=code, identity=identity: enrol(self.url, code, identity))
                self._health(seat)
        self._line.cert = str(self.folder / "identities" / self.own[0] / "seat.pem")
        self._say(f"{len(self.seats) + len(self.own)} seats are enrolled")

    def _health(self, seat: str, failed: tuple[str, ...] = ()) -> None:
        client = CentreClient(self.url, identity=SeatIdentity.load(self.folder / "identities" / seat))
        verdict: Literal["fail", "pass"] = "fail" if failed else "pass"
        told = SeatHealth(
            seat=seat, at=clock.stamp(), version="1.0.0", short=False, practice=True, verdict=verdict, failed=failed
        )
        _until_reached(lambda: client.tell_health(told))
        client.close()

    def _sealed(self, project: CityProject, starts: datetime, office: SoftwareKey) -> bytes:
        script = project.script
        drawn = [
            Drawn(Expert(m.id, m.name, m.kind, m.specialty), "", n) for n, m in enumerate(script.opening.committee)
        ]
        spare = [Drawn(Expert(p.id, p.name, p.kind, p.specialty), "", 0, reserve=True) for p in script.reserve]
        officers = [o.public for o in self._officers()]
        return seal_draw(project.draw, project.id, [*drawn, *spare], starts=starts, officers=officers, key=office)

    def _officers(self) -> list[EscrowKey]:
        return [EscrowKey.from_text(self.ground.officer(n).read_text()) for n in (1, 2)]

    def _open_draw(self, project: CityProject) -> None:
        draw = {"draw": project.draw}
        asked = self._act("operator", "draw-ask", "/draws", draw).json()
        for officer in self._officers():
            share = {w: officer_share(w, officer, asked["seat"]) for w in asked["wrapped"]}
            self._act("operator", "draw-answer", "/draws", draw, json.dumps(share).encode())

    def _allocation(self) -> paper.Published:
        return paper.read(self._browsers["operator"].get("/allocation.json").json())

    def _move(self, project: CityProject, broken: str) -> str:
        """Whoever was given the broken seat moves; gives the seat in its place."""
        before = self._allocation().now[project.draw]
        self._act("operator", "allocation-move", "/draws")
        told = self._allocation()
        assert verify(told) == ()
        new = told.now[project.draw][before.index(broken)]
        self.told.moved.append((project.id, broken, new))
        self._say(f"{broken} is out of order, its expert moves to {new}")
        return new

    # --- the day ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Every committee comes, with its supervisor."""
        taken = self._allocation().now
        for project, own in zip(self.projects, self.own, strict=True):
            members = [m.id for m in project.script.opening.committee]
            seats = dict(zip(members, taken[project.draw], strict=True)) | {project.supervisor: own}
            self._at |= seats
            terms = {
                "project": str(project.folder), "centre": self.url, "identities": str(self.folder / "identities"),
                "keys": str(self.ground.folder / "keys"), "data": str(self.folder / "stores"), "seats": seats,
                "log": str(self._heard(project)), "pace": self.pace,
            }  # fmt: skip
            self._bots[project.number] = subprocess.Popen(
                [sys.executable, "-m", "tests.city_seats", json.dumps(terms)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        for bots in self._bots.values():
            assert bots.stdout is not None
            assert bots.stdout.readline().strip() == "ready"
        self._say(f"{len(self._at)} seats are at work")

    def _heard(self, project: CityProject) -> Path:
        return self.folder / f"heard-{project.number}.jsonl"

    def _tell(self, project: CityProject, *order: str) -> None:
        bots = self._bots[project.number]
        assert bots.stdin is not None
        assert bots.stdout is not None
        bots.stdin.write(" ".join(order) + "\n")
        bots.stdin.flush()
        assert bots.stdout.readline().split() == list(order)

    def go_on(self, limit: float) -> None:
        """The operator looks at every evaluation again and again until all are closed."""
        ends, stages = time.monotonic() + limit, {p.id: "" for p in self.projects}
        while any(stage != CLOSED for stage in stages.values()):
            assert time.monotonic() < ends, stages
            for project in self.projects:
                if stages[project.id] == CLOSED:
                    continue
                state = self._state(project)
                if state is None:
                    continue  # nobody of the committee has signed in yet
                if state["stage"] != stages[project.id]:
                    self._say(f"{project.id}: {state['stage']}")
                stages[project.id] = state["stage"]
                self._attend(project, state)
                self._night(project, state, all(s == CLOSED for i, s in stages.items() if i != project.id))
            time.sleep(LOOK)

    def _state(self, project: CityProject) -> dict[str, Any] | None:
        answer = self._line.get(f"{self.url}{PREFIX}/desk/state", params={"project": project.id}, timeout=PATIENCE)
        if answer.status_code == 404:
            return None
        assert answer.ok, answer.text
        return dict(answer.json())

    def _attend(self, project: CityProject, state: dict[str, Any]) -> None:
        """What an operator does with one evaluation."""
        script, about = project.script, {"evaluation": project.id}
        page = f"/stages?evaluation={project.id}"
        if project is self.projects[0] and state["stage"] == PRELIMINARY and "fault" not in self._done:
            self._done.add("fault")
            self._second_fault(project)
        for member in state["recused"]:
            planned = script.plans.replacement
            if planned is not None and member == planned.old and self._once(f"replace {member}"):
                given = {"old": member, "new": planned.new, "reason": "recusal", "note": planned.reason}
                self._act("operator", "replace", page, about | given)
                self._call(project, planned.new)
        for question in state["questions"]:
            if self._once(f"answer {project.id} {question}"):
                answer = script.plans.questions[0].answer
                self._act("operator", "answer", page, about | {"question": question, "text": answer})
        for flag in state["flags"]:
            if state["stage"] == LOW_PRICE and self._once(f"explain {project.id} {flag}"):
                text = script.explanation(flag.rsplit("/", 1)[1])
                self._act("operator", "explain", page, about | {"flag": flag, "text": text})

    def _once(self, what: str) -> bool:
        if what in self._done:
            return False
        self._done.add(what)
        return True

    def _call(self, project: CityProject, successor: str) -> None:
        """The successor takes a seat that nobody was given."""
        told = self._allocation()
        gone = {seat for _, seat, _ in self.told.moved} | {s for mine in told.now.values() for s in mine}
        seat = next(s for s in self.seats if s not in gone)
        self._tell(project, "start", successor, seat)
        self.told.replaced = successor
        self._say(f"{successor} is called in, to {seat}")

    def _second_fault(self, project: CityProject) -> None:
        """A machine fails under an expert's hands: another one, another store, the same person and key."""
        seat = self._allocation().now[project.draw][1]
        person = next(p for p, s in self._at.items() if s == seat)
        self._tell(project, "stop", person)
        order = {"seat": seat, "order": "out", "why": "屏幕不亮"}
        self._act("operator", "seat-order", f"/seats?seat={seat}", order)
        new = self._move(project, seat)
        self._at[person] = new
        self._tell(project, "start", person, new)

    def _night(self, project: CityProject, state: dict[str, Any], others_over: bool) -> None:
        if state["suspended"] != "overnight" or not others_over:
            return
        missing = (datetime.fromisoformat(state["opens"]) - datetime.fromisoformat(state["time"])).total_seconds()
        if missing > 0:
            body = {"seconds": int(missing) + 1, "why": "隔夜封存至次日启封时间"}
            answer = self._line.post(
                f"{self.url}{PREFIX}/desk/clock", params={"project": project.id}, json=body, timeout=PATIENCE
            )
            assert answer.ok, answer.text
            self.told.nights += 1
            self._say(f"{project.id}: the night passes")
        elif self._once(f"open {project.id}"):
            self._act("operator", "open", f"/stages?evaluation={project.id}", {"evaluation": project.id})

    def _act(
        self, who: str, act: str, page: str, fields: dict[str, str] | None = None, file: bytes | None = None
    ) -> requests.Response:
        """Send a form; whoever is told to wait waits."""
        while (answer := self._browsers[who].act(act, page, fields, file)).status_code == 429:
            time.sleep(5)
        assert answer.status_code == 200, (act, fields, answer.status_code, answer.text[-1500:])
        return answer

    def _send_home(self) -> None:
        for bots in self._bots.values():
            assert bots.stdin is not None
            bots.stdin.close()
        for bots in self._bots.values():
            with bots:  # waits for it, and closes its lines
                pass

    # --- the evening ------------------------------------------------------------------------------

    def evening(self) -> Told:
        """The auditor takes every archive out, and goes through it again with the commands anybody has."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        for project in self.projects:
            content = self._browsers["auditor"].get(f"/archive/{project.id}.zip")
            assert content.ok, content.text
            archive = out / f"{project.id}.zip"
            archive.write_bytes(content.content)
            told = self._command("audit", str(archive), "--trust", str(self.ground.trust), "--json")
            self.told.audits[project.id] = json.loads(told.stdout)
            shutil.unpack_archive(archive, out / project.id)
            report = next((out / project.id).rglob("report.pdf"))
            verified = self._command("verify", str(report), "--trust", str(self.ground.trust))
            self.told.verified[project.id] = verified.returncode == 0
            result = next((out / project.id).rglob("result.json"), None)
            self.told.results[project.id] = json.loads(result.read_text("utf-8")) if result is not None else None
            self._say(f"{project.id}: audited")
        storage = Storage(self.database)
        try:
            log = DeskLog(storage)
            self.told.journal_fault = log.first_fault()
            self.told.refused = [event.code for event in log.newest(1000) if event.code]
        finally:
            storage.close()
        self.told.figures = self._figures()
        return self.told

    def _command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "seat_client.app.command_line", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    # --- figures ----------------------------------------------------------------------------------

    def _figures(self) -> dict[str, float]:
        """Events a second, how long a push takes to the display of another seat, and what the database holds.

        Moments of the centre are put back by what its practice clock was put forward.
        """
        name = self.database.rsplit("/", 1)[1]
        with self._server.connect(name) as connection:
            facts = list(connection.execute("SELECT evaluation, cursor, at FROM facts").fetchall())
            acts = list(
                connection.execute(
                    "SELECT evaluation, cursor, at, received, seat, seq FROM acts ORDER BY seq"
                ).fetchall()
            )
            size = connection.execute(f"SELECT pg_database_size('{name}')").fetchone()
        assert size is not None
        leaps = self._leaps()
        at = {(e, c): _moment(str(a), leaps) for e, c, a in facts}
        push = {(e, int(str(c)) + 1): (_moment(str(a), leaps), _moment(str(r), leaps)) for e, c, a, r, *_ in acts}
        shown, from_commit = [], []
        for project in self.projects:
            for person_began, seen, cursor in self._arrivals(project):
                key = (project.id, cursor)
                if key not in at or at[key] < person_began:
                    continue  # read at sign-in, when it was history
                from_commit.append(seen - at[key])
                if key in push and 0 <= at[key] - push[key][1] < 1:
                    shown.append(seen - push[key][0])
        received = sorted(_moment(str(r), leaps) for *_, r, _, _ in acts)
        events = sorted([*at.values(), *received])
        span = _busy(events)
        return {
            "acts": len(acts), "facts": len(facts), "busy_seconds": round(span, 1),
            "events_per_second": round(len(events) / span, 1), "events_per_second_peak": round(_peak(events), 1),
            "commit_to_display_p95_ms": round(_p95(from_commit) * 1e3, 1),
            "push_to_display_p95_ms": round(_p95(shown) * 1e3, 1), "shown": len(shown),
            "database_mb": round(int(str(size[0])) / 2**20, 1),
        }  # fmt: skip

    def _leaps(self) -> list[tuple[float, int]]:
        file = self.ground.data / "practice-clock.json"
        kept = json.loads(file.read_text("utf-8")) if file.exists() else []
        return [(datetime.fromisoformat(leap["at"]).timestamp(), leap["seconds"]) for leap in kept]

    def _arrivals(self, project: CityProject) -> Iterator[tuple[float, float, int]]:
        """When the person's first page came, when this fact did, and which it is; of those that came as news. What
        nobody might know at first comes late by the rules, and is no matter of speed."""
        began: dict[str, float] = {}
        newest: dict[str, int] = {}
        for line in self._heard(project).read_text("utf-8").splitlines():
            person, moment, cursors = json.loads(line)
            seen = datetime.fromisoformat(moment).timestamp()
            first = began.setdefault(person, seen)
            for cursor in cursors:
                if cursor > newest.get(person, 0):
                    newest[person] = cursor
                    yield first, seen, cursor


def _until_reached(work: Callable[[], object]) -> None:
    """As a seat does: a centre that cannot be reached is asked again."""
    for _ in range(TRIES):
        try:
            work()
        except CentreUnreachable:
            time.sleep(LOOK)
        else:
            return
    work()


def _moment(stamped: str, leaps: Sequence[tuple[float, int]]) -> float:
    """Seconds by the machine's clock."""
    told = datetime.fromisoformat(stamped).timestamp()
    return told - sum(seconds for at, seconds in leaps if told >= at + seconds)


def _p95(samples: Sequence[float]) -> float:
    return sorted(samples)[max(0, -(-len(samples) * 95 // 100) - 1)] if samples else float("nan")


def _busy(moments: Sequence[float]) -> float:
    """Seconds from the first to the last, without the pauses longer than ten in which nothing was to be done."""
    return max(1.0, sum(min(10.0, b - a) for a, b in itertools.pairwise(moments)))


def _peak(moments: Sequence[float], window: float = 10.0) -> float:
    """Most events a second over ten seconds."""
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] < moment - window:
            first += 1
        most = max(most, last - first + 1)
    return most / window
