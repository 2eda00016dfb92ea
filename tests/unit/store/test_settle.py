"""What the centre answered: done, parked in sight, sent again, or begun anew."""

from seat_client.evidence.envelope import GENESIS, check_chain
from seat_client.store import Store
from tests.unit.store.making import (
    MEMBER,
    PATIENCE,
    accepted,
    append,
    conflict,
    gap,
    refused,
    score,
)


def test_an_accepted_act_is_done(store: Store) -> None:
    first, second = append(store, score(1)), append(store, score(2))
    assert store.settle([accepted(first)]).result(PATIENCE) == []
    assert [e.id for e in store.pending(10)] == [second.id]
    assert store.own_acts(MEMBER) == [score(1), score(2)]
    assert store.attention() == []


def test_an_answer_told_twice_or_to_an_unknown_act_changes_nothing(store: Store) -> None:
    first = append(store, score(1))
    stranger = accepted(first).model_copy(update={"id": "0" * 36})
    store.settle([accepted(first)]).result(PATIENCE)
    assert store.settle([accepted(first), refused(first), stranger]).result(PATIENCE) == []
    assert (store.pending_count(), store.attention()) == (0, [])


def test_a_refused_act_is_parked_in_sight_and_no_longer_counts(store: Store) -> None:
    first, second = append(store, score(1)), append(store, score(2, criterion="T2"))
    (parked,) = store.settle([refused(first), accepted(second)]).result(PATIENCE)
    assert store.attention() == [parked]
    assert (parked.id, parked.member, parked.aggregate, parked.rev) == (first.id, MEMBER, "score/C1/T1", 1)
    assert (parked.state, parked.code, parked.facts) == ("refused", "stage_closed", {"stage": "technical"})
    assert parked.act == score(1)
    assert store.own_acts(MEMBER) == [score(2, criterion="T2")]
    assert store.pending_count() == 0


def test_the_next_revision_after_a_refused_one_counts_on(store: Store) -> None:
    first = append(store, score(1))
    store.settle([refused(first)]).result(PATIENCE)
    assert append(store, score(2)).rev == 2


def test_a_conflict_is_parked_and_the_rest_still_waits(store: Store) -> None:
    first, second = append(store, score(1)), append(store, score(2, criterion="T2"))
    (parked,) = store.settle([conflict(first), gap(second)]).result(PATIENCE)
    assert (parked.state, parked.code) == ("conflict", "revision_taken")
    assert [e.id for e in store.pending(10)] == [second.id]


def test_after_a_gap_everything_before_goes_out_again(store: Store) -> None:
    first, second, third = (append(store, score(n, criterion=f"T{n}")) for n in range(3))
    store.settle([accepted(first), accepted(second)]).result(PATIENCE)
    assert store.settle([gap(third)]).result(PATIENCE) == []
    assert [e.id for e in store.pending(10)] == [first.id, second.id, third.id]
    assert check_chain(store.pending(10))


def test_a_link_the_centre_has_not_is_left_out_of_the_chain_under_the_same_ids(store: Store) -> None:
    lost, second, third = (append(store, score(n, criterion=f"T{n}")) for n in range(3))
    store.settle([conflict(lost), gap(second), gap(third)]).result(PATIENCE)  # the gaps follow from the conflict
    envelopes = store.pending(10)
    assert [e.id for e in envelopes] == [second.id, third.id]
    head = check_chain(envelopes, prev=GENESIS)
    append(store, score(4))
    assert store.pending(10)[-1].prev == head


def test_a_conflict_with_a_receipt_is_a_link_like_others(store: Store) -> None:
    """The centre keeps it as an incident: the chain goes on from it."""
    first, second = append(store, score(1)), append(store, score(2, criterion="T2"))
    head = store.pending(1)[0].hash
    store.settle([conflict(first).model_copy(update={"receipt": "1 x"}), accepted(second)]).result(PATIENCE)
    assert [parked.state for parked in store.attention()] == ["conflict"]
    assert store.pending_count() == 0
    append(store, score(3))
    assert store.pending(1)[0].prev != head


def test_a_second_gap_goes_on_behind_the_last_link_the_centre_took(store: Store) -> None:
    taken, lost, third = (append(store, score(n, criterion=f"T{n}")) for n in range(3))
    head = store.pending(1)[0].hash
    store.settle([accepted(taken), accepted(lost)]).result(PATIENCE)
    store.settle([gap(third)]).result(PATIENCE)
    assert [e.id for e in store.pending(10)] == [taken.id, lost.id, third.id]
    assert store.pending(1)[0].hash == head


def test_a_third_gap_is_parked_so_that_nothing_goes_round_for_ever(store: Store) -> None:
    first, other = append(store, score(1)), append(store, score(2, criterion="T2"))
    parked = [store.settle([gap(first), gap(other)]).result(PATIENCE) for _ in range(3)]
    assert [len(each) for each in parked] == [0, 0, 1]
    assert (parked[2][0].id, parked[2][0].state, parked[2][0].code) == (first.id, "gap", "gap")
    assert [e.id for e in store.pending(10)] == [other.id]
