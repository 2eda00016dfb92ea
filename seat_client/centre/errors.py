"""What the centre refuses.

CentreError           `code` and `facts` travel in the Problem body; `status` is the HTTP status
├── NotSignedIn       401
├── Forbidden         403
├── NotFound          404
├── Conflict          409
├── TooLarge          413
├── RangeWrong        416
└── Refused           422
"""


class CentreError(Exception):
    """A request the centre does not serve."""

    status = 422

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str | int] = dict(facts)


class NotSignedIn(CentreError):
    status = 401


class Forbidden(CentreError):
    status = 403


class NotFound(CentreError):
    status = 404


class Conflict(CentreError):
    status = 409


class TooLarge(CentreError):
    status = 413


class RangeWrong(CentreError):
    status = 416


class Refused(CentreError):
    status = 422


CODES = (
    "not_signed_in", "challenge_unknown", "challenge_expired", "certificate_untrusted", "signature_wrong",
    "not_on_the_committee", "contract_differs", "names_closed", "document_closed", "document_unknown",
    "report_not_ready", "report_stale", "turn_not_held", "chair_signs_last", "report_revision_refused",
    "signature_not_yours", "chain_broken", "manifest_differs", "statement_differs", "request_malformed",
    "clerk_only", "range_wrong", "revision_taken", "id_taken", "already_done", "flag_unknown", "member_recused",
)  # fmt: skip
