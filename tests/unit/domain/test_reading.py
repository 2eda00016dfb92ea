"""Bytes become a document, or a refusal that names the path."""

import json

import pytest

from seat_client.domain.errors import Malformed
from seat_client.domain.reading import LARGEST_DOCUMENT, child, read_json


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"", "$"),
        (b"{", "$"),
        (b"\xff\xfe", "$"),
        (b" " * (LARGEST_DOCUMENT + 1), "$"),
        (b"[" * 100_000, "$"),
        (b"9" * 5000, "$"),
        (b'{"a": [1, {"b": NaN}]}', "$.a[1].b"),
        (b'{"a": 1e999}', "$.a"),
        (b'{"a": {"b": 1, "c": 2, "b": 1}}', "$.a.b"),
        (b'{"a": 1, "a": 1}', "$.a"),
        (b'{"a": "\\ud800"}', "$.a"),
        (b'{"\\ud800": 1}', '$["\\ud800"]'),
        (b'{"a b\\n": [NaN]}', '$["a b\\n"][0]'),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, path: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_json(data)
    assert caught.value.path == path
    assert str(caught.value).isprintable()


def test_a_document_is_read_as_it_is() -> None:
    document = {"名": ["1.0", None, True, 2, 1.5, {"a": {}}]}
    text = json.dumps(document, ensure_ascii=False)
    assert read_json(text.encode()) == document
    assert read_json(text.encode("utf-8-sig")) == document


@pytest.mark.parametrize(
    ("key", "path"),
    [("T1", "$.T1"), ("评", "$.评"), ("a.b", '$["a.b"]'), ("", '$[""]'), ("k" * 90, f'$["{"k" * 80}"]')],
)
def test_paths_quote_what_is_not_a_plain_name(key: str, path: str) -> None:
    assert child("$", key) == path
