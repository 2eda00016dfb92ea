"""The JSON objects that members sign besides the report: built alike at the seat and at the centre."""

import hashlib
from collections.abc import Mapping, Sequence

import rfc8785

from seat_client.domain.events import FeeSlip, RecusalGround
from seat_client.evidence.canonical import Json


def undertaking(
    project: str, member: str, statement_digest: str, choice: str, grounds: Sequence[RecusalGround]
) -> dict[str, Json]:
    """The undertaking with the declaration of interests."""
    return {
        "choice": choice,
        "grounds": [{"bidder": g.bidder, "ground": g.ground} for g in grounds],
        "member": member,
        "project": project,
        "statement": statement_digest,
    }


def sheet_manifest(project: str, member: str, stage: str, scores: Mapping[str, Mapping[str, str]]) -> dict[str, Json]:
    """One member's locked sheet of one stage: code -> criterion -> decimal string."""
    rows: dict[str, Json] = {code: dict(row) for code, row in scores.items()}
    return {"member": member, "project": project, "scores": rows, "stage": stage}


def fee_slip(project: str, slip: FeeSlip) -> dict[str, Json]:
    """What a member signs to have the hours and the place right."""
    return {"amount": slip.amount, "hours": slip.hours, "member": slip.member, "place": slip.place, "project": project}


def sign_in_challenge(challenge: str, seat: str, nonce: str, expires: str, journal_key: str = "") -> dict[str, Json]:
    """What a key signs at sign-in: an answer fits one challenge of one seat alone, and vouches for its journal key."""
    document: dict[str, Json] = {"expires": expires, "id": challenge, "nonce": nonce, "seat": seat}
    return {**document, "journal_key": journal_key} if journal_key else document


def witness_statement(challenge: Mapping[str, Json], member: str, journal_key: str) -> dict[str, Json]:
    """What each of two witnesses signs: that the member sits at this seat now, whose journal key this is."""
    return {"challenge": dict(challenge), "journal_key": journal_key, "member": member, "purpose": "witness"}


def identity_decisions(challenge: str, release: str, decisions: Sequence[Json]) -> dict[str, Json]:
    """What the journal key signs at sign-in: the decisions of this seat, made for one release and one challenge."""
    return {"challenge": challenge, "decisions": list(decisions), "release": release}


def project_digest(document: Mapping[str, object]) -> str:
    """Hexadecimal SHA-256 over the RFC 8785 form of project.json: the digest of a project's rules.

    The one place where a JSON number may have a fraction: a dark-bid format (line spacing 1.5), never a score.
    """
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()  # type: ignore[arg-type]
