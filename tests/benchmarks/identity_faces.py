"""Faces of a folder (NAME/*.jpg), enrolled and decided as at sign-in: mean of three against mean of three.

No quality gate leaves a picture out; press photographs are harder than a seat's camera. Disjoint triples are taken, so
that no picture counts twice in one pair; people with fewer than three pictures come as strangers, whose one picture is
the three frames of somebody who sits still.
"""

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from seat_client.identity.face_run import FRAMES, THRESHOLD
from seat_client.identity.faces import Embedding, FaceEngine, Picture, mean
from seat_client.identity.rates import Rate

PUBLISHED = 0.363
"""The cosine that the model's own documentation names."""


@dataclass(frozen=True, slots=True)
class FaceRates:
    """What was counted: pictures, pictures without a face, and both kinds of error."""

    people: int
    pictures: int
    faceless: int
    false_match: Rate
    false_non_match: Rate
    peer_match: Rate
    peer_non_match: Rate


def rates(folder: Path) -> FaceRates:
    """Read all pictures and compare everybody with everybody."""
    engine = FaceEngine()
    found: dict[str, list[Embedding]] = {}
    pictures = faceless = 0
    for path in sorted(folder.glob("*/*.*")):
        picture = cv2.imread(str(path))
        if picture is None:
            continue
        pictures += 1
        embedding = _embed(engine, np.asarray(picture, np.uint8))
        if embedding is None:
            faceless += 1
        else:
            found.setdefault(path.parent.name, []).append(embedding)
    triples = {name: _triples(each) for name, each in found.items()}
    single = {name: each[0] for name, each in found.items() if len(each) < FRAMES}
    return FaceRates(len(found), pictures, faceless, *_count(triples, single))


def _embed(engine: FaceEngine, picture: Picture) -> Embedding | None:
    faces = engine.find(picture)
    return engine.embed(picture, faces[0]) if faces else None


def _triples(embeddings: list[Embedding]) -> list[Embedding]:
    whole = len(embeddings) // FRAMES * FRAMES
    return [mean(embeddings[at : at + FRAMES]) for at in range(0, whole, FRAMES)]


def _count(triples: dict[str, list[Embedding]], single: dict[str, Embedding]) -> tuple[Rate, Rate, Rate, Rate]:
    own = [float(a @ b) for each in triples.values() for a, b in combinations(each, 2)]
    strange: list[float] = []
    for (_, some), (_, others) in combinations(triples.items(), 2):
        strange += [float(a @ b) for a in some for b in others]
    strange += [float(a @ b) for each in triples.values() for a in each for b in single.values()]
    return (*_rates(own, strange, THRESHOLD), *_rates(own, strange, PUBLISHED))


def _rates(own: list[float], strange: list[float], threshold: float) -> tuple[Rate, Rate]:
    let_in = int(np.sum(np.array(strange) >= threshold))
    refused = int(np.sum(np.array(own) < threshold))
    return Rate(let_in, len(strange)), Rate(refused, len(own))
