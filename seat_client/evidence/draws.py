"""A drawn committee as it leaves the draw: one sealed envelope for each expert, and nothing else that tells.

The envelopes are boxes under one key, labelled with pseudonyms that only the key makes, sorted by label and padded to
one length, so that neither order nor size says who is in reserve. The key is wrapped to two officers, who answer only
after the start (`evidence.sealing`); the paper as a whole is signed by the office that drew.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from seat_client.domain.errors import Malformed
from seat_client.domain.events import Person
from seat_client.domain.reading import Node, read_json
from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import sign_detached, verify_detached
from seat_client.evidence.errors import InvalidCms, NotOpened
from seat_client.evidence.keys import SigningKey, holder_of
from seat_client.evidence.sealing import DraftKey, SheetKey, wrap_to_officers

FORMAT = "seat-draw/1"
DRAW_OFFICE = "draw-office"
"""The subject serialNumber of the certificate of the office that draws experts."""
MOST_DRAWN = 150
LONGEST_BOX = 4096


@dataclass(frozen=True, slots=True)
class Drawn:
    """One expert of the draw; `position` counts the seats of a place, or the order in which the reserve is called."""

    person: Person
    place: str
    position: int
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class SealedDraw:
    """The paper as anybody may read it: when it opens, how many seats are needed where, and the envelopes."""

    id: str
    starts: datetime
    seats: Mapping[str, int]
    envelopes: Mapping[str, str]
    wrapped: str


def seal_draw(
    id_: str, project: str, drawn: Sequence[Drawn], *, starts: datetime, officers: Sequence[str], key: SigningKey
) -> bytes:
    """The signed paper for a committee and its reserve. Raises NotOpened unless the officers are two."""
    master = DraftKey.new()
    sheet = _sheet(master, id_)
    envelopes = {
        label: sheet.seal(canonical({"project": project, **asdict(each)}), _context(id_, label))
        for each in drawn
        for label in [sheet.pseudonym(each.person.id)]
    }
    seats: dict[str, int] = {}
    for each in drawn:
        if not each.reserve:
            seats[each.place] = seats.get(each.place, 0) + 1
    paper: dict[str, Any] = {
        "format": FORMAT, "id": id_, "starts": starts.isoformat(), "seats": seats,
        "envelopes": dict(sorted(envelopes.items())), "wrapped": wrap_to_officers(master, officers),
    }  # fmt: skip
    signature = base64.b64encode(sign_detached(canonical(paper), key)).decode()
    return canonical({"draw": paper, "signature": signature})


def read_draw(content: bytes, trust: Sequence[bytes], *, at: datetime) -> SealedDraw:
    """The paper, after the office's signature was checked; raises Malformed or InvalidCms."""
    fields = Node(read_json(content)).fields("draw signature")
    signed = fields["draw"]
    try:
        signature = base64.b64decode(fields["signature"].prose(20_000), validate=True)
    except (ValueError, binascii.Error) as broken:
        raise InvalidCms("malformed") from broken
    signer = verify_detached(canonical(signed.value), signature, trust, at=at)
    if holder_of(signer.certificate) != DRAW_OFFICE:
        raise InvalidCms("untrusted")
    return _read(signed)


def _read(node: Node) -> SealedDraw:
    fields = node.fields("format id starts seats envelopes wrapped")
    fields["format"].choice(FORMAT)
    envelopes = fields["envelopes"].members()
    if not 1 <= len(envelopes) <= MOST_DRAWN:
        raise fields["envelopes"].refuse(f"1 to {MOST_DRAWN} envelopes")
    seats = {place: count.integer(1, MOST_DRAWN) for place, count in fields["seats"].members().items()}
    if not 0 < sum(seats.values()) <= len(envelopes):
        raise fields["seats"].refuse("as many seats as envelopes, or fewer")
    return SealedDraw(
        id=fields["id"].identifier(), starts=moment(fields["starts"]), seats=seats,
        envelopes={label: box.text(LONGEST_BOX) for label, box in envelopes.items()},
        wrapped=fields["wrapped"].text(LONGEST_BOX),
    )  # fmt: skip


def moment(node: Node) -> datetime:
    """A moment with its offset; raises Malformed."""
    try:
        told = datetime.fromisoformat(node.text(40))
    except ValueError as error:
        raise node.refuse("a moment (ISO 8601)") from error
    if told.tzinfo is None:
        raise node.refuse("a moment with its offset from UTC")
    return told


def label_of(key: DraftKey, draw: str, person: str) -> str:
    """The label of a person's envelope, whether there is one or not."""
    return _sheet(key, draw).pseudonym(person)


def open_envelope(key: DraftKey, draw: str, label: str, box: str) -> tuple[str, Drawn]:
    """(project, who was drawn); raises NotOpened for a box that is not of this draw and label."""
    plain = _sheet(key, draw).open(box, _context(draw, label))
    try:
        fields = Node(read_json(plain)).fields("project person place position reserve")
        told = fields["person"].fields("id name kind specialty")
        person = Person(
            told["id"].identifier(), told["name"].text(), told["kind"].choice("expert", "purchaser-representative"),
            told["specialty"].choice("technical", "economic"),
        )  # fmt: skip
        drawn = Drawn(
            person, fields["place"].text(empty=True), fields["position"].integer(0, MOST_DRAWN),
            fields["reserve"].boolean(),
        )  # fmt: skip
        return fields["project"].identifier(), drawn
    except Malformed as broken:
        raise NotOpened("envelope") from broken


def _sheet(key: DraftKey, draw: str) -> SheetKey:
    return key.sheet(draw, "", "draw", 0)


def _context(draw: str, label: str) -> str:
    return f"{FORMAT}\n{draw}\n{label}"
