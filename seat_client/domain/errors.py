"""What the rules refuse.

    DomainError
    ├── Malformed        a document is not what project-format says; names the JSON path
    └── RuleViolation    an act the rules do not allow here and now; `code` selects the sentence shown

Facts are attributes; no sentence for people stands here. The user interface holds one table
code -> sentence + next step, and a test demands an entry for every code in `CODES`.
"""


class DomainError(Exception):
    """Anything the pure rules refuse."""


class Malformed(DomainError):
    """A document broke the project format.

    `path` is a JSON path such as ``$.sections[0].drop[1].from``; `expected` says what should stand there.
    """

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: expected {expected}")
        self.path = path
        self.expected = expected


class RuleViolation(DomainError):
    """An act refused by a rule of the evaluation. `facts` are plain strings or numbers for the sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str | int] = dict(facts)

    def __str__(self) -> str:
        return self.code
