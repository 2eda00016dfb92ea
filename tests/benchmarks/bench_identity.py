"""Sign-in by face and finger: how often it errs, counted with what those counts can show, and how long it takes.

`identity --faces DIR --prints DIR`; without them the folders beside the checkout, and where there are none no rates.
The peer of the fused finger score is NIST's Bozorth3 alone over the same pairs in the same run; of the face,
the published threshold of the same model (cosine 0.363) over the same pairs.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from drivers.api.camera import PictureWish
from drivers.registry import camera
from seat_client.identity.faces import FaceEngine, Picture
from tests.benchmarks import identity_faces, identity_fingers
from tests.benchmarks.frame import ASKED, Row, Study
from tests.benchmarks.identity_decision import decisions_beside_a_bid
from tests.benchmarks.identity_sign_in import sign_in_seconds, witnessed_seconds

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
FMR, FNMR, DECISION_S, SIGN_IN_S, WITNESSED_S = 1e-4, 0.005, 1.0, 15.0, 60.0
GUI_MS = 16.0
COOPERATIVE, DISTORTED = 0.5, 0.85
ROUNDS, LONG_ROUNDS = 9, 40


def _folder(asked: Path | None, name: str) -> Path | None:
    folder = asked or BESIDE / name
    return folder if folder.is_dir() else None


def _faces(_folder_: Path, _long: bool) -> Iterator[Row]:
    folder = _folder(ASKED.faces, "faces")
    if folder is None:
        print("  faces: no folder, so no rate")
        return
    found = identity_faces.rates(folder)
    print(f"  faces: {found.people} people, {found.pictures} pictures, {found.faceless} without a face found")
    print(f"  faces: strangers let in {found.false_match}; the same refused {found.false_non_match}")
    print("  faces: pairs share pictures, so the bounds are lower than independent trials would give")
    print(f"  faces, peer (cosine 0.363): let in {found.peer_match}; refused {found.peer_non_match}")
    for name, rate, peer, goal in (
        ("face_fmr", found.false_match, found.peer_match, FMR),
        ("face_fnmr", found.false_non_match, found.peer_non_match, FNMR),
    ):
        shown = rate.shows(goal)
        note = "" if shown else f" (not shown by {rate.trials})" if rate.value <= goal else ""
        holds = True if shown else None if rate.value <= goal else False
        yield Row(name, round(rate.value, 7), f"rate of {rate.trials}", peer.value, f"<= {goal:g}{note}", holds)


def _fingers(_folder_: Path, _long: bool) -> Iterator[Row]:
    folder = _folder(ASKED.prints, "prints")
    if folder is None:
        print("  fingers: no folder, so no rate")
        return
    for number, found in enumerate(identity_fingers.rates(folder)):
        goal = COOPERATIVE if found.sensor == identity_fingers.COOPERATIVE else DISTORTED
        print(
            f"  {found.sensor}: {found.fingers} fingers, {found.unread} prints unread, {found.genuine} genuine and "
            f"{found.impostor} strange pairs; equal error {found.fused:.2%}, Bozorth3 alone {found.peer:.2%}"
        )
        print(f"  {found.sensor}: refused without letting anyone in {found.refused}; Bozorth3 {found.refused_by_peer}")
        alike = found.peer == 0
        note = " (not shown: Bozorth3 alone made no error here)" if alike else ""
        holds = None if alike and found.fused == 0 else found.ratio <= goal
        name = (
            f"finger_eer_ratio.{found.sensor}" if number else "finger_eer_ratio"
        )  # the cooperative sensor comes first
        yield Row(name, round(found.ratio, 4), "x Bozorth3", round(found.peer, 5), f"<= {goal:g} x peer{note}", holds)


def _decision(_folder_: Path, long: bool) -> Iterator[Row]:
    """First good frame to decision at 1280 x 720 while a bid is open; the peer is the three embeddings alone, no
    finding, no judging, nothing beside. The window's own peer is the same window without a check."""
    beside = decisions_beside_a_bid(LONG_ROUNDS if long else ROUNDS)
    engine = FaceEngine()
    with camera("virtual:portrait").open(PictureWish(1280, 720, 1000)) as session:
        frames = [session.read().pixels for _ in range(3)]
    alone = statistics.median(_embeddings(engine, frames) for _ in beside.seconds)
    seconds = statistics.median(beside.seconds)
    print(f"  decision: {len(beside.seconds)} checks beside an open bid, the slowest {max(beside.seconds):.2f} s")
    yield Row("decision_s", round(seconds, 4), "s", round(alone, 4), f"<= {DECISION_S} s", seconds <= DECISION_S)
    late, idle = max(beside.late_ms), max(beside.idle_ms)
    note = f" (not shown: {idle:.1f} ms late without a check)" if late > GUI_MS and idle > GUI_MS else ""
    holds = True if late <= GUI_MS else None if note else False
    yield Row("decision_gui_ms", round(late, 2), "ms late", round(idle, 2), f"<= {GUI_MS:g} ms{note}", holds)


def _embeddings(engine: FaceEngine, frames: list[Picture]) -> float:
    face = engine.find(frames[0])[0]
    began = time.perf_counter()
    for frame in frames[:3]:
        engine.embed(np.asarray(frame), face)
    return time.perf_counter() - began


def _sign_in(folder: Path, long: bool) -> Iterator[Row]:
    """Key and face, and two witnesses, through the real page by key strokes; the peer is the key alone there."""
    both, key = sign_in_seconds(folder, rounds=9 if long else 3)
    value = statistics.median(both)
    print(f"  sign-in: {len(both)} times by key and face, {len(key)} by key alone")
    yield Row("signin_median_s", round(value, 2), "s", round(statistics.median(key), 2), f"<= {SIGN_IN_S:g} s",
              value <= SIGN_IN_S)  # fmt: skip
    witnessed = witnessed_seconds(folder / "witnessed", rounds=9 if long else 3)
    slowest = max(witnessed)
    print(f"  sign-in: {len(witnessed)} times by two witnesses, the slowest {slowest:.2f} s")
    yield Row("signin_witnessed_s", round(slowest, 2), "s", round(statistics.median(key), 2), f"<= {WITNESSED_S:g} s",
              slowest <= WITNESSED_S)  # fmt: skip


BENCHMARKS = (
    Study("identity.faces", "the published threshold", _faces),
    Study("identity.fingers", "Bozorth3 alone", _fingers),
    Study("identity.decision", "the embeddings alone", _decision),
    Study("identity.sign_in", "the key alone", _sign_in),
)
