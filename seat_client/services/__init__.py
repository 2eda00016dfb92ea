"""Use cases: one class each, plain methods, no Qt. A use case checks the rule, then writes, then tells.

Errors that leave a use case are those of the layers below (`DomainError`, `DriverError`, `SigningError`,
`SyncError`, `StoreError`) and `ServiceError`:

    ServiceError          has a `code`, as the others do, for the user interface's table of sentences
    ├── OtherPerson       the key that is in belongs to somebody else than the person signed in
    ├── KeyNotPresent     no key is in a reader
    ├── TurnTaken         another member is signing the report just now
    ├── ReportChanged     the report is not an extension of the bytes that were read
    ├── CommitmentBroken  the opened mapping does not match the commitment published at the start
    ├── ReleaseRefused    the centre's release of a document does not hold; `code` says why
    ├── DraftsClosed      what was typed at another seat cannot be opened here: two officers have to
    ├── NotFitted         this seat has no camera or reader, or their worker is not there
    ├── NotRegistered     nothing was released that this way could compare with
    ├── TemplateUnopened  what was released for this seat cannot be opened here
    ├── NamesClosed       this seat has no copy of the assignment and the blind part is open
    └── NotReady          a condition that the screen shows is not met; `code` says which
"""


class ServiceError(Exception):
    """Anything a use case itself refuses."""

    code = "service_failed"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts: dict[str, str | int] = dict(facts)


class OtherPerson(ServiceError):
    code = "key_of_another_person"


class KeyNotPresent(ServiceError):
    code = "key_absent"


class TurnTaken(ServiceError):
    code = "signing_turn_taken"


class ReportChanged(ServiceError):
    code = "report_changed"


class CommitmentBroken(ServiceError):
    code = "commitment_broken"


class ReleaseRefused(ServiceError):
    """A document is not opened: `code` is release_untrusted, _differs, _not_clean or _unchecked."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class NotFitted(ServiceError):
    code = "not_fitted"


class TemplateUnopened(ServiceError):
    code = "template_unopened"


class NotRegistered(ServiceError):
    code = "not_registered"


class NamesClosed(ServiceError):
    code = "names_closed"


class DraftsClosed(ServiceError):
    """`entries` typed elsewhere are closed to the key; the officers are asked, who want to hear `number`."""

    code = "drafts_closed"


class NotReady(ServiceError):
    """A shown condition is not met."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(**facts)
        self.code = code


CODES = (
    "service_failed", "key_of_another_person", "key_absent", "signing_turn_taken", "report_changed",
    "commitment_broken", "names_closed", "drafts_closed", "not_read_to_end", "checks_failed", "not_on_last_page",
    "chair_signs_last", "already_signed", "already_deemed", "entries_pending", "fee_missing", "not_resumed", "disk_low",
    "release_untrusted", "release_differs", "release_not_clean", "release_unchecked",
    "not_fitted", "not_registered", "template_unopened",
)  # fmt: skip
