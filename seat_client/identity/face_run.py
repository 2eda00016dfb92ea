"""One face sign-in from the first frame to the decision: challenge, same face throughout, mean of three good frames."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seat_client.identity.decision import Decision, Modality
from seat_client.identity.faces import Embedding, Face, FaceEngine, Picture, cosine, mean
from seat_client.identity.liveness import STRAIGHT, Break, Liveness, Move, Sight
from seat_client.identity.models import FACE_MODELS
from seat_client.identity.passive import PassiveModel, Verdict
from seat_client.identity.quality import judge, people
from seat_client.identity.state import FaceState, Fault, Phase, Quality
from seat_client.identity.template import FaceTemplate, identifier

THRESHOLD = 0.46
"""Cosine of mean of three with mean of three from which it is the same person.

On press photographs years apart 1e-5 of strangers reached 0.477 and none of 380 pairs of the same person fell below
0.42; living people before one camera are far above.
"""
SAME_FACE = 0.42
"""Cosine of two single frames of one sitting; a turned head costs some, so it is compared only when nearly straight."""
FRAMES = 3
FRAME_GAP_S = 0.1
LOOK_FOR_S = 20.0
"""How long a good face is waited for, at the beginning and at the end."""
_CHECK_EVERY = 5
_DEGREES = 100.0
"""Degrees of a head's turn for one unit of `Face.turn`, as good as a person needs them: 0.3 are about 30."""
_DEGREES_STEP = 5


class FaceRun:
    """Takes frames until `state.phase` is OVER."""

    def __init__(
        self,
        engine: FaceEngine,
        template: FaceTemplate,
        moves: Sequence[Move],
        challenge: str = "",
        passive: PassiveModel | None = None,
    ) -> None:
        self._engine, self._template, self._challenge = engine, template, challenge
        self._liveness = Liveness(moves)
        self._first: Embedding | None = None
        self._good: list[Embedding] = []
        self._qualities: list[Quality] = []
        self._passive = passive
        self._verdicts: list[Verdict] = []
        self._taken_at = 0.0
        self._phase_began: float | None = None
        self._frames = 0
        self._faults: Counter[Fault] = Counter()
        self.state = FaceState(Phase.LOOK)

    def see(self, picture: Picture, at: float) -> FaceState:
        """Take in one frame; the new state."""
        if self.state.phase is Phase.OVER:
            return self.state
        self._frames += 1
        if self._phase_began is None:
            self._phase_began = at
        faces = self._engine.find(picture)
        aligned = self._engine.aligned(picture, faces[0]) if faces else None
        quality = judge(picture, faces, aligned)
        if quality.fault is not None and (self.state.phase is not Phase.MOVE or quality.fault is not Fault.TURNED):
            self._faults[quality.fault] += 1
        match self.state.phase:
            case Phase.LOOK:
                self.state = self._look(picture, faces, quality, at)
            case Phase.MOVE:
                self.state = self._move(picture, faces, quality, at)
            case _:
                self.state = self._hold(picture, faces, quality, at)
        if self.state.phase is not Phase.OVER:
            self.state = self._guided(self.state, at)
        return self.state

    def _guided(self, state: FaceState, at: float) -> FaceState:
        """The state with what is left of the movement and of its time."""
        assert self._phase_began is not None  # noqa: S101 - set by the first frame
        if state.phase is not Phase.MOVE:
            return replace(state, seconds_left=_whole_seconds(LOOK_FOR_S - (at - self._phase_began)))
        left = self._liveness.turn_left
        degrees = None if left is None else math.ceil(left * _DEGREES / _DEGREES_STEP) * _DEGREES_STEP
        return replace(
            state, degrees_left=degrees, returning=self._liveness.returning,
            seconds_left=_whole_seconds(self._liveness.seconds_left(at)),
        )  # fmt: skip

    def _look(self, picture: Picture, faces: list[Face], quality: Quality, at: float) -> FaceState:
        if quality.fault is not None:
            return self._waiting(Phase.LOOK, quality, at)
        self._first = self._engine.embed(picture, faces[0])
        self._phase_began = at
        if not self._liveness.moves:
            return self._hold(picture, faces, quality, at)
        return FaceState(Phase.MOVE, self._liveness.current, 0, quality=quality)

    def _move(self, picture: Picture, faces: list[Face], quality: Quality, at: float) -> FaceState:
        sight = self._sight(picture, faces, at)
        progress = self._liveness.see(sight)
        if faces and self._due(sight) and not self._same(picture, faces[0]):
            progress = self._liveness.break_off(Break.FACE_CHANGED)
        if progress.broken is not None:
            return self._broken(progress.broken, quality)
        if progress.complete:
            self._phase_began = at
            return FaceState(Phase.HOLD, None, progress.done, quality=quality)
        fault = Fault.TOO_FAST if progress.too_fast else quality.fault
        return FaceState(Phase.MOVE, self._liveness.current, progress.done, fault, quality)

    def _hold(self, picture: Picture, faces: list[Face], quality: Quality, at: float) -> FaceState:
        if quality.fault is Fault.SECOND_FACE:
            return self._broken(Break.SECOND_FACE, quality)
        if quality.fault is not None:
            return self._waiting(Phase.HOLD, quality, at)
        if at - self._taken_at >= FRAME_GAP_S:
            embedding = self._engine.embed(picture, faces[0])
            if self._first is not None and cosine(embedding, self._first) < SAME_FACE:
                return self._broken(Break.FACE_CHANGED, quality)
            self._taken_at = at
            self._good.append(embedding)
            self._qualities.append(quality)
            if self._passive is not None:
                self._verdicts.append(self._passive.look(picture, faces[0]))
        if len(self._good) < FRAMES:
            return FaceState(Phase.HOLD, None, len(self._liveness.moves), quality=quality)
        decision = self._decide()
        return FaceState(Phase.OVER, None, len(self._liveness.moves), quality=quality, decision=decision)

    def _waiting(self, phase: Phase, quality: Quality, at: float) -> FaceState:
        assert self._phase_began is not None  # noqa: S101 - set by the first frame
        if at - self._phase_began > LOOK_FOR_S:
            return self._broken(Break.TIME_OUT, quality)
        return FaceState(phase, None, len(self._liveness.moves) if phase is Phase.HOLD else 0, quality.fault, quality)

    def _broken(self, why: Break, quality: Quality) -> FaceState:
        often = self._faults.most_common(1)
        return FaceState(Phase.OVER, None, 0, often[0][0] if often else None, quality, broken=why)

    def _sight(self, picture: Picture, faces: list[Face], at: float) -> Sight:
        if not faces:
            return Sight(at, 0)
        face = faces[0]
        openness = self._engine.openness(picture, face) if self._liveness.looks_at_eyes else 0.0
        return Sight(at, people(faces), face.box, face.turn, openness)

    def _due(self, sight: Sight) -> bool:
        return self._frames % _CHECK_EVERY == 0 and abs(sight.turn) < STRAIGHT

    def _same(self, picture: Picture, face: Face) -> bool:
        return self._first is None or cosine(self._engine.embed(picture, face), self._first) >= SAME_FACE

    def _decide(self) -> Decision:
        score = cosine(mean(self._good), self._template.embedding)
        living = all(verdict.passed for verdict in self._verdicts)
        return Decision(
            Modality.FACE, score >= THRESHOLD and living, score, THRESHOLD,
            quality={
                "brightness": float(np.mean([q.brightness for q in self._qualities])),
                "eyes_apart": float(np.mean([q.eyes_apart for q in self._qualities])),
                "sharpness": float(np.mean([q.sharpness for q in self._qualities])),
            },
            models=tuple(model.id for model in FACE_MODELS), template=identifier(self._template),
            liveness=tuple(str(move) for move in self._liveness.moves), challenge=self._challenge,
            facts={verdict.id: f"{verdict.live:.3f}" for verdict in self._verdicts},
        )  # fmt: skip


def _whole_seconds(left: float) -> int:
    return max(0, math.ceil(left))
