"""What was decided and by what: never a bare yes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from seat_client.evidence.canonical import Json


class Modality(StrEnum):
    """What is looked at."""

    FACE = "face"
    FINGER = "finger"


@dataclass(frozen=True, slots=True)
class Decision:
    """One comparison of a person with one claimed template.

    `score` against `threshold` (in the matcher's own unit), `quality` by what was measured, `liveness` the movements
    that were made (empty for a finger), `models` the ids of what computed it, `template` the reference id and version,
    `challenge` the id of the centre's order it answers. `alone` tells whether the threshold was calibrated, so that
    this factor may count without a second biometric one beside it.
    """

    modality: Modality
    passed: bool
    score: float
    threshold: float
    quality: Mapping[str, float]
    models: tuple[str, ...]
    template: str
    liveness: tuple[str, ...] = ()
    challenge: str = ""
    alone: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)

    def record(self) -> dict[str, Json]:
        """As it goes into the signed journal: numbers as decimal strings, since canonical JSON has no fractions."""
        return {
            "modality": str(self.modality),
            "passed": self.passed,
            "score": decimal(self.score),
            "threshold": decimal(self.threshold),
            "quality": {name: decimal(value) for name, value in sorted(self.quality.items())},
            "models": list(self.models),
            "template": self.template,
            "liveness": list(self.liveness),
            "challenge": self.challenge,
            "alone": self.alone,
            "facts": dict(sorted(self.facts.items())),
        }


def decimal(value: float) -> str:
    """Three decimals, as text."""
    return f"{value:.3f}"
