"""The call between the service and the screen: what is shown, in words, and what the person asked for."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from seat_client.services.call_view import CallView, Place
from seat_client.services.conference import Conference
from seat_client.services.document_share import DocumentShare, SharedPage
from seat_client.ui.bridge import Bridge
from seat_client.ui.call_sentences import refusal_words, state_words
from seat_client.ui.language import translate
from seat_client.ui.pictures import TilePictures
from seat_client.ui.role_words import role_words
from seat_client.ui.sentences import sentence, sentence_for
from seat_client.ui.widgets.plates import CallLine, TilePlate
from seat_client.wire.meeting import MeetingState

STEP = 10  # percent by which the volume changes; after the loudest comes the quietest


class ConferenceModel(QObject):
    """`changed` is emitted with every new view; `told` with a sentence that the person should read once."""

    changed = Signal()
    told = Signal(str)
    page_shown = Signal(str, int)
    """The person wants to see the page that somebody shows: its code and number."""

    def __init__(
        self, conference: Conference, bridge: Bridge, pictures: TilePictures, share: DocumentShare | None,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        """`now` is the centre's time; `share` judges the pages that are shown, None where there are none to see."""
        super().__init__()
        self.view = conference.current
        self.pictures = pictures
        self.reading: SharedPage | None = None
        """The page this seat reads now and could show."""
        self._conference = conference
        self._bridge = bridge
        self._share = share
        self._now = now
        bridge.connect(conference.view, self._see)

    # --- what is shown ------------------------------------------------------------------------------------------

    def role(self, role: str) -> str:
        return role_words(role, own=self.view.own, chair=self.view.chair)

    def plates(self) -> list[TilePlate]:
        return [self._plate(place) for place in self.view.places]

    def _plate(self, place: Place) -> TilePlate:
        return TilePlate(
            self.role(place.role), place.state, place.role, place.tile, place.shown, place.microphone, place.speaking
        )

    @property
    def line(self) -> CallLine:
        """How this seat takes part, for the strip."""
        v = self.view
        return CallLine(
            live=v.live, possible=v.state == "ahead" and not v.problem, reason=self.reason, time=self.time,
            microphone=v.microphone, camera=v.camera, noise=v.noise, asked=v.asked, away=v.away,
            word=v.word if v.word == v.own else "",
        )  # fmt: skip

    @property
    def reason(self) -> str:
        """Why the call is not as it should be, or how it stands."""
        v = self.view
        if v.moved:
            return refusal_words("identity_in_use")
        if v.problem:
            return sentence(v.problem).text
        if v.state == "refused":
            return refusal_words(v.refusal)
        if v.unheard:
            return translate("Conference", "Microphone off, nobody hears you")
        return state_words(v.state)

    @property
    def time(self) -> str:
        """How long the meeting has been going."""
        if not self.view.started:
            return ""
        seconds = max(0, int((self._now() - datetime.fromisoformat(self.view.started)).total_seconds()))
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"

    def waited(self, since: str) -> str:
        """How long a request has been standing."""
        seconds = max(0, int((self._now() - datetime.fromisoformat(since)).total_seconds()))
        return f"{seconds // 60:02d}:{seconds % 60:02d}"

    @property
    def shown_words(self) -> str:
        """Who shows which page, when this seat may open it; by code and page alone."""
        page = self._shared_page
        if page is None or self.view.shown_by == self.view.own:
            return ""
        words = translate("Conference", "{role} shows bid {code}, page {page}")
        return words.format(role=self.role(self.view.shown_by), code=page.code, page=page.page)

    @property
    def _shared_page(self) -> SharedPage | None:
        return self._share.accept(self.view.shown_page) if self._share is not None and self.view.shown_page else None

    # --- what the person does -----------------------------------------------------------------------------------

    def ask(self, what: str) -> None:
        """One of the call's buttons or keys."""
        v, c = self.view, self._conference
        actions: Mapping[str, Callable[[], object]] = {
            "join": c.join, "microphone": lambda: c.mute(v.microphone == "on"),
            "camera": lambda: c.camera_off(v.camera == "on"), "noise": lambda: c.suppress_noise(not v.noise),
            "away": lambda: c.step_away(not v.away), "volume": lambda: c.set_volume(_louder(v.volume)),
            "speak": self._speak, "share": self._share_page, "supervisor": lambda: self._call("s1"),
            "technician": lambda: self._call("t1"), "hang-up": lambda: self._act("hang-up"),
            "answer": lambda: self._act("answer"),
        }  # fmt: skip
        if what in actions:
            actions[what]()

    def hold_to_talk(self, held: bool) -> None:
        self._conference.hold_to_talk(held)

    def give_word(self, role: str) -> None:
        self._act("give", role)

    def take_word(self) -> None:
        self._act("take")

    def open_shown(self) -> None:
        """Open the page that somebody shows, in this seat's own copy."""
        if (page := self._shared_page) is not None:
            self.page_shown.emit(page.code, page.page)

    def show_in(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        self._conference.show_in(sizes)

    def _speak(self) -> None:
        if self.view.word == self.view.own and self.view.own:
            self._act("take")
        else:
            self._act("withdraw" if self.view.asked else "ask")

    def _call(self, other: str) -> None:
        """Call aside; pressed again, or while called, it ends that."""
        aside = self.view.aside
        if aside is None:
            self._act("call", other)
        elif aside.state == "calling" and aside.other == self.view.own:
            self._act("answer")
        else:
            self._act("hang-up")

    def _share_page(self) -> None:
        if self.view.shown_by == self.view.own and self.view.own:
            self._act("show")
        elif self.reading is not None:
            self._act("show", page=self.reading.to_text())

    def _act(self, kind: str, about: str = "", page: str = "") -> None:
        self._bridge.when_done(self._conference.act(kind, about, page), self._done)

    def _done(self, done: "Future[MeetingState]") -> None:
        if (error := done.exception()) is not None:
            self.told.emit(str(sentence_for(error)))

    def _see(self, view: CallView) -> None:
        self.view = view
        self.changed.emit()


def _louder(percent: int) -> int:
    return STEP if percent >= 100 else percent + STEP
