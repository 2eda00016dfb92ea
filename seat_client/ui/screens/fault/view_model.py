"""A disturbance at this seat in words: how it stands, how long is left, what waits, what happened."""

from concurrent.futures import Future
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from seat_client.domain.errors import RuleViolation
from seat_client.services.disturbance import Disturbances, Incident, Waiting
from seat_client.services.motions import Motions
from seat_client.store.store import SavedAct
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock, clock_seconds
from seat_client.ui.language import translate
from seat_client.ui.screens.fault.rows import AbilityLine, LogLine, WaitingLine
from seat_client.ui.sentences import sentence_for


class FaultModel(QObject):
    """Reads the disturbances anew whenever they changed and at every tick of the clock."""

    changed = Signal()

    def __init__(self, disturbances: Disturbances, motions: Motions, bridge: Bridge, place: str = "") -> None:
        super().__init__()
        self._disturbances, self._motions, self._bridge = disturbances, motions, bridge
        self.problem = ""
        self.asked = False
        self.place = place
        """Where the member was, in words for the way back."""

    @property
    def lost(self) -> bool:
        return self._disturbances.lost

    @property
    def soon(self) -> bool:
        """Less than half an hour is left until everything is sealed."""
        return self._disturbances.soon

    @property
    def heading(self) -> str:
        if self.lost:
            return translate("Fault", "Connection lost, you can go on")
        if self._disturbances.machine.on_battery:
            return translate("Fault", "The seat runs on its battery")
        if self._disturbances.machine.disk_low:
            return translate("Fault", "The disk of this seat is nearly full")
        return translate("Fault", "The connection is back")

    @property
    def sentence(self) -> str:
        if self.lost:
            return translate(
                "Fault", "All your work is on this seat and is sent by itself afterwards; nothing is to be done twice."
            )
        if self._disturbances.machine.on_battery or self._disturbances.machine.disk_low:
            return translate("Fault", "Technical support has to come. What you type is kept on this seat at once.")
        return translate("Fault", "What waited is being sent by itself.")

    @property
    def countdown(self) -> str:
        """Hours, minutes and seconds until everything is sealed; a dash while nothing runs."""
        return span(self._disturbances.left()) if self.lost else "—"

    @property
    def spent(self) -> float:
        """The share of the time that has run, from 0 to 1."""
        return self._disturbances.lasted() / self._disturbances.limit if self.lost else 0.0

    @property
    def limit_words(self) -> str:
        """What happens at the limit."""
        hours = int(self._disturbances.limit / timedelta(hours=1))
        if not self.lost:
            return translate("Fault", "No limit runs now.")
        if self._disturbances.limit < timedelta(hours=4):
            words = translate("Fault", "Before the start: not mended in {hours} hours, the purchaser decides.")
            return words.format(hours=hours)
        words = translate("Fault", "Not mended in {hours} hours, all is sealed and another committee is formed.")
        return words.format(hours=hours)

    @property
    def pending(self) -> int:
        return self._disturbances.pending

    @property
    def waiting(self) -> tuple[WaitingLine, ...]:
        """The kinds of entries that wait, at most three lines."""
        return tuple(_waiting_line(each) for each in _grouped(self._disturbances.waiting()))

    @property
    def works(self) -> tuple[AbilityLine, ...]:
        return (
            AbilityLine(
                "document",
                translate("Fault", "Reading and comparing"),
                translate("Fault", "documents opened before are on this seat"),
            ),
            AbilityLine(
                "edit",
                translate("Fault", "Votes, scores and reasons"),
                translate("Fault", "kept at once, also when the power fails"),
            ),
            AbilityLine(
                "lock",
                translate("Fault", "Locking a sheet"),
                translate("Fault", "signed here, counts once the centre holds it"),
            ),
            AbilityLine(
                "key",
                translate("Fault", "Your identity stays valid"),
                translate("Fault", "no new sign-in; leave the key in"),
            ),
        )

    @property
    def waits(self) -> tuple[AbilityLine, ...]:
        return (
            AbilityLine(
                "submit",
                translate("Fault", "Results of votes"),
                translate("Fault", "yours is kept here and sent afterwards"),
            ),
            AbilityLine(
                "shield",
                translate("Fault", "Undertaking, summary, report"),
                translate("Fault", "after the digests are compared with the centre"),
            ),
            AbilityLine(
                "eye",
                translate("Fault", "Progress of the others"),
                self._as_of(),
            ),
            AbilityLine(
                "phone",
                translate("Fault", "Calling through the centre"),
                translate("Fault", "raise your hand or use the house telephone"),
            ),
        )

    @property
    def log(self) -> tuple[LogLine, ...]:
        """From first to last."""
        return tuple(_log_line(incident) for incident in self._disturbances.incidents)

    @property
    def back_words(self) -> str:
        if not self.place:
            return translate("Fault", "Back to work")
        return translate("Fault", "Back to work: {place}").format(place=self.place)

    @property
    def seal_obstacle(self) -> str:
        """Why the committee cannot be asked to seal its seats now; empty when it can."""
        if self.asked:
            return translate("Fault", "Asked for, the committee votes on it")
        if self.lost:
            return translate("Fault", "Possible once the connection is back")
        return "" if self._motions.possible else translate("Fault", "Not possible in this stage")

    def ask_seal(self) -> None:
        """Put the motion to break off and seal all seats; nobody seals one alone."""
        self.problem = ""
        try:
            saved = self._motions.propose("overnight", translate("Fault", "A disturbance of this seat"))
        except RuleViolation as refused:
            self.problem = str(sentence_for(refused))
        else:
            self.asked = True
            self._bridge.when_done(saved, self._see_saved)
        self.changed.emit()

    def _see_saved(self, done: "Future[SavedAct]") -> None:
        if not done.cancelled() and (error := done.exception()) is not None:
            self.asked, self.problem = False, str(sentence_for(error))
            self.changed.emit()

    def tick(self) -> None:
        """A second has passed, or something was seen."""
        self.changed.emit()

    def _as_of(self) -> str:
        last = self._disturbances.last_exchange
        if last is None:
            return translate("Fault", "as last heard from the centre")
        return translate("Fault", "as it stood at {time}").format(time=clock(last))


def span(length: timedelta) -> str:
    """Hours, minutes and seconds."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _grouped(waiting: tuple[Waiting, ...]) -> list[tuple[str, int, Waiting]]:
    """Kinds of acts put together as a person would: scores, votes, the rest."""
    groups: dict[str, list[Waiting]] = {}
    for each in waiting:
        groups.setdefault(_GROUPS.get(each.kind, "other"), []).append(each)
    order = sorted(groups, key=("scores", "votes", "other").index)
    return [(g, sum(w.count for w in groups[g]), max(groups[g], key=lambda w: w.last)) for g in order]


_GROUPS = {
    "enter-score": "scores",
    "sealed-entry": "scores",
    "lock-sheet": "scores",
    "vote-preliminary": "votes",
    "vote-ruling": "votes",
    "cast-ballot": "votes",
}


def _waiting_line(group: tuple[str, int, Waiting]) -> WaitingLine:
    name, count, latest = group
    titles = {
        "scores": translate("Fault", "Scores and reasons"),
        "votes": translate("Fault", "Votes"),
        "other": translate("Fault", "Declarations and confirmations"),
    }
    words = translate("Fault", "{count} · last {time}")
    return WaitingLine(titles[name], words.format(count=count, time=clock_seconds(latest.last)))


def _log_line(incident: Incident) -> LogLine:
    words, state = {
        "lost": (translate("Fault", "Connection with the centre lost; this seat works on its own"), "bad"),
        "retried": (translate("Fault", "Try no. {count}, no answer"), "todo"),
        "restored": (translate("Fault", "Connection is back"), "ok"),
        "battery": (translate("Fault", "Power lost, on battery ({count}%)"), "warn"),
        "mains": (translate("Fault", "Power is back"), "ok"),
        "disk-low": (translate("Fault", "Disk nearly full, {count} MB left"), "warn"),
        "disk-ok": (translate("Fault", "Room on the disk again, {count} MB"), "ok"),
    }[incident.kind]
    return LogLine(words.format(count=incident.count), clock_seconds(incident.at), state)
