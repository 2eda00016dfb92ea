"""What the forms ask for: each act takes the form and the person, does one thing, and says what it was about.

Who may is asked before (`roles`); here is only whether it can be done. A refusal is a `CentreError` with a code.
"""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seat_client.anonymity.errors import AnonymityError, IdentityFound
from seat_client.centre import clock
from seat_client.centre.allocation.errors import AllocationError
from seat_client.centre.archive import archive
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.desk_pages import delivered
from seat_client.centre.desk_pages.forms import LONGEST_FIELD, UPLOAD_LIMIT, Form
from seat_client.centre.desk_pages.staff import Person
from seat_client.centre.desk_pages.views import exportable, seat_cards
from seat_client.centre.errors import Conflict, Forbidden, Refused
from seat_client.centre.house import House
from seat_client.centre.ofd import OfdError
from seat_client.centre.operations import OPERATOR
from seat_client.centre.publishing import publish
from seat_client.centre.seating import PlacedSeat
from seat_client.centre.storage import EvaluationRow, ProjectFileRow
from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.project_check import ProjectFault, faults_of
from seat_client.domain.reading import LARGEST_DOCUMENT, is_identifier, read_json
from seat_client.wire.help import WORDS_LIMIT

MOST_PLANNED = 2000
LONGEST_MARK = 400
MOST_ENTRIES = 200
PROJECT = "project.json"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, about what; `shown` goes to the page that answers, `file` is handed out instead of a page."""

    subject: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None


class ProjectRefused(Refused):
    """A project file with faults; every one of them."""

    def __init__(self, faults: tuple[ProjectFault, ...]) -> None:
        super().__init__("project_refused", faults=len(faults))
        self.faults = faults


Act = Callable[[House, Person, Form], Done]


# --- seats --------------------------------------------------------------------------------------------


def seat_order(house: House, _: Person, form: Form) -> Done:
    """A seat is out of order, for a reason, or in order again."""
    seat = form.text("seat", 80)
    house.seating.set_order(seat, form.text("why", needed=form.text("order", 10) == "out"))
    return Done(seat)


def seat_accept(house: House, person: Person, form: Form) -> Done:
    """A technician accepts a seat on its self-test."""
    seat = form.text("seat", 80)
    house.seating.accept(seat, person.name)
    return Done(seat)


def seat_code(house: House, _: Person, form: Form) -> Done:
    """A one-time code for a seat, shown once."""
    seat = _identifier(form, "seat")
    return Done(seat, {"code": house.enrolment.issue_code(seat), "seat": seat})


def seat_plan(house: House, _: Person, form: Form) -> Done:
    """Where seats stand, as CSV: seat, place, room, neighbours separated by blanks."""
    try:
        rows = list(csv.reader(io.StringIO(form.file.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as broken:
        raise Refused("plan_wrong", line=0) from broken
    rows = [row for row in rows if row and row[0].strip().lower() != "seat"]
    if not 1 <= len(rows) <= MOST_PLANNED:
        raise Refused("plan_wrong", line=0)
    placed = []
    for number, row in enumerate(rows, start=1):
        words = [word.strip() for word in row]
        beside = words[3].split() if len(words) == 4 else []
        if len(words) not in (3, 4) or not all(map(is_identifier, (*words[:3], *beside))):
            raise Refused("plan_wrong", line=number)
        placed.append(PlacedSeat(words[0], words[1], words[2], tuple(beside)))
    return Done(f"{house.seating.place(placed)} seats")


# --- remote help --------------------------------------------------------------------------------------


def help_give(house: House, person: Person, form: Form) -> Done:
    """A technician takes the help a seat asked for."""
    seat = form.text("seat", 80)
    house.help.give(seat, person.id, person.name)
    return Done(seat)


def help_say(house: House, person: Person, form: Form) -> Done:
    """A sentence for the seat; the journal holds it whole. No committee, whichever sits there, reads a bidder in it."""
    seat, text = form.text("seat", 80), form.text("text", WORDS_LIMIT)
    for centre in house.all():
        centre.operations.keep_blind(text)
    house.help.say(seat, person.id, text)
    return Done(f"{seat}: {text}")


def help_end(house: House, _: Person, form: Form) -> Done:
    """The help is over; what the seat showed goes."""
    seat = form.text("seat", 80)
    house.help.end(seat)
    return Done(seat)


# --- draws and allocation -----------------------------------------------------------------------------


def draw_take(house: House, _: Person, form: Form) -> Done:
    """A sealed draw comes in."""
    return Done(house.draws.take(form.file).id)


def draw_ask(house: House, _: Person, form: Form) -> Done:
    """The request that both officers answer."""
    draw = _identifier(form, "draw")
    return Done(draw, file=(f"{draw}-request.json", json.dumps(house.draws.ask(draw)).encode()))


def draw_answer(house: House, _: Person, form: Form) -> Done:
    """An officer's answer."""
    draw = _identifier(form, "draw")
    try:
        house.draws.answer(draw, read_json(form.file))
    except Malformed as broken:
        raise Refused("seal_wrong") from broken
    return Done(draw)


def entries_ask(house: House, _: Person, form: Form) -> Done:
    """The request that both officers answer for a member whose key does not open what lies sealed."""
    evaluation, member = _identifier(form, "evaluation"), _identifier(form, "member")
    request = house.escrow.request(evaluation, member)
    return Done(f"{evaluation} {member}", file=(f"{evaluation}-{member}-request.json", json.dumps(request).encode()))


def entries_answer(house: House, _: Person, form: Form) -> Done:
    """An officer's answer for a member's seat."""
    evaluation, member = _identifier(form, "evaluation"), _identifier(form, "member")
    try:
        house.escrow.answer(evaluation, member, read_json(form.file))
    except Malformed as broken:
        raise Refused("seal_wrong") from broken
    return Done(f"{evaluation} {member}")


def allocation_commit(house: House, _: Person, _form: Form) -> Done:
    """The centre's half is drawn, and its digest is there for everybody."""
    return Done(house.seating.commit())


def allocation_word(house: House, _: Person, form: Form) -> Done:
    """Somebody else's word joins the half, and the seats are drawn."""
    reserve = form.text("reserve", 3)
    if not (reserve.isascii() and reserve.isdigit()):
        raise Refused("form_wrong", where="reserve")
    places = {card.place for card in seat_cards(house) if card.place}
    commitment = form.text("commitment", 64)
    with_reserves = dict.fromkeys(sorted(places), int(reserve))
    try:
        house.seating.allocate(commitment, form.text("said"), with_reserves)
    except AllocationError as refused:
        raise Conflict(refused.code, **refused.facts) from refused
    except Malformed as wrong:
        raise Refused("plan_wrong", line=0) from wrong
    return Done(commitment)


def allocation_move(house: House, _: Person, _form: Form) -> Done:
    """Whoever was given a broken seat moves, and as few others as can be."""
    newest = house.seating.newest()
    given = {seat for seats in newest.now.values() for seat in seats} if newest is not None else set()
    broken = sorted({card.seat for card in seat_cards(house) if card.state == "broken"} & given)
    if not broken:
        raise Conflict("nothing_to_move")
    try:
        moves = house.seating.move(broken)
    except AllocationError as refused:
        raise Conflict(refused.code, **refused.facts) from refused
    return Done(", ".join(broken), {"moves": moves})


# --- projects -----------------------------------------------------------------------------------------


def project_take(house: House, person: Person, form: Form) -> Done:
    """A project file, alone or in a zip; raises ProjectRefused with every fault."""
    content = _project_of(form.file) if form.file[:2] == b"PK" else form.file
    try:
        document = read_json(content)
    except Malformed as broken:
        told: dict[str, str | int] = {"expected": broken.expected}
        raise ProjectRefused((ProjectFault(broken.path, "malformed", told),)) from broken
    if faults := faults_of(document):
        raise ProjectRefused(faults)
    if not isinstance(document, dict):
        raise ProjectRefused((ProjectFault("$", "malformed"),))
    row = ProjectFileRow(id=document["id"], document=document, at=clock.stamp(), by=person.id)
    with house.storage.transaction() as session:
        session.merge(row)
    return Done(row.id)


def _project_of(content: bytes) -> bytes:
    """`project.json` out of a zip; what the zip claims of itself is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if len(names) > MOST_ENTRIES or names.count(PROJECT) != 1:
                raise Refused("zip_wrong", limit=MOST_ENTRIES)
            with packed.open(PROJECT) as file:
                found = file.read(LARGEST_DOCUMENT + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError, OSError) as broken:
        raise Refused("zip_wrong", limit=MOST_ENTRIES) from broken
    if len(found) > LARGEST_DOCUMENT:
        raise Refused("zip_bomb", limit=LARGEST_DOCUMENT)
    return found


def bids_take(house: House, _: Person, form: Form) -> Done:
    """What one bidder delivered, as a zip of its parts; an earlier delivery of the same bidder gives way."""
    project, bidder = _taken(house, form), _identifier(form, "bidder")
    if bidder not in {each.id for each in project.bidders}:
        raise Refused("form_wrong", where="bidder")
    if form.spool is None:
        raise Refused("bids_wrong")
    delivered.unpack(form.spool, delivered.folder_of(house.settings.data, project.id) / bidder)
    return Done(f"{project.id}: {bidder}")


def project_publish(house: House, _: Person, form: Form) -> Done:
    """Bids are examined, codes drawn and sealed; the committee comes in a sealed draw, or is the file's own."""
    project, committee = _taken(house, form), form.text("committee", 10)
    if committee not in ("sealed", "named"):
        raise Refused("form_wrong", where="committee")
    documents = delivered.folder_of(house.settings.data, project.id)
    if missing := delivered.missing(documents, project):
        raise Conflict("bids_missing", bidders=", ".join(missing))
    sealed = len(project.committee) if committee == "sealed" else 0
    try:
        publish(
            house.storage, house.settings.data / FILES, project.document, documents,
            kept=house.settings.data / "checks", sealed_members=sealed,
        )  # fmt: skip
    except IdentityFound as found:
        raise Conflict("bids_held", count=len(found.findings)) from found
    except (AnonymityError, OfdError) as refused:
        raise Conflict("bid_unreadable", bid=", ".join(getattr(refused, "__notes__", ()))) from refused
    return Done(project.id)


def _taken(house: House, form: Form) -> Project:
    """A project whose file was taken in and that is not published yet."""
    wanted = _identifier(form, "project")
    with house.storage.reading() as session:
        row, published = session.get(ProjectFileRow, wanted), session.get(EvaluationRow, wanted)
    if row is None:
        raise Refused("form_wrong", where="project")
    if published is not None:
        raise Conflict("already_done")
    return Project.parse(row.document)


# --- stages -------------------------------------------------------------------------------------------


def suspend(house: House, _: Person, form: Form) -> Done:
    """Everything of an evaluation stops."""
    centre, reason = _centre(house, form), form.text("reason", 20)
    centre.operations.suspend(reason)
    return Done(f"{centre.desk.project.id}: {reason}")


def open_(house: House, _: Person, form: Form) -> Done:
    """The operator comes to open; somebody else has to come as well."""
    centre = _centre(house, form)
    return Done(f"{centre.desk.project.id}: {centre.operations.open(OPERATOR)}")


def replace(house: House, _: Person, form: Form) -> Done:
    """Somebody of the reserve takes a member's place."""
    centre, old, new = _centre(house, form), _identifier(form, "old"), _identifier(form, "new")
    note = form.text("note", 500, needed=False)
    centre.operations.replace(old, new, form.text("reason", 20), note)
    return Done(f"{centre.desk.project.id}: {old} -> {new}")


def notice(house: House, _: Person, form: Form) -> Done:
    """The written notice to a member who does not sign."""
    centre, member = _centre(house, form), _identifier(form, "member")
    centre.operations.serve_notice(member)
    return Done(f"{centre.desk.project.id}: {member}")


def deem(house: House, _: Person, form: Form) -> Done:
    """A member stayed silent past the deadline of the notice, and somebody saw it."""
    centre, member = _centre(house, form), _identifier(form, "member")
    centre.report.deem(member, form.text("witness", 80))
    return Done(f"{centre.desk.project.id}: {member}")


# --- supervision --------------------------------------------------------------------------------------


def wall_watch(house: House, person: Person, form: Form) -> Done:
    """A supervisor begins to watch an evaluation from here; its members read it."""
    centre = _centre(house, form)
    centre.operations.watch(person.id, person.name)
    return Done(centre.desk.project.id)


def wall_leave(house: House, person: Person, form: Form) -> Done:
    """A supervisor ends it."""
    centre = _centre(house, form)
    centre.operations.leave(person.id)
    return Done(centre.desk.project.id)


def wall_mark(house: House, person: Person, form: Form) -> Done:
    """An event, or a word to one member or to all: everybody reads it, and it stands in the report."""
    centre, to = _centre(house, form), form.text("to", 3, needed=False)
    with centre.desk.at_rest() as e:
        if to and to not in map(str, range(1, len(e.members) + 1)):
            raise Refused("form_wrong", where="to")
    text = form.text("text", LONGEST_MARK)
    centre.operations.mark(person.id, f"致{to}号评委：{text}" if to else text)
    return Done(centre.desk.project.id)


# --- what bidders write -------------------------------------------------------------------------------


def answer(house: House, _: Person, form: Form) -> Done:
    """A bidder's written answer goes to the committee."""
    centre, question = _centre(house, form), form.text("question", 80)
    centre.operations.answer(question, form.text("text", LONGEST_FIELD))
    return Done(f"{centre.desk.project.id}: {question}")


def approve(house: House, person: Person, form: Form) -> Done:
    """A question of the committee may go to its bidder."""
    centre, question = _centre(house, form), form.text("question", 80)
    centre.operations.approve(question, person.id)
    return Done(f"{centre.desk.project.id}: {question}")


def withhold(house: House, _: Person, form: Form) -> Done:
    """A question of the committee does not go out; the committee reads why."""
    centre, question = _centre(house, form), form.text("question", 80)
    centre.operations.withhold(question, form.text("why"))
    return Done(f"{centre.desk.project.id}: {question}")


def explain(house: House, _: Person, form: Form) -> Done:
    """A bidder's explanation of its low price goes to the committee."""
    centre, flag = _centre(house, form), form.text("flag", 80)
    centre.operations.explain(flag, form.text("text", LONGEST_FIELD))
    return Done(f"{centre.desk.project.id}: {flag}")


def _centre(house: House, form: Form) -> Centre:
    centre = house.centre(_identifier(form, "evaluation"))
    centre.clock.look()
    return centre


def _identifier(form: Form, name: str) -> str:
    given = form.text(name, 80)
    if not is_identifier(given):
        raise Refused("form_wrong", where=name)
    return given


# --- what is handed out -------------------------------------------------------------------------------


def export(house: House, evaluation: str) -> bytes:
    """The archive of an evaluation that is over; raises NotFound, Forbidden."""
    centre = house.centre(evaluation)
    with centre.desk.at_rest() as e:
        if not exportable(e):
            raise Forbidden("not_over")
    return archive(centre)


@dataclass(frozen=True, slots=True)
class Rule:
    """An act, the page it returns to, and how large a file it may bring (0: none)."""

    do: Act
    page: str
    upload: int = 0


ACTS: dict[str, Rule] = {
    "seat-order": Rule(seat_order, "seats"),
    "seat-accept": Rule(seat_accept, "seats"),
    "seat-code": Rule(seat_code, "seats"),
    "seat-plan": Rule(seat_plan, "seats", upload=UPLOAD_LIMIT),
    "help-give": Rule(help_give, "help"),
    "help-say": Rule(help_say, "help"),
    "help-end": Rule(help_end, "help"),
    "draw-take": Rule(draw_take, "draws", upload=UPLOAD_LIMIT),
    "draw-ask": Rule(draw_ask, "draws"),
    "draw-answer": Rule(draw_answer, "draws", upload=UPLOAD_LIMIT),
    "entries-ask": Rule(entries_ask, "draws"),
    "entries-answer": Rule(entries_answer, "draws", upload=UPLOAD_LIMIT),
    "allocation-commit": Rule(allocation_commit, "draws"),
    "allocation-word": Rule(allocation_word, "draws"),
    "allocation-move": Rule(allocation_move, "draws"),
    "project-take": Rule(project_take, "projects", upload=UPLOAD_LIMIT),
    "bids-take": Rule(bids_take, "projects", upload=delivered.LIMIT),
    "project-publish": Rule(project_publish, "projects"),
    "suspend": Rule(suspend, "stages"),
    "open": Rule(open_, "stages"),
    "replace": Rule(replace, "stages"),
    "notice": Rule(notice, "stages"),
    "deem": Rule(deem, "stages"),
    "wall-watch": Rule(wall_watch, "wall"),
    "wall-leave": Rule(wall_leave, "wall"),
    "wall-mark": Rule(wall_mark, "wall"),
    "approve": Rule(approve, "stages"),
    "withhold": Rule(withhold, "stages"),
    "answer": Rule(answer, "stages"),
    "explain": Rule(explain, "stages"),
}
