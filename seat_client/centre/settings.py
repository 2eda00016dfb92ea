"""What one centre is told at start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CentreSettings:
    """`database` is any SQLAlchemy URL; an SQLite file in `data` when empty. `clerk_token` opens the desk."""

    data: Path
    name: str
    practice: bool
    clerk_token: str
    database: str = ""
    turn_seconds: int = 90
    challenge_seconds: int = 120
    heartbeat_seconds: float = 5.0  # a proxy closes a silent stream, and a seat notices a dead line by its absence

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'centre.db'}"
