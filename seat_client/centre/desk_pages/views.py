"""What each page shows, gathered from the house: plain values for the templates, and no sheet among them."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.allocation.hall import spare
from seat_client.centre.allocation.paper import Published
from seat_client.centre.centre import Centre
from seat_client.centre.conference.tables import ParticipantRow, RecordingRow
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.desk_pages import delivered
from seat_client.centre.desk_pages.labels import HAPPENED
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.desk_pages.staff import Person
from seat_client.centre.errors import NotFound
from seat_client.centre.house import House
from seat_client.centre.ingest.intake import PARTS
from seat_client.centre.score_publication import score_publication
from seat_client.centre.storage import EvaluationRow, ProjectFileRow
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.project import Project
from seat_client.domain.stages import BY_ID, INDEX, StageId
from seat_client.wire.help import WORDS_LIMIT, Diagnosis
from seat_client.wire.meeting import MeetingState
from seat_client.wire.seats import SeatHealth

RETENTION_YEARS = 15
"""How long an evaluation is kept at the least (招标投标法 and 政府采购法, art. 42, as the notice asks)."""
STALE = timedelta(days=1)
"""A self-test older than this says nothing of today."""
EVENTS = 200
LATEST = 12  # events of an evaluation on the wall

Shown = dict[str, Any]
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks, at which house."""

    house: House
    person: Person
    log: DeskLog
    query: Query


# --- seats --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat as the map shows it; `state` is broken, used, given, free or unknown, `mood` its colour."""

    seat: str
    place: str
    room: str
    state: str
    mood: str
    why: str
    health: SeatHealth | None
    accepted: Mapping[str, Any]
    certificate_until: str
    draw: str
    stale: bool
    failed: bool


def seats(seen: Seen) -> Shown:
    """The map of all seats, place by place, with one seat opened where it is asked for."""
    cards = seat_cards(seen.house)
    places = sorted({card.place for card in cards})
    chosen = next((c for c in cards if c.seat == seen.query.get("seat")), None)
    use = [
        {"place": place, "seats": len(here), **Counter(card.state for card in here)}
        for place in places
        for here in [[card for card in cards if card.place == place]]
    ]
    return {
        "cards": cards, "places": places, "chosen": chosen, "use": use,
        "states_now": Counter(card.state for card in cards),
    }  # fmt: skip


def seat_cards(house: House) -> list[SeatCard]:
    """Every seat that is in a plan, holds a certificate or told of a self-test."""
    plan = {row.seat: row for row in house.seating.plan()}
    health = {each.seat: each for each in house.seats.all()}
    certificates = {seat: until for seat, until, revoked in house.enrolment.seats() if not revoked}
    used = _used(house)
    given = _given(house.seating.newest())
    cards = []
    for seat in sorted({*plan, *health, *certificates}):
        row, test = plan.get(seat), health.get(seat)
        why = row.out_of_order if row is not None else ""
        failed = test is not None and test.verdict == "fail"
        state = _state(broken=bool(why) or failed, used=seat in used, given=seat in given, known=test is not None)
        stale = test is not None and clock.now() - _moment(test.at) > STALE
        told = not why and failed  # the self-test says why, in names of checks
        if told and test is not None:
            why = ", ".join(test.failed)
        cards.append(
            SeatCard(
                seat, row.place if row else "", row.room if row else "", state, _MOODS[state], why, test,
                row.accepted if row else {}, certificates.get(seat, ""), given.get(seat, ""), stale, told,
            )
        )  # fmt: skip
    return sorted(cards, key=lambda card: (card.place, card.seat))


_MOODS = {"broken": "bad", "used": "use", "given": "use", "free": "", "unknown": "warn"}


def _state(*, broken: bool, used: bool, given: bool, known: bool) -> str:
    if broken:
        return "broken"
    if used:
        return "used"
    return "given" if given else "free" if known else "unknown"


def _used(house: House) -> set[str]:
    """Seats at which somebody sits in an evaluation that is not over."""
    found: set[str] = set()
    for centre in house.all():
        with centre.desk.at_rest() as e:
            if e.stage is not StageId.CLOSED:
                found |= set(e.signed_in.values()) | set(e.supervisors.values())
    return found


def _given(newest: Published | None) -> dict[str, str]:
    """Seat -> draw, by the allocation that holds."""
    taken = newest.now if newest is not None else {}
    return {seat: draw for draw, mine in taken.items() for seat in mine}


def _moment(stamped: str) -> datetime:
    try:
        told = datetime.fromisoformat(stamped)
    except ValueError:
        return clock.now()
    return told if told.tzinfo is not None else told.replace(tzinfo=clock.CIVIL)


# --- remote help --------------------------------------------------------------------------------------


def remote_help(seen: Seen) -> Shown:
    """The seats that asked for help, the first to ask first; opened is the one asked for, else the own one."""
    rows = seen.house.help.all()
    asked = seen.query.get("seat", "")
    chosen = next((row for row in rows if row.seat == asked or (not asked and row.person == seen.person.id)), None)
    diagnosis = None
    if chosen is not None and chosen.told is not None:
        diagnosis = Diagnosis.model_validate(chosen.told)
    sight = hashlib.sha256(chosen.picture).hexdigest()[:16] if chosen is not None and chosen.picture else ""
    return {"rows": rows, "chosen": chosen, "diagnosis": diagnosis, "sight": sight, "words_limit": WORDS_LIMIT}


# --- today --------------------------------------------------------------------------------------------


def today(seen: Seen) -> Shown:
    """What the day asks of this person: counts, and the steps in their order with what is next."""
    cards = seat_cards(seen.house)
    counts = Counter(card.state for card in cards)
    shown: Shown = {"cards": cards, "counts": counts, "broken": [c for c in cards if c.state == "broken"]}
    shown |= {"asking_help": [], "closed": []}
    if seen.person.role is Role.TECHNICIAN:
        return shown | {"asking_help": [row for row in seen.house.help.all() if not row.person]}
    drawn = seen.house.draws.all()
    newest = seen.house.seating.newest()
    shown |= {
        "draws": drawn, "newest": newest, "waiting": seen.house.seating.waiting(),
        "unseated": [d.id for d in drawn if newest is None or d.id not in newest.now],
        "asking": [d for d in drawn if d.state == "asking"],
        "closed": [request for request in seen.house.escrow.all() if request.waits],
        "to_move": sorted(_to_move(cards, newest)),
        "rows": [row for row in _board(seen) if row["stage_id"] != "closed"],
    }  # fmt: skip
    return shown


def _to_move(cards: list[SeatCard], newest: Published | None) -> set[str]:
    """Broken seats that somebody was given."""
    return {card.seat for card in cards if card.state == "broken"} & set(_given(newest))


# --- draws and allocation -----------------------------------------------------------------------------


def draws(seen: Seen) -> Shown:
    """Draws by number, hour and seats; the seed, and the allocation that holds."""
    newest = seen.house.seating.newest()
    cards = seat_cards(seen.house)
    shown: Shown = {
        "draws": seen.house.draws.all(), "newest": newest, "waiting": seen.house.seating.waiting(),
        "closed": seen.house.escrow.all(),
        "to_move": sorted(_to_move(cards, newest)), "places": sorted({card.place for card in cards if card.place}),
    }  # fmt: skip
    if newest is not None:
        shown["spare"] = spare(newest.hall_now, newest.now)
        shown["taken"] = sorted(newest.now.items())
    return shown


# --- stages -------------------------------------------------------------------------------------------


def stages(seen: Seen) -> Shown:
    """The board: where each evaluation stands, who is there, what stands still and until when."""
    rows = _board(seen)
    chosen = next((row for row in rows if row["id"] == seen.query.get("evaluation")), None)
    sealed = [d for d in seen.house.draws.all() if d.state != "opened"]
    return {"rows": rows, "chosen": chosen, "sealed": sealed, "stage_count": len(BY_ID)}


def _board(seen: Seen) -> list[Shown]:
    return [_stage_row(centre, seen) for centre in seen.house.all()]


def _stage_row(centre: Centre, seen: Seen) -> Shown:
    with centre.desk.at_rest() as e:
        stop = e.suspended
        until = stop.until or stop.opens if stop is not None else ""
        left = (_moment(until) - clock.now()) if until else None
        return {
            "id": e.project.id, "name": e.project.name.zh, "stage": BY_ID[e.stage].title, "stage_id": str(e.stage),
            "number": INDEX[e.stage] + 1, "members": len(e.members), "here": sum(m in e.signed_in for m in e.members),
            "stop": stop, "until": until, "left": _left(left), "sealed_for_good": e.sealed_for_good is not None,
            "reserve": [p for p in centre.people.reserve() if p.id not in e.people],
            "people": [e.person(m) for m in e.members] if seen.person.role is Role.OPERATOR else [],
            "recused": [m for m in e.members if m in e.recused],
            "signers": e.signers_left(), "notices": dict(e.notices), "marks": tuple(e.marks),
            "report_open": e.stage is StageId.REPORT, "overdue": _overdue(e),
            **_for_bidders(centre, e, seen.person.role),
        }  # fmt: skip


def _overdue(e: Evaluation) -> list[str]:
    """Members who stayed silent past the deadline of their notice."""
    return [m for m in e.signers_left() if m in e.notices and clock.passed(e.notices[m].deadline)]


def _for_bidders(centre: Centre, e: Evaluation, role: Role) -> Shown:
    """Questions that were asked and prices to be explained. Whoever relays a question reads it once it may go; whose
    it is stands there as the committee wrote it, a code while the review is blind."""
    asked = []
    for number, question in e.questions.items():
        if question.state == "sent":
            free = not centre.approvals.needed or centre.approvals.since(number) is not None
            reads = role is Role.SUPERVISOR or (role is Role.OPERATOR and free)
            told = question.proposed.text if reads else ""
            asked.append({"id": number, "subject": question.proposed.subject, "text": told, "free": free})
    waiting = [
        {"id": f.id, "code": f.code} for f in e.flags_of(e.stage)
        if f.check == "low-price" and f.id not in e.flag_reasons and f.id not in e.rulings
    ]  # fmt: skip
    return {"asked": asked, "low": waiting}


def _left(span: timedelta | None) -> str:
    """Hours and minutes; nothing for no limit, 0:00 for one that has passed."""
    if span is None:
        return ""
    minutes = max(int(span.total_seconds() // 60), 0)
    return f"{minutes // 60}:{minutes % 60:02d}"


# --- supervision --------------------------------------------------------------------------------------


def wall(seen: Seen) -> Shown:
    """Every evaluation that goes on, in figures; the one asked for in full, once its members know of who watches."""
    rows = [_watched(centre, seen) for centre in seen.house.all()]
    rows = [row for row in rows if row["stage_id"] != StageId.CLOSED]
    return {"rows": rows, "chosen": next((r for r in rows if r["id"] == seen.query.get("evaluation")), None)}


def _watched(centre: Centre, seen: Seen) -> Shown:
    meeting = centre.meeting.watched()
    hearing = heard(meeting)
    poor = sum(how in ("weak", "lost") for column in hearing.values() for how in column.values())
    with centre.desk.at_rest() as e:
        cursor = centre.desk.cursor
        return {
            "id": e.project.id, "name": e.project.name.zh, "stage": BY_ID[e.stage].title, "stage_id": str(e.stage),
            "members": len(e.members), "here": sum(m in e.signed_in for m in e.members), "stop": e.suspended,
            "watching": seen.person.id in e.supervisors, "marks": tuple(reversed(e.marks)), "meeting": meeting,
            "hearing": hearing, "poor": poor, "live": sum(p.live for p in meeting.people),
            "found": [
                (e.members.index(m) + 1, note.finding, note.since)
                for m, note in e.presence.items() if note.finding != "present" and m in e.members
            ],
            "events": [
                (f.at, f.fact.kind)
                for f in reversed(centre.desk.facts(max(cursor - EVENTS, 0), EVENTS)) if f.fact.kind in HAPPENED
            ][:LATEST],
        }  # fmt: skip


def heard(meeting: MeetingState) -> dict[str, dict[str, str]]:
    """Listener's role -> speaker's role -> how that one is heard, of those who are in the call now."""
    roles = {person.feed: person.role for person in meeting.people}
    return {
        roles[feed]: {roles[one.feed]: one.hearing for one in column if one.feed in roles}
        for feed, column in meeting.heard.columns.items() if feed in roles
    }  # fmt: skip


# --- afterwards ---------------------------------------------------------------------------------------


def recordings(seen: Seen) -> Shown:
    """What was recorded, by roles, with the gaps of each track and what the seats handed in."""
    rows = []
    with seen.house.storage.reading() as session:
        roles = {(p.evaluation, p.person): p.role for p in session.scalars(select(ParticipantRow))}
        for row in session.scalars(select(RecordingRow).order_by(RecordingRow.evaluation, RecordingRow.seq)):
            gaps = [{"from": a, "length": b} for a, b in (gap[:2] for gap in row.gaps)]
            rows.append(
                {
                    "evaluation": row.evaluation, "role": roles.get((row.evaluation, row.person), "-"),
                    "track": row.track, "began": row.began, "ended": row.ended, "gaps": gaps, "sha256": row.sha256,
                    "told": row.told,
                }
            )  # fmt: skip
    filled = []
    for centre in seen.house.all():
        with centre.desk.at_rest() as e:
            filled += [(e.project.id, len(e.gaps_filled), len(e.screens_kept))]
    return {"rows": rows, "filled": [each for each in filled if each[1] or each[2]]}


def fees(seen: Seen) -> Shown:
    """The slips of every evaluation that has them."""
    sheets = []
    for centre in seen.house.all():
        with centre.desk.at_rest() as e:
            slips = [(e.person(m).name, slip, m in e.fee_confirmed) for m, slip in e.fees.items()]
            if slips:
                sheets.append({"id": e.project.id, "name": e.project.name.zh, "slips": slips})
    return {"sheets": sheets}


def publication(seen: Seen) -> Shown:
    """The results that may be published; one as a sheet with members by code."""
    ready, chosen = [], None
    for centre in seen.house.all():
        with centre.desk.at_rest() as e:
            if not e.report_closed:
                continue
            ready.append({"id": e.project.id, "name": e.project.name.zh})
            if e.project.id == seen.query.get("evaluation"):
                chosen = score_publication(centre.desk)
    return {"ready": ready, "chosen": chosen}


def archive(seen: Seen) -> Shown:
    """Every evaluation with the time until which it has to be kept; those that are closed can be exported."""
    rows = []
    for centre in seen.house.all():
        with centre.desk.at_rest() as e:
            opened = clock.local(centre.desk.opened_at)
            rows.append(
                {
                    "id": e.project.id, "name": e.project.name.zh, "opened": centre.desk.opened_at,
                    "until": f"{opened.year + RETENTION_YEARS}-{opened:%m-%d}", "closed": exportable(e),
                    "facts": centre.desk.cursor,
                }
            )  # fmt: skip
    return {"rows": rows, "years": RETENTION_YEARS}


def exportable(e: Evaluation) -> bool:
    """Only what is over leaves the house: until then a record could tell of what members may not see yet."""
    return e.stage is StageId.CLOSED or e.sealed_for_good is not None


def journal(seen: Seen) -> Shown:
    """The desk's acts, the newest first; and of one evaluation the kinds of its facts."""
    before = seen.query.get("before", "")
    events = seen.log.newest(EVENTS, int(before) if before.isascii() and before.isdigit() and len(before) < 16 else 0)
    shown: Shown = {"events": events, "fault": seen.log.first_fault(), "evaluations": [], "facts": []}
    for centre in seen.house.all():
        shown["evaluations"].append(centre.desk.project.id)
        if centre.desk.project.id == seen.query.get("evaluation"):
            cursor = centre.desk.cursor
            recorded = centre.desk.facts(max(cursor - EVENTS, 0), EVENTS)
            shown["facts"] = [(f.cursor, f.at, f.fact.kind) for f in reversed(recorded)]
    return shown


def projects(seen: Seen) -> Shown:
    """The files the checker found in order, and whether their bids are in."""
    with seen.house.storage.reading() as session:
        published = set(session.scalars(select(EvaluationRow.id)))
        rows = list(session.scalars(select(ProjectFileRow).order_by(ProjectFileRow.at.desc())))
    return {
        "rows": [
            {
                "id": r.id, "name": r.document["name"]["zh"], "at": r.at, "by": r.by, "published": r.id in published,
                "bids": [] if r.id in published else _bids(seen.house, r),
            }
            for r in rows
        ],
        "part_count": len(PARTS),
    }  # fmt: skip


def _bids(house: House, row: ProjectFileRow) -> list[Shown]:
    """What has come of each bidder; nobody is asked before the project is published."""
    project = Project.parse(row.document)
    here = delivered.parts_of(delivered.folder_of(house.settings.data, row.id), project)
    return [{"id": b.id, "name": b.name, "parts": here[b.id]} for b in project.bidders]


VIEWS: dict[str, Callable[[Seen], Shown]] = {
    "today": today, "seats": seats, "help": remote_help, "wall": wall, "stages": stages, "draws": draws,
    "projects": projects, "recordings": recordings, "fees": fees, "publication": publication,
    "archive": archive, "journal": journal,
}  # fmt: skip


def allocation_document(house: House) -> bytes:
    """The allocation that holds, as it is published; raises NotFound."""
    from seat_client.centre.allocation import paper

    newest = house.seating.newest()
    if newest is None:
        raise NotFound("allocation_unknown")
    return json.dumps(paper.document(newest), ensure_ascii=False, indent=1, sort_keys=True).encode()
