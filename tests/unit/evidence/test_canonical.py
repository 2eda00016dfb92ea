"""Canonical JSON, the hash chain and the commitment to the blind codes."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.commitment import commit, new_salt, open_commitment
from seat_client.evidence.envelope import GENESIS, Envelope, check_chain, seal
from seat_client.evidence.errors import ChainBroken, CommitmentMismatch, NotCanonical

AT = datetime(2026, 11, 23, 17, 20, tzinfo=timezone(timedelta(hours=8)))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=12,
)


def chain(count: int = 4) -> list[Envelope]:
    events: list[Envelope] = []
    for rev in range(1, count + 1):
        prev = events[-1].hash if events else GENESIS
        events.append(
            seal(
                prev,
                project="P",
                seat="S-07",
                member="E3",
                aggregate="sheet/E3/C1",
                rev=rev,
                kind="score-entered",
                body={"criterion": "T1", "score": f"{rev}.5"},
                at=AT + timedelta(seconds=rev),
            )
        )
    return events


@given(JSON)
def test_canonical_bytes_mean_the_same_and_are_stable(value: object) -> None:
    data = canonical(value)
    assert json.loads(data) == value
    assert canonical(json.loads(data)) == data


@given(JSON)
def test_the_standard_library_writes_what_the_reference_writes(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(
    st.text(st.characters(codec="ascii") | st.sampled_from("\x7f\x80\u2028\u2029\ufeff\ufffd\U0001f600"), max_size=40)
)
def test_every_control_character_is_written_as_the_reference_writes_it(text: str) -> None:
    assert canonical({"text": text}) == rfc8785.dumps({"text": text})


@pytest.mark.parametrize("beyond", [2**53, -(2**53), [{"a": 2**60}], "\ud800", {"\ud800": 1}, {1: "a"}, object()])
def test_what_has_no_canonical_form_is_refused(beyond: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(beyond)


def test_the_order_of_keys_and_the_letters_are_fixed() -> None:
    """The sorting example of RFC 8785, 3.2.3, by UTF-16 code units."""
    value = {"\u20ac": "1", "\r": "2", "\ufb33": "3", "1": "4", "\U0001f600": "5", "\u0080": "6", "\u00f6": "7"}
    assert [*json.loads(canonical(value)).values()] == ["2", "4", "6", "7", "1", "5", "3"]
    assert canonical({"b": "演练", "a": [True, None, 7]}) == '{"a":[true,null,7],"b":"演练"}'.encode()


def test_digest_is_sha256_of_the_canonical_bytes() -> None:
    assert digest({"a": "1"}) == hashlib.sha256(b'{"a":"1"}').hexdigest()


@pytest.mark.parametrize("value", [85.0, {"a": [0.1]}, float("nan"), 2**53, {1: "a"}, b"x", object(), "\ud800"])
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_chain_is_accepted_and_its_head_returned() -> None:
    events = chain()
    assert check_chain(events) == events[-1].hash
    assert check_chain(events[2:], prev=events[1].hash) == events[-1].hash
    assert check_chain([]) == GENESIS


def test_times_are_kept_in_utc() -> None:
    assert chain(1)[0].at == "2026-11-23T09:20:01.000000Z"
    with pytest.raises(ValueError, match="aware"):
        seal(GENESIS, project="", seat="", member="", aggregate="", rev=1, kind="", body={}, at=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("field", ["id", "project", "seat", "member", "aggregate", "kind", "at"])
def test_every_field_is_under_the_hash(field: str) -> None:
    events = chain()
    events[1] = replace(events[1], **{field: "other"})
    with pytest.raises(ChainBroken) as caught:
        check_chain(events)
    assert caught.value.position == 1


@pytest.mark.parametrize(
    "change",
    [
        {"rev": 9},
        {"body": {"criterion": "T1", "score": "9.9"}},
        {"hash": "0" * 64},
        {"hash": "A" * 64},
        {"prev": GENESIS},
    ],
)
def test_numbers_bodies_and_links_are_under_the_hash(change: dict[str, object]) -> None:
    events = chain()
    events[2] = replace(events[2], **change)
    with pytest.raises(ChainBroken):
        check_chain(events)


@pytest.mark.parametrize(
    "order",
    [(0, 2, 3), (1, 2, 3), (0, 2, 1, 3), (0, 1, 1, 2), (0, 0)],
    ids=["gap", "headless", "swap", "twice", "again"],
)
def test_dropped_swapped_or_repeated_events(order: tuple[int, ...]) -> None:
    events = chain()
    with pytest.raises(ChainBroken):
        check_chain(events[index] for index in order)


def test_an_event_resealed_after_a_change_breaks_the_link_behind_it() -> None:
    events = chain()
    forged = replace(events[1], body={"criterion": "T1", "score": "9.9"})
    events[1] = replace(forged, hash=forged.computed_hash())
    with pytest.raises(ChainBroken) as caught:
        check_chain(events)
    assert caught.value.position == 2


def test_a_commitment_opens_with_its_salt_and_mapping_alone() -> None:
    salt, mapping = new_salt(), {"C1": "B04", "C2": "B01"}
    commitment = commit(salt, mapping)
    assert commitment == digest({"salt": salt, "codes": mapping})
    open_commitment(commitment, salt, {"C2": "B01", "C1": "B04"})
    for other_salt, other_mapping in ((new_salt(), mapping), (salt, {"C1": "B01", "C2": "B04"}), (salt, {"C1": "B04"})):
        with pytest.raises(CommitmentMismatch) as caught:
            open_commitment(commitment, other_salt, other_mapping)
        assert caught.value.expected == commitment


def test_salts_are_fresh() -> None:
    assert len({new_salt() for _ in range(50)}) == 50
