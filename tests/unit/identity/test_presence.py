"""Who sits there during the evaluation, on drawn people: what is noted, after how many looks, and what is not."""

import numpy as np
import pytest

from drivers.virtual.scene import OTHER
from seat_client.identity.faces import Picture
from seat_client.identity.finding import Finding
from seat_client.identity.presence import AGREE, HURRY_S, PICTURES, Noted, Presence
from seat_client.identity.template import FaceTemplate
from tests.unit.identity.film import engine, enrolled, frame


class Watch:
    """Looks one after the other at one picture each."""

    def __init__(self, template: FaceTemplate | None = None) -> None:
        self.presence = Presence(engine(), template, 60.0)
        self.at = 0.0

    def looks(self, *pictures: Picture | None, count: int = 1) -> list[Noted]:
        """What was noted in `count` looks, each of these pictures in turn."""
        noted = []
        for _ in range(count):
            for number in range(PICTURES):
                assert self.presence.looking
                self.presence.see(pictures[number % len(pictures)])
            if (found := self.presence.conclude(self.at)) is not None:
                noted.append(found)
            self.at += self.presence.pause
        return noted


def test_the_person_who_signed_in_is_no_event_whatever_is_done_there() -> None:
    watch = Watch(enrolled())
    for picture in (frame(), frame(turn=0.6), frame(openness=0.0), frame(light=0.25)):
        assert watch.looks(picture, count=AGREE) == []
    assert watch.presence.pause == 60.0


@pytest.mark.parametrize(
    ("picture", "finding"),
    [
        (frame(None), Finding.ABSENT),
        (frame(second=OTHER), Finding.SECOND),
        (frame(OTHER), Finding.OTHER),
        (frame(light=0.0), Finding.UNSEEN),
        (None, Finding.UNSEEN),
    ],
)
def test_what_several_looks_agree_on_is_noted_once_and_its_end_too(picture: Picture | None, finding: Finding) -> None:
    watch = Watch(enrolled())
    assert watch.looks(picture, count=AGREE - 1) == []
    assert watch.presence.pause == HURRY_S  # it is looked at again soon
    (noted,) = watch.looks(picture)
    assert (noted.finding, noted.since, noted.looks) == (finding, 0.0, AGREE)
    assert bool(noted.score) == (finding is Finding.OTHER)
    assert watch.looks(picture, count=3) == []  # it stands, and is not said again
    (over,) = watch.looks(frame(), count=AGREE)
    assert over.finding is Finding.PRESENT


def test_one_look_alone_and_looks_that_differ_are_nothing() -> None:
    watch = Watch(enrolled())
    for picture in (frame(None), frame(), frame(None), frame(second=OTHER), frame(None), frame(second=OTHER)):
        assert watch.looks(picture) == []


def test_who_passes_through_some_pictures_of_a_look_is_nobody() -> None:
    assert Watch(enrolled()).looks(frame(second=OTHER), frame(), frame(), count=2 * AGREE) == []
    assert Watch(enrolled()).looks(frame(), frame(None), count=2 * AGREE) == []


def test_another_face_does_not_become_the_right_one_by_turning_away() -> None:
    watch = Watch(enrolled())
    assert [n.finding for n in watch.looks(frame(OTHER), count=AGREE)] == [Finding.OTHER]
    assert watch.looks(frame(OTHER, turn=0.6), count=2 * AGREE) == []
    assert [n.finding for n in watch.looks(frame(), count=AGREE)] == [Finding.PRESENT]


def test_without_a_template_nobody_is_compared() -> None:
    watch = Watch()
    assert watch.looks(frame(OTHER), count=2 * AGREE) == []
    assert [n.finding for n in watch.looks(np.zeros((360, 640, 3), np.uint8), count=AGREE)] == [Finding.UNSEEN]
