"""The seat's talk with the centre: a client of the contract, and one push-pull loop in one thread.

    SyncError               has a `code` for the user interface's table of sentences
    ├── CentreUnreachable   no answer, or not the centre's: `reason`; try again
    ├── CentreRefused       the centre said no: `code`, `facts`, `status`; never try the same again
    ├── ContractMismatch    the centre speaks another contract: `ours`, `theirs`
    │   └── RulesDiffer     the centre computes by other rules
    ├── EnrolmentFailed     the one-time code is none, or another centre's
    ├── RecordDiffers       the centre's record is not the one this seat has seen before
    ├── SessionEnded        the session is over; sign in again
    └── ContentDamaged      what was downloaded is not what the centre announced: `id`

Works on with the centre gone: acts wait in the store's outbox, in order, under their own ids, and a repeated
delivery is harmless. The server wins: what it refuses is parked for people to see and holds nothing else up.
"""

CODES = (
    "centre_unreachable", "contract_mismatch", "session_ended", "content_damaged", "centre_http_error",
    "client_too_old", "rules_version_differs", "enrolment_code_malformed", "centre_not_the_one",
    "record_differs", "act_not_sendable", "store_failed", "disk_full", "sync_stopped",
)  # fmt: skip
