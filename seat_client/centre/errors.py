"""What the centre refuses.

CentreError           `code` and `facts` travel in the Problem body; `status` is the HTTP status
├── NotSignedIn       401
├── Forbidden         403
├── NotFound          404
├── Conflict          409
├── TooLarge          413
├── RangeWrong        416
├── Refused           422
└── Busy              503

SchemaDiffers         the database's tables are another version's: `ours`, `theirs`; told to who starts the centre
"""


class CentreError(Exception):
    """A request the centre does not serve."""

    status = 422

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str | int] = dict(facts)


class SchemaDiffers(Exception):
    """The database was made by another version of the centre."""

    def __init__(self, *, ours: int, theirs: int) -> None:
        super().__init__(f"the database has tables of version {theirs}, this centre needs {ours}")
        self.ours = ours
        self.theirs = theirs


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


class Busy(CentreError):
    status = 503


CODES = (
    "not_signed_in", "challenge_unknown", "challenge_expired", "certificate_untrusted", "signature_wrong",
    "not_on_the_committee", "contract_differs", "names_closed", "document_closed", "document_unknown",
    "report_not_ready", "report_stale", "turn_not_held", "chair_signs_last", "report_revision_refused",
    "signature_not_yours", "chain_broken", "manifest_differs", "statement_differs", "request_malformed",
    "clerk_only", "range_wrong", "revision_taken", "id_taken", "already_done", "flag_unknown", "member_recused",
    "client_too_old", "rules_version_differs", "evaluation_unknown", "centre_busy", "seat_unknown", "seat_differs",
    "seat_certificate_missing", "seat_certificate_expired", "seat_certificate_revoked", "enrolment_closed",
    "enrolment_code_wrong", "enrolment_code_used", "enrolment_code_expired", "enrolment_paused",
    "enrolment_request_wrong", "not_in_reserve", "practice_only", "leap_too_far", "opens_later", "members_only",
    "supervisors_only", "stage_wrong", "member_replaced", "sealed_for_good", "not_suspended", "rules_differ",
    "entry_not_sealed", "journal_of_another", "record_behind", "record_differs", "record_gap", "seal_wrong",
    "conference_unavailable", "not_in_the_call", "meeting_not_open", "chair_only", "nobody_asked", "aside_taken",
    "person_unknown", "consent_missing", "template_missing", "template_damaged", "identity_locked", "release_unknown",
    "release_of_another", "release_expired", "decision_forged", "decision_of_another_template", "decision_not_passed",
    "threshold_too_low", "moves_differ", "photo_missing", "factors_missing", "sign_in_not_open", "sign_in_closed",
    "witnesses_missing", "witness_unknown", "draw_not_opened", "draw_unknown", "draw_wrong", "seat_of_another",
    "allocation_unknown", "allocation_taken", "seat_unplaced", "self_test_missing",
)  # fmt: skip
