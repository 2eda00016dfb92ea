"""The words of the self-test: what each check is called, its figure and its limit, and for each fault what to do.

The page, the command and the certificate speak with these alone. A test demands an entry for every check and fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from seat_client.media.measuring import Part
from seat_client.services.self_test.result import Change, Check, Fact, Result, State
from seat_client.ui.language import translate

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a fault means, and what the technician does, one step after the other."""

    title: str
    meaning: str
    steps: tuple[str, ...]


def titles() -> dict[Check, str]:
    """What every check is called."""
    return {
        Check.SERVICE: translate("SelfTest", "Card service"),
        Check.READER: translate("SelfTest", "Card reader"),
        Check.DRIVER: translate("SelfTest", "Driver"),
        Check.CARD: translate("SelfTest", "Card / key"),
        Check.PIN: translate("SelfTest", "PIN"),
        Check.CERTIFICATE: translate("SelfTest", "Certificate"),
        Check.TRIAL: translate("SelfTest", "Trial signature"),
        Check.CAMERA: translate("SelfTest", "Camera"),
        Check.MICROPHONE: translate("SelfTest", "Microphone"),
        Check.ROOM: translate("SelfTest", "Room noise"),
        Check.NOISE: translate("SelfTest", "Noise reduction"),
        Check.SPEAKER: translate("SelfTest", "Loudspeaker"),
        Check.ECHO: translate("SelfTest", "Echo suppression"),
        Check.FINGER: translate("SelfTest", "Fingerprint reader"),
        Check.FACE: translate("SelfTest", "Face models"),
        Check.CLOCK: translate("SelfTest", "Clock"),
        Check.DISK: translate("SelfTest", "Disk"),
        Check.KEYS: translate("SelfTest", "Key storage"),
        Check.FONTS: translate("SelfTest", "Fonts"),
        Check.INPUT: translate("SelfTest", "Input method"),
        Check.PROGRAM: translate("SelfTest", "Program files"),
        Check.CENTRE: translate("SelfTest", "Centre"),
        Check.WIRED: translate("SelfTest", "Wired line"),
        Check.MOBILE: translate("SelfTest", "5G"),
        Check.LINE: translate("SelfTest", "Line to the centre"),
    }


def state_words(state: State) -> str:
    """How a check stands, in a word."""
    return {
        State.PASS: translate("SelfTest", "passed"),
        State.REMIND: translate("SelfTest", "reminder"),
        State.FAIL: translate("SelfTest", "failed"),
        State.SKIPPED: translate("SelfTest", "not checked"),
        State.NOT_FITTED: translate("SelfTest", "not fitted"),
    }[state]


def part_words(part: Part) -> str:
    """What the person does while sound is measured."""
    return {
        Part.SILENCE: translate("SelfTest", "Please be quiet: the noise of the room is measured (4 s)"),
        Part.READING: translate(
            "SelfTest", "Please read aloud: “I undertake to evaluate objectively and fairly.” (6 s)"
        ),
        Part.LOUDSPEAKER: translate("SelfTest", "Please do not speak: a test sound is played (9 s)"),
    }[part]


# --- figures ------------------------------------------------------------------------------------------------------


def figure(result: Result) -> str:
    """What was measured, for a person; empty when there is nothing to say."""
    template = _figures().get(result.check, "") if result.facts else ""
    if "up_mbit" in result.facts and "down_mbit" in result.facts:
        template = translate(
            "SelfTest",
            "{rtt_ms} ms, jitter {jitter_ms} ms, loss {loss_percent} %, up {up_mbit}, down {down_mbit} Mbit/s",
        )
    return _filled(template, result.facts) if _complete(template, result.facts) else ""


def limit(result: Result) -> str:
    """What the figure is held to."""
    template = _limits().get(result.check, "") if result.limits else ""
    return _filled(template, result.limits) if _complete(template, result.limits) else ""


def _figures() -> dict[Check, str]:
    line = translate("SelfTest", "{rtt_ms} ms, jitter {jitter_ms} ms, loss {loss_percent} %")
    return {
        Check.READER: translate("SelfTest", "{count} found"),
        Check.DRIVER: translate("SelfTest", "{readers} readers answer"),
        Check.CARD: translate("SelfTest", "{keys} signing keys"),
        Check.PIN: translate("SelfTest", "not blocked, {tries_left} tries left"),
        Check.CERTIFICATE: translate("SelfTest", "ends in {days} days"),
        Check.TRIAL: translate("SelfTest", "{seconds} s, verified"),
        Check.CAMERA: translate("SelfTest", "{width}×{height} · {rate} pictures/s · brightness {brightness}"),
        Check.MICROPHONE: translate("SelfTest", "speech {speech} dB"),
        Check.ROOM: translate("SelfTest", "{room} dB"),
        Check.NOISE: translate("SelfTest", "{reduction} dB less"),
        Check.SPEAKER: translate("SelfTest", "{device}"),
        Check.ECHO: translate("SelfTest", "{loss} dB"),
        Check.FINGER: translate("SelfTest", "{reader}"),
        Check.FACE: translate("SelfTest", "{models} models unchanged"),
        Check.CLOCK: translate("SelfTest", "{offset_ms} ms apart"),
        Check.DISK: translate("SelfTest", "{free_gb} GB free · write {fsync_ms} ms"),
        Check.FONTS: translate("SelfTest", "{files} files, {letters} letters"),
        Check.INPUT: translate("SelfTest", "{method}"),
        Check.PROGRAM: translate("SelfTest", "version {version}"),
        Check.CENTRE: translate("SelfTest", "contract {contract}"),
        Check.WIRED: line,
        Check.MOBILE: line,
        Check.LINE: line,
    }


def _limits() -> dict[Check, str]:
    line = translate("SelfTest", "≤ {rtt_ms} ms, ≤ {jitter_ms} ms, ≤ {loss_percent} %, ≥ {mbit} Mbit/s")
    return {
        Check.CERTIFICATE: translate("SelfTest", "≥ {days} days"),
        Check.TRIAL: translate("SelfTest", "≤ {seconds} s"),
        Check.CAMERA: translate("SelfTest", "≥ {height}p, {rate}/s"),
        Check.MICROPHONE: translate("SelfTest", "≥ {speech} dB"),
        Check.ROOM: translate("SelfTest", "≤ {room} dB"),
        Check.NOISE: translate("SelfTest", "≥ {reduction} dB"),
        Check.ECHO: translate("SelfTest", "≥ {loss} dB"),
        Check.CLOCK: translate("SelfTest", "≤ {offset_ms} ms"),
        Check.DISK: translate("SelfTest", "≥ {free_gb} GB, ≤ {fsync_ms} ms"),
        Check.WIRED: line,
        Check.MOBILE: line,
        Check.LINE: line,
    }


def _filled(template: str, facts: Facts) -> str:
    return template.format_map({name: _number(fact) for name, fact in _with_percent(facts).items()})


def _with_percent(facts: Facts) -> Facts:
    """Loss as people say it."""
    loss = facts.get("loss")
    return {**facts, "loss_percent": round(loss * 100, 1)} if isinstance(loss, int | float) else facts


def _number(fact: Fact) -> str:
    return f"{fact:g}" if isinstance(fact, float) else str(fact)


def _complete(template: str, facts: Facts) -> bool:
    known = _with_percent(facts)
    return bool(template) and all(f"{{{name}}}" not in template for name in (*NUMBERS, *_TEXTS) if name not in known)


NUMBERS = (
    "rtt_ms", "jitter_ms", "loss_percent", "loss", "up_mbit", "down_mbit", "count", "readers", "keys", "tries_left",
    "days", "width", "height", "rate", "brightness", "speech", "room", "reduction", "delay_ms", "models", "offset_ms",
    "free_gb", "fsync_ms", "files", "letters", "mbit", "seconds",
)  # fmt: skip
"""The facts that are numbers."""
_TEXTS = ("device", "reader", "method", "version", "contract")


def change_words(change: Change) -> str:
    """How a check differs from the last run."""
    title = titles()[change.check]
    before, now = change.before.facts.get(change.fact), change.now.facts.get(change.fact)
    if change.fact and change.before.state is change.now.state:
        return translate("SelfTest", "{title}: {before} → {now}").format(
            title=title, before=_number(before or 0), now=_number(now or 0)
        )
    return translate("SelfTest", "{title}: {before} → {now}").format(
        title=title, before=state_words(change.before.state), now=state_words(change.now.state)
    )


# --- faults -------------------------------------------------------------------------------------------------------


def advice(result: Result) -> Advice:
    """What is wrong and what to do; for a check without a fault, its title alone."""
    if not result.fault:
        return Advice(titles()[result.check], figure(result), ())
    title, meaning, *steps = faults().get(result.fault, _unknown(result.fault))
    facts = _Facts({name: _number(fact) for name, fact in _with_percent(result.facts).items()})
    return Advice(title.format_map(facts), meaning.format_map(facts), tuple(step.format_map(facts) for step in steps))


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _unknown(fault: str) -> tuple[str, ...]:
    return translate("SelfTest", "This check failed (code {code}).").replace("{code}", fault), ""


def faults() -> dict[str, tuple[str, ...]]:
    """Every fault: its title, what it means, then the steps."""
    return {**_chain(), **_pictures(), **_sounds(), **_machine(), **_lines(), **_general()}


def _general() -> dict[str, tuple[str, ...]]:
    return {
        "no-answer": (
            translate("SelfTest", "No answer within the time"),
            translate("SelfTest", "The device or its driver hangs; the other checks went on."),
            translate("SelfTest", "Unplug the device, wait 10 seconds, plug it in again"),
            translate("SelfTest", "If it hangs again, restart the seat"),
        ),
        "check-broke": (
            translate("SelfTest", "The check itself failed"),
            translate("SelfTest", "This is a fault of the program, not of the device."),
            translate("SelfTest", "Make a diagnostics bundle (seat-client diagnostics) and send it to support"),
        ),
    }


def _chain() -> dict[str, tuple[str, ...]]:
    unplug = translate("SelfTest", "Take the key out and put it in again")
    other_key = translate("SelfTest", "Try with another key: if that one works, this one is defective")
    issuer = translate("SelfTest", "The holder has it renewed at its issuer")
    return {
        "service-down": (
            translate("SelfTest", "The card service does not run"),
            translate("SelfTest", "Without pcscd no reader can be reached."),
            translate("SelfTest", "Start it: systemctl enable --now pcscd.socket"),
            translate("SelfTest", "If it does not start, install the package pcscd"),
        ),
        "reader-absent": (
            translate("SelfTest", "No card reader"),
            translate("SelfTest", "The card service runs and sees no reader."),
            translate("SelfTest", "Plug the reader or USB key into a port at the back of the machine"),
            translate("SelfTest", "Try another port; then another cable"),
        ),
        "library-missing": (
            translate("SelfTest", "The driver library {library} is missing"),
            translate("SelfTest", "seat.toml names it under [devices] token, and it does not load here."),
            translate("SelfTest", "Install the maker's package for this system and processor"),
            translate("SelfTest", "Or correct the path in seat.toml"),
        ),
        "library-needed": (
            translate("SelfTest", "This key needs the driver library {library}"),
            translate("SelfTest", "The key is of {vendor}, which the system's card service alone cannot speak to."),
            translate("SelfTest", "Install the maker's package and name it in seat.toml (seat-client keys says how)"),
        ),
        "driver-crashed": (
            translate("SelfTest", "The driver library crashed"),
            translate("SelfTest", "The library of {family} took its own process down; the seat goes on."),
            translate("SelfTest", "Ask the maker for a newer version of the library"),
        ),
        "driver-failed": (
            translate("SelfTest", "The driver failed ({code})"),
            translate("SelfTest", "It gave no list of readers."),
            unplug,
        ),
        "family-unknown": (
            translate("SelfTest", "There is no driver {family}"),
            translate("SelfTest", "seat.toml names it under [devices] token."),
            translate("SelfTest", "Correct seat.toml"),
        ),
        "card-unknown": (
            translate("SelfTest", "The driver does not know this card"),
            translate("SelfTest", "A card lies in {reader}, but it answers as no signing key."),
            translate("SelfTest", "Check that it is a signing key and not, say, a bank card"),
            translate("SelfTest", "Ask the issuer which driver library it needs"),
        ),
        "card-absent": (
            translate("SelfTest", "No card or key"),
            translate("SelfTest", "The reader is there and empty."),
            translate("SelfTest", "Put the test key in, chip first, as far as it goes"),
        ),
        "card-busy": (
            translate("SelfTest", "Another program holds the key"),
            translate("SelfTest", "As long as it does, nothing can be signed here."),
            translate("SelfTest", "Close the other program, such as the issuer's own tool"),
        ),
        "card-silent": (translate("SelfTest", "The key does not answer"), "", unplug, other_key),
        "card-empty": (
            translate("SelfTest", "The key holds no certificate for signing"),
            translate("SelfTest", "It can be read, and there is nothing to sign with on it."),
            issuer,
        ),
        "pin-blocked": (
            translate("SelfTest", "The PIN is blocked"),
            translate("SelfTest", "It was wrong too often; the seat cannot undo that."),
            translate("SelfTest", "The issuer unblocks it, or issues another key"),
        ),
        "pin-few": (
            translate("SelfTest", "Only {tries_left} tries of the PIN are left"),
            translate("SelfTest", "After that the key is blocked."),
            translate("SelfTest", "Enter the PIN once correctly, which gives all tries back"),
        ),
        "certificate-unreadable": (translate("SelfTest", "The certificate cannot be read"), "", other_key, issuer),
        "certificate-expired": (
            translate("SelfTest", "The certificate has ended"),
            translate("SelfTest", "It ended on {until}; what it signs counts for nothing."),
            issuer,
        ),
        "certificate-not-yet-valid": (
            translate("SelfTest", "The certificate is not valid yet"),
            translate("SelfTest", "Either it begins later, or the clock of this seat is wrong."),
            translate("SelfTest", "Check the clock first"),
        ),
        "certificate-not-for-signing": (
            translate("SelfTest", "The certificate is not meant for signing"),
            translate("SelfTest", "It lacks the usage “non-repudiation”."),
            issuer,
        ),
        "certificate-too-weak": (
            translate("SelfTest", "The key is too weak"),
            translate("SelfTest", "RSA with 1024 bits is no longer accepted."),
            issuer,
        ),
        "certificate-ends": (
            translate("SelfTest", "The certificate ends in {days} days"),
            translate("SelfTest", "Only a reminder: it does not keep the seat from passing."),
            translate("SelfTest", "Have it renewed before {until}"),
        ),
        **_trial(issuer),
    }


def _trial(issuer: str) -> dict[str, tuple[str, ...]]:
    enter = translate("SelfTest", "Enter the key once: seat-client technicians add NAME")
    return {
        "trial-no-key": (
            translate("SelfTest", "No technician's key is in"),
            translate("SelfTest", "No PIN was tried: an expert's key is never used for a trial."),
            translate("SelfTest", "Put in the key of a technician who is entered at this seat"),
            enter,
        ),
        "trial-pin-wrong": (
            translate("SelfTest", "The PIN was wrong"),
            translate("SelfTest", "{tries_left} tries are left; then only the issuer can unblock the key."),
            translate("SelfTest", "Make sure of the PIN, then sign again"),
        ),
        "trial-pin-refused": (
            translate("SelfTest", "The PIN was wrong"),
            translate("SelfTest", "The key does not say how many tries are left."),
            translate("SelfTest", "Make sure of the PIN, then sign again"),
        ),
        "trial-pin-malformed": (
            translate("SelfTest", "This key has no such PIN"),
            translate("SelfTest", "Too short, too long or a wrong character; no try was spent."),
            translate("SelfTest", "Make sure of the PIN, then sign again"),
        ),
        "trial-last-try": (
            translate("SelfTest", "One try is left"),
            translate("SelfTest", "A trial does not spend the last one."),
            translate("SelfTest", "Unlock the key with its issuer's own tool, or take another key"),
        ),
        "trial-wrong-signature": (
            translate("SelfTest", "The signature does not fit the certificate"),
            translate("SelfTest", "The key or its driver computes otherwise than its certificate says."),
            issuer,
            translate("SelfTest", "Ask the maker for a newer version of the library"),
        ),
        "trial-slow": (
            translate("SelfTest", "The trial signature took {seconds} s"),
            translate("SelfTest", "It holds, but the experts will wait as long."),
            translate("SelfTest", "Try another port of the machine, without a hub"),
        ),
        "trial-failed": (
            translate("SelfTest", "The trial signature failed ({code})"),
            "",
            translate("SelfTest", "Take the key out and put it in again"),
        ),
    }


def _pictures() -> dict[str, tuple[str, ...]]:
    light = translate("SelfTest", "Put a lamp in front of the person, not behind")
    port = translate("SelfTest", "Plug the camera into a port of the machine itself, not into a hub")
    return {
        "camera-absent": (
            translate("SelfTest", "No camera"),
            translate("SelfTest", "The camera that seat.toml names is not there."),
            port,
            translate("SelfTest", "seat-client provision devices lists the cameras by their stable names"),
        ),
        "camera-busy": (
            translate("SelfTest", "Another program holds the camera"),
            "",
            translate("SelfTest", "Close the other program and check again"),
        ),
        "camera-silent": (translate("SelfTest", "The camera sends no picture"), "", port),
        "camera-failed": (translate("SelfTest", "The camera failed ({code})"), "", port),
        "camera-black": (
            translate("SelfTest", "The picture is black"),
            translate("SelfTest", "The camera works and sees nothing (brightness {brightness} of 255)."),
            translate("SelfTest", "Open the lens cover; peel off the protective film"),
            translate("SelfTest", "Switch on the light"),
        ),
        "camera-coarse": (
            translate("SelfTest", "The picture is only {width}×{height}"),
            translate("SelfTest", "Faces and papers cannot be made out."),
            port,
            translate("SelfTest", "Use a camera with at least 1280×720"),
        ),
        "camera-slow": (
            translate("SelfTest", "Only {rate} pictures a second"),
            translate("SelfTest", "Others see a stuttering picture, and the movements at sign-in may be missed."),
            port,
            light,
        ),
        "camera-below-rate": (translate("SelfTest", "Only {rate} pictures a second"), "", port, light),
        "camera-dark": (
            translate("SelfTest", "The picture is dark"),
            translate("SelfTest", "A face may not be recognised."),
            light,
        ),
        "camera-bright": (
            translate("SelfTest", "The picture is too bright"),
            translate("SelfTest", "A face may not be recognised."),
            translate("SelfTest", "Turn the seat away from the window, or draw the curtain"),
        ),
        "finger-library-missing": (
            translate("SelfTest", "The library of the fingerprint reader is missing"),
            translate("SelfTest", "{library} does not load here."),
            translate("SelfTest", "Install the maker's package, or correct seat.toml"),
        ),
        "finger-service-down": (translate("SelfTest", "The service of the fingerprint reader does not run"), ""),
        "finger-failed": (
            translate("SelfTest", "The fingerprint reader failed"),
            "",
            translate("SelfTest", "Unplug the device, wait 10 seconds, plug it in again"),
        ),
        "finger-absent": (
            translate("SelfTest", "No fingerprint reader"),
            translate("SelfTest", "The reader that seat.toml names is not there."),
            translate("SelfTest", "Plug it in; or take finger out of [devices] and [sign_in]"),
        ),
        "finger-busy": (translate("SelfTest", "Another program holds the fingerprint reader"), ""),
        "model-missing": (
            translate("SelfTest", "The face models are missing"),
            translate("SelfTest", "Sign-in by face is not possible."),
            translate("SelfTest", "Install the program again"),
        ),
        "model-damaged": (
            translate("SelfTest", "A face model was changed"),
            translate("SelfTest", "It is not the one that was measured, and is not used."),
            translate("SelfTest", "Install the program again"),
        ),
    }


def _sounds() -> dict[str, tuple[str, ...]]:
    headset = translate("SelfTest", "Use the headset that was delivered (best)")
    plug = translate("SelfTest", "Check the plug, then the name in seat.toml (seat-client sound --list)")
    return {
        "microphone-absent": (translate("SelfTest", "No microphone"), "", plug),
        "speaker-absent": (translate("SelfTest", "No loudspeaker"), "", plug),
        "sound-service-down": (
            translate("SelfTest", "The sound service does not run"),
            "",
            translate("SelfTest", "Restart the seat"),
        ),
        "sound-library-missing": (
            translate("SelfTest", "The sound library is missing"),
            "",
            translate("SelfTest", "Install the package libportaudio2"),
        ),
        "sound-failed": (translate("SelfTest", "The sound could not be opened"), "", plug),
        "microphone-stalled": (
            translate("SelfTest", "The microphone sends nothing"),
            translate("SelfTest", "It could be opened, and then no sound came."),
            plug,
        ),
        "microphone-silent": (
            translate("SelfTest", "The microphone is silent"),
            translate("SelfTest", "It runs and sends digital silence: it is muted or switched off."),
            translate("SelfTest", "Press the switch on the microphone or in the headset's cable"),
            translate("SelfTest", "Raise the microphone in the system's sound settings"),
        ),
        "speech-too-quiet": (
            translate("SelfTest", "Speech is too quiet ({speech} dB)"),
            "",
            translate("SelfTest", "Speak 20 cm from the microphone, at the usual strength"),
            translate("SelfTest", "Raise the microphone in the system's sound settings"),
        ),
        "too-loud": (
            translate("SelfTest", "Speech is distorted"),
            "",
            translate("SelfTest", "Lower the microphone in the system's sound settings"),
        ),
        "room-too-loud": (
            translate("SelfTest", "The room is too loud ({room} dB)"),
            translate("SelfTest", "The others hear the noise whenever somebody speaks here."),
            translate("SelfTest", "Close doors and windows, turn down the air conditioning"),
            headset,
        ),
        "noise-remains": (
            translate("SelfTest", "Noise is only lowered by {reduction} dB"),
            "",
            translate("SelfTest", "Close other programs: a slow machine takes a lesser suppressor"),
        ),
        "speaker-unheard": (
            translate("SelfTest", "The microphone does not hear the loudspeaker"),
            translate("SelfTest", "With a headset that is as it should be."),
            translate("SelfTest", "Without one: switch the loudspeaker on and turn it up"),
        ),
        "echo-remains": (
            translate("SelfTest", "Echo is only lowered by {loss} dB"),
            translate("SelfTest", "The others hear themselves: loudspeaker too loud, or too near the microphone."),
            headset,
            translate("SelfTest", "Or turn the loudspeaker down to 60 %"),
            translate("SelfTest", "Or move the microphone 50 cm away from it"),
        ),
    }


def _machine() -> dict[str, tuple[str, ...]]:
    again = translate("SelfTest", "Install the program again; if it happens again, tell the centre")
    return {
        "disk-full": (
            translate("SelfTest", "The disk is full"),
            translate("SelfTest", "Nothing could be kept during an evaluation."),
            translate("SelfTest", "Make room on the disk that holds the seat's data"),
        ),
        "disk-low": (
            translate("SelfTest", "Only {free_gb} GB are free"),
            "",
            translate("SelfTest", "Make room before an evaluation with large bids"),
        ),
        "disk-unwritable": (
            translate("SelfTest", "The disk cannot be written"),
            translate("SelfTest", "The seat may not write into its own folder."),
            translate("SelfTest", "Check the folder's owner and whether the disk is mounted read-only"),
        ),
        "disk-slow": (
            translate("SelfTest", "Saving takes {fsync_ms} ms"),
            "",
            translate("SelfTest", "Close other programs; check the disk's health"),
        ),
        "disk-very-slow": (
            translate("SelfTest", "Saving takes {fsync_ms} ms"),
            translate("SelfTest", "Every entry would wait for it."),
            translate("SelfTest", "Replace the disk"),
        ),
        "keys-readable": (
            translate("SelfTest", "Others may read the seat's keys"),
            translate("SelfTest", "A key file or the data folder is open to other users of the machine."),
            translate("SelfTest", "chmod 700 the data folder and 600 the files in it; then enrol the seat anew"),
        ),
        "keys-damaged": (
            translate("SelfTest", "The key of the store is damaged"),
            "",
            translate("SelfTest", "Restore it from the seat's backup, or take another seat"),
        ),
        "keys-beside-store": (
            translate("SelfTest", "The key lies beside what it protects"),
            translate("SelfTest", "Whoever copies the disk can read it."),
            translate("SelfTest", "Seal a credential with systemd-creds, as the installer does, and enrol the seat"),
        ),
        "font-missing": (
            translate("SelfTest", "The font {file} is missing"),
            translate("SelfTest", "Pages and reports would lack letters."),
            again,
        ),
        "font-damaged": (translate("SelfTest", "The font {file} is damaged"), "", again),
        "input-absent": (
            translate("SelfTest", "No Chinese input method"),
            translate("SelfTest", "Reasons and comments could not be typed in Chinese."),
            translate("SelfTest", "Install ibus and ibus-libpinyin"),
        ),
        "input-off": (
            translate("SelfTest", "The input method is not switched on"),
            "",
            translate("SelfTest", "Start the seat with QT_IM_MODULE=ibus, as the kiosk session does"),
        ),
        "program-unlisted": (
            translate("SelfTest", "The program's files cannot be compared"),
            translate("SelfTest", "This copy was not installed from a package and brings no list of its files."),
            translate("SelfTest", "Install the package; for trying things out this does no harm"),
        ),
        "program-list-damaged": (translate("SelfTest", "The list of the program's files is damaged"), "", again),
        "program-changed": (
            translate("SelfTest", "A program file was changed"),
            translate("SelfTest", "{file} is not the one that was delivered."),
            again,
        ),
        "program-file-missing": (
            translate("SelfTest", "A program file is missing"),
            translate("SelfTest", "{file} was delivered and is gone."),
            again,
        ),
        "program-file-added": (
            translate("SelfTest", "There is a program file too many"),
            translate("SelfTest", "{file} was not delivered."),
            again,
        ),
    }


def _lines() -> dict[str, tuple[str, ...]]:
    provider = translate("SelfTest", "If the cable is sound, report it to the provider of the line")
    cable = translate("SelfTest", "Check cable, switch and the lamp at the port")
    return {
        "line-absent": (
            translate("SelfTest", "The line has no address"),
            translate("SelfTest", "The interface that seat.toml names is not there or not up."),
            cable,
            translate("SelfTest", "Check the name under [routes] in seat.toml"),
        ),
        "line-down": (
            translate("SelfTest", "The line does not reach the centre"),
            translate("SelfTest", "This seat has an address on it, and nothing comes back."),
            cable,
            provider,
        ),
        "centre-closed": (
            translate("SelfTest", "The centre does not listen"),
            translate("SelfTest", "The line works; at the centre's address nobody answers."),
            translate("SelfTest", "Check the address in seat.toml; ask the centre whether it runs"),
        ),
        "line-lossy": (
            translate("SelfTest", "The line loses {loss_percent} %"),
            translate("SelfTest", "Pictures and speech would break off."),
            cable,
            provider,
        ),
        "line-slow": (translate("SelfTest", "An answer takes {rtt_ms} ms"), "", cable, provider),
        "line-unsteady": (
            translate("SelfTest", "The line is unsteady (jitter {jitter_ms} ms)"),
            "",
            translate("SelfTest", "Nobody else may use the line during an evaluation"),
            provider,
        ),
        "line-narrow": (
            translate("SelfTest", "The line is too narrow"),
            translate("SelfTest", "A call of eight needs 8 Mbit/s each way."),
            translate("SelfTest", "Nobody else may use the line during an evaluation"),
            provider,
        ),
        "centre-unreachable": (
            translate("SelfTest", "The centre cannot be reached"),
            "",
            translate("SelfTest", "See to the lines first"),
        ),
        "centre-refuses": (
            translate("SelfTest", "The centre refuses this seat ({code})"),
            "",
            translate("SelfTest", "Enrol the seat with a fresh code (seat-client enrol)"),
        ),
        "centre-differs": (
            translate("SelfTest", "Seat and centre do not fit"),
            translate("SelfTest", "This seat speaks contract {ours}, the centre {theirs}."),
            translate("SelfTest", "Update the seat"),
        ),
        "clock-off": (
            translate("SelfTest", "The clock is {offset_ms} ms off"),
            translate("SelfTest", "Signatures would carry a wrong time."),
            translate("SelfTest", "Switch time synchronisation on: timedatectl set-ntp true"),
        ),
        "clock-unsteady": (
            translate("SelfTest", "The clock jumped during the check"),
            "",
            translate("SelfTest", "Wait a minute and check again"),
        ),
    }
