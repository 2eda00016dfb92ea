"""What the evidence package refuses.

    EvidenceError
    ├── NotCanonical                 a value that has no RFC 8785 form
    ├── ChainBroken                  an event does not continue the hash chain
    ├── NotOpened                    a sealed draft, or a wrapped key, that does not open
    ├── ArchiveUnreadable            no archive of an evaluation: `part` cannot be read
    ├── CommitmentMismatch           the opened mapping is not the one committed to
    ├── LayoutFailed                 the report could not be typeset
    ├── KeyUnusable                  a key or certificate that cannot sign here
    ├── WrongSignature               the key answered with bytes that are not its signature
    ├── FieldUnusable                no such empty signature field in the document
    ├── UnreadableDocument           not a PDF, cut short, encrypted, too large, or hostile
    ├── InvalidCms                   a detached signature that does not hold
    ├── InvalidStamp                 a time stamp that does not hold, or was not given
    ├── NotCovered                   no signature reaches the end of the file
    ├── Altered                      a signature claims the whole file, but its bytes are not those that were signed
    └── RevisionRefused              an uploaded revision that is not base + one right signature
        ├── NotAnExtension           the base was changed, or nothing was added
        ├── NotOneSignature          more or fewer than one new revision with one new signature
        ├── WrongField               signed in another field than one's own
        ├── WrongSigner              the certificate is another member's
        ├── SignatureBroken          the new signature does not verify
        ├── SignerUntrusted          no path to a trusted issuer, or a certificate unfit for signing
        └── UnexpectedChange         something besides that one field changed

Facts are attributes; no sentence for people stands here.
"""


class EvidenceError(Exception):
    """Anything the evidence package refuses."""


class NotCanonical(EvidenceError):
    """A value with no canonical JSON form: NaN, a huge integer, a type JSON does not know."""


class ChainBroken(EvidenceError):
    """An event that does not continue the chain; `position` counts from 0."""

    def __init__(self, position: int, event_id: str, reason: str) -> None:
        super().__init__(f"event {position} ({event_id}): {reason}")
        self.position = position
        self.event_id = event_id
        self.reason = reason


class NotOpened(EvidenceError):
    """A box or a wrapped key that this key does not open; `reason` names the part."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ArchiveUnreadable(EvidenceError):
    """A file that is no archive, or an archive in which `part` is missing or cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class CommitmentMismatch(EvidenceError):
    """Salt and mapping do not open the published commitment."""

    def __init__(self, expected: str, computed: str) -> None:
        super().__init__(f"committed to {expected}, opened to {computed}")
        self.expected = expected
        self.computed = computed


class LayoutFailed(EvidenceError):
    """The typesetter refused the report, or a reserved box is missing."""


class KeyUnusable(EvidenceError):
    """A certificate or key of a kind that cannot sign here."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongSignature(EvidenceError):
    """What the key returned does not verify under its own certificate; it must never be uploaded."""


class FieldUnusable(EvidenceError):
    """The document has no empty signature field of that name."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class UnreadableDocument(EvidenceError):
    """`reason` is one of empty, too-large, not-a-pdf, encrypted, damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvalidCms(EvidenceError):
    """`reason` is one of malformed, not-canonical, other-data, bad-signature, untrusted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvalidStamp(EvidenceError):
    """`reason` is one of malformed, refused, other-request, other-data, bad-signature."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotCovered(EvidenceError):
    """No signature covers the file up to its last byte."""


class Altered(EvidenceError):
    """A signature claims the whole file, but the bytes are not those that were signed."""


class RevisionRefused(EvidenceError):
    """An uploaded revision that may not replace the one before it."""


class NotAnExtension(RevisionRefused):
    """The new bytes do not begin with the whole of the base."""


class NotOneSignature(RevisionRefused):
    """The new bytes hold another number of revisions or signatures than one more."""

    def __init__(self, revisions: int, signatures: int) -> None:
        super().__init__(f"{revisions} new revisions with {signatures} new signatures")
        self.revisions = revisions
        self.signatures = signatures


class WrongField(RevisionRefused):
    """The signature sits in another field."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected = expected
        self.found = found


class WrongSigner(RevisionRefused):
    """The certificate belongs to somebody else."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected = expected
        self.found = found


class SignatureBroken(RevisionRefused):
    """The new signature does not verify over its bytes."""


class SignerUntrusted(RevisionRefused):
    """The certificate leads to no trusted issuer or is not fit for signing."""


class UnexpectedChange(RevisionRefused):
    """The revision changes more than the one signature field."""
