"""What opening or reading a document can refuse; the tree is drawn in the package docstring."""


class DocumentError(Exception):
    """Anything this package refuses."""


class CipherError(DocumentError):
    """The encrypted file cannot be read back."""


class NotEncrypted(CipherError):
    """The file does not begin as `cipher.encrypt` writes it."""


class Tampered(CipherError):
    """A chunk is not the one that was written, or the key is another one."""

    def __init__(self, chunk: int) -> None:
        super().__init__(f"chunk {chunk}")
        self.chunk = chunk


class Refused(DocumentError):
    """The document cannot be shown; `code` is one of `messages.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PageRefused(DocumentError):
    """One page cannot be drawn; the others may be."""

    def __init__(self, page: int) -> None:
        super().__init__(f"page {page}")
        self.page = page


class MessageMalformed(DocumentError):
    """The other end of the pipe sent something this version does not know."""


class WorkerLost(DocumentError):
    """The worker process died or broke the protocol; another one takes over."""


class WorkerHung(WorkerLost):
    """The worker did not answer in time and was killed."""
