"""Runs the centre's application on a socket: in a thread for tests and practice, or until told to stop."""

import asyncio
import socket
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from seat_client.centre.gate import CERTIFICATE

KEEP_ALIVE = 75  # seconds; longer than any seat's pause between two requests, or each would meet a closed line
BACKLOG = 1024
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME (OpenSSL, x509_vfy.h), which Python does not name


@dataclass(frozen=True, slots=True)
class LineSecurity:
    """How lines are secured: the centre's own certificate with its key (one PEM), and the issuer of the seats' (PEM).

    A certificate of another issuer ends the line at once; a seat's own that has come to its end is let through to
    the gate, which can say so.
    """

    centre: Path
    seats: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.centre)
        context.load_verify_locations(self.seats)
        context.verify_mode = ssl.CERT_OPTIONAL  # a seat that is not enrolled yet has none
        context.verify_flags |= _NO_CHECK_TIME
        return context


class CentreServer:
    """uvicorn in its own thread on loopback or any address; `url` is known as soon as it is made.

    The socket names its protocol: asyncio leaves Nagle's algorithm on for one that does not, and every answer
    then waits 40 ms.
    """

    def __init__(
        self,
        app: FastAPI,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        security: LineSecurity | None = None,
        listener: socket.socket | None = None,
    ) -> None:
        """`listener`: a socket that several processes share, instead of one of its own on `host` and `port`."""
        self._socket = listener if listener is not None else listening(host, port)
        self._scheme = "https" if security else "http"
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", http=_Line, backlog=BACKLOG,
            timeout_graceful_shutdown=1, timeout_keep_alive=KEEP_ALIVE, proxy_headers=False,
            ssl_context_factory=(lambda *_: security.context()) if security else None,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="centre", daemon=True)

    @property
    def url(self) -> str:
        host, port = self._socket.getsockname()[:2]
        return f"{self._scheme}://{host}:{port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the server; running requests get a second to finish."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; several processes may accept from it."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((host, port))
    made.listen(BACKLOG)
    return made


class _Line(H11Protocol):
    """One line to the centre: the application is told which certificate opened it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        secured = transport.get_extra_info("ssl_object")
        certificate = secured.getpeercert(binary_form=True) if secured is not None else None
        if certificate is not None:
            self.app_state = {**self.app_state, CERTIFICATE: certificate}

    def shutdown(self) -> None:
        """An idle secured line is dropped: its farewell would outlast the event loop, and leave the socket open."""
        super().shutdown()
        if self.scheme == "https" and (self.cycle is None or self.cycle.response_complete):
            self.transport.abort()
