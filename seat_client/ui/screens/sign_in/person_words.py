"""What face and finger checks say: to do, wrong, over. One table for every fault and every end."""

from seat_client.identity.liveness import Break, Move
from seat_client.identity.state import FaceState, Fault, Phase
from seat_client.ui.language import translate


def fault_words(fault: Fault | None) -> str:
    """What the person can do about a picture that is not good enough."""
    if fault is None:
        return ""
    return {
        Fault.BLACK: translate("SignIn", "The picture is black: open the camera's cover"),
        Fault.NO_FACE: translate("SignIn", "Nobody in the picture: sit before the camera"),
        Fault.SECOND_FACE: translate("SignIn", "More than one person: others please step aside"),
        Fault.TOO_FAR: translate("SignIn", "Too far away: move closer"),
        Fault.CUT_OFF: translate("SignIn", "The face is cut off: move to the middle"),
        Fault.TOO_DARK: translate("SignIn", "Too dark: turn the light on"),
        Fault.TOO_BRIGHT: translate("SignIn", "Too bright: turn away from the light"),
        Fault.TURNED: translate("SignIn", "Please look straight at the camera"),
        Fault.TILTED: translate("SignIn", "Please hold the head upright"),
        Fault.BLURRED: translate("SignIn", "Blurred: keep still for a moment"),
        Fault.TOO_FAST: translate("SignIn", "Too quick: look straight ahead, then turn once more, slowly"),
    }[fault]


def move_words(move: Move) -> str:
    """A movement as it is asked for, large."""
    return {
        Move.BLINK: translate("SignIn", "Please close your eyes, then open them"),
        Move.LEFT: translate("SignIn", "Please turn your head slowly to the left"),
        Move.RIGHT: translate("SignIn", "Please turn your head slowly to the right"),
    }[move]


def step_name(move: Move) -> str:
    """A movement as a line of the steps."""
    return {
        Move.BLINK: translate("SignIn", "Close and open the eyes"),
        Move.LEFT: translate("SignIn", "Turn slowly to the left"),
        Move.RIGHT: translate("SignIn", "Turn slowly to the right"),
    }[move]


def way_left(state: FaceState | None) -> str:
    """What is left of the step under way, short: degrees while a head turns."""
    if state is None or state.phase is Phase.LOOK or state.degrees_left is None:
        back = state is not None and state.returning
        return translate("SignIn", "now back to the front") if back else translate("SignIn", "under way")
    return translate("SignIn", "about {degrees}° to go").format(degrees=state.degrees_left)


def break_words(why: Break, fault: Fault | None) -> str:
    """Why a check ended without a decision."""
    if why is Break.TIME_OUT and fault is not None:
        return fault_words(fault)
    return {
        Break.TIME_OUT: translate("SignIn", "The movement was not seen in time"),
        Break.WRONG_MOVE: translate("SignIn", "Another movement was made than was asked for"),
        Break.JUMP: translate("SignIn", "No living person was recognised"),
        Break.FACE_LOST: translate("SignIn", "The face left the picture"),
        Break.FACE_CHANGED: translate("SignIn", "Another face appeared during the check"),
        Break.SECOND_FACE: translate("SignIn", "A second person appeared during the check"),
    }[why]


def instruction(state: FaceState | None) -> str:
    """The large line beside the picture."""
    if state is None:
        return translate("SignIn", "The camera is being switched on")
    if state.phase is Phase.MOVE and state.returning:
        return translate("SignIn", "Thank you. Now look straight ahead again")
    if state.phase is Phase.MOVE and state.move is not None:
        return move_words(state.move)
    if state.phase is Phase.OVER:
        return translate("SignIn", "The check is over")
    return fault_words(state.fault) or translate("SignIn", "Please look at the camera")


def failed_words(code: str) -> str:
    """Why a device or its program stopped a check."""
    return {
        "device-absent": translate("SignIn", "Not connected: call the staff, or use another way"),
        "device-busy": translate("SignIn", "Another program uses the device; call the staff"),
        "device-timeout": translate("SignIn", "Nothing came in time"),
        "finger-again": translate("SignIn", "The finger could not be read"),
        "practice-device": translate("SignIn", "A practice device is not allowed at this seat; call the staff"),
        "damaged-template": translate("SignIn", "The registered data is damaged; use another way"),
        "foreign-template": translate("SignIn", "The registered data is of another version; use another way"),
        "models-missing": translate("SignIn", "The face models are missing or were changed; call the staff"),
        "driver-crashed": translate("SignIn", "The device's program stopped; please begin again"),
        "library-missing": translate("SignIn", "The device's library is not installed; call the staff"),
        "service-down": translate("SignIn", "The device's service does not run; call the staff"),
        "worker-fault": translate("SignIn", "The check's program stopped; please begin again"),
        "worker-lost": translate("SignIn", "The check's program stopped; please begin again"),
        "card-unknown": translate(
            "SignIn", "This card cannot be read: lay the resident identity card flat on the reader"
        ),
        "card-absent": translate("SignIn", "The card was lifted too soon: leave it on the reader"),
        "no-reader": translate("SignIn", "No reader connected; connect it or call the staff"),
    }.get(code, translate("SignIn", "The device does not work; call the staff, or use another way"))


def touch_words(reason: str) -> str:
    """Why a touch did not count."""
    return {
        "too-short": translate("SignIn", "Too short: leave the finger on a little longer"),
        "too-fast": translate("SignIn", "Too quick: press calmly"),
        "centre": translate("SignIn", "Press the middle of the finger"),
        "remove": translate("SignIn", "Lift the finger, then press again"),
        "too-few-minutiae": translate("SignIn", "Too little to see: press flat and a little more firmly"),
        "poor-impression": translate("SignIn", "Unclear: wipe the finger and press again"),
    }.get(reason, translate("SignIn", "Please press again"))
