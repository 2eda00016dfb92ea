"""What was entered, what of it cannot be, and the file that comes of it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.seat_setup.fields import LIST_MARK, Kind, SettingField, Step, steps
from seat_client.ui.sentences import sentence_for

LONGEST = 500
"""Of one setting: a path or the name of a device."""

Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SeatFile:
    """The seat.toml that is edited, as the page needs it."""

    name: str
    tables: Tables
    accepts: Callable[[str, str, object], bool]
    """Whether table and key may hold a value."""
    text: Callable[[Tables], str]
    save: Callable[[Tables], None]
    """Put it in place of the file; raises OSError, or an error whose text says what cannot be."""
    devices: "Callable[[], Future[Mapping[str, tuple[str, ...]]]]"
    """What is plugged in, by the key that takes it."""
    enrol: "Callable[[str, str], Future[str]]"
    """Address and one-time code; until when the certificate is good. A SyncError where the centre says no."""


class SeatSetupModel(QObject):
    """The steps and what stands in them; nothing is written before `save`."""

    changed = Signal()
    finished = Signal()
    """The window may close."""

    def __init__(self, file: SeatFile, bridge: Bridge) -> None:
        super().__init__()
        self._file, self._bridge = file, bridge
        self.steps: tuple[Step, ...] = steps()
        self.step = 0
        self.found: Mapping[str, tuple[str, ...]] = {}
        self.problem = ""
        self.saved = False
        self.enrolling = False
        self.enrolled = ""
        self._entered = {
            (field.table, field.key): _shown(file.tables.get(field.table, {}).get(field.key, ""))
            for step in self.steps
            for field in step.fields
        }
        bridge.when_done(file.devices(), self._take_devices)

    @property
    def name(self) -> str:
        """Where the file lies."""
        return self._file.name

    @property
    def last(self) -> bool:
        return self.step == len(self.steps) - 1

    def entered(self, field: SettingField) -> str:
        return self._entered[field.table, field.key]

    def enter(self, field: SettingField, text: str) -> None:
        """What stands in a field now."""
        self._entered[field.table, field.key] = text.strip()
        self.saved, self.problem = False, ""

    def fault(self, field: SettingField) -> str:
        """Why this cannot stand; empty when it can."""
        text = self.entered(field)
        if not text:
            return translate("SeatSetup", "This is needed") if field.needed else ""
        if len(text) > LONGEST or not self._file.accepts(field.table, field.key, _value(field, text)):
            return translate("SeatSetup", "Please enter: {hint}").format(hint=field.hint)
        if field.key == "needed" and int(text) > len((self._entered["sign_in", "factors"] or "key").split(LIST_MARK)):
            return translate("SeatSetup", "There are not so many ways to sign in")
        return ""

    def faults(self) -> list[SettingField]:
        """The fields of this step that cannot stand."""
        return [field for field in self.steps[self.step].fields if self.fault(field)]

    def forward(self) -> bool:
        """To the next step, where this one can stand; whether it went."""
        if self.last or self.faults():
            return False
        self.step += 1
        return True

    def back(self) -> bool:
        """To the step before; whether there was one."""
        if not self.step:
            return False
        self.step -= 1
        return True

    def tables(self) -> Tables:
        """The file's tables with what was entered; what the steps do not know stays as it was."""
        made = {name: dict(values) for name, values in self._file.tables.items()}
        for step in self.steps:
            for field in step.fields:
                text, table = self.entered(field), made.setdefault(field.table, {})
                if text:
                    table[field.key] = _value(field, text)
                else:
                    table.pop(field.key, None)
        return {name: values for name, values in made.items() if values}

    def text(self) -> str:
        """The file as it would be written."""
        return self._file.text(self.tables())

    def save(self) -> None:
        """Write the file."""
        self.problem = ""
        try:
            self._file.save(self.tables())
        except OSError as failed:
            words = translate("SeatSetup", "{file} cannot be written: {reason}")
            self.problem = words.format(file=self.name, reason=failed.strerror)
        else:
            self.saved = True
        self.changed.emit()

    def enrol(self, code: str) -> None:
        """Exchange the one-time code for this seat's certificate."""
        if self.enrolling or not code.strip():
            return
        self.enrolling, self.problem, self.enrolled = True, "", ""
        address = self._entered["centre", "url"]
        self._bridge.when_done(self._file.enrol(address, code.strip()), self._take_certificate)
        self.changed.emit()

    def _take_certificate(self, done: "Future[str]") -> None:
        self.enrolling = False
        if (error := done.exception()) is not None:
            self.problem = str(sentence_for(error))
        else:
            self.enrolled = done.result()
        self.changed.emit()

    def _take_devices(self, done: "Future[Mapping[str, tuple[str, ...]]]") -> None:
        self.found = done.result()
        self.changed.emit()


def _shown(value: object) -> str:
    return f"{LIST_MARK} ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _value(field: SettingField, text: str) -> object:
    """As the file holds it; a text that is no number stays one, for the check to refuse."""
    parts = [part.strip() for part in text.split(LIST_MARK) if part.strip()]
    if field.kind is Kind.LIST:
        return parts
    if field.kind is Kind.DEVICE and len(parts) > 1:
        return parts
    try:
        return int(text) if field.kind is Kind.NUMBER else float(text) if field.kind is Kind.DECIMAL else text
    except ValueError:
        return text
