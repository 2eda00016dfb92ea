"""The first thing in an archive that does not hold, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from seat_client.app.auditing.sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `where` is a part of the archive or an event in it, `facts` fill the sentence of `code`."""

    code: str
    where: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        return SENTENCES[language][self.code].format(where=self.where, **self.facts)


class Found(Exception):
    """Ends the examination at a fault."""

    def __init__(self, code: str, where: str, **facts: str | int) -> None:
        super().__init__(code)
        self.fault = Fault(code, where, facts)
