"""Every endpoint over a real socket, and what each kind of failure is told as."""

import hashlib
import io
from pathlib import Path

import pytest
import requests

from seat_client.sync.client import (
    CentreClient,
    CentreRefused,
    CentreUnreachable,
    ContentDamaged,
    ContractMismatch,
    SessionEnded,
)
from seat_client.wire import CONTRACT
from seat_client.wire.models import ActBatch, DocumentInfo
from tests.unit.sync.conftest import REQUEST
from tests.unit.sync.small_centre import DIGEST, TOKEN, SmallCentre


def test_the_centre_introduces_itself(stranger: CentreClient) -> None:
    info = stranger.info()
    assert (info.name, info.practice, info.contract) == ("Small", True, CONTRACT)


def test_another_contract_is_told_with_both_versions(centre: SmallCentre, stranger: CentreClient) -> None:
    centre.record.contract = "9.9"
    with pytest.raises(ContractMismatch) as caught:
        stranger.info()
    assert (caught.value.ours, caught.value.theirs) == (CONTRACT, "9.9")


def test_the_bearer_is_sent_after_sign_in_and_not_before(centre: SmallCentre, stranger: CentreClient) -> None:
    assert stranger.challenge("A1").seat == "A1"
    session = stranger.open_session(REQUEST)
    stranger.report()
    sent = [headers.get("Authorization") for _, _, headers in centre.record.seen]
    assert (session.member, sent) == ("E1", [None, None, f"Bearer {TOKEN}"])


def test_without_a_session_a_refusal_and_with_a_dead_one_its_end(centre: SmallCentre, stranger: CentreClient) -> None:
    with pytest.raises(CentreRefused) as caught:
        stranger.report()
    assert (caught.value.code, caught.value.status) == ("not_signed_in", 401)
    stranger.open_session(REQUEST)
    centre.record.faults.append(("/report", "401"))
    with pytest.raises(SessionEnded):
        stranger.report()


def test_a_refused_key_is_a_refusal_even_while_an_old_session_stands(centre: SmallCentre, client: CentreClient) -> None:
    centre.record.faults.append(("/sessions", "401"))
    with pytest.raises(CentreRefused) as caught:
        client.open_session(REQUEST)
    assert caught.value.code == "told_by_test"


def test_report_calls(client: CentreClient) -> None:
    assert client.report().size == 3
    assert client.take_turn().granted
    state = client.put_report(DIGEST, b"%PDF-1.7 signed")
    assert (state.digest, state.size) == (DIGEST, 15)
    assert client.facts(0).facts == ()


@pytest.mark.parametrize("status", ["400", "403", "404", "409", "422"])
def test_a_problem_becomes_a_refusal_with_its_facts(centre: SmallCentre, client: CentreClient, status: str) -> None:
    centre.record.faults.append(("/report", status))
    with pytest.raises(CentreRefused) as caught:
        client.report()
    assert caught.value.code == "told_by_test"
    assert caught.value.facts == {"status": int(status)}
    assert caught.value.status == int(status)


def test_a_refusal_without_a_problem_still_has_a_code(centre: SmallCentre, client: CentreClient) -> None:
    centre.record.faults.append(("/report", "plain-404"))
    with pytest.raises(CentreRefused) as caught:
        client.report()
    assert (caught.value.code, caught.value.facts) == ("centre_http_error", {"status": 404})


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("500", "http-500"), ("503", "http-503"), ("429", "http-429"), ("302", "http-302"), ("portal", "not-the-centre")],
)
def test_what_may_be_better_later_is_unreachable(
    centre: SmallCentre, client: CentreClient, fault: str, reason: str
) -> None:
    centre.record.faults.append(("/report", fault))
    with pytest.raises(CentreUnreachable) as caught:
        client.report()
    assert caught.value.reason == reason


def test_a_dropped_line_is_unreachable_and_the_next_call_works(centre: SmallCentre, client: CentreClient) -> None:
    client.report()
    centre.record.faults.append(("/report", "die-before"))
    with pytest.raises(CentreUnreachable):
        client.report()
    assert client.report().size == 3


def test_a_centre_that_is_gone_is_unreachable(centre: SmallCentre, client: CentreClient) -> None:
    centre.stop()
    with pytest.raises(CentreUnreachable) as caught:
        client.info()
    assert caught.value.reason == "connection"


def test_an_unreadable_answer_is_a_mismatch_and_never_quoted(centre: SmallCentre, client: CentreClient) -> None:
    centre.record.faults.append(("/facts", "garbled"))
    with pytest.raises(ContractMismatch) as caught:
        client.facts(0)
    assert caught.value.theirs.startswith("FactPage: ")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_proxies_and_roots_named_in_the_environment_are_not_used(
    centre: SmallCentre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    client = CentreClient(centre.url)
    assert client.info().name == "Small"
    client.close()


def test_the_same_environment_does_mislead_a_plain_session(
    centre: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with requests.Session() as session, pytest.raises(requests.exceptions.ProxyError):
        session.get(f"{centre.url}/v0/centre", timeout=5)


# --- the stream -----------------------------------------------------------------------------------


def test_the_stream_tells_each_cursor_and_goes_on_from_one(centre: SmallCentre, client: CentreClient) -> None:
    for _ in range(3):
        centre.record.add_fact("E1")
    stream = client.stream(2)
    assert next(stream).cursor == 3
    centre.record.add_fact("E2")
    assert next(stream).cursor == 4
    stream.interrupt()
    assert list(stream) == []
    stream.close()


def test_a_lost_stream_is_told(centre: SmallCentre, client: CentreClient) -> None:
    stream = client.stream(0)
    centre.stop()
    with pytest.raises(CentreUnreachable):
        next(stream)
    stream.close()


@pytest.mark.parametrize("line", ["id: seven\n", "x" * 70_000, 'id: 1\ndata: {"facts": 1}\n\n', "id: 1\ndata: {\n\n"])
def test_a_garbled_stream_is_told(centre: SmallCentre, client: CentreClient, line: str) -> None:
    centre.record.faults.append(("/facts/stream", "say-" + line))
    stream = client.stream(0)
    with pytest.raises(CentreUnreachable):
        next(stream)
    stream.close()


# --- downloads ------------------------------------------------------------------------------------

CONTENT = bytes(range(256)) * 2048  # half a megabyte


def _document(centre: SmallCentre, content: bytes = CONTENT) -> DocumentInfo:
    centre.record.documents["d1"] = content
    digest = hashlib.sha256(CONTENT).hexdigest()
    return DocumentInfo(id="d1", part="technical", subject="C1", size=len(CONTENT), sha256=digest)


def _ranges(centre: SmallCentre) -> list[str | None]:
    return [headers.get("Range") for _, path, headers in centre.record.seen if "/documents/" in path]


def test_a_document_arrives_whole(centre: SmallCentre, client: CentreClient) -> None:
    sink = io.BytesIO()
    client.download(_document(centre), sink)
    assert sink.getvalue() == CONTENT
    assert _ranges(centre) == [None]


def test_a_cut_line_is_taken_up_where_it_broke(centre: SmallCentre, client: CentreClient) -> None:
    info = _document(centre)
    centre.record.faults.extend([("/documents", "cut-after-100000"), ("/documents", "cut-after-200000")])
    sink = io.BytesIO()
    client.download(info, sink)
    assert sink.getvalue() == CONTENT
    first, second, third = _ranges(centre)
    assert first is None
    assert 0 < _start(second) < _start(third) <= 300_000


def _start(wanted: str | None) -> int:
    assert wanted is not None
    return int(wanted.removeprefix("bytes=").removesuffix("-"))


def test_a_download_goes_on_after_what_is_there(centre: SmallCentre, client: CentreClient) -> None:
    info = _document(centre)
    sink = io.BytesIO()
    sink.write(CONTENT[:70_000])
    client.download(info, sink, offset=70_000)
    assert sink.getvalue() == CONTENT
    assert _ranges(centre) == ["bytes=70000-"]


def test_a_centre_that_ignores_the_range_is_borne(centre: SmallCentre, client: CentreClient) -> None:
    info = _document(centre)
    centre.record.faults.extend([("/documents", "cut-after-150000"), ("/documents", "ignore-range")])
    sink = io.BytesIO()
    client.download(info, sink)
    assert sink.getvalue() == CONTENT


def test_a_line_that_brings_nothing_ends_the_attempt(centre: SmallCentre, client: CentreClient) -> None:
    info = _document(centre)
    centre.record.faults.extend([("/documents", "cut-after-100000"), ("/documents", "cut-after-0")])
    with pytest.raises(CentreUnreachable):
        client.download(info, io.BytesIO())


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"?", CONTENT + b"more"], ids=["changed", "longer"])
def test_other_bytes_than_announced_are_refused(centre: SmallCentre, client: CentreClient, content: bytes) -> None:
    with pytest.raises(ContentDamaged) as caught:
        client.download(_document(centre, content), io.BytesIO())
    assert caught.value.id == "d1"


def test_a_wrong_beginning_is_noticed(centre: SmallCentre, client: CentreClient) -> None:
    info = _document(centre)
    sink = io.BytesIO()
    sink.write(b"?" * 1000)
    with pytest.raises(ContentDamaged):
        client.download(info, sink, offset=1000)


def test_an_empty_batch_is_no_request(client: CentreClient) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        client.post_acts(ActBatch(acts=()))
