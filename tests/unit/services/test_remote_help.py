"""The seat's side of remote help: when anything leaves it, and when nothing does."""

import base64
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from seat_client.services.remote_help import LARGEST, Help, RemoteHelp, Seen, sight_of
from seat_client.sync.client import CentreClient
from seat_client.wire.help import PICTURE_LIMIT, Diagnosis
from tests.unit.sync.waiting import Heard

NOWHERE = "http://127.0.0.1:9"


def diagnosis() -> Diagnosis:
    return Diagnosis(version="1", system="x")


def test_without_a_centre_it_says_so_and_can_be_ended() -> None:
    help_ = RemoteHelp(CentreClient(NOWHERE), "A-01", diagnosis, every=0.01)
    heard = Heard[Help](help_.heard)
    help_.ask()
    heard.until_one(lambda now: now == Help("asked", away=True))
    help_.end()
    assert help_.now == Help()
    help_.close()


def test_what_is_shown_before_somebody_helps_is_dropped() -> None:
    help_ = RemoteHelp(CentreClient(NOWHERE), "A-01", diagnosis, every=0.01)
    help_.show(Seen("sign-in", np.zeros((8, 8, 4), np.uint8)))
    help_.ask()
    help_.show(Seen("sign-in", np.zeros((8, 8, 4), np.uint8)))
    assert help_._seen is None
    help_.close()


def test_a_picture_is_made_small_and_one_that_cannot_be_is_left_out() -> None:
    flat = sight_of(Seen("sign-in", np.full((1080, 1920, 4), 90, np.uint8)))
    assert flat is not None
    content = cv2.imdecode(np.frombuffer(base64.b64decode(flat.picture), np.uint8), cv2.IMREAD_COLOR)
    assert (content.shape[1], content.shape[0]) == LARGEST
    noise = np.random.default_rng(7).integers(0, 255, (720, 1280, 4), np.uint8)
    told = sight_of(Seen("sign-in", noise))
    assert told is not None
    assert len(base64.b64decode(told.picture)) <= PICTURE_LIMIT


@pytest.mark.parametrize("page", ["front", "task", "workbench", "dialog", "none"])
def test_a_page_that_is_not_listed_leaves_without_a_picture(page: str) -> None:
    told = sight_of(Seen(page, np.zeros((8, 8, 4), np.uint8)))  # type: ignore[arg-type]
    assert told is not None
    assert told.picture == ""


def _raises(error: Exception) -> Callable[[], Diagnosis]:
    def diagnosis() -> Diagnosis:
        raise error

    return diagnosis


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("no such field")])
def test_help_goes_on_where_no_diagnosis_can_be_had(error: Exception, expect_log: Callable[[str], None]) -> None:
    expect_log("remote help goes on without a diagnosis")
    help_ = RemoteHelp(CentreClient(NOWHERE), "A-01", _raises(error))
    assert help_._diagnosed() is None
    help_.close()
