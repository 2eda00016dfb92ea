"""Whether the person who signed in still sits here: looks a while apart, and a finding only when several agree.

A look is a few pictures. Nobody in any of them: absent. Another person beside the first in most of them: two people.
One person who looks at the camera, unlike the template in the mean of the good pictures: another face. Black pictures
or none: unseen. A head that is bent or turned away is a person who reads, and nothing more is asked of it. A finding
takes `AGREE` looks in a row, which follow one another faster once something was found; so does its end.

It decides nothing about the person: what was found is an event with its numbers, and the work goes on.
"""

from dataclasses import dataclass

from seat_client.identity.decision import decimal
from seat_client.identity.faces import Embedding, FaceEngine, Picture, cosine, mean
from seat_client.identity.finding import Finding
from seat_client.identity.quality import judge, people
from seat_client.identity.state import Fault
from seat_client.identity.template import FaceTemplate

OTHER_FACE = 0.30
"""Cosine below which a face counts as somebody else's. Lower than at sign-in: there a doubt refuses, here it must not
accuse. Of 380 pairs of the same person, three pictures against three, none fell below 0.42."""
PICTURES = 5
GOOD = 3
"""Good pictures whose mean is compared; fewer in one look compare nothing."""
AGREE = 3
HURRY_S = 5.0
"""Seconds between looks once something was found, where the policy's own pause is longer."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding that several looks agreed on: the monotonic time of the first of them, how many looks, and the score
    against the threshold as decimal text where faces were compared."""

    finding: Finding
    since: float
    looks: int
    score: str = ""
    threshold: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    finding: Finding
    score: float | None = None


class Presence:
    """Takes the pictures of one look after the other; `template` is None where no face was released for this."""

    def __init__(self, engine: FaceEngine, template: FaceTemplate | None, pause: float) -> None:
        self._engine, self._template, self._pause = engine, template, pause
        self._counts = {"nobody": 0, "several": 0, "black": 0}
        self._taken = 0
        self._good: list[Embedding] = []
        self._standing = Finding.PRESENT
        self._run: list[_Look] = []
        self._run_began = 0.0

    @property
    def pause(self) -> float:
        """Seconds until the next look."""
        return min(self._pause, HURRY_S) if self._run else self._pause

    @property
    def looking(self) -> bool:
        """Whether the present look wants more pictures."""
        return self._taken < PICTURES

    def see(self, picture: Picture | None) -> None:
        """One more picture of this look; None when none came."""
        self._taken += 1
        if picture is None:
            self._counts["black"] += 1
            return
        faces = self._engine.find(picture)
        quality = judge(picture, faces, self._engine.aligned(picture, faces[0]) if faces else None)
        self._counts["black"] += quality.fault is Fault.BLACK
        self._counts["nobody"] += quality.fault is Fault.NO_FACE
        self._counts["several"] += people(faces) > 1
        if quality.fault is None and self._template is not None:
            self._good.append(self._engine.embed(picture, faces[0]))

    def conclude(self, at: float) -> Noted | None:
        """End this look at `at`; what is to be noted now, if anything."""
        look = self._look()
        self._taken, self._good = 0, []
        self._counts = dict.fromkeys(self._counts, 0)
        if look.finding is self._standing:
            self._run = []
            return None
        if self._run and self._run[-1].finding is not look.finding:
            self._run = []
        if not self._run:
            self._run_began = at
        self._run.append(look)
        if len(self._run) < AGREE:
            return None
        self._standing = look.finding
        noted = self._noted()
        self._run = []
        return noted

    def _look(self) -> _Look:
        most = PICTURES // 2 + 1
        if self._counts["black"] >= most:
            return _Look(Finding.UNSEEN)
        if self._counts["several"] >= most:
            return _Look(Finding.SECOND)
        if self._counts["nobody"] + self._counts["black"] == self._taken:
            return _Look(Finding.ABSENT)
        if len(self._good) < GOOD or self._template is None:
            # Somebody is there and cannot be compared: another face is not gone by turning away.
            kept = self._standing if self._standing is Finding.OTHER else Finding.PRESENT
            return _Look(kept)
        score = cosine(mean(self._good), self._template.embedding)
        return _Look(Finding.OTHER if score < OTHER_FACE else Finding.PRESENT, score)

    def _noted(self) -> Noted:
        scores = [look.score for look in self._run if look.score is not None]
        score = decimal(sum(scores) / len(scores)) if scores else ""
        return Noted(self._standing, self._run_began, len(self._run), score, decimal(OTHER_FACE) if scores else "")
