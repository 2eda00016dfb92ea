"""Hints at likeness between bids: computed when the bids are taken in, told by the identity of the present stage."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from seat_client.anonymity.leaks import aliases
from seat_client.centre.errors import Forbidden
from seat_client.centre.ingest.intake import Taken, by_part
from seat_client.centre.ingest.records import HintRow
from seat_client.centre.library import Library
from seat_client.centre.similarity import Likeness, Place, compare
from seat_client.centre.storage import Storage
from seat_client.domain.project import Project
from seat_client.wire.hints import Hint, HintList

_MASK = "▇"


def hint_rows(project: Project, taken: Sequence[Taken]) -> Iterator[HintRow]:
    """The likenesses of every part. Of a blind part no value that a program wrote is kept, and every name is masked."""
    names = sorted((alias for one in project.bidders for alias in aliases(one.name)), key=len, reverse=True)
    for part, files in by_part(taken):
        blind = any(one.blind for one in files)
        for likeness in compare({one.bidder: one.examination.facts for one in files}):
            yield HintRow(
                id=secrets.token_hex(16), evaluation=project.id, part=part, first=likeness.first,
                second=likeness.second, body=_body(likeness, names if blind else ()),
            )  # fmt: skip


def _body(likeness: Likeness, names: Sequence[str]) -> dict[str, Any]:
    pairs = [
        {
            "first": _place(pair.first, "" if names else pair.value, names),
            "second": _place(pair.second, "" if names else pair.value, names),
            "what": pair.what,
        }
        for pair in likeness.pairs
    ]
    return {"kind": likeness.kind, "extent": likeness.extent, "share": likeness.share, "pairs": pairs}


def _place(place: Place, value: str, names: Sequence[str]) -> dict[str, Any]:
    words = place.excerpt or value
    for name in names:
        words = words.replace(name, _MASK * len(name))
    return {"page": place.page, "box": list(place.box) if place.box else None, "excerpt": words}


class Hints:
    """The hints of one evaluation."""

    def __init__(self, storage: Storage, evaluation: str, library: Library) -> None:
        with storage.reading() as session:
            rows = session.scalars(select(HintRow).where(HintRow.evaluation == evaluation))
            self._rows = sorted(rows, key=lambda row: row.id)  # an order that tells nothing
        self._library = library

    def listing(self, member: str) -> HintList:
        """What this member may see now: a hint is shown where both its documents are."""
        try:
            shown = self._library.subjects(member)
        except Forbidden:
            return HintList(hints=())
        return HintList(hints=tuple(hint for row in self._rows if (hint := _hint(row, shown)) is not None))


def _hint(row: HintRow, shown: Mapping[tuple[str, str], str]) -> Hint | None:
    """The hint under the identities of the stage, in their order: the bidders' own order would tell."""
    subjects = shown.get((row.first, row.part)), shown.get((row.second, row.part))
    if subjects[0] is None or subjects[1] is None:
        return None
    turned = subjects[0] > subjects[1]
    pairs = [
        {**pair, "first": pair["second"], "second": pair["first"]} if turned else pair for pair in row.body["pairs"]
    ]
    return Hint.model_validate(
        {**row.body, "id": row.id, "part": row.part, "subjects": tuple(sorted(subjects)), "pairs": tuple(pairs)}
    )
