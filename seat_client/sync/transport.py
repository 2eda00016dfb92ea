"""One request to the centre: limits, timeouts, and what a failed answer means. Knows no endpoint."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

import requests
from pydantic import ValidationError
from urllib3.exceptions import HTTPError

from seat_client.paths.bound import RouteAdapter, Transferred
from seat_client.sync.errors import CentreRefused, CentreUnreachable, SessionEnded
from seat_client.wire.models import Problem

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
SLOW_SECONDS = 60.0  # the centre checks signatures over a whole report before it answers
JSON_LIMIT = 32 << 20
_BLOCK = 64 * 1024
_LATER = frozenset({408, 425, 429})  # refusals that are none: come again


class Transport:
    """Sends requests with the bearer; raises the package's errors. May be used from several threads."""

    def __init__(self, url: str, ca: Path | None, *, certificate: Path | None = None, unverified: bool = False) -> None:
        """`ca`: the only issuers to believe; `certificate`: this seat's own with its key. `unverified` is for the one
        question whose answer is proved otherwise (`identity`)."""
        self._url = url.rstrip("/")
        self.token = ""
        self._http = requests.Session()
        self._http.trust_env = False  # no variable may point the seat at a proxy or another set of roots
        self._http.verify = str(ca) if ca else not unverified
        self._http.cert = str(certificate) if certificate else None
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def follow(self, source: Callable[[], str], transferred: Transferred) -> RouteAdapter:
        """From now on leave by the route whose address `source` gives; the adapter cuts lines of another one, and tells
        `transferred` how fast each transfer was."""
        adapter = RouteAdapter(source, transferred)
        self._http.mount("http://", adapter)
        self._http.mount("https://", adapter)
        return adapter

    def json(self, method: str, path: str, *, seconds: float = READ_SECONDS, **options: object) -> bytes:
        """The body of an answer, whole."""
        with self.start(method, path, seconds=seconds, **options) as answer:
            if "json" not in answer.headers.get("Content-Type", ""):
                raise CentreUnreachable("not-the-centre")  # a portal or proxy on the way
            return body(answer, JSON_LIMIT)

    def start(self, method: str, path: str, *, seconds: float = READ_SECONDS, **options: object) -> requests.Response:
        """An answer of the centre whose body is still to be read; the caller closes it."""
        headers = {"Accept-Encoding": "identity", **options.pop("headers", {})}  # type: ignore[dict-item]
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with losses_told():
            answer = self._http.request(
                method,
                self._url + path,
                headers=headers,
                timeout=(CONNECT_SECONDS, seconds),
                allow_redirects=False,
                stream=True,
                **options,  # type: ignore[arg-type]
            )
            if answer.status_code not in (200, 206):
                with answer:
                    raise self._refusal(answer)
        return answer

    def _refusal(self, answer: requests.Response) -> Exception:
        status = answer.status_code
        if status == 401 and self.token:
            return SessionEnded()
        if status < 400 or status >= 500 or status in _LATER:
            return CentreUnreachable(f"http-{status}")
        try:
            problem = Problem.model_validate_json(body(answer, JSON_LIMIT))
        except ValidationError:
            return CentreRefused("centre_http_error", {"status": status}, status)
        return CentreRefused(problem.code, problem.facts, status)

    def close(self) -> None:
        self._http.close()


def body(answer: requests.Response, limit: int) -> bytes:
    """The whole body, refused beyond `limit` bytes."""
    content = bytearray()
    for block in blocks(answer):
        content += block
        if len(content) > limit:
            raise CentreUnreachable("answer-too-long")
    return bytes(content)


def blocks(answer: requests.Response) -> Iterator[bytes]:
    """The body as it comes."""
    with losses_told():
        yield from answer.iter_content(_BLOCK)


@contextmanager
def losses_told() -> Iterator[None]:
    """Whatever breaks on the way comes out as CentreUnreachable."""
    try:
        yield
    except requests.Timeout as error:
        raise CentreUnreachable("timeout") from error
    except requests.exceptions.SSLError as error:
        raise CentreUnreachable("tls") from error
    except (requests.RequestException, HTTPError, OSError) as error:
        raise CentreUnreachable("connection") from error
