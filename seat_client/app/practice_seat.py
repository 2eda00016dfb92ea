"""The seat of a practice: the welcome page first, then the seat itself with virtual devices."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from seat_client.app.call_desk import CallDevices
from seat_client.app.practice_choices import PracticeChoices
from seat_client.app.practice_ground import PIN, PracticeGround, virtual_family
from seat_client.app.practice_person import PracticePerson
from seat_client.app.qt import application, new_scale
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.app.self_test_desk import command
from seat_client.app.toml_writing import toml
from seat_client.practice.script import SUPERVISORS
from seat_client.services.person_check import PersonDevices
from seat_client.ui.language import translate
from seat_client.ui.screens.practice_welcome.view import PracticeWelcomeView
from seat_client.ui.screens.practice_welcome.view_model import PracticeFacts, PracticeWelcomeModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.wire.identity import SignInPolicy

WIDE = (1920, 1080)
PRACTICE_LOOKS_S = 60
PRACTICE_CALL = CallDevices(camera="virtual:portrait", sound="virtual:quiet")
ROLES = ("expert", "chair", "supervisor")

StartColleagues = Callable[[str, str], None]


class Pilot(Protocol):
    """Who works the widgets when no person does."""

    def fly(self, window: Callable[[], QWidget]) -> bool:
        """Work the windows to the end of the evaluation; False when it did not come to its end."""


class PracticeSeat:
    """Welcome page and seat in one Qt application."""

    def __init__(
        self, ground: PracticeGround, centre: str, member: str, colleagues: StartColleagues, *, language: str
    ) -> None:
        self._ground = ground
        self._centre = centre
        self._member = member
        self._colleagues = colleagues
        self._choices = PracticeChoices(ground.folder)
        new_scale(self._choices.scale / 100)
        self._qt = application(language)
        self._program: SeatProgram | None = None
        self._welcome = Shell(practice=True)
        self._window: Shell = self._welcome
        self._clock = QTimer(interval=1000)
        self._clock.timeout.connect(self._tick)
        self._ended = False
        self._shows_around = False

    def run(self) -> bool:
        """A person takes the seat, and is shown around at the first page to work on; returns when it is closed."""
        self._shows_around = True
        self._show_welcome()
        self._welcome.resize(self._qt.primaryScreen().availableSize())  # without a window manager nothing maximizes
        self._welcome.showMaximized()
        self._qt.exec()
        self._stop()
        return self._ended

    def run_with(self, pilot: Pilot) -> bool:
        """The pilot takes the seat; returns when it has done what it does."""
        self._show_welcome()
        ratio = self._welcome.devicePixelRatio()
        self._welcome.resize(*(round(side / ratio) for side in WIDE))
        self._welcome.show()
        try:
            return pilot.fly(lambda: self._window) and self._ended
        finally:
            self._stop()

    def _show_welcome(self) -> None:
        project = self._ground.project.project
        facts = PracticeFacts(bids=len(project.bidders), members=len(project.committee), pin=PIN)
        model = PracticeWelcomeModel(facts, roles=ROLES, scale=self._choices.scale, save_scale=self._choices.save_scale)
        model.started.connect(self._begin)
        self._welcome.show_screen(PracticeWelcomeView(model))
        self._tick()
        self._clock.start()

    def _tick(self) -> None:
        self._welcome.show_time(datetime.now(UTC))

    def _begin(self, role: str) -> None:
        self._clock.stop()
        member = {"chair": self._ground.project.script.chair, "supervisor": SUPERVISORS[0][0]}.get(role, self._member)
        self._colleagues(self._centre, member)
        self._program = SeatProgram(self._settings(member), finished=self._finish)
        self._window = self._program.shell
        self._window.resize(self._welcome.size())
        self._program.start()
        self._window.setWindowState(self._welcome.windowState())
        self._window.show()
        self._window.closed.connect(self._qt.quit)
        if self._shows_around:
            self._window.page_changed.connect(self._show_around)
        self._welcome.end()

    def _show_around(self) -> None:
        """Once, when the first page of the workbench stands."""
        if self._shows_around and isinstance(self._window.page, WorkbenchFrame):
            self._shows_around = False
            QTimer.singleShot(400, self._window, self._window.open_tour)

    def _settings(self, member: str) -> SeatSettings:
        seat_id = self._ground.project.script.seat_of(member)
        place_id, _, number = seat_id.rpartition("-")
        places = {p.id: p.name for p in self._ground.project.project.places}
        place = places.get(place_id, self._ground.settings.name)
        seat = translate("Practice", "Seat {number}").format(number=number)
        return SeatSettings(
            plate=SeatPlate(place, place, seat, number),
            seat_id=seat_id,
            centre=self._centre,
            token=virtual_family(self._token(member)),
            data=self._ground.folder / "seat",
            practice=True,
            call=PRACTICE_CALL,
            self_test=self._self_test(member, seat_id, place, seat, number),
            **self._biometric(),
        )

    def _biometric(self) -> dict[str, Any]:
        """Key and face of a drawn person, where the face models are installed; else the key alone."""
        if not self._ground.faces:
            return {}
        person = PracticePerson(self._ground.folder / "camera.scene")
        return {
            "devices": PersonDevices(camera=person.camera),
            "policy": SignInPolicy(factors=("key", "face"), needed=2, presence=PRACTICE_LOOKS_S),
            "person": person,
        }

    def _self_test(self, member: str, seat_id: str, place: str, seat: str, number: str) -> tuple[str, ...]:
        """The self-test of the practice's virtual devices, by a seat.toml of its own."""
        file = self._ground.folder / "self-test.toml"
        token = f"virtual:{self._token(member)}"
        told: dict[str, dict[str, object]] = {
            "seat": {"id": seat_id, "place": place, "number": int(number) if number.isdigit() else 1, "label": seat},
            "centre": {"url": self._centre},
            "devices": {"token": token, "camera": PRACTICE_CALL.camera, "sound": PRACTICE_CALL.sound},
        }
        file.write_text(toml(told), encoding="utf-8")
        return command([file], self._ground.folder / "seat")

    def _token(self, member: str) -> Path:
        return self._ground.token(member)

    def _finish(self) -> None:
        self._ended = True

    def _stop(self) -> None:
        self._clock.stop()
        if self._program is not None:
            self._program.stop()
