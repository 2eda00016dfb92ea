"""Runs the centre's application on a socket: in a thread for tests and practice, or until told to stop."""

import socket
import threading

import uvicorn
from fastapi import FastAPI

KEEP_ALIVE = 75  # seconds; longer than any seat's pause between two requests, or each would meet a closed line


class CentreServer:
    """uvicorn in its own thread on loopback or any address; `url` is known as soon as it is started.

    The socket names its protocol: asyncio leaves Nagle's algorithm on for one that does not, and every answer
    then waits 40 ms.
    """

    def __init__(self, app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off",
            timeout_graceful_shutdown=1, timeout_keep_alive=KEEP_ALIVE,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="centre", daemon=True)

    @property
    def url(self) -> str:
        host, port = self._socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def start(self) -> None:
        self._socket.listen(128)
        self._thread.start()

    def stop(self) -> None:
        """End the server; running requests get a second to finish."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
