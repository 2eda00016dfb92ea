"""Minutiae of a finger picture and how alike two are: NIST's extractor and matcher, and our cylinders, fused.

The library keeps C globals: one process, one thread.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import nbis  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from seat_client.identity import QualityTooLow, TemplateDamaged, mcc
from seat_client.identity.decision import Decision, Modality
from seat_client.identity.template import (
    IMPRESSIONS_LIMIT,
    MINUTIAE_LIMIT,
    MINUTIAE_MODEL,
    FingerTemplate,
    Minutiae,
    identifier,
    new_reference,
)

MATCHER_MODEL = "nbis-bozorth3+mcc-lssr-8"
IMPRESSIONS = 3
MIN_MINUTIAE = 20
MIN_ENROL_QUALITY = 40
"""NFIQ 2 (ISO/IEC 29794-4) below which an impression is not kept: 0 to 100."""
UNCALIBRATED = 1.7
"""The fused score from which it is the same finger, until `calibrate` has measured the reader model.

Scores of different fingers depend on the sensor: the best of 896 reached 1.52 on a press sensor, 0.95 on optical ones.
"""
TRIES = 3

_PPI = 500
_CYLINDER_WEIGHT = 20.0
"""Brings both halves to one size: of one finger both are about 1 to 10, of two below 1."""
_LARGEST = 1500
_RECORD_HEAD = 26

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Print:
    """One impression, ready to compare."""

    minutiae: Minutiae
    bozorth: nbis.Minutiae
    cylinders: mcc.Cylinders


def extract(picture: Grey, ppi: int = _PPI) -> Minutiae:
    """The minutiae of an 8-bit grey picture, ridges dark. Raises QualityTooLow when it holds no finger."""
    found = _extractor(False).extract_minutiae(_png(picture, ppi)).get()
    if len(found) < MIN_MINUTIAE:
        raise QualityTooLow("too-few-minutiae")
    best = sorted(found, key=lambda minutia: -minutia.reliability())[:MINUTIAE_LIMIT]
    rows = sorted((m.x(), m.y(), np.radians(m.angle()), m.reliability()) for m in best)  # Bozorth3 relies on this order
    return np.asarray(rows, np.float32)


def quality(picture: Grey, ppi: int = _PPI) -> int:
    """NFIQ 2, 0 to 100; takes about a second."""
    return int(_extractor(True).extract_minutiae(_png(picture, ppi)).quality().score)


def prepare(minutiae: Minutiae) -> Print:
    """What both matchers need of one impression."""
    return Print(minutiae, _extractor(False).load_iso_19794_2_2005(_record(minutiae)), mcc.cylinders(minutiae))


def compare(one: Print, other: Print) -> float:
    """The fused score.

    Bozorth3 counts minutiae that agree, so its score grows with how many there are: it is divided by the geometric
    mean of both counts, which on the prints this was developed on cut its errors by more than anything else.
    """
    return bozorth(one, other) / float(np.sqrt(len(one.minutiae) * len(other.minutiae))) + (
        _CYLINDER_WEIGHT * mcc.score(one.cylinders, other.cylinders)
    )


def bozorth(one: Print, other: Print) -> float:
    """NIST's score alone: the peer that ours is measured against."""
    return float(one.bozorth.compare(other.bozorth))


def enrol(
    pictures: Sequence[Grey], ppi: int = _PPI, *, threshold: float = UNCALIBRATED, version: int = 1
) -> FingerTemplate:
    """The template of three impressions or more of one finger. Raises QualityTooLow."""
    if not IMPRESSIONS <= len(pictures) <= IMPRESSIONS_LIMIT:
        raise QualityTooLow("too-few")
    for picture in pictures:
        if quality(picture, ppi) < MIN_ENROL_QUALITY:
            raise QualityTooLow("poor-impression")
    return enrol_minutiae([extract(picture, ppi) for picture in pictures], threshold=threshold, version=version)


def enrol_minutiae(
    impressions: Sequence[Minutiae], *, threshold: float = UNCALIBRATED, version: int = 1
) -> FingerTemplate:
    """The template of impressions whose quality was seen to. Raises QualityTooLow when they do not fit one another."""
    prints = [prepare(minutiae) for minutiae in impressions]
    for index, one in enumerate(prints):
        if all(compare(one, other) < threshold for other in prints[:index] + prints[index + 1 :]):
            raise QualityTooLow("not-one-finger")
    return FingerTemplate(tuple(impressions), new_reference(), version)


def decide(
    template: FingerTemplate,
    picture: Grey,
    ppi: int = _PPI,
    *,
    threshold: float = UNCALIBRATED,
    calibrated: bool = False,
    reader: str = "",
    challenge: str = "",
) -> Decision:
    """Whether the picture is of the enrolled finger: the best of its impressions counts. Raises QualityTooLow."""
    probe = prepare(extract(picture, ppi))
    score = max(compare(prepare(impression), probe) for impression in template.impressions)
    return Decision(
        Modality.FINGER, score >= threshold, score, threshold,
        quality={"minutiae": float(len(probe.minutiae)), "reliability": float(probe.minutiae[:, 3].mean())},
        models=(MINUTIAE_MODEL, MATCHER_MODEL), template=identifier(template), challenge=challenge, alone=calibrated,
        facts={"reader": reader},
    )  # fmt: skip


@lru_cache(maxsize=2)
def _extractor(with_quality: bool) -> nbis.NbisExtractor:
    settings = nbis.NbisExtractorSettings(
        min_quality=0.0, get_center=False, check_fingerprint=False, compute_nfiq2=with_quality, ppi=None
    )
    return nbis.new_nbis_extractor(settings)


def _png(picture: Grey, ppi: int) -> bytes:
    if picture.ndim != 2 or picture.dtype != np.uint8 or not 64 <= min(picture.shape) <= max(picture.shape) <= _LARGEST:
        raise QualityTooLow("no-finger-picture")
    if ppi != _PPI:
        scale = _PPI / ppi
        picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    _, encoded = cv2.imencode(".png", picture)
    return encoded.tobytes()


def _record(minutiae: Minutiae) -> bytes:
    """The layout in which the library takes minutiae back: ISO/IEC 19794-2:2005, but for a head of its own."""
    if not len(minutiae) or not np.all(np.isfinite(minutiae)):
        raise TemplateDamaged("minutiae")
    width, height = int(minutiae[:, 0].max()) + 1, int(minutiae[:, 1].max()) + 1
    length = _RECORD_HEAD + 6 * len(minutiae)
    head = b"FMR\x00 20\x00" + struct.pack(">IHHHHHBBBB", length, 0, width, height, 0, 0, 0, 0, 0, len(minutiae))
    turns = np.rint(np.mod(minutiae[:, 2] / (2 * np.pi), 1.0) * 256).astype(int) % 256
    rows = zip(minutiae[:, :2].round().astype(int), turns, minutiae[:, 3], strict=True)
    body = [
        struct.pack(">HHBB", 0x4000 | int(x) & 0x3FFF, int(y) & 0x3FFF, int(turn), int(min(max(q, 0), 1) * 63))
        for (x, y), turn, q in rows
    ]
    return head + b"".join(body)
