"""Who has signed in, and what the centre published before anything is seen; at the end, that all is over."""

from seat_client import __version__
from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped
from seat_client.ui.sentences import sentence

DIGEST_GROUPS = 16
LEAST_MEMBERS = 5  # Tendering Law art. 37


class WaitingModel(ActingModel):
    """Nothing can be done here; the page goes by itself when all are there."""

    def __init__(self, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)

    @property
    def over(self) -> bool:
        """The evaluation is closed."""
        return self._seat.evaluation.stage is StageId.CLOSED

    @property
    def problem_with_committee(self) -> str:
        """Why the committee may not begin, in words with what to do; empty while it is legal or not checked yet."""
        e = self._seat.evaluation
        if not e.composition:
            return ""
        experts = sum(member.kind == "expert" for member in e.project.committee)
        return str(sentence(e.composition, {"members": e.size, "experts": experts, "least": LEAST_MEMBERS}))

    @property
    def checking(self) -> bool:
        """All have signed in, and the centre checks the committee."""
        return self._seat.evaluation.stage is StageId.COMMITTEE_CHECK

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have signed in, of how many."""
        return len(self._seat.evaluation.signed_in), self._seat.evaluation.size

    @property
    def members(self) -> tuple[tuple[int, bool, bool], ...]:
        """Each member's number, whether it is this seat, and whether the member has signed in."""
        e = self._seat.evaluation
        return tuple((self._seat.role_number(m), m == self._seat.member, m in e.signed_in) for m in e.members)

    @property
    def rules_digest(self) -> str:
        """The digest of the project's rules in groups of four."""
        return grouped(self._seat.assignment.rules_digest, DIGEST_GROUPS)

    @property
    def commitment(self) -> str:
        """The digest under which the mapping of codes to bidders was sealed, in groups of four."""
        return grouped(self._seat.evaluation.commitment, DIGEST_GROUPS)

    @property
    def client_version(self) -> str:
        return __version__
