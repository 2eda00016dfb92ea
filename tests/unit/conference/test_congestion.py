"""The estimate falls when a queue grows or packets are lost, comes back slowly, and spends pictures before quality."""

from hypothesis import given
from hypothesis import strategies as st

from seat_client.conference.congestion import FULL_RATE, LEAST_RATE, LOWEST, Allowance, Congestion

CAP = 1_200_000


def _settled() -> Congestion:
    control = Congestion(CAP)
    for step in range(20):
        control.round_trip(0.04, step * 0.25)
        control.loss(0.0, step * 0.25)
    return control


def test_a_good_line_gets_everything() -> None:
    allowance = _settled().allowance()
    assert allowance.rate == FULL_RATE
    assert allowance.bitrate == CAP
    assert allowance.large
    assert allowance.small


def test_a_growing_queue_halves_it_within_a_second() -> None:
    control = _settled()
    for step, trip in enumerate((0.2, 0.35, 0.5, 0.6)):
        control.round_trip(trip, 5.0 + step * 0.25)
    assert control.allowance().bitrate <= CAP / 2


def test_one_late_answer_means_nothing() -> None:
    control = _settled()
    control.round_trip(0.5, 5.0)
    control.round_trip(0.04, 5.25)
    control.round_trip(None, 5.5)
    assert control.allowance().bitrate == CAP


def test_a_long_way_is_no_queue() -> None:
    control = Congestion(CAP)
    for step in range(40):
        control.round_trip(0.6, step * 0.25)
    assert control.allowance().bitrate == CAP


def test_loss_lowers_it_and_reports_of_the_past_do_not_lower_it_twice() -> None:
    control = _settled()
    control.loss(0.3, 5.0)
    after_one = control.estimate
    control.loss(0.3, 5.5)
    assert control.estimate == after_one < CAP
    control.loss(0.3, 7.0)
    assert control.estimate < after_one


def test_little_loss_is_borne() -> None:
    control = _settled()
    control.loss(0.02, 5.0)
    assert control.allowance().bitrate == CAP


def test_it_comes_back_when_the_line_is_good_again() -> None:
    control = _settled()
    control.loss(0.5, 5.0)
    low = control.estimate
    for step in range(60):
        now = 6.0 + step
        control.round_trip(0.04, now)
        control.loss(0.0, now)
    assert low < control.estimate <= CAP
    assert control.estimate > 0.9 * CAP


def test_pictures_go_before_quality_and_the_large_one_before_the_small() -> None:
    seen = []
    control = Congestion(CAP)
    for estimate in (900_000, 500_000, 150_000):
        control.estimate = estimate
        seen.append(control.allowance())
    assert seen[0].rate < FULL_RATE
    assert seen[2].large == 0
    assert seen[2].small > 0


@given(estimate=st.floats(0, 5_000_000), cap=st.integers(64_000, 4_000_000))
def test_never_more_than_estimated_and_never_nothing(estimate: float, cap: int) -> None:
    control = Congestion(cap)
    control.estimate = min(estimate, cap)
    allowance: Allowance = control.allowance()
    assert LEAST_RATE <= allowance.rate <= FULL_RATE
    assert allowance.small > 0
    assert allowance.bitrate <= max(control.estimate, LOWEST) * 1.35 + 20_000
