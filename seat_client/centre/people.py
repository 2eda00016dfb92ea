"""Who may come into an evaluation besides its committee: the experts in reserve, and the supervisors."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre.storage import PersonRow, Storage
from seat_client.domain.events import Person

RESERVE, SUPERVISOR, TECHNICIAN, WITNESS = "reserve", "supervisor", "technician", "witness"
WATCHER = "watcher"  # a supervisor who watches from the desk, without a seat and without a place in the call


class People:
    """The lists of one evaluation, as the draw and the supervising office gave them."""

    def __init__(self, storage: Storage, evaluation: str) -> None:
        self._storage = storage
        self._id = evaluation

    def reserve(self) -> tuple[Person, ...]:
        """The experts in reserve, in the order of their ids; who was called in still stands here."""
        return tuple(Person(row.id, row.name, row.kind, row.specialty) for row in self._rows(RESERVE))

    def supervisors(self) -> dict[str, str]:
        """Id -> name of everybody who may watch."""
        return {row.id: row.name for row in self._rows(SUPERVISOR)}

    def watching(self) -> dict[str, str]:
        """Id -> name of everybody whose watching may stand in the record: at a seat, or at the desk."""
        return self.supervisors() | {row.id: row.name for row in self._rows(WATCHER)}

    def let_watch(self, person: str, name: str) -> None:
        """Put down a supervisor of the desk."""
        with self._storage.transaction() as session:
            put_down(session, [PersonRow(evaluation=self._id, id=person, role=WATCHER, name=name)])

    def technicians(self) -> dict[str, str]:
        """Id -> name of the technicians whom a seat may call."""
        return {row.id: row.name for row in self._rows(TECHNICIAN)}

    def witnesses(self) -> dict[str, str]:
        """Id -> name of everybody who may vouch for a person at sign-in: staff of the places, and supervisors."""
        return self.supervisors() | {row.id: row.name for row in self._rows(WITNESS)}

    def all(self) -> frozenset[str]:
        """Everybody who may come in; a witness does not."""
        return frozenset({row.id for role in (RESERVE, SUPERVISOR) for row in self._rows(role)})

    def _rows(self, role: str) -> list[PersonRow]:
        query = select(PersonRow).where(PersonRow.evaluation == self._id, PersonRow.role == role)
        with self._storage.reading() as session:
            return list(session.scalars(query.order_by(PersonRow.id)))


def enlist(
    storage: Storage,
    evaluation: str,
    reserve: Iterable[Person] = (),
    supervisors: Iterable[tuple[str, str]] = (),
    witnesses: Iterable[tuple[str, str]] = (),
) -> None:
    """Put down reserve, supervisors and witnesses (id, name) of an evaluation; who is known stays as he is."""
    rows = [in_reserve(evaluation, person) for person in reserve]
    rows += [PersonRow(evaluation=evaluation, id=i, role=SUPERVISOR, name=name) for i, name in supervisors]
    rows += [PersonRow(evaluation=evaluation, id=i, role=WITNESS, name=name) for i, name in witnesses]
    with storage.transaction() as session:
        put_down(session, rows)


def put_down(session: Session, rows: Iterable[PersonRow]) -> None:
    """People of an evaluation, inside a transaction; who is known stays as he is."""
    for row in rows:
        if session.get(PersonRow, (row.evaluation, row.id)) is None:
            session.add(row)


def in_reserve(evaluation: str, person: Person) -> PersonRow:
    return PersonRow(
        evaluation=evaluation, id=person.id, role=RESERVE, name=person.name, kind=person.kind,
        specialty=person.specialty,
    )  # fmt: skip
