"""The score sheet for publication, filled from the record: members by code, reasons kept."""

from collections.abc import Iterator

from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.report_content import report_content
from seat_client.domain.publication import Publication, Reason, member_codes, publication


def score_publication(desk: EvaluationDesk) -> Publication:
    """The sheet of an evaluation whose report is closed; called while the desk is at rest."""
    codes = member_codes(desk.evaluation.members, desk.sealed.salt)
    return publication(report_content(desk), codes, _reasons(desk))


def _reasons(desk: EvaluationDesk) -> Iterator[Reason]:
    """What members wrote beside their scores on bids that stayed in."""
    project = desk.project
    titles = {c.id: c.title.zh for c in project.criteria}
    for member, sheets in desk.committee.sheets_document()["scores"].items():
        entries = desk.acts[member].entries
        for code, row in sheets.items():
            bidder = project.bidder(desk.sealed.codes[code]).name
            for criterion, score in row.items():
                entry = entries.get((code, criterion))
                if entry is not None and entry.reason:
                    yield Reason(member, code, bidder, titles[criterion], score, entry.reason)
