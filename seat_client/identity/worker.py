"""The identity worker from within: one order at a time, one camera or reader at a time, models loaded once.

A process of its own, so that neither the window nor the call waits for a model, and a template's bytes end with it.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

import cv2
import numpy as np

from drivers.api.camera import Camera, CameraSession
from drivers.api.device import DeviceInfo
from drivers.api.errors import DeviceTimeout, DriverError, FingerAgain
from drivers.api.fingerprint import FingerImage, FingerprintFamily, FingerprintReader
from drivers.api.id_card import IdCardFamily
from seat_client.identity import IdentityError, QualityTooLow, TemplateDamaged, TemplateForeign
from seat_client.identity.devices import SELF_VIEW, Devices
from seat_client.identity.enrolling import PICTURES, enrol_face, face_sample
from seat_client.identity.face_run import FaceRun
from seat_client.identity.faces import Embedding, FaceEngine, Picture
from seat_client.identity.liveness import Move
from seat_client.identity.messages import (
    CameraStands,
    Cancel,
    CardRead,
    CheckFace,
    CheckFinger,
    Decided,
    EnrolFace,
    EnrolFinger,
    Enrolled,
    FaceSeen,
    Failed,
    FingerSeen,
    News,
    Order,
    PresenceNoted,
    ReadCard,
    Ready,
    WatchPresence,
)
from seat_client.identity.passive import installed
from seat_client.identity.photo import evidence_photo
from seat_client.identity.presence import Presence
from seat_client.identity.state import Phase
from seat_client.identity.template import FaceTemplate, FingerTemplate, Minutiae, unpack
from seat_client.media.frames import Slots
from seat_client.media.lent_camera import LentCamera
from seat_client.media.messages import CameraState

log = logging.getLogger(__name__)

FINGER_TRIES = 3
AGAIN_S = 0.5
"""Seconds between two touches that did not count, so that a reader that always says so makes no storm."""
_CAMERA_BACK_S = 20.0
_ENROL_GAP_S = 0.8
_LOOK_GAP_S = 0.3
"""Between the pictures of one look at who sits there, so that a blink or a passing hand is not in all of them."""
_CARD_WAIT_S = 1.0


class PracticeDevice(DriverError):
    """A device made of software on a seat that is no practice seat."""

    code = "practice-device"


def serve(pipe: Connection, slots: str, lent: str, devices: Devices) -> None:
    """Serve until the seat says None or hangs up."""
    cv2.setNumThreads(1)
    worker = _Worker(pipe, slots, lent, devices)
    with suppress(EOFError, OSError):
        worker.serve()
    worker.close()


class _Worker:
    def __init__(self, pipe: Connection, slots: str, lent: str, devices: Devices) -> None:
        self._pipe, self._devices = pipe, devices
        self._slots = Slots.attach(slots)
        self._lent = Slots.attach(lent) if lent else None
        self._camera_stands = CameraState("closed")
        self._sending = threading.Lock()
        self._cancelled = threading.Event()
        self._engine: FaceEngine | None = None
        self._families: dict[str, FingerprintFamily] = {}
        self._cards: dict[str, IdCardFamily] = {}

    def serve(self) -> None:
        """One thread reads orders, so that a cancellation reaches a run that waits."""
        self._tell(Ready(self._missing()))
        running: threading.Thread | None = None
        while True:
            order: Order | CameraStands | None = self._pipe.recv()
            if order is None:
                return
            if isinstance(order, CameraStands):
                self._camera_stands = order.state
                continue
            self._cancelled.set()
            if running is not None:
                running.join()
                running = None
            self._slots.clear()
            if not isinstance(order, Cancel):
                self._cancelled = threading.Event()
                running = threading.Thread(target=self._run, args=(order, self._cancelled), daemon=True)
                running.start()

    def close(self) -> None:
        self._cancelled.set()
        self._slots.close()
        if self._lent is not None:
            self._lent.close()

    def _missing(self) -> tuple[str, ...]:
        missing = []
        try:
            self._engine = FaceEngine()
            self._engine.warm_up()
        except IdentityError:
            missing.append("face")
        try:
            import seat_client.identity.fingers as _fingers  # noqa: F401 - its library is not built for every machine
        except ImportError:
            missing.append("finger")
        return tuple(missing)

    def _tell(self, news: News) -> None:
        with self._sending, suppress(OSError):
            self._pipe.send(news)

    def _run(self, order: Order, cancelled: threading.Event) -> None:
        assert not isinstance(order, Cancel)  # noqa: S101 - `serve` keeps it
        try:
            self._carry_out(order, cancelled)
        except DriverError as error:
            self._fail(order.run, error.code, cancelled)
        except TemplateForeign:
            self._fail(order.run, "foreign-template", cancelled)
        except TemplateDamaged:
            self._fail(order.run, "damaged-template", cancelled)
        except QualityTooLow as low:
            self._fail(order.run, low.fault, cancelled)
        except IdentityError:
            self._fail(order.run, "models-missing", cancelled)
        except Exception as fault:  # noqa: BLE001 - a thread's entry point; the text may hold a person's data
            log.error("a check broke: %s", type(fault).__name__)
            self._fail(order.run, "worker-fault", cancelled)

    def _carry_out(self, order: Order, cancelled: threading.Event) -> None:
        match order:
            case CheckFace():
                self._check_face(order, cancelled)
            case CheckFinger():
                self._check_finger(order, cancelled)
            case EnrolFace():
                self._enrol_face(order, cancelled)
            case EnrolFinger():
                self._enrol_finger(order, cancelled)
            case WatchPresence():
                self._watch_presence(order, cancelled)
            case ReadCard():
                self._read_card(order, cancelled)

    def _fail(self, run: int, code: str, cancelled: threading.Event) -> None:
        if not cancelled.is_set():
            self._slots.clear()
            self._tell(Failed(run, code))

    # --- face -----------------------------------------------------------------------------------------

    def _check_face(self, order: CheckFace, cancelled: threading.Event) -> None:
        engine = self._faces()
        template = unpack(order.template)
        if not isinstance(template, FaceTemplate):
            raise TemplateForeign("finger", "face")
        run = FaceRun(engine, template, [Move(move) for move in order.moves], order.challenge, installed())

        def see(picture: Picture, at: float) -> bool:
            state = run.see(picture, at)
            self._tell(FaceSeen(order.run, state))
            if (decision := state.decision) is not None:
                photo = evidence_photo(picture, engine.find(picture)[0]) if order.photo and decision.passed else b""
                if photo:
                    facts = {**decision.facts, "photo": hashlib.sha256(photo).hexdigest()}
                    decision = replace(decision, facts=facts)
                self._tell(Decided(order.run, decision, photo))
            return state.phase is Phase.OVER

        self._film(order.camera, see, cancelled)

    def _enrol_face(self, order: EnrolFace, cancelled: threading.Event) -> None:
        engine = self._faces()
        samples: list[Embedding] = []
        taken_at = [0.0]

        def see(picture: Picture, at: float) -> bool:
            if at - taken_at[0] < _ENROL_GAP_S:
                return False
            try:
                samples.append(face_sample(engine, picture))
                taken_at[0] = at
                self._tell(FingerSeen(order.run, "waiting", taken=len(samples)))
            except QualityTooLow as low:
                self._tell(FingerSeen(order.run, "again", low.fault, len(samples)))
            return len(samples) == PICTURES

        self._film(order.camera, see, cancelled)
        if not cancelled.is_set():
            self._tell(Enrolled(order.run, "face", enrol_face(samples).packed()))

    def _film(self, name: str, see: Callable[[Picture, float], bool], cancelled: threading.Event) -> None:
        """Frames to `see` until it has enough; a camera that is unplugged may come back for a while."""
        lost_at: float | None = None
        while not cancelled.is_set():
            try:
                camera = self._camera(name)
                with camera.open() as session:
                    self._refuse_practice(camera.info)
                    lost_at = None
                    if self._film_session(session, see, cancelled):
                        return
            except DriverError as error:
                self._slots.clear()
                lost_at = lost_at or time.monotonic()
                if isinstance(error, PracticeDevice) or time.monotonic() - lost_at > _CAMERA_BACK_S:
                    raise
                self._tell(FingerSeen(0, "again", error.code))
                cancelled.wait(0.5)

    def _camera(self, name: str) -> Camera:
        """The one the media process holds, or where there is none the worker's own."""
        if self._lent is not None:
            return LentCamera(name, self._lent, lambda: self._camera_stands)
        return self._devices.camera(name)

    # --- presence -------------------------------------------------------------------------------------

    def _watch_presence(self, order: WatchPresence, cancelled: threading.Event) -> None:
        template = unpack(order.template) if order.template else None
        if not isinstance(template, FaceTemplate | None):
            raise TemplateForeign("finger", "face")
        presence = Presence(self._faces(), template, order.pause)
        while not cancelled.wait(presence.pause):
            began = time.monotonic()
            self._look(order.camera, presence, cancelled)
            if cancelled.is_set():
                return
            if (noted := presence.conclude(began)) is not None:
                self._tell(
                    PresenceNoted(order.run, str(noted.finding), noted.since, noted.looks, noted.score, noted.threshold)
                )

    def _look(self, name: str, presence: Presence, cancelled: threading.Event) -> None:
        """The pictures of one look; those that do not come count as unseen."""
        try:
            with self._camera(name).open() as session:
                while presence.looking and not cancelled.is_set():
                    presence.see(session.read().pixels)
                    cancelled.wait(_LOOK_GAP_S)
        except DriverError:
            while presence.looking:
                presence.see(None)

    def _film_session(
        self, session: CameraSession, see: Callable[[Picture, float], bool], cancelled: threading.Event
    ) -> bool:
        while not cancelled.is_set():
            frame = session.read()
            self._show(frame.pixels, frame.at)
            if see(frame.pixels, frame.at):
                self._slots.clear()
                return True
        return True

    def _show(self, picture: Picture, at: float) -> None:
        """The mirrored picture for the person, small."""
        small = cv2.flip(cv2.resize(picture, SELF_VIEW, interpolation=cv2.INTER_AREA), 1)
        pixels = np.ascontiguousarray(cv2.cvtColor(small, cv2.COLOR_BGR2BGRA))
        self._slots.write(pixels.data.cast("B"), *SELF_VIEW, at)

    def _faces(self) -> FaceEngine:
        self._engine = self._engine or FaceEngine()
        return self._engine

    # --- finger ---------------------------------------------------------------------------------------

    def _check_finger(self, order: CheckFinger, cancelled: threading.Event) -> None:
        from pathlib import Path

        from seat_client.identity import calibration, fingers

        template = unpack(order.template)
        if not isinstance(template, FingerTemplate):
            raise TemplateForeign("face", "finger")
        reader = self._reader(order.reader)
        known = calibration.load(Path(self._devices.calibration)) if self._devices.calibration else {}
        found = known.get(reader.model)
        for _ in range(FINGER_TRIES):
            image = self._touch(order.run, reader, order.seconds, cancelled)
            if image is None:
                return
            try:
                decision = fingers.decide(
                    template, image.pixels, image.ppi, reader=reader.model, challenge=order.challenge,
                    threshold=found.threshold if found else fingers.UNCALIBRATED,
                    calibrated=found is not None and found.sufficient,
                )  # fmt: skip
            except QualityTooLow as low:
                self._tell(FingerSeen(order.run, "again", low.fault))
                continue
            self._tell(Decided(order.run, decision))
            return
        raise FingerAgain("tries")

    def _enrol_finger(self, order: EnrolFinger, cancelled: threading.Event) -> None:
        from seat_client.identity import fingers

        reader = self._reader(order.reader)
        taken: list[Minutiae] = []
        while len(taken) < fingers.IMPRESSIONS:
            image = self._touch(order.run, reader, 30.0, cancelled, len(taken))
            if image is None:
                return
            if fingers.quality(image.pixels, image.ppi) < fingers.MIN_ENROL_QUALITY:
                self._tell(FingerSeen(order.run, "again", "poor-impression", len(taken)))
                continue
            taken.append(fingers.extract(image.pixels, image.ppi))
        self._tell(Enrolled(order.run, "finger", fingers.enrol_minutiae(taken).packed()))

    def _touch(
        self, run: int, reader: FingerprintReader, seconds: float, cancelled: threading.Event, taken: int = 0
    ) -> FingerImage | None:
        """The next touch that counts; None when it was cancelled. Raises DeviceTimeout when nobody touches."""
        until = time.monotonic() + seconds
        self._tell(FingerSeen(run, "waiting", taken=taken))
        while not cancelled.is_set():
            try:
                return reader.capture(min(2.0, max(0.1, until - time.monotonic())))
            except FingerAgain as again:
                self._tell(FingerSeen(run, "again", again.reason, taken))
                cancelled.wait(AGAIN_S)
            except DeviceTimeout:
                pass
            if time.monotonic() > until:
                raise DeviceTimeout(reader.info.id, seconds)
        return None

    def _reader(self, name: str) -> FingerprintReader:
        self._families[name] = self._families.get(name) or self._devices.fingers(name)
        for reader in self._families[name].readers():
            self._refuse_practice(reader.info)
            if isinstance(reader, FingerprintReader):
                return reader
        raise _NoReader(name)

    def _read_card(self, order: ReadCard, cancelled: threading.Event) -> None:
        """The next card that can be read; one that cannot is told, and waited for again."""
        if self._devices.cards is None:
            raise _NoReader(order.reader)
        self._cards[order.reader] = family = self._cards.get(order.reader) or self._devices.cards(order.reader)
        while not cancelled.is_set():
            try:
                reader = next(iter(family.readers()), None)
                if reader is None:
                    raise _NoReader(order.reader)
                self._refuse_practice(reader.info)
                holder = reader.read(_CARD_WAIT_S)
            except DeviceTimeout:
                continue
            except PracticeDevice:
                raise
            except DriverError as unread:  # lifted too soon, no identity card, unplugged: all may mend
                self._tell(FingerSeen(order.run, "again", unread.code))
                cancelled.wait(_CARD_WAIT_S)
                continue
            if not cancelled.is_set():
                self._tell(CardRead(order.run, holder.number))
            return

    def _refuse_practice(self, info: DeviceInfo) -> None:
        if info.practice and not self._devices.practice:
            raise PracticeDevice(info.id)


class _NoReader(DriverError):
    code = "no-reader"
