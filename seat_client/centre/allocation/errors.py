"""Why no allocation can be given.

AllocationError       `code` and `facts` select the sentence shown
├── Impossible        no allocation keeps the rules: too few seats, rooms, or both in a knot
└── NotDecided        the solver came to no end within its time
"""


class AllocationError(Exception):
    """There is no allocation to give."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, str | int] = dict(facts)


class Impossible(AllocationError):
    """`code`: seats_too_few (place, needed, usable, reserve), rooms_too_few (project, needed, rooms), no_way."""


class NotDecided(AllocationError):
    """`code`: not_decided (seconds)."""
