"""A centre's own model against presentation attacks: a real ONNX file, loaded and asked as one of a centre would be."""

import hashlib
from pathlib import Path

import pytest

from seat_client.identity import ModelDamaged
from seat_client.identity.face_run import FaceRun
from seat_client.identity.liveness import Move
from seat_client.identity.passive import PassiveModel, installed
from seat_client.identity.state import FaceState, Phase
from tests.unit.identity.film import engine, enrolled, frame, obedient
from tests.unit.identity.small_onnx import colour_model

SIDE = 32
BRIGHT_LIVES = ((10.0, 10.0, 10.0), -6.0)
"""A picture whose three means add up to more than 0.6 counts as living."""


def put(folder: Path, *, threshold: float = 0.5, required: bool = True, digest: str = "") -> Path:
    model = colour_model(SIDE, *BRIGHT_LIVES)
    (folder / "passive.onnx").write_bytes(model)
    (folder / "passive.toml").write_text(
        f'id = "colours-1"\nsha256 = "{digest or hashlib.sha256(model).hexdigest()}"\nside = {SIDE}\nlive = 1\n'
        f"threshold = {threshold}\nrequired = {str(required).lower()}\n",
        encoding="utf-8",
    )
    return folder


def signed_in_with(passive: PassiveModel | None) -> FaceState:
    """The last state of the enrolled person who does what is asked."""
    run, person = FaceRun(engine(), enrolled(), (Move.LEFT,), "order-1", passive), obedient()
    state, at = run.state, 0.0
    while state.phase is not Phase.OVER:
        state, at = run.see(person(state, at), at), at + 1 / 15
    return state


def test_its_word_follows_the_picture(tmp_path: Path) -> None:
    model = installed(put(tmp_path))
    assert model is not None
    for light, living in ((1.0, True), (0.3, False)):
        picture = frame(light=light)
        verdict = model.look(picture, engine().find(picture)[0])
        assert verdict.id == "colours-1"
        assert (verdict.live > 0.5) is living
        assert verdict.passed is living


def test_where_it_is_required_a_picture_that_does_not_live_keeps_the_right_person_out(tmp_path: Path) -> None:
    decision = signed_in_with(installed(put(tmp_path, threshold=0.9999999))).decision
    assert decision is not None
    assert decision.score >= decision.threshold
    assert not decision.passed
    assert 0 < float(decision.record()["facts"]["colours-1"]) <= 1  # type: ignore[index, call-overload, arg-type]


def test_where_it_only_advises_its_word_goes_into_the_record_alone(tmp_path: Path) -> None:
    decision = signed_in_with(installed(put(tmp_path, threshold=0.9999999, required=False))).decision
    assert decision is not None
    assert decision.passed
    assert "colours-1" in decision.facts


def test_without_one_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert installed(tmp_path) is None
    decision = signed_in_with(None).decision
    assert decision is not None
    assert decision.passed
    assert decision.facts == {}


def test_a_model_that_is_not_the_one_its_manifest_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        installed(put(tmp_path, digest="0" * 64))
