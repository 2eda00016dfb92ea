"""Committees that arrive sealed: nobody here knows project or expert before the start and the first sign-in.

A draw is taken in at any time. After its start the centre makes a half of its own that asks both officers; their
answers give the key. The first expert of the draw who proves by a key who he is opens it: the committee takes its
place in the project, the reserve is put down, and only then is the evaluation there for anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.errors import Conflict, NotFound, Refused
from seat_client.centre.people import in_reserve, put_down
from seat_client.centre.storage import DrawnRow, DrawRow, EvaluationRow, Storage
from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.evidence.draws import Drawn, SealedDraw, label_of, open_envelope, read_draw
from seat_client.evidence.errors import InvalidCms, NotOpened
from seat_client.evidence.sealing import OFFICERS, DraftKey, EscrowKey, number_of, officer_of, unwrap_by_officers

DRAW_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class DrawStanding:
    """What anybody at the desk may know of a draw; `state`: waiting, asking, answered, opened. `number` stands for
    the half that asks the officers, who compare it."""

    id: str
    starts: str
    seats: dict[str, int]
    state: str
    shares: int
    evaluation: str
    number: str = ""


class Draws:
    """The draws of a house."""

    def __init__(self, storage: Storage, trust: Sequence[bytes]) -> None:
        """`trust` are the issuers of the drawing office's certificate."""
        self._storage = storage
        self._trust = tuple(trust)

    # --- what the desk does ---------------------------------------------------------------------

    def take(self, content: bytes) -> SealedDraw:
        """Keep a draw; raises Refused for one that is not in order, Conflict for one that is here already."""
        if len(content) > DRAW_LIMIT:
            raise Refused("draw_wrong", why="size")
        try:
            draw = read_draw(content, self._trust, at=clock.now())
        except (Malformed, InvalidCms) as wrong:
            raise Refused("draw_wrong", why=str(wrong)[:200]) from wrong
        with self._storage.transaction() as session:
            if session.get(DrawRow, draw.id) is not None:
                raise Conflict("already_done")
            session.add(
                DrawRow(
                    id=draw.id, paper=content, starts=clock.stamp(draw.starts), seats=dict(draw.seats),
                    imported=clock.stamp(),
                )
            )  # fmt: skip
        return draw

    def all(self) -> list[DrawStanding]:
        """Every draw, by its start."""
        with self._storage.reading() as session:
            rows = session.scalars(select(DrawRow).order_by(DrawRow.starts, DrawRow.id))
            return [
                DrawStanding(r.id, r.starts, r.seats, _state(r), len(r.shares), r.evaluation, _number(r)) for r in rows
            ]

    def ask(self, draw: str) -> dict[str, object]:
        """The request that both officers answer (`seat-client escrow share`); raises Conflict before the start."""
        with self._storage.transaction() as session:
            row = self._started(session, draw)
            row.asking = row.asking or EscrowKey.new().text
            return {"seat": EscrowKey.from_text(row.asking).public, "wrapped": [self._paper(row).wrapped]}

    def answer(self, draw: str, answer: object) -> int:
        """An officer's answer; how many there are. The second gives the key. Raises Refused when it does not fit."""
        with self._storage.transaction() as session:
            row = self._started(session, draw)
            wrapped = self._paper(row).wrapped
            share = answer.get(wrapped) if isinstance(answer, dict) else None
            if not isinstance(share, str) or not row.asking:
                raise Refused("seal_wrong")
            asking = EscrowKey.from_text(row.asking)
            try:
                shares = {officer_of(wrapped, one, asking): one for one in (*row.shares, share)}
                if len(shares) == OFFICERS:
                    row.key = unwrap_by_officers(wrapped, list(shares.values()), asking).text
            except NotOpened as wrong:
                raise Refused("seal_wrong") from wrong
            row.shares = list(shares.values())
            return len(shares)

    def _started(self, session: Session, draw: str) -> DrawRow:
        row = session.get(DrawRow, draw, with_for_update=True)
        if row is None:
            raise NotFound("draw_unknown")
        if not clock.passed(row.starts):
            raise Conflict("opens_later", at=clock.local(row.starts).strftime("%Y-%m-%d %H:%M"))
        if row.key or row.opened:
            raise Conflict("already_done")
        return row

    def _paper(self, row: DrawRow) -> SealedDraw:
        return read_draw(row.paper, self._trust, at=datetime.fromisoformat(row.imported))

    # --- at sign-in -----------------------------------------------------------------------------

    def arrive(self, person: str) -> str:
        """Somebody has proven by a key who he is: the draws that hold his envelope open. Gives the evaluation, or
        nothing."""
        with self._storage.reading() as session:
            answered = list(session.scalars(select(DrawRow).where(DrawRow.key != "", DrawRow.opened == "")))
        opened = ""
        for row in answered:
            if label_of(DraftKey.from_text(row.key), row.id, person) in self._paper(row).envelopes:
                opened = self._open(row.id) or opened
        return opened

    def stranger(self) -> tuple[str, str]:
        """Why somebody may not be known yet: (`sign_in_not_open`, the next start), (`draw_not_opened`, ""), or
        nothing to wait for."""
        with self._storage.reading() as session:
            rows = session.scalars(select(DrawRow).where(DrawRow.opened == "").order_by(DrawRow.starts))
            starts = [row.starts for row in rows if not row.key]
        if any(clock.passed(start) for start in starts):
            return "draw_not_opened", ""
        return ("sign_in_not_open", starts[0]) if starts else ("", "")

    def _open(self, draw: str) -> str:
        with self._storage.transaction() as session:
            row = session.get_one(DrawRow, draw, with_for_update=True)
            if row.opened:
                return row.evaluation
            project, drawn = self._contents(row)
            evaluation = session.get(EvaluationRow, project, with_for_update=True)
            if evaluation is None or not evaluation.sealed:
                raise NotFound("evaluation_unknown")
            evaluation.document = _with_committee(evaluation.document, drawn)
            evaluation.sealed = False
            put_down(session, [in_reserve(project, d.person) for d in drawn if d.reserve])
            for each in drawn:
                if not each.reserve:
                    session.add(
                        DrawnRow(
                            evaluation=project, member=each.person.id, draw=draw, place=each.place,
                            position=each.position,
                        )
                    )  # fmt: skip
            row.opened, row.evaluation, row.key, row.asking = clock.stamp(), project, "", ""
            return project

    def _contents(self, row: DrawRow) -> tuple[str, list[Drawn]]:
        key, paper = DraftKey.from_text(row.key), self._paper(row)
        try:
            opened = [open_envelope(key, row.id, label, box) for label, box in paper.envelopes.items()]
        except NotOpened as wrong:
            raise Refused("draw_wrong", why=str(wrong)) from wrong
        projects = {project for project, _ in opened}
        if len(projects) != 1:
            raise Refused("draw_wrong", why="project")
        return projects.pop(), sorted((d for _, d in opened), key=lambda d: (d.reserve, d.place, d.position))


def _number(row: DrawRow) -> str:
    return number_of(EscrowKey.from_text(row.asking).public) if row.asking and not row.key else ""


def _state(row: DrawRow) -> str:
    if row.opened:
        return "opened"
    if row.key:
        return "answered"
    return "asking" if clock.passed(row.starts) else "waiting"


def _with_committee(document: dict[str, object], drawn: Sequence[Drawn]) -> dict[str, object]:
    """The project with the committee in the place of those of whom nobody knew anything; raises Refused."""
    people = [d.person for d in drawn if not d.reserve]
    told = [{"id": p.id, "name": p.name, "kind": p.kind, "specialty": p.specialty} for p in people]
    filled = {**document, "committee": told}
    try:
        Project.parse(filled)
    except Malformed as wrong:
        raise Refused("draw_wrong", why=str(wrong)[:200]) from wrong
    return filled
