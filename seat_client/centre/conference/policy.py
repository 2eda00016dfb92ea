"""What a stage lets the committee see and hear of one another: pure rules, asked by whoever hands out or enforces.

While the review is blind a place may hide faces or change voices, so that members of one committee do not recognise
one another by them; picture and voice of supervisor and technician are never hidden.
"""

from seat_client.domain.stages import BY_ID, Part, StageId
from seat_client.wire.conference import MediaPolicy

HIDEABLE = "m"  # roles of members begin with it


def policy_of(stage: StageId, blind: MediaPolicy) -> MediaPolicy:
    """The policy of a stage; `blind` is the place's for stages in which bids stand under codes."""
    return blind if BY_ID[stage].part is Part.BLIND else "video"


def forwarded(policy: MediaPolicy, role: str, kind: str, voice: str) -> bool:
    """Whether a stream of `kind` ("audio" or "video") of a role goes out to the others; `voice` is how the seat says
    that its sound leaves it."""
    if not role.startswith(HIDEABLE) or policy == "video":
        return True
    if kind == "video":
        return False
    return policy == "audio_only" or voice == "changed"
