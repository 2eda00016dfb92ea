"""One life of a document worker, seen from the seat."""

import time
from multiprocessing.connection import Connection, wait

from seat_client.documents.blocks import Block
from seat_client.documents.errors import WorkerLost
from seat_client.documents.messages import Answer, Command, Forget, Share, decode_answer, encode
from seat_client.documents.standby import STANDBY, start_process


class WorkerProcess:
    """A worker that has seen no document yet; `WorkerLost` from any method means that this life is over."""

    def __init__(self) -> None:
        self._started = STANDBY.take() or start_process()
        self._connection, self._process = self._started.connection, self._started.process
        self.pid = self._process.pid or 0
        self._shared: set[str] = set()

    def send(self, command: Command) -> None:
        try:
            self._connection.send_bytes(encode(command))
        except OSError as error:
            raise WorkerLost from error

    def share(self, block: Block) -> None:
        """Let the worker draw into this block, if it cannot yet."""
        if block.name in self._shared:
            return
        self.send(Share(block.name, block.size))
        try:
            block.hand_over(self._connection, self.pid)
        except OSError as error:
            raise WorkerLost from error
        self._shared.add(block.name)

    def forget(self, block: str) -> None:
        """Let the worker give up a block that it could draw into."""
        if block in self._shared:
            self._shared.discard(block)
            self.send(Forget(block))

    def wait(self, bell: Connection, deadline: float | None) -> None:
        """Return when the worker has answered or died, the bell rang or the deadline passed."""
        timeout = None if deadline is None else max(0.0, deadline - time.monotonic())
        wait([self._connection, self._process.sentinel, bell], timeout)

    def answer(self) -> Answer | None:
        """The next answer that has arrived, if any."""
        try:
            if self._connection.poll():
                return decode_answer(self._connection.recv_bytes())
        except (OSError, EOFError) as error:
            raise WorkerLost from error
        if not self._process.is_alive() and not self._connection.poll():
            raise WorkerLost
        return None

    def end(self) -> None:
        """Kill it if it still lives, and leave nothing behind."""
        self._started.end()
