"""The settings of each step: what each is called, what it may be, and how it is entered."""

from dataclasses import dataclass
from enum import StrEnum

from seat_client.ui.language import translate

LIST_MARK = ";"
"""Between the parts of a setting that is a list."""


class Kind(StrEnum):
    """How a setting is entered: `DEVICE` is a text for which what is plugged in is offered."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    LIST = "list"
    DEVICE = "device"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class SettingField:
    """One setting; `choices` are values with their words, of a CHOICE alone."""

    table: str
    key: str
    kind: Kind
    title: str
    hint: str
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One page of settings; the last one has none and shows the file."""

    title: str
    sentence: str
    fields: tuple[SettingField, ...] = ()


def steps() -> tuple[Step, ...]:
    """In the order in which they are gone through."""
    return (
        Step(
            translate("SeatSetup", "Seat and centre"),
            translate("SeatSetup", "Which seat this is, and which centre it works with."),
            _place(),
        ),
        Step(
            translate("SeatSetup", "Lines"),
            translate("SeatSetup", "By which of its own interfaces or addresses the seat reaches the centre."),
            _lines(),
        ),
        Step(
            translate("SeatSetup", "Devices"),
            translate("SeatSetup", "What is plugged in is offered by a name that stays, wherever it is plugged."),
            _devices(),
        ),
        Step(
            translate("SeatSetup", "Sign-in and screen"),
            translate("SeatSetup", "The stricter of this and the centre's word holds."),
            _sign_in(),
        ),
        Step(translate("SeatSetup", "Save"), translate("SeatSetup", "This is what will stand in the file.")),
    )


def _place() -> tuple[SettingField, ...]:
    return (
        SettingField(
            "seat", "id", Kind.TEXT, translate("SeatSetup", "Seat id"),
            translate("SeatSetup", "as registered at the centre: letters, digits, - _ ."), needed=True,
        ),
        SettingField(
            "seat", "number", Kind.NUMBER, translate("SeatSetup", "Number"),
            translate("SeatSetup", "1 to 9999, large on the seat's front"),
        ),
        SettingField(
            "seat", "place", Kind.TEXT, translate("SeatSetup", "Place"),
            translate("SeatSetup", "the name of the house, as the front shows it"),
        ),
        SettingField(
            "seat", "label", Kind.TEXT, translate("SeatSetup", "Name of the seat"),
            translate("SeatSetup", "such as 07 号机位; empty for its id"),
        ),
        SettingField(
            "centre", "url", Kind.TEXT, translate("SeatSetup", "Address of the centre"),
            translate("SeatSetup", "such as https://centre.example:8443"), needed=True,
        ),
    )  # fmt: skip


def _lines() -> tuple[SettingField, ...]:
    hint = translate("SeatSetup", "an interface such as eth0 or a local address; empty: the machine chooses")
    return (
        SettingField("routes", "wired", Kind.TEXT, translate("SeatSetup", "Wired line"), hint),
        SettingField("routes", "mobile", Kind.TEXT, translate("SeatSetup", "5G line"), hint),
    )


def _devices() -> tuple[SettingField, ...]:
    system = translate("SeatSetup", "empty: what the system chooses")
    return (
        SettingField(
            "devices", "token", Kind.DEVICE, translate("SeatSetup", "Signing keys"),
            translate("SeatSetup", "pcsc, skf:LIBRARY or pkcs11:LIBRARY; several with ; between them"),
        ),
        SettingField(
            "devices", "camera", Kind.DEVICE, translate("SeatSetup", "Camera"),
            translate("SeatSetup", "empty: the first one that is found"),
        ),
        SettingField("devices", "microphone", Kind.DEVICE, translate("SeatSetup", "Microphone"), system),
        SettingField("devices", "speaker", Kind.DEVICE, translate("SeatSetup", "Loudspeaker"), system),
        SettingField(
            "devices", "sound_profile", Kind.CHOICE, translate("SeatSetup", "Before the expert stands"),
            translate("SeatSetup", "a headset has no echo to cancel"),
            (
                ("", translate("SeatSetup", "loudspeaker and microphone")),
                ("headset", translate("SeatSetup", "a headset")),
                ("aec3", translate("SeatSetup", "loudspeaker, with WebRTC's echo canceller")),
            ),
        ),
        SettingField(
            "devices", "finger", Kind.DEVICE, translate("SeatSetup", "Fingerprint reader"),
            translate("SeatSetup", "libfprint, zkfp:LIBRARY or winbio; empty: none"),
        ),
    )  # fmt: skip


def _sign_in() -> tuple[SettingField, ...]:
    key, face, finger = (
        translate("SeatSetup", "key"), translate("SeatSetup", "face"), translate("SeatSetup", "finger")
    )  # fmt: skip
    counts = (("", "1"), ("2", "2"), ("3", "3"))
    scales = (("", "100 %"), ("1.1", "110 %"), ("1.25", "125 %"))
    return (
        SettingField(
            "sign_in", "factors", Kind.LIST, translate("SeatSetup", "Ways to sign in"),
            translate("SeatSetup", "of this place"),
            (
                ("", key), ("key;face", f"{key} · {face}"), ("key;finger", f"{key} · {finger}"),
                ("key;face;finger", f"{key} · {face} · {finger}"),
            ),
        ),
        SettingField(
            "sign_in", "needed", Kind.NUMBER, translate("SeatSetup", "How many of them are needed"),
            translate("SeatSetup", "no more than there are"), counts,
        ),
        SettingField(
            "interface", "language", Kind.CHOICE, translate("SeatSetup", "Language"), "",
            (("", "中文"), ("en", "English")),
        ),
        SettingField(
            "interface", "scale", Kind.DECIMAL, translate("SeatSetup", "Size on the screen"), "", scales
        ),
    )  # fmt: skip
