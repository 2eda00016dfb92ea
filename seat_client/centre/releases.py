"""The release of documents: what is stated about the bytes, what the centre keeps about how they came to be clean."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.ingest.intake import Taken
from seat_client.centre.ingest.records import ReleaseRow
from seat_client.centre.storage import DocumentRow, Storage
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.keys import SigningKey
from seat_client.wire.releases import Release, ReleaseStatement


def release_row(row: DocumentRow, taken: Taken, codes: Mapping[str, str]) -> ReleaseRow:
    """The release of one document; `codes` are bidder id by code."""
    record = _record(taken)
    code = next(code for code, bidder in codes.items() if bidder == row.bidder)
    statement = ReleaseStatement.model_validate(
        {
            "evaluation": row.evaluation, "document": row.id, "part": row.part,
            "subject": code if taken.blind else "", "blind": taken.blind, "size": row.size, "sha256": row.sha256,
            "record": digest(record), "cleared": len(taken.clearances), "converted": taken.examination.converted,
            "released_at": clock.stamp(),
        }
    )  # fmt: skip
    text = canonical(statement.model_dump()).decode()
    return ReleaseRow(
        document=row.id, evaluation=row.evaluation, statement=text, record=json.dumps(record, ensure_ascii=False)
    )


def _record(taken: Taken) -> dict[str, Any]:
    """Every finding, every removed place and every rule of the format, with the clearances; never sent to a seat."""
    told = taken.examination.as_json()
    kept = {key: told[key] for key in ("pages", "findings", "removed", "format", "converted")}
    return {**kept, "delivered": taken.delivered, "clearances": [asdict(one) for one in taken.clearances]}


class Releases:
    """The signed releases of one evaluation; each is signed when it is asked for the first time."""

    def __init__(self, storage: Storage, evaluation: str, key: SigningKey) -> None:
        with storage.reading() as session:
            rows = session.scalars(select(ReleaseRow).where(ReleaseRow.evaluation == evaluation))
            self._statements = {row.document: row.statement for row in rows}
        self._key = key
        self._signed: dict[str, Release] = {}

    def of(self, document: str) -> Release | None:
        """The release of a document, or None when it has none."""
        if document not in self._statements:
            return None
        if document not in self._signed:
            text = self._statements[document]
            signature = base64.b64encode(sign_detached(text.encode(), self._key)).decode()
            statement = ReleaseStatement.model_validate_json(text)
            self._signed[document] = Release(statement=statement, signature=signature)
        return self._signed[document]
