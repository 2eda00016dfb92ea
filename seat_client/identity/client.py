"""The identity worker from without: started when first needed, replaced when it dies, told one order at a time."""

import atexit
import contextlib
import logging
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from seat_client.identity.devices import SELF_VIEW, Devices
from seat_client.identity.entry import main
from seat_client.identity.messages import CameraStands, Cancel, Failed, News, Order, Ready
from seat_client.media.frames import Slots
from seat_client.media.messages import CameraState
from seat_client.topic import Topic

log = logging.getLogger(__name__)
_ENDS_WITHIN = 2.0


class IdentityWorker:
    """`news` is told in a thread of this class; `view` holds the newest mirrored picture of a running camera."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices
        self.view = Slots.create(SELF_VIEW[0] * SELF_VIEW[1] * 4)
        self.lent = Slots.create() if devices.lent else None
        """What the media process writes its pictures into."""
        self._camera = CameraState("closed")
        self.news: Topic[News] = Topic()
        self.ready: Ready | None = None
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ears = threading.current_thread()
        """Who hears the process; nobody yet."""
        self._run = 0
        self._running = False
        self._closed = False

    def start(self) -> None:
        """Start the process ahead, so that its models are loaded when a person comes."""
        with self._lock:
            self._started()

    def next_run(self) -> int:
        """A number for the next order, so that late news of an earlier one can be told apart."""
        self._run += 1
        return self._run

    def order(self, order: Order) -> None:
        """Give an order; it ends whatever runs."""
        with self._lock:
            if self._closed:
                return
            self._running = not isinstance(order, Cancel)
            if not self._running and self._pipe is None:
                return
            with contextlib.suppress(OSError):  # the reader notices and tells
                self._started().send(order)

    def see_camera(self, state: CameraState) -> None:
        """How the media process's camera stands now, for a worker whose pictures are lent."""
        with self._lock:
            self._camera = state
            if self._pipe is not None and self._devices.lent:
                with contextlib.suppress(OSError):
                    self._pipe.send(CameraStands(state))

    def close(self) -> None:
        """End the process; what it knew of templates ends with it."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        if pipe is not None:
            with contextlib.suppress(OSError):  # it has ended already
                pipe.send(None)
        if process is not None:
            process.join(_ENDS_WITHIN)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
        if pipe is not None:  # closed under a thread that reads it, its number could be another file's by then
            if self._ears is not threading.current_thread():
                self._ears.join(_ENDS_WITHIN)
            pipe.close()
        atexit.unregister(self.close)
        self.view.close()
        if self.lent is not None:
            self.lent.close()

    def _started(self) -> Connection:
        if self._pipe is None:
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            lent = self.lent.address if self.lent is not None else ""
            arguments = (theirs, self.view.address, lent, self._devices)
            # No daemon: a reader's library runs in a child of this process, and a daemon may have none.
            self._process = context.Process(target=main, args=arguments, name="seat identity")
            self._process.start()
            atexit.register(self.close)  # before multiprocessing waits for it, should nobody close this
            theirs.close()
            if self._devices.lent:
                self._pipe.send(CameraStands(self._camera))
            self._ears = threading.Thread(target=self._listen, args=(self._pipe,), name="identity news", daemon=True)
            self._ears.start()
        return self._pipe

    def _listen(self, pipe: Connection) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                news: News = pipe.recv()
                if isinstance(news, Ready):
                    self.ready = news
                self.news.publish(news)
        with self._lock:
            if self._closed or pipe is not self._pipe:
                return
            process, self._process, self._pipe = self._process, None, None
            was_running, self._running = self._running, False
        if process is not None:
            process.join(_ENDS_WITHIN)
            log.warning("identity worker lost (exit status %s)", process.exitcode)
        pipe.close()
        if was_running:
            self.news.publish(Failed(self._run, "worker-lost"))
