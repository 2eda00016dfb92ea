"""Makes templates: a face from three pictures, a finger from three impressions that fit one another."""

from collections.abc import Sequence
from itertools import combinations

from seat_client.identity import QualityTooLow
from seat_client.identity.face_run import SAME_FACE
from seat_client.identity.faces import Embedding, FaceEngine, Picture, cosine, mean
from seat_client.identity.quality import judge
from seat_client.identity.template import FaceTemplate, new_reference

PICTURES = 3


def face_sample(engine: FaceEngine, picture: Picture) -> Embedding:
    """The embedding of one good picture. Raises QualityTooLow with what is wrong with it."""
    faces = engine.find(picture)
    quality = judge(picture, faces, engine.aligned(picture, faces[0]) if faces else None)
    if quality.fault is not None:
        raise QualityTooLow(str(quality.fault))
    return engine.embed(picture, faces[0])


def enrol_face(samples: Sequence[Embedding], version: int = 1) -> FaceTemplate:
    """The template of three samples or more. Raises QualityTooLow when they are not of one person."""
    if len(samples) < PICTURES:
        raise QualityTooLow("too-few")
    if any(cosine(one, other) < SAME_FACE for one, other in combinations(samples, 2)):
        raise QualityTooLow("not-one-person")
    return FaceTemplate(mean(list(samples)), new_reference(), version)
