"""The seat: builds the window and everything behind it, starts and stops it in order."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer

from drivers.api.token import TokenFamily
from drivers.registry import camera, fingerprint_family, id_card_family
from seat_client.app.call_desk import CallDesk, CallDevices
from seat_client.app.help_desk import HelpDesk
from seat_client.app.journey import Journey, SeatParts
from seat_client.app.practice_person import PracticePerson
from seat_client.app.seat_media import SeatMedia
from seat_client.app.self_test_desk import SelfTestDesk
from seat_client.app.sole import evaluation_left, evaluation_opened
from seat_client.app.stage_pages import stage_pages
from seat_client.app.supervising import Watch
from seat_client.documents.standby import STANDBY
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.paths import Route, RouteMonitor
from seat_client.services.document_share import DocumentShare
from seat_client.services.handing_in import gap_key
from seat_client.services.key_desk import KeyDesk
from seat_client.services.person_check import PersonCheck, PersonDevices
from seat_client.services.presence import SeatPresence
from seat_client.services.release import Release
from seat_client.services.release_check import release_check
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.services.sign_in import SignedIn, SigningIn
from seat_client.services.technician_entry import TechnicianEntry
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.sync.client import CentreClient
from seat_client.sync.identity import SeatIdentity
from seat_client.sync.loop import SyncLoop
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import SignInModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import DeviceLine, SeatPlate
from seat_client.wire.help import Diagnosis
from seat_client.wire.identity import SignInPolicy

log = logging.getLogger(__name__)
CALIBRATION = "fingerprint-readers.json"


@dataclass(frozen=True, slots=True)
class SeatSettings:
    """Where this seat stands, which centre it speaks with, which key driver it uses, where it keeps its data."""

    plate: SeatPlate
    seat_id: str
    centre: str
    token: TokenFamily
    data: Path
    practice: bool
    kiosk: bool = False
    identity: SeatIdentity | None = None
    routes: tuple[Route, ...] = ()
    """The lines to the centre, in order of preference; none where the machine chooses."""
    call: CallDevices | None = None
    """The devices of the call; without them the seat takes no part in it."""
    devices: PersonDevices = field(default_factory=PersonDevices)
    policy: SignInPolicy = field(default_factory=SignInPolicy)
    self_test: tuple[str, ...] = ()
    """The command of this seat's self-test; the page is there where one is named."""
    diagnosis: Callable[[], Diagnosis] | None = None
    """What remote help may know of the seat; None at a seat that offers none."""
    checks_itself: bool = False
    """Whether a short self-test runs at the start."""
    person: PracticePerson | None = None
    """Who sits before the practice camera; None at a seat with people."""


class SeatProgram:
    """One seat from the sign-in page to the release."""

    def __init__(self, settings: SeatSettings, *, finished: Callable[[], None] = lambda: None) -> None:
        self._settings = settings
        self._finished = finished
        self.shell = Shell(practice=settings.practice, kiosk=settings.kiosk)
        self._bridge = Bridge()
        self._watch = ReaderWatch(settings.token)
        self._client = CentreClient(settings.centre, identity=settings.identity)
        self._monitor = _monitor(settings)
        self._unfollow: Callable[[], None] = lambda: None
        self._unfollow_help: Callable[[], None] = lambda: None
        self._desk = KeyDesk(self._watch, self._now)
        self._parts: SeatParts | None = None
        self._call: CallDesk | None = None
        self._self_test = (
            SelfTestDesk(
                self.shell, settings.self_test, settings.data, lambda: self._show_devices(self._watch.current),
                TechnicianEntry(
                    settings.data, lambda: self._watch.current, settings.centre, settings.identity,
                    practice=settings.practice,
                ),
            )
            if settings.self_test else None
        )  # fmt: skip
        self._help: HelpDesk | None = None
        self._worker: IdentityWorker | None = None
        self._media: SeatMedia | None = None
        self._signing_in: SigningIn | None = None
        self._journey: Journey | Watch | None = None
        self._clock = QTimer(interval=1000)
        self._clock.timeout.connect(self._tick)
        self._notice: DeviceLine | None = None

    def show_notice(self, line: DeviceLine | None) -> None:
        """What the kiosk has to report, on the status line before the devices."""
        self._notice = line
        self._show_devices(self._watch.current)

    def start(self) -> None:
        """Show the sign-in page and watch the readers."""
        STANDBY.begin()
        if self._monitor is not None:
            self._unfollow = self._client.follow(self._monitor)  # sign-in needs a living line as well
            self._monitor.start()
        self._bridge.connect(self._watch.topic, self._show_devices)
        self._watch.start()
        self.shell.show_seat(self._settings.plate)
        self._show_devices(self._watch.current)
        self._tick()
        self._clock.start()
        self._start_worker()
        if self._settings.call is not None:
            trust = self._settings.identity.centre_file if self._settings.identity else None
            self._media = SeatMedia(trust, self._camera_name, self._worker)
        self._signing_in = SigningIn(
            self._client, self._desk, seat_id=self._settings.seat_id, data=self._settings.data,
            policy=self._settings.policy, check=self._person_check(),
        )  # fmt: skip
        model = SignInModel(self._signing_in, self._watch, self._bridge)
        model.signed_in.connect(self._open)
        front = SignInView(model)
        self.shell.show_screen(front)
        model.start()
        if self._settings.diagnosis is not None:
            client = CentreClient(self._settings.centre, identity=self._settings.identity)
            if self._monitor is not None:
                self._unfollow_help = client.follow(self._monitor)
            self._help = HelpDesk(self.shell, client, self._settings.seat_id, self._settings.diagnosis)
        if self._self_test is not None:
            front.self_test_requested.connect(self._self_test.open)
            if self._settings.checks_itself:
                self._self_test.begin()

    @property
    def _camera_name(self) -> str:
        """The seat has one camera, whoever looks through it."""
        call = self._settings.call
        return self._settings.devices.camera or (call.camera if call is not None else "")

    def _start_worker(self) -> None:
        """Face and finger, in a process that is started ahead; none where the place asks for the key alone."""
        settings, policy = self._settings, self._settings.policy
        if set(policy.factors) == {"key"} and not policy.presence:
            return
        devices = Devices(
            camera, fingerprint_family, practice=settings.practice, calibration=str(settings.data / CALIBRATION),
            lent=settings.call is not None, cards=id_card_family,
        )  # fmt: skip
        self._worker = IdentityWorker(devices)
        self._worker.start()
        if settings.person is not None:
            settings.person.follow(self._worker)

    def _person_check(self) -> PersonCheck | None:
        if self._worker is None:
            return None
        lender = self._media.camera if self._media is not None else None
        return PersonCheck(self._worker, self._settings.devices, lender)

    def stop(self) -> None:
        """End everything that was started, last first; what is typed is already durable."""
        self._clock.stop()
        if self._help is not None:
            self._help.close()
            self._unfollow_help()
        if self._self_test is not None:
            self._self_test.end()
        if self._journey is not None:
            self._journey.stop()
        if self._call is not None:
            self._call.stop()
        if self._media is not None:
            self._media.close()
        self._bridge.close()
        if self._parts is not None:
            self._parts.sync.stop()
            self._finish_wipe(self._parts)
            self._parts.shelf.close()
            self._parts.seat.store.close()
        self._desk.close()
        self._watch.stop()
        self._unfollow()
        if self._monitor is not None:
            self._monitor.stop()
        self._client.close()
        self.shell.end()
        if self._worker is not None:
            self._worker.close()  # after the page that draws from its pictures
        STANDBY.stop()

    def _finish_wipe(self, parts: SeatParts) -> None:
        """A member who was released leaves nothing behind, even when the program ends before the page was done."""
        release = Release(parts.seat, parts.shelf)
        if release.done and not release.pending:
            rows = release.wipe().result()
            evaluation_left(self._settings.data)
            log.info("the seat's record was erased: %d rows", rows)

    def _open(self, signed_in: SignedIn) -> None:
        if self._self_test is not None:
            self._self_test.end()
            self._self_test = None
        seat = signed_in.seat
        shelf = Shelf(seat.store, self._client, self._settings.data / "documents", release_check(seat))
        sync = SyncLoop(seat.store, self._client)
        if self._monitor is not None:
            self._unfollow()
            sync.follow(self._monitor)
        self._call = self._open_call(seat)
        self._parts = SeatParts(
            seat, sync, shelf, self._desk, self._watch, self._client, self._bridge, signed_in.arrival, self._call,
            self._presence(seat),
        )  # fmt: skip
        self.shell.show_seat(self._plate_of(signed_in))
        if seat.is_committee:
            evaluation_opened(self._settings.data, self._now())
            self._journey = Journey(self.shell, self._parts, stage_pages(self._parts), self._settings.data)
        else:
            self._journey = Watch(self.shell, self._parts)
        self._journey.closed.connect(self._finished)
        self._journey.begin()

    def _open_call(self, seat: Seat) -> CallDesk | None:
        """The call, connected ahead; a seat without its devices goes without it."""
        if self._settings.call is None or self._media is None:
            return None
        share = DocumentShare(seat) if seat.is_committee else None
        call = CallDesk(
            self.shell, self._bridge, self._client, self._settings.call, self._media,
            folder=self._call_folder(seat), key=gap_key(seat.store), share=share, now=self._now,
        )  # fmt: skip
        call.devices_changed.connect(lambda: self._show_devices(self._watch.current))
        call.start()
        return call

    def _call_folder(self, seat: Seat) -> Path:
        """For what the call keeps during an outage: of this person in this evaluation, and told by no name."""
        whose = hashlib.sha256(f"{seat.project.id}\n{seat.member}".encode()).hexdigest()
        return self._settings.data / "call" / whose[:16]

    def _presence(self, seat: Seat) -> SeatPresence | None:
        """Looks at who sits there, where the place asks for it; supervisors come and go."""
        signing_in = self._signing_in
        if signing_in is None or signing_in.check is None or not signing_in.policy.presence or not seat.is_committee:
            return None
        presence = SeatPresence(seat, signing_in.check, signing_in.policy.presence)
        self._bridge.connect(signing_in.check.worker.news, presence.hear)
        return presence

    def _plate_of(self, signed_in: SignedIn) -> SeatPlate:
        p, seat = self._settings.plate, signed_in.seat
        role = translate("Journey", "Supervisor · key verified")
        if seat.is_committee:
            words = translate("Journey", "Member {number} · key verified")
            role = words.format(number=seat.role_number(signed_in.session.member))
        return SeatPlate(p.centre, p.service, p.seat, p.number, p.room, role)

    def _now(self) -> datetime:
        if self._parts is not None:
            return self._parts.seat.now()
        ahead = self._signing_in.offset_seconds if self._signing_in is not None else None
        return datetime.now(UTC) + timedelta(seconds=float(ahead or 0))

    def _tick(self) -> None:
        self.shell.show_time(self._now().astimezone())

    def _show_devices(self, readers: WatchedReaders) -> None:
        inserted = bool(readers.keys)
        key = translate("Journey", "inserted") if inserted else translate("Journey", "not inserted")
        later = translate("Journey", "not in use")
        unused = (
            DeviceLine("camera", translate("Journey", "Camera"), later, ""),
            DeviceLine("mic", translate("Journey", "Microphone"), later, ""),
        )
        finger = DeviceLine("finger", translate("Journey", "Fingerprint"), later, "")
        recorded = self._call is not None and self._call.screen_recorded  # a narrow bar has room for four
        self.shell.show_devices(
            [
                *([self._notice] if self._notice is not None else []),
                DeviceLine("key", translate("Journey", "Signing key"), key, "ok" if inserted else "warn"),
                *([] if recorded else [finger]),
                *(self._call.devices if self._call is not None else unused),
                *([self._self_test.line] if self._self_test is not None and self._self_test.line is not None else []),
            ]
        )


def _monitor(settings: SeatSettings) -> RouteMonitor | None:
    """Watches the seat's lines; None where none are named."""
    centre = urlsplit(settings.centre)
    if not settings.routes or centre.hostname is None:
        return None
    return RouteMonitor(settings.routes, (centre.hostname, centre.port or (443 if centre.scheme == "https" else 80)))
